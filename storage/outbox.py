"""Messages that are owed to people: written with their cause, claimed by delivery, settled with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import or_, select, update
from sqlmodel import Session, col

from . import tables as t
from .upsert import insert


class State(StrEnum):
    """How a message stands."""

    OWED = "owed"
    SENT = "sent"
    FAILED = "failed"
    UNREACHABLE = "unreachable"
    CANCELLED = "cancelled"
    NOT_NEEDED = "no longer needed"


class Place(StrEnum):
    """Where a message goes: as a new card, or in the place of the one that stands about its matter.

    `replace` sends a new one where none stands, `only` then sends nothing.
    """

    NEW = "new"
    REPLACE = "replace"
    ONLY = "only"


@dataclass(frozen=True)
class Owed:
    """A claimed message: which card with which data, to whom, why, where, how many times it was tried."""

    id: int
    person: int
    card: str
    about: str | None
    cause: str
    attempts: int
    place: Place
    due: datetime
    data: dict[str, Any] = field(hash=False)


def owe(
    db: Session,
    *,
    once: str,
    person: int,
    card: str,
    data: dict[str, Any],
    cause: str,
    now: datetime,
    about: str | None = None,
    due: datetime | None = None,
    urgent: bool = False,
    expires: datetime | None = None,
    place: Place = Place.NEW,
) -> int | None:
    """Owe a message to a person: its number, None where the same `once` key has owed it before.

    What isn't `urgent` waits for office hours; after `expires` it isn't sent any more.
    """
    values = {
        "once": once,
        "person_id": person,
        "card": card,
        "data": data,
        "about": about,
        "cause": cause,
        "created": now,
        "due": due or now,
        "urgent": urgent,
        "expires": expires,
        "place": place,
        "state": State.OWED,
        "attempts": 0,
    }
    new = insert(db, t.Outbox).values(**values).on_conflict_do_nothing(index_elements=["once"])
    return db.execute(new.returning(col(t.Outbox.id))).scalar_one_or_none()


def waiting(db: Session, now: datetime) -> bool:
    """Whether a message is due and free."""
    return db.execute(_due(now).limit(1)).first() is not None


def claim(db: Session, holder: str, now: datetime, lease: timedelta, limit: int) -> tuple[Owed, ...]:
    """Take due messages for a while; other processes skip what is taken (PostgreSQL: SKIP LOCKED)."""
    ids = db.execute(_due(now).limit(limit).with_for_update(skip_locked=True)).scalars().all()
    taken = update(t.Outbox).where(col(t.Outbox.id).in_(ids))
    db.execute(taken.values(lease=now + lease, holder=holder, attempts=t.Outbox.attempts + 1))
    rows = db.execute(select(t.Outbox).where(col(t.Outbox.id).in_(ids)).order_by(col(t.Outbox.id))).scalars()
    return tuple(
        Owed(
            *(row.id or 0, row.person_id, row.card, row.about, row.cause, row.attempts),
            *(Place(row.place), row.due, row.data),
        )
        for row in rows
    )


def _due(now: datetime) -> Any:
    free = or_(col(t.Outbox.lease).is_(None), col(t.Outbox.lease) < now)
    due = select(col(t.Outbox.id)).where(col(t.Outbox.state) == State.OWED, col(t.Outbox.due) <= now, free)
    return due.order_by(col(t.Outbox.due), col(t.Outbox.id))


def settle(db: Session, holder: str, message: int, state: State, reason: str, now: datetime) -> bool:
    """End a message in an explained state; False when the lease has gone to somebody else."""
    ours = update(t.Outbox).where(col(t.Outbox.id) == message, col(t.Outbox.holder) == holder)
    done = db.execute(
        ours.values(state=state, reason=reason, settled=now, lease=None).returning(col(t.Outbox.id))
    )
    return done.scalar_one_or_none() is not None


def later(db: Session, holder: str, message: int, due: datetime, reason: str) -> None:
    """Put a message off to another moment."""
    ours = update(t.Outbox).where(col(t.Outbox.id) == message, col(t.Outbox.holder) == holder)
    db.execute(ours.values(due=due, lease=None, holder=None, reason=reason))
