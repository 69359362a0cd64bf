"""Reminders: whom of an organisation's people they are for, and what each message reminds of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, insert, tuple_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from knowledge.notices import Topic
from knowledge.people import Person, Role
from knowledge.reminders import Item, Kind

from . import people, reach, wishes
from . import tables as t
from .outbox import State

STANDING = (State.OWED, State.SENT)


# To whom


@dataclass(frozen=True)
class Team:
    """The people of an organisation who are reminded: its contacts and its deputies."""

    contacts: tuple[Person, ...] = ()
    deputies: tuple[Person, ...] = ()


@dataclass(frozen=True)
class Crowd:
    """The teams by organisation; who is away, who wants no reminders, and whom nothing reaches."""

    teams: Mapping[str, Team]
    away: frozenset[int]
    muted: frozenset[int]
    unreachable: frozenset[int]

    @property
    def silent(self) -> frozenset[int]:
        """Those who hear of nothing."""
        return self.muted | self.unreachable

    def deputy(self, organisation: str, person: int) -> bool:
        """Is the person no contact of the organisation, but a deputy?"""
        return person not in {each.id for each in self.teams[organisation].contacts}


def crowd(db: Session, organisations: Collection[str], day: date) -> Crowd:
    """The people of these organisations, as of a day."""
    found = people.acting_for(db, organisations, day)
    ids = [person.id for person in found]
    return Crowd(
        {each: Team(*(_in_role(found, each, role) for role in ROLES)) for each in organisations},
        wishes.away(db, ids, day),
        wishes.muted_among(db, ids, Topic.REMINDERS, day),
        unreachable(db, ids),
    )


ROLES = (Role.CONTACT, Role.DEPUTY)


def _in_role(found: Iterable[Person], organisation: str, role: Role) -> tuple[Person, ...]:
    wanted = frozenset({role})
    return tuple(p for p in found if organisation in {o.id for o in p.in_role(wanted)})


def unreachable(db: Session, persons: Collection[int]) -> frozenset[int]:
    """Those of the people who have no chat with the bot, or one that is gone, and no e-mail."""
    chats = {person for person, chat in reach.chats(db, persons).items() if chat.gone is None}
    boxes = {person for person, box in wishes.mailboxes(db, persons).items() if box.usable}
    return frozenset(persons) - chats - boxes


# What was reminded of


@dataclass(frozen=True)
class Sent:
    """A message that was sent: to whom, when, with which data and about what; and the rows of its items that
    aren't known to be done.
    """

    number: int
    once: str
    person: int
    about: str | None
    at: datetime
    data: Mapping[str, Any]
    open: Mapping[int, Item]


def note(db: Session, message: int, items: Iterable[Item]) -> None:
    """Write down what a message reminds of."""
    rows = [
        {"outbox_id": message, "duty": i.kind, "thing": i.thing, "organisation_id": i.organisation}
        for i in items
    ]
    if rows:
        db.execute(insert(t.Reminded), rows)


def unsettled(db: Session) -> tuple[Sent, ...]:
    """The messages that were sent, of whose items some aren't known to be done."""
    query = (
        select(t.Reminded, t.Outbox)
        .join(t.Outbox, col(t.Outbox.id) == col(t.Reminded.outbox_id))
        .where(col(t.Reminded.done).is_(None), t.Outbox.state == State.SENT)
        .order_by(col(t.Reminded.id))
    )
    found: dict[int, tuple[t.Outbox, dict[int, Item]]] = {}
    for row, message in db.exec(query).all():
        found.setdefault(message.id or 0, (message, {}))[1][row.id or 0] = _item(row)
    return tuple(_sent(message, items) for message, items in found.values())


def _sent(row: t.Outbox, items: Mapping[int, Item]) -> Sent:
    when = row.settled or row.due
    return Sent(row.id or 0, row.once, row.person_id, row.about, when, row.data, items)


def _item(row: t.Reminded) -> Item:
    return Item(Kind(row.duty), row.thing, row.organisation_id)


def settle(db: Session, rows: Iterable[int], now: datetime) -> None:
    """Write down that these items are done, or asked no more."""
    done = update(t.Reminded).where(col(t.Reminded.id).in_(list(rows)))
    db.execute(done.values(done=now))


def message(db: Session, once: str, person: int) -> Mapping[str, Any] | None:
    """The data of a message of the person's, by its key; None where they have none of this key."""
    query = select(t.Outbox.data).where(t.Outbox.once == once, t.Outbox.person_id == person)
    return db.exec(query).one_or_none()


def superseded(db: Session, once: str, person: int) -> frozenset[Item]:
    """The items of a message of which a newer one reminds the same person."""
    older, newer = aliased(t.Outbox), aliased(t.Outbox)
    rows = select(t.Reminded).join(older, col(older.id) == col(t.Reminded.outbox_id))
    again = aliased(t.Reminded)
    same = and_(*(col(getattr(again, name)) == col(getattr(t.Reminded, name)) for name in SAME))
    later = exists().where(
        same,
        col(again.outbox_id) == col(newer.id),
        col(newer.id) > col(older.id),
        col(newer.person_id) == person,
        col(newer.state).in_(STANDING),
    )
    found = db.exec(rows.where(older.once == once, col(older.person_id) == person, later)).all()
    return frozenset(map(_item, found))


SAME = ("duty", "thing", "organisation_id")


def put_off(db: Session, now: datetime) -> frozenset[tuple[int, Item]]:
    """What people have put off: of which a message waits for its time."""
    query = (
        select(t.Outbox.person_id, t.Reminded)
        .join(t.Reminded, col(t.Reminded.outbox_id) == col(t.Outbox.id))
        .where(t.Outbox.state == State.OWED, col(t.Outbox.due) > now)
    )
    return frozenset((person, _item(row)) for person, row in db.exec(query).all())


def last(db: Session, items: Collection[Item]) -> datetime | None:
    """When somebody was reminded last, or is about to be, of one of these."""
    query = select(func.max(t.Outbox.created)).join(t.Reminded, col(t.Reminded.outbox_id) == col(t.Outbox.id))
    return db.exec(query.where(_among(items), col(t.Outbox.state).in_(STANDING))).one()


def _among(items: Collection[Item]) -> ColumnElement[bool]:
    things = {(item.kind, item.thing) for item in items}
    row = t.Reminded
    return and_(
        tuple_(col(row.duty), col(row.thing)).in_([(k.value, thing) for k, thing in things]),
        col(row.organisation_id).in_({item.organisation for item in items}),
    )
