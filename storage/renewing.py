"""Notices about a matter that changes again before they are sent, and the cards that stand about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from . import tables as t
from .outbox import Place, State


@dataclass(frozen=True)
class Waiting:
    """A notice that nobody sends yet."""

    id: int
    cause: str
    urgent: bool
    place: Place
    data: Mapping[str, Any] = field(hash=False)


def waiting(db: Session, about: str, causes: Collection[str]) -> Mapping[int, Waiting]:
    """By person: the notice about a matter that waits, held until the transaction ends; not what is being
    sent.
    """
    table = t.Outbox
    query = select(table).where(
        col(table.about) == about,
        col(table.state) == State.OWED,
        col(table.lease).is_(None),
        col(table.cause).in_(causes),
    )
    held = query.order_by(col(table.id)).with_for_update().execution_options(populate_existing=True)
    return {
        row.person_id: Waiting(row.id or 0, row.cause, row.urgent, Place(row.place), row.data)
        for row in db.execute(held).scalars()
    }


def renew(
    db: Session,
    message: int,
    cause: str,
    data: Mapping[str, Any],
    *,
    urgent: bool,
    place: Place,
    expires: datetime | None,
) -> None:
    """Let a notice that waits tell what is new as well."""
    row = update(t.Outbox).where(col(t.Outbox.id) == message)
    told = {"cause": cause, "data": dict(data), "urgent": urgent, "place": place, "expires": expires}
    db.execute(row.values(**told, edition=t.Outbox.edition + 1))


def drop(db: Session, messages: Iterable[int], reason: str, now: datetime) -> None:
    """End notices that wait: nobody needs them any more."""
    rows = update(t.Outbox).where(col(t.Outbox.id).in_(list(messages)))
    db.execute(rows.values(state=State.NOT_NEEDED, reason=reason, settled=now))


def readers(db: Session, about: str) -> frozenset[int]:
    """The people in whose chats a card about the matter stands."""
    here = (col(t.Sent.channel) == col(t.Conversation.channel)) & (
        col(t.Sent.conversation) == col(t.Conversation.id)
    )
    query = select(col(t.Conversation.person_id)).join(t.Sent, here).where(col(t.Sent.about) == about)
    return frozenset(db.execute(query).scalars())
