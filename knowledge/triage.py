"""Triage: the proposals of a round as the working group sees them, and where it means to move each.

A move is provisional until it is released: the proposal stays as it is, and nobody else hears of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from .people import Kind, Organisation
from .proposals import NEXT, REASON_LIMIT, Proposal, Standing, State
from .refusals import Refusal
from .refusals import triage as no
from .refusals.proposals import FieldTooLong

WHERE_LIMIT = 200
TARGETS = (
    State.ACCEPTED,
    State.IN_DEPTH,
    State.MERGED,
    State.DEFERRED,
    State.REDIRECTED,
    State.RETURNED,
)
"""Where triage moves a proposal, in the order of the form."""
UNEXPLAINED = frozenset({State.ACCEPTED})
"""Moves that need no reason."""


@dataclass(frozen=True)
class Move:
    """A move of a proposal: planned, then released or undone.

    `version` is the one that was moved; `into` the proposal that it is merged into, `where` the process that
    it is redirected to, `session` the in-depth session that it is meant for, `told` once it is announced.
    """

    id: int
    proposal: int
    to: State
    at: datetime
    by: str
    version: int
    reason: str = ""
    into: int | None = None
    where: str = ""
    session: str | None = None
    session_names: dict[str, str] = field(default_factory=dict, hash=False)
    told: bool = False
    released: datetime | None = None
    undone: datetime | None = None

    @property
    def note(self) -> str:
        """What the proposal's history keeps of it: where it goes, and why."""
        session = self.session_names.get("fi", "") if self.told else ""
        return ": ".join(filter(None, (self.where or session, self.reason)))


@dataclass(frozen=True)
class Case:
    """A proposal with its provisional move.

    `regions` and `ministries` are those that it names and those that stand behind it.
    """

    proposal: Proposal
    move: Move | None = None
    regions: frozenset[str] = frozenset()
    ministries: frozenset[str] = frozenset()

    @property
    def gone(self) -> bool:
        """Whether there is nothing to do about it: it was withdrawn, and no move waits."""
        return self.proposal.state is State.WITHDRAWN and self.move is None

    @property
    def waits(self) -> bool:
        """Whether it waits to be moved."""
        return self.proposal.state is State.SUBMITTED and self.move is None

    @property
    def void(self) -> bool:
        """Whether its move can't happen any more: it was withdrawn meanwhile."""
        return self.move is not None and self.move.to not in NEXT[self.proposal.state]

    @property
    def standing(self) -> Move | None:
        """Its move, where it can still happen."""
        return None if self.void else self.move

    @property
    def changed(self) -> bool:
        """Whether its proposers have changed it since it was moved."""
        return self.standing is not None and self.standing.version != self.proposal.version

    @property
    def several(self) -> bool:
        """Whether it touches several branches of government or several regions."""
        return max(map(len, (self.regions, self.ministries, self.proposal.content.areas))) >= 2

    @property
    def together(self) -> bool:
        """Whether the parties have prepared it together."""
        joined = self.proposal.with_standing(Standing.ACCEPTED)
        return bool(joined or self.proposal.content.prepared_with.strip())


Board = Mapping[int, Case]
"""A round's cases by their proposals' ids."""


def board(
    proposals: Iterable[Proposal], moves: Mapping[int, Move], organisations: Mapping[str, Organisation]
) -> dict[int, Case]:
    """The cases of these proposals with the moves that wait for their release."""
    return {each.id: _case(each, moves.get(each.id), organisations) for each in proposals}


def _case(proposal: Proposal, move: Move | None, organisations: Mapping[str, Organisation]) -> Case:
    behind = [organisations[each] for each in proposal.owners if each in organisations]
    regions = {each.region for each in behind if each.region and each.kind is Kind.COUNCIL}
    ministries = {each.abbreviation for each in behind if each.abbreviation and each.kind is Kind.MINISTRY}
    content = proposal.content
    named = frozenset(regions.union(content.regions)), frozenset(ministries.union(content.ministries))
    return Case(proposal, move, *named)


# Planning a move


@dataclass(frozen=True)
class Plan:
    """Where proposals are to be moved, as it was filled in."""

    to: State | None
    reason: str = ""
    into: Proposal | None = None
    where: str = ""
    session: str | None = None


def faults(plan: Plan, sessions: Iterable[str]) -> tuple[Refusal, ...]:
    """What is wrong with the plan itself; `sessions` are the ids that may be chosen."""
    needs_reason = plan.to is not None and plan.to not in UNEXPLAINED
    checks = (
        (plan.to is None, no.NowhereToMove()),
        (needs_reason and not plan.reason, no.MoveReasonMissing()),
        (len(plan.reason) > REASON_LIMIT, _too_long("reason", plan.reason, REASON_LIMIT)),
        (plan.to is State.REDIRECTED and not plan.where, no.ProcessMissing()),
        (len(plan.where) > WHERE_LIMIT, _too_long("where", plan.where, WHERE_LIMIT)),
        (plan.session is not None and plan.session not in set(sessions), no.UnknownSession()),
    )
    return tuple(refusal for wrong, refusal in checks if wrong)


def _too_long(name: str, text: str, limit: int) -> Refusal:
    return FieldTooLong(name, length=len(text), limit=limit)


def hindrance(case: Case, seen: int) -> Refusal | None:
    """Why this proposal can't be moved: it is past triage, or somebody moved it since it was seen.

    `seen` is the number of the move that stood then, 0 for none.
    """
    proposal, move = case.proposal, case.standing
    if proposal.state is not State.SUBMITTED:
        return no.NotMovable(number=proposal.number, state=proposal.state)
    if move and move.id != seen:
        return no.MovedMeanwhile(number=proposal.number, person=move.by, state=move.to)
    return None


# Undoing


def check_undo(case: Case, seen: int) -> None:
    """Refuse to undo a move that isn't the one that was seen, or that was released."""
    if case.move is None or case.move.id == seen:
        return
    raise no.UndoneMeanwhile(number=case.proposal.number, person=case.move.by, state=case.move.to)


def last_act(cases: Iterable[Case]) -> tuple[Move, ...]:
    """The moves that were planned last, together. Raises NothingToUndo where none waits."""
    moves = [case.move for case in cases if case.move]
    if not moves:
        raise no.NothingToUndo
    last = max(moves, key=lambda move: move.id)
    return tuple(move for move in moves if _act(move) == _act(last))


def _act(move: Move) -> tuple[object, ...]:
    """What the moves that were planned together have in common."""
    return (move.at, move.by, move.to, move.into, move.where, move.session, move.reason)


def seen(cases: Iterable[Case]) -> str:
    """What the waiting moves are now, to tell whether anything changed since they were looked at."""
    moved = [(c.move.id, c.proposal.version, c.proposal.state.value) for c in cases if c.move]
    return sha256(repr(sorted(moved)).encode()).hexdigest()[:16]
