"""Writing minutes: what a draft begins with, where parts stand, what keeps one from being kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import agendas
from knowledge import minutes_drafting as rules
from knowledge import minutes_faults as faults
from knowledge.minutes import (
    TEXT_LIMIT,
    Attendance,
    Conclusion,
    Item,
    Part,
    PartKind,
    Version,
    View,
)
from knowledge.minutes import State as VersionState
from knowledge.minutes_drafting import Told
from knowledge.proposals import Content, Proposal
from knowledge.proposals import State as ProposalState
from knowledge.records import Wording
from knowledge.refusals import Refusal
from knowledge.refusals.conclusions import MinutesFinal
from knowledge.refusals.minutes import NotHeldYet, TooManyParts
from knowledge.refusals.sessions import SessionMoved
from knowledge.rounds import Round
from knowledge.sessions import Kind, Session, State

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ROUND = Round(
    1, 2026, {"fi": "Kierros"}, None, "ALKE2024", None, None, NOW - timedelta(90), NOW, None, None, None
)
SESSION = Session(
    "2026-19",
    ROUND,
    Kind.REGIONAL,
    State.HELD,
    {"fi": "Lappi"},
    regions=("19",),
    organisations=("council:19", "ministry:LVM"),
    starts=NOW,
)
LAPLAND = {"fi": "Lappi", "sv": "Lappland"}
KAINUU = {"fi": "Kainuu", "sv": "Kajanaland"}


def conclusion(number: int = 1, text: str = "Raiteita parannetaan.", **more: Any) -> Conclusion:
    return Conclusion(number, {"fi": Wording("Raiteet", text)}, **more)


def part(id_: int, content: Any, position: int = 0) -> Part:
    kinds = {Attendance: "attendance", View: "state_view", Item: "item", Conclusion: "conclusion"}
    return Part(id_, PartKind(kinds[type(content)]), content, position)


# Who may begin


@pytest.mark.parametrize(
    ("state", "refusal"),
    [(State.PLANNED, NotHeldYet), (State.ANNOUNCED, NotHeldYet), (State.CANCELLED, SessionMoved)],
)
def test_only_of_what_was_held_there_are_minutes(state: State, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        rules.check_writing(replace(SESSION, state=state), None)
    rules.check_writing(SESSION, None)


@pytest.mark.parametrize("state", [VersionState.OUT, VersionState.REPLACED])
def test_while_a_version_is_out_the_draft_is_written_on(state: VersionState) -> None:
    rules.check_writing(SESSION, Version(1, SESSION.id, 1, state, ()))


def test_final_minutes_are_not_written_any_more() -> None:
    with pytest.raises(MinutesFinal):
        rules.check_writing(SESSION, Version(1, SESSION.id, 1, VersionState.FINAL, ()))


# The beginning


def test_a_draft_begins_with_who_takes_part_both_views_and_the_agendas_items() -> None:
    items = [agendas.Item("Raiteet", id=7, proposals=(3, 4)), agendas.Item("Muut asiat", id=9)]
    view = View({"fi": "Näkemys"})
    assert (
        (PartKind.ATTENDANCE, Attendance({"council:19": "", "ministry:LVM": ""})),
        (PartKind.STATE_VIEW, view),
        (PartKind.REGION_VIEW, View()),
        (PartKind.ITEM, Item("Raiteet", agenda_item=7, proposals=(3, 4))),
        (PartKind.ITEM, Item("Muut asiat", agenda_item=9)),
    ) == rules.opening(SESSION, items, view)


def test_the_states_view_of_one_region_is_taken_as_it_is() -> None:
    text = "å" * TEXT_LIMIT
    assert View({"sv": text}) == rules.state_view([Told(LAPLAND, text, "sv")])


def test_the_states_views_of_several_regions_stand_under_their_names_by_language() -> None:
    told = [Told(LAPLAND, "Yksi"), Told(KAINUU, "Kaksi"), Told(KAINUU, "Tre", "sv"), Told(LAPLAND, "")]
    expected = View({"fi": "Lappi\nYksi\n\nKainuu\nKaksi", "sv": "Kajanaland\nTre"})
    assert expected == rules.state_view(told)


@given(st.lists(st.text(max_size=6000), max_size=6))
def test_the_states_view_never_is_too_long(texts: list[str]) -> None:
    view = rules.state_view([Told(LAPLAND, text) for text in texts])
    assert [] == list(faults.view_faults(view)) or len(texts) == 1


def test_a_conclusion_starts_from_what_its_items_proposals_concern() -> None:
    content = Content("T", "K", goals=("1",), areas=("transport",), ministries=("LVM",))
    found = [
        Proposal(n, f"2026-{n}", ROUND, "council:19", {}, ProposalState.ACCEPTED, False, 1, each)
        for n, each in (
            (3, content),
            (4, replace(content, ministries=("LVM", "OKM"))),
            (5, replace(content, goals=("9",))),
        )
    ]
    expected = Conclusion(
        0, {}, item=11, regions=("19",), ministries=("LVM", "OKM"), goals=("1",), areas=("transport",)
    )
    assert expected == rules.prefilled(part(11, Item("A", proposals=(3, 4))), found, SESSION, 0)
    assert Conclusion(0, {}, regions=("19",)) == rules.prefilled(None, found, SESSION, 0)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Raiteita parannetaan. Sitten muuta.", "Raiteita parannetaan"),
        ("Ensin\nSitten", "Ensin"),
        ("sana " * 40, "sana " * 19 + "…"),
        ("", ""),
    ],
)
def test_a_title_is_made_of_the_first_words(text: str, title: str) -> None:
    assert title == rules.title_of(text)


# Where parts stand


PARTS = (
    part(1, Item("A"), 1),
    part(2, Item("B"), 2),
    part(3, conclusion(1, item=2), 2),
    part(4, conclusion(2, item=2), 1),
    part(5, conclusion(3, item=99), 3),
    part(6, conclusion(4), 4),
)


@pytest.mark.parametrize(("item", "expected"), [(1, []), (2, [4, 3]), (0, [5, 6])])
def test_conclusions_belong_to_their_item_and_to_none_when_it_is_gone(item: int, expected: list[int]) -> None:
    assert expected == [each.id for each in rules.conclusions_of(PARTS, item)]


def test_items_stand_among_items_and_conclusions_among_those_of_their_item() -> None:
    assert [1, 2] == [each.id for each in rules.siblings(PARTS, Item("C"))]
    assert [4, 3] == [each.id for each in rules.siblings(PARTS, conclusion(item=2))]
    assert () == rules.siblings(PARTS, View())
    assert (3, 5) == tuple(rules.next_position(PARTS, kind) for kind in (PartKind.ITEM, PartKind.CONCLUSION))


def test_a_part_that_says_the_same_is_found_whatever_its_number() -> None:
    assert PARTS[2] == rules.twin(PARTS, conclusion(7, item=2))
    assert None is rules.twin(PARTS, conclusion(7, "Muuta", item=2))


def test_there_are_at_most_sixty_parts_of_a_kind() -> None:
    many = [part(n, Item(str(n))) for n in range(rules.PARTS_LIMIT)]
    rules.check_room(many[1:], PartKind.ITEM)
    rules.check_room(many, PartKind.CONCLUSION)
    with pytest.raises(TooManyParts):
        rules.check_room(many, PartKind.ITEM)


def test_what_nobody_wrote_in_is_empty() -> None:
    every = [View(), View({"fi": ""}), Item("A"), Conclusion(1, {}), Attendance(), conclusion()]
    assert [True, True, True, True, False, False] == [rules.empty(part(1, each)) for each in every]


def test_a_preparatory_session_wants_no_views() -> None:
    preparatory = replace(SESSION, kind=Kind.PREPARATORY)
    assert [False, True] == [rules.wanted(part(1, each), preparatory) for each in (View(), Item("A"))]
    assert rules.wanted(part(1, View()), SESSION)
