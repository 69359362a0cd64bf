"""Merging proposals in triage: into which one, never in a circle, and what a release needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .proposals import Proposal, State
from .refusals import Refusal
from .refusals import triage as no
from .triage import UNEXPLAINED, Board, Case

TAKING = frozenset({State.SUBMITTED, State.ACCEPTED, State.IN_DEPTH})
"""States of a proposal that others can be merged into."""
ARROW = " → "


def target_faults(target: Proposal | None, typed: str, board: Board) -> tuple[Refusal, ...]:
    """What keeps a proposal from taking any other; `typed` is the number that was written."""
    if not typed:
        return (no.MergeTargetMissing("into"),)
    if target is None or target.id not in board:
        return (no.NoSuchTarget("into", target=typed[:40]),)
    if target.state not in TAKING:
        return (no.TargetMoved("into", target=target.number, state=target.state),)
    return ()


def hindrance(case: Case, target: Proposal, board: Board) -> Refusal | None:
    """What keeps this proposal from being merged into that one, or None."""
    own, number = case.proposal.id, case.proposal.number
    if own == target.id:
        return no.MergeIntoItself("into", number=number)
    ahead = chain(target.id, board)
    if own in ahead:
        circle = (number, *_numbers(ahead, board))
        return no.MergeCycle("into", chain=ARROW.join(circle))
    if len(ahead) > 1:
        return no.MergeChain("into", target=target.number, chain=ARROW.join(_numbers(ahead, board)))
    behind = sorted(each.proposal.number for each in merging_into(own, board))
    return no.OthersMergeInto(number=number, numbers=", ".join(behind)) if behind else None


def chain(start: int, board: Board) -> tuple[int, ...]:
    """A proposal, what it is to be merged into, what that is to be merged into, and so on."""
    found = [start]
    while (following := _into(found[-1], board)) and following not in found:
        found.append(following)
    return tuple(found)


def merging_into(target: int, board: Board) -> Iterator[Case]:
    """The cases that are to be merged into a proposal."""
    return (case for number, case in board.items() if _into(number, board) == target)


def _into(number: int, board: Board) -> int | None:
    move = board[number].standing if number in board else None
    return move.into if move and move.to is State.MERGED else None


def _numbers(ids: Iterable[int], board: Board) -> list[str]:
    return [board[each].proposal.number for each in ids if each in board]


# Releasing


@dataclass(frozen=True)
class Release:
    """What a release would do: the moves that are ready, those that fell away, and what stands against it.

    `changed` are those of the ready ones that their proposers changed since.
    """

    ready: tuple[Case, ...]
    void: tuple[Case, ...]
    changed: tuple[Case, ...]
    unexplained: tuple[Case, ...]
    homeless: tuple[Case, ...]

    @property
    def hindrance(self) -> Refusal | None:
        """Why it can't be released as it is, or None."""
        if not (self.ready or self.void):
            return no.NothingToRelease()
        if self.unexplained:
            return no.ReasonsMissing(numbers=_listed(self.unexplained))
        return no.TargetsGone(numbers=_listed(self.homeless)) if self.homeless else None

    @property
    def organisations(self) -> frozenset[str]:
        """The organisations that are told."""
        return frozenset(each for case in self.ready for each in told(case.proposal))


def release(board: Board) -> Release:
    """What releasing all moves of a round would do."""
    moved = sorted((case for case in board.values() if case.move), key=lambda case: case.proposal.id)
    ready = tuple(case for case in moved if not case.void)
    return Release(
        ready,
        tuple(case for case in moved if case.void),
        tuple(case for case in ready if case.changed),
        tuple(case for case in ready if _unexplained(case)),
        tuple(case for case in ready if _homeless(case, board)),
    )


def told(proposal: Proposal) -> tuple[str, ...]:
    """The organisations that are told of a proposal's move: its own, and the one that brought the topic."""
    bringer = (proposal.brought_by,) if proposal.brought_by else ()
    return tuple(dict.fromkeys((*proposal.owners, *bringer)))


def _unexplained(case: Case) -> bool:
    move = case.standing
    return move is not None and move.to not in UNEXPLAINED and not move.reason


def _homeless(case: Case, board: Board) -> bool:
    """Is it to be merged into one that can't take it any more?"""
    move = case.standing
    if move is None or move.to is not State.MERGED:
        return False
    target = board.get(move.into or 0)
    return (
        target is None or target.proposal.state not in TAKING or _into(target.proposal.id, board) is not None
    )


def _listed(cases: Iterable[Case]) -> str:
    return ", ".join(case.proposal.number for case in cases)
