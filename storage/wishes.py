"""What people wish of notices: which they don't want, when they are away, their e-mail address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, or_, select

from knowledge.notices import Topic

from . import tables as t
from .upsert import insert


@dataclass(frozen=True)
class Absence:
    """Days on which somebody is away, both included."""

    since: date
    until: date


@dataclass(frozen=True)
class Mailbox:
    """Somebody's e-mail address. `wanted` is one that they gave and haven't confirmed yet.

    `usable`: notices can be sent to `address`, since it is confirmed, not stopped, and nothing came back.
    """

    address: str
    preferred: bool
    usable: bool
    wanted: str | None = None
    stopped: datetime | None = None
    bounced: datetime | None = None
    why_bounced: str | None = None


def muted(db: Session, person: int, topic: Topic, day: date) -> bool:
    """Has the person turned down notices of this topic on the day?"""
    return bool(muted_among(db, (person,), topic, day))


def muted_among(db: Session, people: Iterable[int], topic: Topic, day: date) -> frozenset[int]:
    """Those of the people who have turned down notices of this topic on the day."""
    query = select(t.Mute.person_id).where(
        col(t.Mute.person_id).in_(list(people)), t.Mute.topic == topic.value, _holds(day)
    )
    return frozenset(db.exec(query))


def mutes(db: Session, person: int, day: date) -> Mapping[Topic, date | None]:
    """What the person has turned down on the day, each until a day or (None) for good."""
    rows = db.exec(select(t.Mute).where(t.Mute.person_id == person, _holds(day)))
    return {Topic(row.topic): row.until for row in rows if row.topic in set(Topic)}


def mute(db: Session, person: int, topics: Iterable[Topic], until: date | None, now: datetime) -> None:
    """Send the person nothing of these topics until the day, it included, or for good."""
    for topic in topics:
        key = {"person_id": person, "topic": topic.value}
        _put(db, t.Mute, key, {"until": until, "at": now})


def unmute(db: Session, person: int, topics: Iterable[Topic]) -> None:
    """Send the person notices of these topics again."""
    named = [topic.value for topic in topics]
    db.execute(delete(t.Mute).where(col(t.Mute.person_id) == person, col(t.Mute.topic).in_(named)))


def away(db: Session, people: Iterable[int], day: date) -> frozenset[int]:
    """Those of the people who are away on the day."""
    query = select(t.Absence.person_id).where(
        col(t.Absence.person_id).in_(list(people)),
        col(t.Absence.since) <= day,
        col(t.Absence.until) >= day,
    )
    return frozenset(db.exec(query))


def absence(db: Session, person: int, day: date) -> Absence | None:
    """When the person is away: now, or later."""
    row = db.get(t.Absence, person)
    return Absence(row.since, row.until) if row and row.until >= day else None


def be_away(db: Session, person: int, since: date, until: date) -> None:
    """The person is away on these days, instead of any told before."""
    _put(db, t.Absence, {"person_id": person}, {"since": since, "until": until})


def be_back(db: Session, person: int) -> None:
    """The person isn't away."""
    db.execute(delete(t.Absence).where(col(t.Absence.person_id) == person))


def mailbox(db: Session, person: int) -> Mailbox | None:
    """The person's e-mail address, where one is known."""
    return mailboxes(db, (person,)).get(person)


def mailboxes(db: Session, people: Iterable[int]) -> Mapping[int, Mailbox]:
    """The people's e-mail addresses, of those who have one."""
    rows = db.exec(select(t.Mailbox).where(col(t.Mailbox.person_id).in_(list(people))))
    return {row.person_id: _mailbox(row) for row in rows}


def set_address(db: Session, person: int, address: str, now: datetime, *, own: bool = False) -> None:
    """Use the address, which is known to be theirs; `own`: they gave it themselves. Another than before is
    tried anew; a wish to get no e-mail stays.
    """
    old = db.get(t.Mailbox, person)
    same = old is not None and old.address == address
    anew = {} if same else {"bounced": None, "why_bounced": None}
    values = {"address": address, "confirmed": now, "wanted": None, "own": own}
    _put(db, t.Mailbox, {"person_id": person}, values | anew)


def told_address(db: Session, person: int, address: str, now: datetime) -> bool:
    """Use the address that an administrator knows, unless they gave one themselves to which e-mail goes:
    whether anything changed.
    """
    old = db.get(t.Mailbox, person)
    same = old is not None and old.confirmed is not None and old.address == address
    theirs = old is not None and old.confirmed is not None and old.own and not old.bounced
    if not (same or theirs):
        set_address(db, person, address, now)
    return not (same or theirs)


def want_address(db: Session, person: int, address: str) -> None:
    """The person says that this is their address: one in use stays until this is confirmed."""
    first = {"person_id": person, "address": address, "wanted": address, "preferred": False, "own": True}
    new = insert(db, t.Mailbox).values(first)
    db.execute(new.on_conflict_do_update(index_elements=["person_id"], set_={"wanted": address}))
    _forget(db, t.Mailbox)


def confirm_address(db: Session, person: int, address: str, now: datetime) -> bool:
    """The address turned out to be theirs: use it, if they still want it. False where they don't."""
    row = db.exec(select(t.Mailbox).where(t.Mailbox.person_id == person).with_for_update()).one_or_none()
    if row is None or row.wanted != address:
        return False
    set_address(db, person, address, now, own=True)
    resume_mail(db, person)
    return True


def prefer_mail(db: Session, person: int, preferred: bool) -> None:
    """Send the person notices by e-mail rather than to the chat, or the other way round."""
    _change(db, person, preferred=preferred)


def drop_address(db: Session, person: int) -> None:
    """Forget the person's address."""
    db.execute(delete(t.Mailbox).where(col(t.Mailbox.person_id) == person))


def stop_mail(db: Session, person: int, now: datetime) -> None:
    """The person wants no e-mail."""
    _change(db, person, stopped=now)


def resume_mail(db: Session, person: int) -> None:
    """The person wants e-mail again."""
    _change(db, person, stopped=None)


def bounce(db: Session, person: int, address: str, now: datetime, why: str) -> bool:
    """Nothing arrives at the person's address. False where that isn't their address any more."""
    box = mailbox(db, person)
    if box is None or box.address != address:
        return False
    _change(db, person, bounced=now, why_bounced=why)
    return True


def _holds(day: date) -> ColumnElement[bool]:
    return or_(col(t.Mute.until).is_(None), col(t.Mute.until) >= day)


def _mailbox(row: t.Mailbox) -> Mailbox:
    usable = row.confirmed is not None and row.stopped is None and row.bounced is None
    told = (row.wanted, row.stopped, row.bounced, row.why_bounced)
    return Mailbox(row.address, row.preferred, usable, *told)


def _change(db: Session, person: int, **values: object) -> None:
    row = db.get(t.Mailbox, person, populate_existing=True)
    if row is not None:
        row.sqlmodel_update(values)
        db.add(row)
        db.flush()


def _put(db: Session, table: type, key: Mapping[str, object], values: Mapping[str, object]) -> None:
    """Write a row in the place of any with the same key."""
    new = insert(db, table).values(**key, **values)
    db.execute(new.on_conflict_do_update(index_elements=list(key), set_=dict(values)))
    _forget(db, table)


def _forget(db: Session, table: type) -> None:
    """Read the table's rows anew when they are asked for."""
    for row in [each for each in db if isinstance(each, table)]:
        db.expire(row)
