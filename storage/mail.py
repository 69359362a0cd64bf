"""What pages of e-mails and bounces need to know of the outbox's messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, select

from . import tables as t
from .wishes import Mailbox, mailboxes


@dataclass(frozen=True)
class Notice:
    """A message to somebody: its card, what it is drawn from, why it came, and what became of it."""

    id: int
    person: int
    card: str
    cause: str
    state: str
    data: Mapping[str, Any] = field(hash=False)


def notice(db: Session, number: int) -> Notice | None:
    """A message by its number."""
    row = db.get(t.Outbox, number)
    return Notice(number, row.person_id, row.card, row.cause, row.state, row.data) if row else None


def people_at(db: Session, address: str) -> tuple[int, ...]:
    """Those to whom e-mail is sent at an address."""
    return tuple(db.exec(select(t.Mailbox.person_id).where(t.Mailbox.address == address)))


def every(db: Session) -> Mapping[int, Mailbox]:
    """All known addresses, by whose they are."""
    return mailboxes(db, db.exec(select(t.Mailbox.person_id)).all())
