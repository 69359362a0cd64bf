"""What is recorded of a year: its rounds, their sessions and proposals, and how the minutes were answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from knowledge.minutes import State
from knowledge.proposals import UNSENT
from knowledge.records import Answer
from knowledge.rounds import Round
from knowledge.sessions import Session as Meeting

from . import rounds, sessions
from . import tables as t


@dataclass(frozen=True)
class Year:
    """A year's rounds with their sessions, in order of time.

    `proposals` counts by state those that were sent; `answers` counts how organisations answered final
    minutes; `minutes` how many sessions have minutes in which state, by their newest version.
    """

    rounds: tuple[Round, ...]
    sessions: tuple[Meeting, ...]
    organisations: int
    proposals: Mapping[str, int]
    minutes: Mapping[str, int]
    answers: Mapping[Answer, int]


def of_year(db: Session, year: int) -> Year:
    """What is recorded of a year; empty where it has no round."""
    found = tuple(round_ for round_ in rounds.all_rounds(db) if round_.year == year)
    met = tuple(session for round_ in found for session in sessions.of_round(db, round_.id))
    states = _minutes(db, [session.id for session in met])
    final = [number for number, state in states if state == State.FINAL]
    taking = {o.id for round_ in found for o in rounds.participants(db, round_.id)}
    return Year(
        found,
        met,
        len(taking),
        _proposals(db, [round_.id for round_ in found]),
        Counter(state for _, state in states),
        _answers(db, final),
    )


def _proposals(db: Session, numbers: Sequence[int]) -> Mapping[str, int]:
    row = t.Proposal
    sent = (col(row.round_id).in_(numbers), col(row.state).not_in(list(UNSENT)))
    return dict(db.exec(select(row.state, func.count()).where(*sent).group_by(row.state)).all())


def _minutes(db: Session, ids: Iterable[str]) -> list[tuple[int, str]]:
    """The newest version of each session's minutes, by its number, and its state."""
    row = t.Minutes
    query = select(row.session_id, row.id, row.state).where(col(row.session_id).in_(list(ids)))
    found = db.exec(query.order_by(row.session_id, col(row.version))).all()
    return list({session: (number or 0, state) for session, number, state in found}.values())


def _answers(db: Session, minutes: Sequence[int]) -> Mapping[Answer, int]:
    row = t.Confirmation
    query = select(row.answer, func.count()).where(col(row.minutes_id).in_(minutes)).group_by(row.answer)
    return {Answer(answer): n for answer, n in db.exec(query).all()}
