"""Taking messages of the outbox: which may go out now, and whose they are while they are on their way.

As in `turns`, plain statements rather than objects: they run several times in a second.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Integer, and_, bindparam, cast, not_, or_, select, update
from sqlmodel import Session, SQLModel

from . import tables as _  # noqa: F401  # its tables
from .outbox import Place, State
from .processes import ALONE, Share
from .turns import TEAMS

TABLES = SQLModel.metadata.tables
OUTBOX, PERSON, CONVERSATION = (TABLES[name] for name in ("outbox", "person", "conversation"))
AT_ONCE = 10  # abandoned messages in one batch: small, so that few of them can be abandoned again
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Owed:
    """A message that is due: which card with which data, to whom, why, where, how many times it was tried.

    `tenant` is where the person was last heard. `stale`: a process took it and never said what became of it.
    """

    id: int
    person: int
    card: str
    about: str | None
    cause: str
    attempts: int
    place: Place
    due: datetime
    data: dict[str, Any] = field(hash=False)
    urgent: bool = False
    expires: datetime | None = None
    abandoned: int = 0
    stale: bool = False
    tenant: str | None = None
    edition: int = 0


@dataclass(frozen=True)
class Which:
    """Which messages a process may take now.

    Not those to `closed` tenants, nor those of `resting` people; out of office hours only `urgent` ones.
    `mail`: also those of people who have no chat with the bot.
    """

    now: datetime
    urgent: bool = False
    closed: Collection[str] = ()
    resting: Collection[int] = ()
    share: Share = ALONE
    mail: bool = True


def peek(db: Session, which: Which, limit: int) -> tuple[Owed, ...]:
    """Messages that may go out now, oldest first, one for a person: abandoned ones, else those due."""
    return _peek(db, STALE, which, min(limit, AT_ONCE)) or _peek(db, DUE, which, limit)


def claim(
    db: Session, holder: str, messages: Mapping[int, int], now: datetime, until: datetime
) -> frozenset[int]:
    """Take those of the messages that are still free, and in the edition that was drawn: until the moment,
    nobody else takes them, nor others of the same people. What other processes hold is passed over
    (PostgreSQL: SKIP LOCKED).
    """
    held = db.execute(HELD, {"messages": list(messages), "now": now})
    ids = [row.id for row in held if row.edition == messages[row.id]]
    # The people are held now too, and only then is looked for who is written to already: so another process
    # that has just taken a message of theirs is seen.
    taken = {"messages": ids, "now": now, "until": until, "by": holder}
    return frozenset(db.execute(TAKEN, taken).scalars()) if ids else frozenset()


def abandon(db: Session, now: datetime) -> None:
    """What is taken was left behind by a process that has ended: only for a database that one serves."""
    left = update(OUTBOX).where(OUTBOX.c.lease >= now, OUTBOX.c.state == State.OWED)
    db.execute(left.values(lease=now - INSTANT))


def _peek(db: Session, query: Any, which: Which, limit: int) -> tuple[Owed, ...]:
    asked = {"now": which.now, "at_most": limit, "of": which.share.of, "number": which.share.number}
    people = {"closed": list(which.closed), "resting": list(which.resting)}
    first: dict[int, Owed] = {}
    for row in db.execute(query, {**asked, **people, "any_hour": not which.urgent, "mail": which.mail}):
        first.setdefault(row.person_id, _owed(row))
    return tuple(first.values())


def _owed(row: Any) -> Owed:
    told = (row.id, row.person_id, row.card, row.about, row.cause, row.attempts, Place(row.place), row.due)
    kept = (row.data, row.urgent, row.expires, row.abandoned, row.lease is not None, row.tenant, row.edition)
    return Owed(*told, *kept)


# The statements, built once

NOW = bindparam("now", type_=OUTBOX.c.lease.type)
OWED = OUTBOX.c.state == State.OWED
NAMES = (
    *("id", "person_id", "card", "about", "cause", "attempts", "place", "due", "data", "urgent"),
    *("expires", "abandoned", "lease", "edition"),
)


def _at_rest() -> ColumnElement[bool]:
    """Nobody is writing to the person now."""
    other = OUTBOX.alias("other")
    busy = select(other.c.person_id).where(other.c.lease >= NOW, other.c.state == State.OWED)
    return OUTBOX.c.person_id.not_in(busy)


def _chat(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    """The person has a chat with the bot of which this holds: looked up for each message, by its person."""
    theirs = select(CONVERSATION.c.id).where(CONVERSATION.c.person_id == OUTBOX.c.person_id)
    return theirs.where(CONVERSATION.c.channel == TEAMS, *which).correlate(OUTBOX).exists()


def _open() -> ColumnElement[bool]:
    """The person isn't in a tenant that takes nothing now."""
    return not_(_chat(CONVERSATION.c.tenant.in_(bindparam("closed", expanding=True))))


def _in_chat() -> ColumnElement[bool]:
    """The person has a chat with the bot, or e-mails may go as well."""
    return or_(bindparam("mail", type_=Boolean()), _chat())


def _tenant() -> Any:
    """The tenant in which the person was last heard."""
    c = CONVERSATION.c
    theirs = select(c.tenant).where(c.person_id == OUTBOX.c.person_id, c.channel == TEAMS)
    return theirs.order_by(c.updated.desc()).limit(1).correlate(OUTBOX).scalar_subquery().label("tenant")


def _query(wanted: ColumnElement[bool]) -> Any:
    shared = OUTBOX.c.person_id % bindparam("of", type_=Integer()) == bindparam("number", type_=Integer())
    resting = OUTBOX.c.person_id.not_in(bindparam("resting", expanding=True))
    in_time = or_(bindparam("any_hour", type_=Boolean()), OUTBOX.c.urgent)
    query = select(*(OUTBOX.c[name] for name in NAMES), _tenant())
    query = query.where(OWED, wanted, in_time, shared, resting, _open(), _at_rest(), _in_chat())
    return query.order_by(OUTBOX.c.due, OUTBOX.c.id).limit(bindparam("at_most", type_=Integer()))


STALE = _query(OUTBOX.c.lease < NOW)
DUE = _query(and_(OUTBOX.c.lease.is_(None), OUTBOX.c.due <= NOW))
MESSAGES = OUTBOX.c.id.in_(bindparam("messages", expanding=True))
FREE = or_(and_(OUTBOX.c.lease.is_(None), OUTBOX.c.due <= NOW), OUTBOX.c.lease < NOW)
HELD = (
    select(OUTBOX.c.id, OUTBOX.c.edition)
    .join(PERSON, PERSON.c.id == OUTBOX.c.person_id)
    .where(MESSAGES, OWED, FREE)
    .with_for_update(of=[OUTBOX, PERSON], skip_locked=True, key_share=True)
)
TAKEN = (
    update(OUTBOX)
    .where(MESSAGES, _at_rest())
    .values(
        lease=bindparam("until", type_=OUTBOX.c.lease.type),
        holder=bindparam("by"),
        attempts=OUTBOX.c.attempts + 1,
        abandoned=OUTBOX.c.abandoned + cast(OUTBOX.c.lease.is_not(None), Integer),
    )
    .returning(OUTBOX.c.id)
)
