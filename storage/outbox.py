"""Messages that are owed to people, written with their cause: how they stand, and where they go.

Delivery takes them by `claims` and writes down what became of them by `settling`.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, select, update
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


def cancel(db: Session, reason: str, now: datetime, *which: ColumnElement[bool]) -> tuple[int, ...]:
    """Send these no more, of those that are owed still: their numbers. What is being sent is sent."""
    held = select(col(t.Outbox.id)).where(col(t.Outbox.state) == State.OWED, *which)
    in_order = held.order_by(col(t.Outbox.id)).with_for_update()  # as those who settle them hold them
    owed = update(t.Outbox).where(col(t.Outbox.id).in_(in_order), col(t.Outbox.state) == State.OWED)
    cancelled = owed.values(state=State.CANCELLED, reason=reason, settled=now)
    return tuple(db.execute(cancelled.returning(col(t.Outbox.id))).scalars())
