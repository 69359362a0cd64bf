"""Merging in triage, and what a release needs."""

from dataclasses import replace

import pytest

from knowledge import merging, triage
from knowledge.proposals import State
from knowledge.refusals import triage as no
from knowledge.triage import Case, Move
from tests.knowledge.test_rules import PROPOSAL
from tests.knowledge.test_triage import ORGANISATIONS, board, move, name, proposal


def merged(number: int, into: int) -> Move:
    return move(number, State.MERGED, into)


@pytest.mark.parametrize(
    ("moves", "number", "into", "expected", "values"),
    [
        ([], 1, 2, None, {}),
        ([], 1, 1, no.MergeIntoItself, {"number": "2026-01"}),
        ([merged(2, 1)], 1, 2, no.MergeCycle, {"chain": "2026-01 → 2026-02 → 2026-01"}),
        (
            [merged(2, 3), merged(3, 1)],
            1,
            2,
            no.MergeCycle,
            {"chain": "2026-01 → 2026-02 → 2026-03 → 2026-01"},
        ),
        ([merged(2, 3)], 1, 2, no.MergeChain, {"target": "2026-02", "chain": "2026-02 → 2026-03"}),
        ([merged(2, 1), merged(3, 1)], 1, 4, no.OthersMergeInto, {"numbers": "2026-02, 2026-03"}),
        ([merged(1, 2)], 1, 3, None, {}),
        ([move(2)], 1, 2, None, {}),
    ],
)
def test_a_merge_has_one_target_and_no_circle(
    moves: list[Move], number: int, into: int, expected: type | None, values: dict[str, str]
) -> None:
    known = board(*moves)
    refusal = merging.hindrance(known[number], known[into].proposal, known)
    assert expected is (None if refusal is None else type(refusal))
    assert values.items() <= (refusal.values if refusal else {}).items()


@pytest.mark.parametrize("state", State)
def test_others_are_merged_into_what_is_submitted_or_on_its_way_to_an_agenda(state: State) -> None:
    target = proposal(9, state)
    known = triage.board([target], {}, ORGANISATIONS)
    fits = state in (State.SUBMITTED, State.ACCEPTED, State.IN_DEPTH)
    assert ([] if fits else ["TargetMoved"]) == [name(f) for f in merging.target_faults(target, "9", known)]


@pytest.mark.parametrize(("typed", "expected"), [("", "MergeTargetMissing"), ("2026-99", "NoSuchTarget")])
def test_a_target_that_is_missing_or_unknown_is_said_at_the_field(typed: str, expected: str) -> None:
    [fault] = merging.target_faults(None, typed, board())
    assert (expected, "into") == (name(fault), fault.field)


# Releasing


def test_a_release_counts_what_is_ready_and_what_fell_away() -> None:
    made = [proposal(1), proposal(2, State.WITHDRAWN), replace(proposal(3), version=2), proposal(4)]
    known = triage.board(made, {n: move(n) for n in (1, 2, 3)}, ORGANISATIONS)
    planned = merging.release(known)

    def numbers(cases: tuple[Case, ...]) -> list[int]:
        return [case.proposal.id for case in cases]

    assert ([1, 3], [2], [3]) == tuple(map(numbers, (planned.ready, planned.void, planned.changed)))
    assert (None, frozenset({"council:19"})) == (planned.hindrance, planned.organisations)


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ([], no.NothingToRelease),
        ([move(1, reason="")], no.ReasonsMissing),
        ([move(1, State.ACCEPTED, reason="")], None),
        ([merged(1, 2)], None),
        ([merged(1, 2), move(2, State.ACCEPTED)], None),
        ([merged(1, 9)], no.TargetsGone),
    ],
)
def test_a_release_needs_moves_reasons_and_targets(moves: list[Move], expected: type | None) -> None:
    refusal = merging.release(board(*moves)).hindrance
    assert expected is (None if refusal is None else type(refusal))


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DEFERRED, State.RETURNED])
def test_a_target_that_left_meanwhile_stops_the_release(state: State) -> None:
    known = triage.board([proposal(1), proposal(2, state)], {1: merged(1, 2)}, ORGANISATIONS)
    refusal = merging.release(known).hindrance
    assert isinstance(refusal, no.TargetsGone)
    assert {"numbers": "2026-01"} == refusal.values


def test_the_bringer_of_a_topic_is_told_as_well() -> None:
    adopted = replace(PROPOSAL, brought_by="other:sodankyla")
    assert ("council:19", "other:sodankyla") == merging.told(adopted)


def test_the_note_of_a_move_tells_why_and_where_unless_that_is_not_told_yet() -> None:
    notes = [
        move(1).note,
        move(1, State.REDIRECTED, where="Talousarvio").note,
        move(1, State.IN_DEPTH, session_names={"fi": "Syventävä: energia"}, told=True).note,
        move(1, State.IN_DEPTH, session_names={"fi": "Syventävä: energia"}, told=False).note,
        move(1, State.ACCEPTED, reason="").note,
    ]
    assert ["Syy.", "Talousarvio: Syy.", "Syventävä: energia: Syy.", "Syy.", ""] == notes
