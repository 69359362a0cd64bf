"""The outbox as maintainers see it: what is in it, sending again what ended in vain, cancelling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlmodel import Session, col

from . import outbox
from . import tables as t
from .outbox import State

IN_VAIN = (State.FAILED, State.UNREACHABLE)
"""The states out of which a message can be sent again."""


@dataclass(frozen=True)
class Wanted:
    """Which messages: those that fit everything that is given. `person`: a slug, or a number."""

    ids: Sequence[int] = ()
    states: Sequence[State] = ()
    person: str | None = None
    about: str | None = None
    cause: str | None = None

    @property
    def everything(self) -> bool:
        """Nothing is given."""
        return self == Wanted()


@dataclass(frozen=True)
class Entry:
    """A message: who it is for (slug, else number), why, how it stands. Without what it says."""

    id: int
    to: str
    cause: str
    about: str | None
    created: datetime
    due: datetime
    state: State
    reason: str | None
    urgent: bool
    expires: datetime | None
    attempts: int
    ambiguous: int
    abandoned: int
    leased: datetime | None
    settled: datetime | None
    channel: str | None

    def past(self, now: datetime) -> bool:
        """Would it come too late?"""
        return self.expires is not None and self.expires < now


def entries(db: Session, wanted: Wanted, limit: int | None = None) -> tuple[Entry, ...]:
    """The messages, newest first."""
    columns = [col(getattr(t.Outbox, name)) for name in NAMES]
    query = (
        select(col(t.Person.id), col(t.Person.slug), *columns)
        .join(t.Outbox, _theirs())
        .where(*_where(wanted))
    )
    rows = db.execute(query.order_by(col(t.Outbox.id).desc()).limit(limit)).all()
    return tuple(_entry(row) for row in rows)


def counts(db: Session, wanted: Wanted) -> Mapping[State, int]:
    """How many of the messages stand how; every state is named."""
    query = select(col(t.Outbox.state), func.count()).join(t.Person, _theirs()).where(*_where(wanted))
    found = {row[0]: row[1] for row in db.execute(query.group_by(col(t.Outbox.state)))}
    return {state: found.get(state, 0) for state in State}


def send_again(db: Session, ids: Sequence[int], now: datetime) -> tuple[int, ...]:
    """Owe anew those of the messages that ended in vain and wouldn't come too late: their numbers."""
    expires = col(t.Outbox.expires)
    ended = update(t.Outbox).where(
        *(col(t.Outbox.id).in_(ids), col(t.Outbox.state).in_(IN_VAIN)),
        or_(expires.is_(None), expires >= now),
    )
    return tuple(db.execute(ended.values(due=now, **ANEW).returning(col(t.Outbox.id))).scalars())


def cancel(db: Session, wanted: Wanted, reason: str, now: datetime) -> tuple[int, ...]:
    """Send those of the messages no more that are owed still: their numbers."""
    ids = select(col(t.Outbox.id)).join(t.Person, _theirs()).where(*_where(wanted))
    return outbox.cancel(db, reason, now, col(t.Outbox.id).in_(ids))


def _where(wanted: Wanted) -> list[ColumnElement[bool]]:
    given: dict[Any, Any] = {t.Outbox.about: wanted.about, t.Outbox.cause: wanted.cause}
    where = [col(column) == value for column, value in given.items() if value is not None]
    if wanted.ids:
        where.append(col(t.Outbox.id).in_(wanted.ids))
    if wanted.states:
        where.append(col(t.Outbox.state).in_(wanted.states))
    if wanted.person is not None:
        where.append(_named(wanted.person))
    return where


def _named(person: str) -> ColumnElement[bool]:
    number = int(person) if person.isdecimal() and len(person) < 10 else -1
    return or_(col(t.Person.slug) == person, col(t.Person.id) == number)


def _theirs() -> ColumnElement[bool]:
    return col(t.Outbox.person_id) == col(t.Person.id)


def _entry(row: Any) -> Entry:
    number, slug, *rest = row
    told = dict(zip(NAMES, rest, strict=True))
    told["state"], told["leased"] = State(told["state"]), told.pop("lease")
    return Entry(to=slug or str(number), **told)


NAMES: tuple[str, ...] = ("id", "cause", "about", "created", "due", "state", "reason", "urgent", "expires")
NAMES += ("attempts", "ambiguous", "abandoned", "lease", "settled", "channel")
ANEW: dict[str, Any] = dict.fromkeys(("lease", "holder", "reason", "settled", "channel", "activity"))
ANEW |= {"state": State.OWED, "attempts": 0, "ambiguous": 0, "abandoned": 0}
