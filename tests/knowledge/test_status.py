"""Who has done what in a round: counts, marks and lists from plain facts."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.people import Kind, Organisation
from knowledge.rounds import Round
from knowledge.status import CELLS, KINDS, Facts, Mark, Question, Sitting, Status, Step, status
from knowledge.stepwords import named

LAPPI = Organisation("council:19", Kind.COUNCIL, {"fi": "Lapin liitto"}, "19")
KAINUU = Organisation("council:18", Kind.COUNCIL, {"fi": "Kainuun liitto"}, "18")
LVM = Organisation("ministry:LVM", Kind.MINISTRY, {"fi": "LVM"}, None, "LVM")
YM = Organisation("ministry:YM", Kind.MINISTRY, {"fi": "YM"}, None, "YM")
CENTRE = Organisation("centre:10", Kind.CENTRE, {"fi": "Lapin elinvoimakeskus"})
EVERYBODY = (YM, LVM, LAPPI, CENTRE, KAINUU)


@pytest.fixture
def round_(now: datetime) -> Round:
    """Kicked off three weeks ago, proposals close in two weeks, discussions in six."""
    day = now.date()
    return Round(
        1,
        2026,
        {"fi": "2026"},
        None,
        "ALKE2024",
        kick_off=day - timedelta(weeks=3),
        picture_due=now + timedelta(weeks=1),
        proposals_open=now - timedelta(weeks=2),
        proposals_close=now + timedelta(weeks=2),
        agenda_due=day + timedelta(weeks=4),
        sessions_from=day + timedelta(weeks=6),
        sessions_to=day + timedelta(weeks=8),
    )


def stands(facts: Facts, now: datetime, step: Step) -> dict[str, tuple[str, int, int]]:
    cells = {row.organisation.id: row.cells[step] for row in status(facts, now).rows}
    return {each: (cell.mark.value, cell.done, cell.of) for each, cell in cells.items()}


def test_councils_come_by_their_region_and_then_ministries_and_no_others(
    round_: Round, now: datetime
) -> None:
    rows = status(Facts(round_, EVERYBODY), now).rows
    assert ["council:18", "council:19", "ministry:LVM", "ministry:YM"] == [
        row.organisation.id for row in rows
    ]


@pytest.mark.parametrize(
    ("weeks", "mark"), [(-3, "none"), (0, "missing"), (3, "late")], ids=["before", "while open", "after"]
)
def test_who_has_not_proposed_is_missing_while_proposals_are_open_and_late_after_that(
    round_: Round, now: datetime, weeks: int, mark: str
) -> None:
    facts = Facts(round_, (LAPPI, LVM), proposals={"council:19": 2})
    expected = {"council:19": ("done", 2, 0), "ministry:LVM": (mark, 0, 0)}
    assert expected == stands(facts, now + timedelta(weeks=weeks), Step.PROPOSALS)


def test_a_ministry_contributes_to_regions_and_a_regions_view_is_published(
    round_: Round, now: datetime
) -> None:
    facts = Facts(round_, EVERYBODY, parts={"ministry:LVM": 2}, views=frozenset({"19"}))
    expected = {
        "council:18": ("missing", 0, 1),
        "council:19": ("done", 1, 1),
        "ministry:LVM": ("done", 2, 2),
        "ministry:YM": ("missing", 0, 2),
    }
    assert expected == stands(facts, now, Step.VIEWS)
    later = stands(facts, now + timedelta(weeks=2), Step.VIEWS)
    assert ("missing", "late") == (later["council:18"][0], later["ministry:YM"][0])


def test_only_who_was_asked_can_be_missing(round_: Round, now: datetime) -> None:
    ids = frozenset({"council:19", "ministry:LVM"})
    polls = (
        Question(ids, frozenset({"council:19"}), now + timedelta(days=1)),
        Question(frozenset({"council:19"}), frozenset({"council:19"}), now - timedelta(days=1)),
    )
    facts = Facts(round_, EVERYBODY, polls=polls)
    expected = {
        "council:18": ("none", 0, 0),
        "council:19": ("done", 2, 2),
        "ministry:LVM": ("missing", 0, 1),
        "ministry:YM": ("none", 0, 0),
    }
    assert expected == stands(facts, now, Step.AVAILABILITY)
    assert "late" == stands(facts, now + timedelta(days=2), Step.AVAILABILITY)["ministry:LVM"][0]


def test_an_answer_that_can_no_longer_be_given_is_late(round_: Round, now: datetime) -> None:
    final = Question(frozenset({"council:19"}), frozenset(), None, open=False)
    assert "late" == stands(Facts(round_, (LAPPI,), minutes=(final,)), now, Step.MINUTES)["council:19"][0]


def test_agendas_wait_until_proposals_have_closed_and_concern_regions(round_: Round, now: datetime) -> None:
    sittings = (Sitting(frozenset({"18", "19"}), True), Sitting(frozenset({"18"}), False))
    facts = Facts(round_, EVERYBODY, sittings=sittings)
    early = Facts(round_, EVERYBODY, sittings=(Sitting(frozenset({"18"}), False),))
    assert {"none"} == {mark for mark, *_ in stands(early, now, Step.AGENDAS).values()}
    after = stands(facts, now + timedelta(weeks=3), Step.AGENDAS)
    assert ("missing", 1, 2) == after["council:18"]
    assert ("none", 0, 0) == after["ministry:LVM"]
    assert "late" == stands(facts, now + timedelta(weeks=5), Step.AGENDAS)["council:18"][0]


def test_once_the_first_agenda_is_out_every_regions_is_counted(round_: Round, now: datetime) -> None:
    facts = Facts(round_, EVERYBODY, sittings=(Sitting(frozenset({"19"}), True),))
    assert now < round_.proposals_close
    found = status(facts, now)
    assert (1, 2) == found.count(Step.AGENDAS, Kind.COUNCIL)
    assert ("missing", "done") == tuple(
        stands(facts, now, Step.AGENDAS)[each][0] for each in ("council:18", "council:19")
    )


def test_a_region_without_a_session_waits_for_its_agenda(round_: Round, now: datetime) -> None:
    facts = Facts(round_, (LAPPI,))
    assert ("missing", 0, 0) == stands(facts, now + timedelta(weeks=3), Step.AGENDAS)["council:19"]


def test_a_step_that_a_finished_round_never_had_is_asked_of_nobody(round_: Round, now: datetime) -> None:
    over = now + timedelta(weeks=20)
    marks = {cell.mark for row in status(Facts(round_, EVERYBODY), over).rows for cell in row.cells.values()}
    assert {Mark.NONE} == marks
    some = Facts(round_, EVERYBODY, proposals={"council:19": 1})
    assert "late" == stands(some, over, Step.PROPOSALS)["council:18"][0]


def test_reminding_leaves_out_what_the_secretariat_does_for_a_region(round_: Round, now: datetime) -> None:
    found = status(Facts(round_, EVERYBODY), now + timedelta(weeks=3))
    assert ("council:18", "council:19", "ministry:LVM", "ministry:YM") == found.to_remind(Step.PROPOSALS)
    assert ("ministry:LVM", "ministry:YM") == found.to_remind(Step.VIEWS)
    assert () == found.to_remind(Step.AGENDAS)


IDS = st.frozensets(st.sampled_from([o.id for o in EVERYBODY]))
QUESTIONS = st.lists(st.builds(Question, IDS, IDS, st.none(), st.booleans()), max_size=4).map(tuple)
COUNTS = st.dictionaries(st.sampled_from([o.id for o in EVERYBODY]), st.integers(0, 30), max_size=5)
CODES = st.frozensets(st.sampled_from(["18", "19"]))
FACTS: dict[str, Any] = {
    "organisations": st.sets(st.sampled_from(EVERYBODY)).map(tuple),
    "proposals": COUNTS,
    "parts": COUNTS,
    "views": CODES,
    "sittings": st.lists(st.builds(Sitting, CODES, st.booleans()), max_size=3).map(tuple),
    **dict.fromkeys(("joint", "polls", "minutes"), QUESTIONS),
}


@given(st.fixed_dictionaries(FACTS), st.integers(-30, 30))
def test_each_organisation_is_counted_once_in_each_step(more: dict[str, Any], weeks: int) -> None:
    now = datetime.fromisoformat("2026-11-24T09:00:00+00:00")
    found = status(Facts(_plain(now), **more), now + timedelta(weeks=weeks))
    for step in CELLS:
        for kind in KINDS:
            done, of = found.count(step, kind)
            assert done + len(found.waiting(step, kind)) == of <= len(found.of_kind(kind))
        assert set(found.to_remind(step)) <= {row.organisation.id for row in found.rows if row.waits(step)}


def _plain(now: datetime) -> Round:
    days = dict.fromkeys(("kick_off", "picture_due", "agenda_due", "sessions_from"))
    opens, closes, last = (now + timedelta(weeks=weeks) for weeks in (-1, 1, 9))
    dates = {"proposals_open": opens, "proposals_close": closes, "sessions_to": last.date()}
    return Round(1, 2026, {}, None, "ALKE2024", **dates, **days)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("Kuka ei ole vielä ehdottanut?", Step.PROPOSALS),
        ("Keneltä puuttuu vahvistus muistioon?", Step.MINUTES),
        ("Vem har inte lämnat förslag?", Step.PROPOSALS),
        ("Vem har inte bekräftat promemorian?", Step.MINUTES),
        ("Who has not sent a proposal?", Step.PROPOSALS),
        ("Who hasn't given their availability?", Step.AVAILABILITY),
        ("Mistä maakunnista valtion näkemys puuttuu?", Step.VIEWS),
        ("Mikä on kierroksen tilanne?", None),
        ("Hur går det?", None),
        ("", None),
    ],
)
def test_a_sentence_may_name_a_step(text: str, step: Step | None) -> None:
    assert step == named(text)


def test_a_status_without_anybody_is_empty(round_: Round, now: datetime) -> None:
    assert Status(round_, ()) == status(Facts(round_, ()), now)
