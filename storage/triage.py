"""The moves that triage plans: kept beside the proposals, which stay as they are until the release."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from knowledge import merging
from knowledge import triage as rules
from knowledge.people import Person
from knowledge.proposals import UNSENT, Proposal, State
from knowledge.rounds import Round
from knowledge.sessions import State as Sitting

from . import people, proposals
from . import tables as t
from .names import by_language
from .rounds import as_round

MOVE = t.ProposalMove
TOLD = frozenset({Sitting.ANNOUNCED, Sitting.HELD})
"""States of a session that people know of."""
OPEN = (col(MOVE.released).is_(None), col(MOVE.undone).is_(None))


def of_round(db: Session, round_id: int) -> tuple[Proposal, ...]:
    """All proposals of a round that have reached the secretariat, in the order of their numbers."""
    unsent = sorted(UNSENT)
    query = select(t.Proposal.id).where(t.Proposal.round_id == round_id, col(t.Proposal.state).not_in(unsent))
    ids = db.exec(query.order_by(col(t.Proposal.number))).all()
    return tuple(each for each in proposals.by_ids(db, [id_ or 0 for id_ in ids]) if each.sent)


def board(db: Session, round_id: int, known: Sequence[Proposal] | None = None) -> rules.Board:
    """A round's cases as they are now; `known` are its proposals where they have been read already."""
    found = of_round(db, round_id) if known is None else known
    return rules.board(found, open_moves(db, round_id), people.organisations(db))


def hold(db: Session, round_id: int) -> Round | None:
    """The round, held until the transaction ends against others who move proposals in it, or None.

    The lock lets proposals be added meanwhile (FOR NO KEY UPDATE on PostgreSQL).
    """
    query = select(t.Round).where(t.Round.id == round_id).with_for_update(key_share=True)
    row = db.exec(query.execution_options(populate_existing=True)).one_or_none()
    return as_round(row) if row else None


def open_moves(db: Session, round_id: int) -> dict[int, rules.Move]:
    """The moves of a round that wait for their release, by their proposals' ids."""
    return {move.proposal: move for move in _moves(db, t.Proposal.round_id == round_id, *OPEN)}


def history(db: Session, proposal: int) -> tuple[rules.Move, ...]:
    """Every move that was planned for a proposal, oldest first."""
    return _moves(db, MOVE.proposal_id == proposal)


def by_ids(db: Session, ids: Iterable[int]) -> dict[int, rules.Move]:
    """Moves by their numbers, whatever became of them."""
    return {move.id: move for move in _moves(db, col(MOVE.id).in_(list(ids)))}


def _moves(db: Session, *where: Any) -> tuple[rules.Move, ...]:
    query = (
        select(MOVE, t.Person.name, t.Session)
        .join(t.Proposal, col(t.Proposal.id) == col(MOVE.proposal_id))
        .join(t.Person, col(t.Person.id) == col(MOVE.person_id))
        .outerjoin(t.Session, col(t.Session.id) == col(MOVE.session_id))
        .where(*where)
        .order_by(col(MOVE.id))
        .execution_options(populate_existing=True)
    )
    return tuple(_move(*row) for row in db.exec(query).all())


def _move(row: MOVE, by: str, session: t.Session | None) -> rules.Move:
    return rules.Move(
        id=row.id or 0,
        proposal=row.proposal_id,
        to=State(row.to),
        at=row.at,
        by=by,
        version=row.version,
        reason=row.reason,
        into=row.into_id,
        where=row.redirected_to,
        session=row.session_id,
        session_names=by_language(session) if session else {},
        told=session is not None and session.state in TOLD,
        released=row.released,
        undone=row.undone,
    )


# Writing. The caller holds the round.


def plan(
    db: Session, cases: Iterable[rules.Case], planned: rules.Plan, person: Person, now: datetime
) -> None:
    """Move these provisionally; a move that stood before is kept as undone."""
    if planned.to is None:
        raise ValueError("a plan without a state")
    chosen = tuple(cases)
    undo(db, [case.move.id for case in chosen if case.move], now)
    into = planned.into.id if planned.into and planned.to is State.MERGED else None
    for case in chosen:
        row = MOVE(
            proposal_id=case.proposal.id,
            to=planned.to,
            into_id=into,
            redirected_to=planned.where if planned.to is State.REDIRECTED else "",
            session_id=planned.session if planned.to is State.IN_DEPTH else None,
            reason=planned.reason,
            version=case.proposal.version,
            at=now,
            person_id=person.id,
        )
        db.add(row)
    db.flush()


def undo(db: Session, moves: Sequence[int], now: datetime) -> None:
    """Take moves back that wait for their release."""
    db.execute(update(MOVE).where(col(MOVE.id).in_(moves), *OPEN).values(undone=now))


def release(
    db: Session, planned: merging.Release, person: Person, now: datetime
) -> tuple[tuple[rules.Move, Proposal], ...]:
    """Carry out the moves that are ready and take back the void ones; each move with its proposal after."""
    undo(db, [case.move.id for case in planned.void if case.move], now)
    done = []
    for case in planned.ready:
        if move := case.move:
            _note_target(db, move)
            moved = proposals.move(db, case.proposal, move.to, person, now, move.note)
            done.append((move, moved))
    released = update(MOVE).where(col(MOVE.id).in_([move.id for move, _ in done]), *OPEN)
    db.execute(released.values(released=now))
    return tuple(done)


def _note_target(db: Session, move: rules.Move) -> None:
    if move.to is State.MERGED:
        row = db.get_one(t.Proposal, move.proposal)
        row.merged_into = move.into
        db.add(row)
        db.flush()


def hold_proposals(db: Session, ids: Iterable[int]) -> tuple[Proposal, ...]:
    """Proposals as they are now, held until the transaction ends: nobody changes them meanwhile."""
    query = select(t.Proposal).where(col(t.Proposal.id).in_(list(ids))).order_by(col(t.Proposal.id))
    rows = db.exec(query.with_for_update().execution_options(populate_existing=True)).all()
    return proposals.by_ids(db, [row.id or 0 for row in rows])
