"""Triage: what a case is, the filters, and what stands against a move, a merge and a release."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from knowledge import triage
from knowledge.people import Kind, Organisation
from knowledge.proposals import Partner, Proposal, Standing, State
from knowledge.refusals import triage as no
from knowledge.refusals.proposals import FieldTooLong
from knowledge.sifting import counts, marks, sifted
from knowledge.triage import Case, Move, Plan
from tests.knowledge.test_rules import GOOD, PROPOSAL

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ORGANISATIONS = {
    "council:19": Organisation("council:19", Kind.COUNCIL, {"fi": "Lapin liitto"}, "19"),
    "council:18": Organisation("council:18", Kind.COUNCIL, {"fi": "Kainuun liitto"}, "18"),
    "ministry:LVM": Organisation("ministry:LVM", Kind.MINISTRY, {"fi": "LVM"}, None, "LVM"),
}


def proposal(number: int, state: State = State.SUBMITTED, **content: Any) -> Proposal:
    return replace(
        PROPOSAL, id=number, number=f"2026-{number:02}", state=state, content=replace(GOOD, **content)
    )


def move(of: int, to: State = State.DEFERRED, into: int | None = None, **more: Any) -> Move:
    planned = Move(100 + of, of, to, NOW, "Timo", 1, "Syy.", into)
    return replace(planned, **more)


def board(*moves: Move, count: int = 5) -> dict[int, Case]:
    """Proposals from 1 on, with these moves."""
    made = [proposal(number) for number in range(1, count + 1)]
    return triage.board(made, {each.proposal: each for each in moves}, ORGANISATIONS)


def name(refusal: object) -> str:
    return type(refusal).__name__


# Cases and filters


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"ministries": ("LVM",)}, False),
        ({"ministries": ("LVM", "YM")}, True),
        ({"regions": ("19",)}, False),
        ({"regions": ("18",)}, True),  # beside the council's own
        ({"areas": ("transport", "energy")}, True),
    ],
)
def test_a_case_touches_several_by_what_it_names_and_who_proposes(
    content: dict[str, Any], expected: bool
) -> None:
    [case] = triage.board([proposal(1, **content)], {}, ORGANISATIONS).values()
    assert expected is case.several


def test_a_ministry_that_proposes_counts_among_the_ministries() -> None:
    made = replace(proposal(1, ministries=("YM",)), organisation="ministry:LVM")
    [case] = triage.board([made], {}, ORGANISATIONS).values()
    assert (frozenset({"LVM", "YM"}), True) == (case.ministries, case.several)


def test_prepared_together_is_what_others_joined_or_what_says_so() -> None:
    joined = Partner("council:18", {"fi": "Kainuun liitto"}, Standing.ACCEPTED)
    asked = replace(joined, standing=Standing.ASKED)
    made = [
        proposal(1),
        replace(proposal(2), partners=(asked,)),
        replace(proposal(3), partners=(joined,)),
        proposal(4, prepared_with="kunnat"),
        proposal(5, prepared_with=" "),
    ]
    cases = triage.board(made, {}, ORGANISATIONS).values()
    assert [False, False, True, True, False] == [case.together for case in cases]


def test_a_move_of_what_was_withdrawn_is_void_and_one_of_what_was_edited_is_marked() -> None:
    known = {1: move(1), 2: move(2), 3: move(3)}
    made = [proposal(1), proposal(2, State.WITHDRAWN), replace(proposal(3), version=2)]
    cases = list(triage.board(made, known, ORGANISATIONS).values())
    assert [(False, False), (True, False), (False, True)] == [(c.void, c.changed) for c in cases]
    assert ["deferred", "void", "deferred"] == [next(iter(counts([c], {})["move"])) for c in cases]


def test_filters_are_met_together_and_any_choice_of_one_is_enough() -> None:
    made = [proposal(1, areas=("energy",)), proposal(2, areas=("transport",)), proposal(3, urgency="Nyt.")]
    cases = triage.board(made, {1: move(1)}, ORGANISATIONS).values()

    def found(**chosen: tuple[str, ...]) -> list[int]:
        return [case.proposal.id for case in sifted(cases, chosen)]

    assert [1, 2, 3] == found()
    assert [1, 2] == found(area=("energy", "transport"))
    assert [2] == found(area=("energy", "transport"), move=("none",))
    assert [1] == found(move=("deferred",))
    assert [3] == found(basis=("urgency",))
    assert [] == found(region=("99",))


def test_a_filters_counts_leave_its_own_choice_out() -> None:
    made = [proposal(1, areas=("energy",)), proposal(2, areas=("transport", "energy"))]
    found = counts(triage.board(made, {}, ORGANISATIONS).values(), {"area": ("transport",)})
    assert ({"energy": 2, "transport": 1}, {"several": 1}) == (found["area"], found["mark"])


def test_marks_come_in_one_order() -> None:
    made = replace(proposal(1, prepared_with="kunnat", regions=("18",)), late=True, carried_from="2025-19-01")
    [case] = triage.board([made], {}, ORGANISATIONS).values()
    assert ("several", "together", "late", "carried") == marks(case)


# Planning


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (Plan(State.ACCEPTED), []),
        (Plan(State.DEFERRED, "Ensi vuonna."), []),
        (Plan(None), ["NowhereToMove"]),
        (Plan(State.DEFERRED), ["MoveReasonMissing"]),
        (Plan(State.RETURNED, "x" * 501), ["FieldTooLong"]),
        (Plan(State.REDIRECTED, "Talousarvio."), ["ProcessMissing"]),
        (Plan(State.REDIRECTED, "", where="x" * 201), ["MoveReasonMissing", "FieldTooLong"]),
        (Plan(State.IN_DEPTH, "Syvemmin.", session="2026-s1"), []),
        (Plan(State.IN_DEPTH, "Syvemmin.", session="2026-s2"), ["UnknownSession"]),
    ],
)
def test_a_plan_says_all_that_is_wrong_with_it(plan: Plan, expected: list[str]) -> None:
    assert expected == [name(each) for each in triage.faults(plan, ["2026-s1"])]


def test_a_text_that_is_too_long_is_named_with_its_length() -> None:
    [fault] = triage.faults(Plan(State.RETURNED, "x" * 501), ())
    assert isinstance(fault, FieldTooLong)
    assert ("reason", {"length": 501, "limit": 500}) == (fault.field, fault.values)


@pytest.mark.parametrize("state", sorted(set(State) - {State.SUBMITTED}))
def test_only_what_is_submitted_is_moved(state: State) -> None:
    refusal = triage.hindrance(Case(proposal(1, state)), 0)
    assert isinstance(refusal, no.NotMovable)


def test_somebody_elses_move_is_told_and_knowing_it_lets_one_move_again() -> None:
    case = board(move(1))[1]
    refusal = triage.hindrance(case, 0)
    assert isinstance(refusal, no.MovedMeanwhile)
    assert {"number": "2026-01", "person": "Timo", "state": State.DEFERRED} == refusal.values
    assert None is triage.hindrance(case, 101)


def test_what_was_undone_meanwhile_can_be_moved() -> None:
    assert None is triage.hindrance(board()[1], 101)


def test_the_last_act_is_all_that_was_planned_together() -> None:
    later = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    cases = board(move(1), move(2, at=later), move(3, at=later), move(4, at=later, by="Johanna")).values()
    assert [4] == [each.proposal for each in triage.last_act(cases)]
    cases = board(move(1), move(2, at=later), move(3, at=later)).values()
    assert [2, 3] == [each.proposal for each in triage.last_act(cases)]
    with pytest.raises(no.NothingToUndo):
        triage.last_act(board().values())


def test_what_was_seen_changes_with_every_move_edit_and_withdrawal() -> None:
    first = board(move(1), move(2))
    edited = {**first, 1: replace(first[1], proposal=replace(first[1].proposal, version=2))}
    gone = {**first, 1: replace(first[1], proposal=proposal(1, State.WITHDRAWN))}
    seen = [triage.seen(each.values()) for each in (first, board(move(1)), edited, gone, board())]
    assert len(seen) == len(set(seen))
    assert seen[0] == triage.seen(reversed(first.values()))
