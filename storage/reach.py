"""Where people are reached: their chats with the bot, those that are gone, and what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlmodel import Session

from .claims import CONVERSATION
from .turns import TEAMS, Address, address

MISSES = 3  # a chat that isn't found so many times,
MISSING = timedelta(hours=6)  # over so long a time, is gone: Teams says so at times of one that is there


@dataclass(frozen=True)
class Chat:
    """A person's chat with the bot: gone, where nothing can be sent there, with the reason; `missed`: how
    many times in a row it wasn't found.
    """

    address: Address
    gone: str | None
    missed: int


def chats(db: Session, people: Iterable[int]) -> Mapping[int, Chat]:
    """The chat in which each of the people was last heard."""
    return {row.person_id: _chat(row) for row in db.execute(CHATS, {"people": list(people)})}


def _chat(row: Any) -> Chat:
    gone = None if row.gone is None else row.why_gone or ""
    return Chat(address(row), gone, row.missed)


CHATS = (
    select(CONVERSATION)
    .where(CONVERSATION.c.person_id.in_(bindparam("people", expanding=True)), CONVERSATION.c.channel == TEAMS)
    .order_by(CONVERSATION.c.updated)
)


def gone(db: Session, where: Address, why: str, now: datetime) -> None:
    """Nothing can be sent there any more; the first reason stays."""
    first = update(CONVERSATION).where(*_is(where), CONVERSATION.c.gone.is_(None))
    db.execute(first.values(gone=now, why_gone=why))


def missed(db: Session, where: Address, why: str, now: datetime) -> bool:
    """The chat wasn't found; whether it is gone, since that has been so for long."""
    c = CONVERSATION.c
    row = db.execute(select(c.missed, c.missed_since).where(*_is(where)).with_for_update()).one_or_none()
    if row is None:
        return False
    times, since = row.missed + 1, row.missed_since or now
    db.execute(update(CONVERSATION).where(*_is(where)).values(missed=times, missed_since=since))
    if times < MISSES or now - since < MISSING:
        return False
    gone(db, where, why, now)
    return True


def found(db: Session, where: Address) -> None:
    """Something could be sent there (again)."""
    cleared = {"gone": None, "why_gone": None, "missed": 0, "missed_since": None}
    db.execute(update(CONVERSATION).where(*_is(where)).values(cleared))


def _is(where: Address) -> tuple[Any, ...]:
    c = CONVERSATION.c
    return c.id == where.conversation, c.channel == where.channel
