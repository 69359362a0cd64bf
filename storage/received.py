"""What the bot has sent to somebody, or not sent, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from . import tables as t
from .outbox import Place, State


@dataclass(frozen=True)
class Received:
    """A message to somebody: its cause, when it was due, how it stands, why, since when, by which channel."""

    cause: str
    due: datetime
    state: State
    reason: str | None
    settled: datetime | None
    channel: str | None


def latest(db: Session, person: int, limit: int, offset: int = 0) -> tuple[Received, ...]:
    """The newest messages to the person, without those that only brought a card up to date."""
    newest = select(t.Outbox).where(*_theirs(person)).order_by(col(t.Outbox.id).desc())
    return tuple(
        Received(row.cause, row.due, State(row.state), row.reason, row.settled, row.channel)
        for row in db.exec(newest.limit(limit).offset(offset))
    )


def count(db: Session, person: int) -> int:
    """How many there are."""
    return db.exec(select(func.count()).select_from(t.Outbox).where(*_theirs(person))).one()


def owed_since(db: Session, person: int, cause: str, since: datetime) -> int:
    """How many messages of this cause the person was owed since a moment."""
    same = (t.Outbox.person_id == person, t.Outbox.cause == cause, col(t.Outbox.created) > since)
    return db.exec(select(func.count()).select_from(t.Outbox).where(*same)).one()


def newest_sent(db: Session, person: int, causes: Iterable[str]) -> Mapping[str, Any] | None:
    """The data of the newest message of one of these causes that was sent to the person."""
    sent = (t.Outbox.person_id == person, t.Outbox.state == State.SENT, col(t.Outbox.cause).in_(list(causes)))
    return db.exec(select(t.Outbox.data).where(*sent).order_by(col(t.Outbox.id).desc()).limit(1)).first()


def _theirs(person: int) -> tuple[bool, ...]:
    return t.Outbox.person_id == person, t.Outbox.place != Place.ONLY.value
