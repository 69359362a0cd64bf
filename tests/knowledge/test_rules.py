"""Rounds, proposals and goals: what the rules allow, and when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.goals import Goal, in_force, term_years, tree
from knowledge.proposals import (
    CHANGEABLE,
    NEXT,
    Choices,
    Content,
    Partner,
    Proposal,
    Standing,
    State,
    can_change,
    check_change,
    check_move,
    faults,
    seen_by,
)
from knowledge.refusals import Refusal
from knowledge.refusals import proposals as no
from knowledge.refusals.rounds import DeadlinePassed, NoOpenRound, NotYetOpen
from knowledge.rounds import Phase, Round, check_open, due_dates, in_hand, phase, takes_proposals

YEAR = timedelta(days=365)
OPENS = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 8, 14, 15, tzinfo=UTC)
ROUND = Round(
    1, 2026, {"fi": "Keskustelut 2026"}, None, "ALKE2024", date(2026, 10, 13), None, OPENS, CLOSES,
    date(2027, 1, 7), date(2027, 1, 18), date(2027, 2, 5),
)  # fmt: skip
CHOICES = Choices(frozenset({"G1"}), frozenset({"transport"}), frozenset({"LVM"}), frozenset({"19"}))
GOOD = Content("Raide", "Rata kuntoon.", goals=("G1",))
PROPOSAL = Proposal(
    1, "2026-01", ROUND, "council:19", {"fi": "Lapin liitto"}, State.SUBMITTED, False, 1, GOOD
)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (OPENS - timedelta(seconds=1), Phase.PREPARING),
        (OPENS, Phase.PROPOSALS),
        (CLOSES, Phase.PROPOSALS),
        (CLOSES + timedelta(seconds=1), Phase.AGENDA),
        (datetime(2027, 1, 17, 22, 0, tzinfo=UTC), Phase.SESSIONS),  # midnight in Finland
        (datetime(2027, 2, 5, 21, 59, tzinfo=UTC), Phase.SESSIONS),
        (datetime(2027, 2, 5, 22, 0, tzinfo=UTC), Phase.FOLLOW_UP),
    ],
)
def test_the_phase_follows_from_the_dates_on_a_finnish_calendar(moment: datetime, expected: Phase) -> None:
    assert expected == phase(ROUND, moment)


def test_proposals_are_taken_until_the_very_deadline() -> None:
    assert [False, True, True, False] == [
        takes_proposals(ROUND, OPENS - timedelta(seconds=1)),
        takes_proposals(ROUND, OPENS),
        takes_proposals(ROUND, CLOSES),
        takes_proposals(ROUND, CLOSES + timedelta(seconds=1)),
    ]


def test_before_the_opening_even_a_late_proposal_is_refused() -> None:
    with pytest.raises(NotYetOpen):
        check_open(ROUND, OPENS - timedelta(days=1), late=True)


def test_after_the_deadline_only_a_late_proposal_passes() -> None:
    after = CLOSES + timedelta(minutes=1)
    check_open(ROUND, after, late=True)
    with pytest.raises(DeadlinePassed):
        check_open(ROUND, after)


def test_when_the_sessions_are_over_not_even_a_late_proposal_is_taken() -> None:
    with pytest.raises(NoOpenRound):
        check_open(ROUND, datetime(2027, 3, 1, tzinfo=UTC), late=True)


def test_the_round_in_hand_is_the_running_one_then_the_next_then_the_last() -> None:
    before = replace(ROUND, id=2, year=2025, proposals_open=OPENS - YEAR, proposals_close=CLOSES - YEAR)
    before = replace(before, sessions_from=date(2026, 1, 18), sessions_to=date(2026, 2, 5))
    moments = (CLOSES - YEAR, datetime(2026, 6, 1, tzinfo=UTC), CLOSES, datetime(2028, 1, 1, tzinfo=UTC))
    found = [in_hand((before, ROUND), moment) for moment in moments]
    assert [2025, 2026, 2026, 2026] == [each.year for each in found if each]
    assert in_hand((), CLOSES) is None


def test_due_dates_come_in_order_and_leave_out_the_unknown() -> None:
    dates = due_dates(ROUND, CLOSES)
    assert [
        "kick_off",
        "proposals_open",
        "proposals_close",
        "agenda_due",
        "sessions_from",
        "sessions_to",
    ] == [due.key for due in dates]
    assert [True, True, False, False, False, False] == [due.past for due in dates]


def test_a_whole_proposal_has_no_faults() -> None:
    assert () == faults(GOOD, CHOICES)


@pytest.mark.parametrize(
    ("changes", "refusal", "field"),
    [
        ({"title": ""}, no.TitleMissing, "title"),
        ({"title": "x" * 121}, no.TitleTooLong, "title"),
        ({"description": ""}, no.DescriptionMissing, "description"),
        ({"description": "x" * 2001}, no.DescriptionTooLong, "description"),
        ({"goals": ()}, no.BasisMissing, "goals"),
        ({"goals": ("G9",)}, no.UnknownGoal, "goals"),
        ({"outcome": "x" * 501}, no.FieldTooLong, "outcome"),
        ({"areas": ("magic",)}, no.UnknownChoice, "areas"),
        ({"ministries": ("XYZ",)}, no.UnknownChoice, "ministries"),
        ({"regions": ("21",)}, no.UnknownChoice, "regions"),
        ({"links": ("http://example.org",)}, no.BadLink, "links"),
        ({"links": ("https://example.org/a b",)}, no.BadLink, "links"),
        ({"links": ("https://[broken",)}, no.BadLink, "links"),
        ({"links": ("https://example.org",) * 11}, no.TooManyLinks, "links"),
    ],
)
def test_a_fault_names_its_field(changes: dict[str, object], refusal: type[Refusal], field: str) -> None:
    [fault] = faults(replace(GOOD, **changes), CHOICES)
    assert (refusal, field) == (type(fault), fault.field)


@pytest.mark.parametrize("basis", ["objective", "strategy", "urgency"])
def test_any_one_of_the_four_bases_is_enough(basis: str) -> None:
    assert () == faults(replace(GOOD, goals=(), **{basis: "Syy"}), CHOICES)


def test_the_limits_themselves_are_allowed() -> None:
    assert () == faults(replace(GOOD, title="ä" * 120, description="ö" * 2000, outcome="å" * 500), CHOICES)


@given(st.sampled_from(State), st.sampled_from(State))
def test_a_move_is_allowed_exactly_when_the_table_has_it(now: State, to: State) -> None:
    proposal = replace(PROPOSAL, state=now)
    if to in NEXT[now]:
        check_move(proposal, to)
    else:
        with pytest.raises(no.CannotMove):
            check_move(proposal, to)


def test_every_state_has_its_row_and_what_is_withdrawn_stays_so() -> None:
    assert (set(State), frozenset()) == (set(NEXT), NEXT[State.WITHDRAWN])


@given(st.sampled_from(State), st.booleans(), st.integers(-100, 100))
def test_a_proposal_is_changed_only_while_it_is_open(state: State, late: bool, hours: int) -> None:
    now = CLOSES + timedelta(hours=hours)
    proposal = replace(PROPOSAL, state=state, late=late)
    untimed = {State.RETURNED, State.DRAFT, State.BROUGHT}
    allowed = state in CHANGEABLE and (hours <= 0 or late or state in untimed)
    assert allowed == can_change(proposal, now)
    if not allowed:
        with pytest.raises((no.CannotMove, no.ClosedForChanges)):
            check_change(proposal, now)


def test_a_proposal_is_seen_by_its_own_and_oversight_until_published() -> None:
    partners = (Partner("b", {"fi": "B"}), Partner("c", {"fi": "C"}, Standing.DECLINED))
    proposal = replace(PROPOSAL, organisation="a", partners=partners)
    assert {"oversight", "org:a", "org:b"} == seen_by(proposal)
    assert {"all"} == seen_by(replace(proposal, published=OPENS))


def test_a_topic_that_is_not_sent_yet_is_seen_by_its_own_only() -> None:
    brought = replace(PROPOSAL, organisation="a", brought_by="b", state=State.BROUGHT)
    assert {"org:a", "org:b"} == seen_by(brought)
    assert ("b",) == brought.owners
    assert ("a",) == replace(brought, state=State.SUBMITTED).owners


def goal(id_: str, term: str, parent: str | None = None, kind: str = "decision") -> Goal:
    return Goal(id_, parent, term, kind, {"fi": id_})


GOALS = (
    goal("A", "2020-2023"),
    goal("B", "2024-2027"),
    goal("B-1", "2024-2027", "B", "priority"),
    goal("B-2", "2024-2027", "B", "priority"),
    goal("L", "2021-", None, "statutory goals"),
)


@pytest.mark.parametrize(
    ("year", "decision"), [(2019, None), (2023, "A"), (2024, "B"), (2027, "B"), (2029, "B")]
)
def test_the_decision_in_force_is_the_newest_begun(year: int, decision: str | None) -> None:
    found = in_force(GOALS, year)
    assert decision == (found.id if found else None)


def test_a_decision_is_a_tree_in_its_own_order() -> None:
    assert ["B-1", "B-2"] == [branch.goal.id for branch in tree(GOALS, "B").children]


def test_an_open_term_has_no_end() -> None:
    assert ((2021, 9999), (2020, 2023)) == (term_years("2021-"), term_years("2020-2023"))


def test_a_missing_title_is_shown_in_finnish_and_said_to_be() -> None:
    assert ("B", False) == GOALS[1].title("sv")
