"""What is kept about a person: told in full, and erased with what they did left as their organisation's."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, func, or_, select, update
from sqlmodel import Session, SQLModel, col

from knowledge.people import ERASED

from . import memberships, outbox, scrubbing
from . import tables as t

TABLES = SQLModel.metadata.tables
OWN: Mapping[str, str] = {
    "roles": "membership",
    "chats": "conversation",
    "email": "mailbox",
    "turned_off": "mute",
    "away": "absence",
    "sessions": "sessionperson",
    "requests": "datarequest",
}
"""What is somebody's own: by its name in what they are told, the table. All of it is erased."""
MESSAGES = "outbox"
"""What was sent to them: what it said is erased, that it was sent stays."""
ACTS: Mapping[str, tuple[str, ...]] = {
    "agendaversion": (),
    "broadcast": (),
    "broadcastrecipient": ("acknowledged",),
    "confirmation": ("answer", "note"),
    "correction": (),
    "datarequest": (),
    "followup": ("note",),
    "joinrequest": (),
    "minutes": (),
    "minuteschat": (),
    "minutesedit": (),
    "minutespart": (),
    "poll": (),
    "pollanswer": ("answer",),
    "proposalcomment": ("text",),
    "proposalevent": ("state", "note"),
    "proposalmove": (),
    "proposalorganisation": (),
    "stateview": (),
    "stateviewpart": ("text",),
}
"""What they did for their organisation, with the columns of it that are their own words: it stays, under a
number that leads to nobody.
"""

IN_CHATS = ("sent", "minuteschat")
"""What else is kept by chat, besides answers: cards that stand there, and minutes that are written there."""
MOMENTS = ("at", "created", "sent", "decided", "finalised")
"""Columns that tell when."""


def find(db: Session, named: str) -> t.Person | None:
    """Somebody by the name that the command line calls them by, or by their number."""
    number = int(named) if named.isdecimal() and len(named) < 10 else -1
    who = or_(col(t.Person.slug) == named, col(t.Person.id) == number)
    return db.execute(select(t.Person).where(who, col(t.Person.name) != ERASED)).scalar_one_or_none()


def by_number(db: Session, number: int) -> t.Person | None:
    """Somebody by their number, who isn't erased."""
    query = select(t.Person).where(col(t.Person.id) == number, col(t.Person.name) != ERASED)
    return db.execute(query).scalar_one_or_none()


def hold(db: Session, number: int) -> t.Person | None:
    """Somebody who isn't erased, held until the transaction ends."""
    row = t.Person
    query = select(row).where(col(row.id) == number, col(row.name) != ERASED).with_for_update()
    return db.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()


def only_coordinator(db: Session, person: int, day: date) -> bool:
    """Whether nobody else coordinates; the coordinators' roles are held until the transaction ends."""
    roles = memberships.hold_coordinators(db, day)
    row = t.Membership
    people = set(db.execute(select(col(row.person_id)).where(col(row.id).in_(roles))).scalars())
    return people == {person}


# Told


def everything(db: Session, person: t.Person) -> dict[str, Any]:
    """All that is kept about somebody, as JSON."""
    number = person.id or 0
    told = {name: _rows(db, TABLES[table], _whose(TABLES[table], number)) for name, table in OWN.items()}
    messages = _rows(db, TABLES[MESSAGES], TABLES[MESSAGES].c.person_id == number)
    return {
        "person": _plain_row(person.model_dump()),
        **told,
        "messages": messages,
        "answers": [row for where in _turns(db, person) for row in _rows(db, TABLES["turn"], where)],
        "asked_to_join": _rows(db, TABLES["joinrequest"], _asked(person)),
        "acts": {table: rows for table in ACTS if (rows := _acts(db, table, number))},
        "log": _rows(db, TABLES["audit"], _logged(number)),
    }


def counts(db: Session, person: t.Person) -> dict[str, int]:
    """How much there is of each."""
    number = person.id or 0
    found = {name: _count(db, table, _whose(TABLES[table], number)) for name, table in OWN.items()}
    found["messages"] = _count(db, MESSAGES, _whose(TABLES[MESSAGES], number))
    found["answers"] = sum(_count(db, "turn", where) for where in _turns(db, person))
    found["asked_to_join"] = _count(db, "joinrequest", _asked(person))
    found["acts"] = sum(_count(db, table, _did(TABLES[table], number)) for table in ACTS)
    return found | {"log": _count(db, "audit", _logged(number))}


def _count(db: Session, table: str, where: ColumnElement[bool]) -> int:
    found: int = db.execute(select(func.count()).select_from(TABLES[table]).where(where)).scalar_one()
    return found


def _whose(table: Table, person: int) -> ColumnElement[bool]:
    return table.c.person_id == person


def _rows(db: Session, table: Table, where: ColumnElement[bool]) -> list[dict[str, Any]]:
    found = db.execute(select(table).where(where).order_by(*table.primary_key.columns)).mappings()
    return [_plain_row(row) for row in found]


def _acts(db: Session, table: str, person: int) -> list[dict[str, Any]]:
    """What somebody did there: of each row what tells it from others, when, and their own words."""
    columns = TABLES[table].columns
    moments = [
        each.name for each in columns if each.name in ("at", "created", "sent", "decided", "finalised")
    ]
    shown = [*TABLES[table].primary_key.columns.keys(), *moments, *ACTS[table]]
    own = set(ACTS[table]) if "person_id" in columns else set()
    return [
        {name: value for name, value in row.items() if name in shown and (name not in ACTS[table] or own)}
        for row in _rows(db, TABLES[table], _did(TABLES[table], person))
    ]


def _did(table: Table, person: int) -> ColumnElement[bool]:
    """The rows that name somebody in any of their columns."""
    columns = (key.parent for key in table.foreign_keys if key.column.table.name == "person")
    whose = table.name in OWN.values()
    return or_(*(column == person for column in columns if not (whose and column.name == "person_id")))


def _turns(db: Session, person: t.Person) -> Iterator[ColumnElement[bool]]:
    """Which stored answers were given to somebody: in their chats, and on their pages."""
    turn = TABLES["turn"].c
    for channel, conversation in (("mail", f"mail:{person.id}"), *_chats(db, person)):
        yield and_(turn.channel == channel, turn.conversation == conversation)


def _chats(db: Session, person: t.Person) -> list[Any]:
    row = TABLES["conversation"].c
    return list(db.execute(select(row.channel, row.id).where(row.person_id == person.id)).all())


def _asked(person: t.Person) -> ColumnElement[bool]:
    request = TABLES["joinrequest"].c
    return and_(request.tenant == person.tenant, request.object_id == person.object_id)


def _logged(person: int) -> ColumnElement[bool]:
    row, who = TABLES["audit"].c, f"person:{person}"
    return or_(row.who == who, row.about == who)


def _plain_row(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


# Erased


def erase(db: Session, number: int, now: datetime) -> None:
    """Erase what is somebody's own. What they did stays, as does the log of use, which has only numbers."""
    person = hold(db, number)
    if person is None:
        return
    names = _names(db, person)
    _hold_messages(db, number, names)
    _erase_chats(db, person)
    _empty_messages(db, number, now)
    for table in OWN.values():
        db.execute(delete(TABLES[table]).where(_whose(TABLES[table], number)))
    db.execute(delete(TABLES["joinrequest"]).where(_asked(person)))
    scrubbing.replace(db, names, ERASED)
    gone = {"tenant": "erased", "object_id": secrets.token_hex(16), "name": ERASED}
    db.execute(update(t.Person).where(col(t.Person.id) == number).values(**gone, slug=None, language=None))
    db.expire(person)


def _names(db: Session, person: t.Person) -> frozenset[str]:
    """What somebody is told from others by."""
    box = db.get(t.Mailbox, person.id)
    addresses = (box.address, box.wanted) if box else ()
    return frozenset(filter(None, (person.name, person.object_id, *addresses)))


def _erase_chats(db: Session, person: t.Person) -> None:
    for where in [*_turns(db, person)]:
        db.execute(delete(TABLES["turn"]).where(where))
    for channel, conversation in _chats(db, person):
        for table in (TABLES[name] for name in IN_CHATS):
            here = (table.c.channel == channel, table.c.conversation == conversation)
            db.execute(delete(table).where(*here))


def _hold_messages(db: Session, person: int, names: frozenset[str]) -> None:
    """Hold what will be changed, in the order in which delivery does."""
    row = TABLES[MESSAGES].c
    concerned = (row.person_id == person) | scrubbing.holding(row.data, names)
    db.execute(select(row.id).where(concerned).order_by(row.id).with_for_update()).all()


def _empty_messages(db: Session, person: int, now: datetime) -> None:
    row = t.Outbox
    outbox.cancel(db, "erased", now, col(row.person_id) == person)
    emptied = update(row).where(col(row.person_id) == person)
    db.execute(emptied.values(data={}, activity=None, expires=now))
