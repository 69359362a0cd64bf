"""Reading organisations and people as the rules see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, bindparam, or_, select
from sqlmodel import Session, SQLModel, col

from knowledge import people as rules

from . import tables as t
from .names import by_language

TABLES = SQLModel.metadata.tables
PERSON, MEMBERSHIP, ORGANISATION = (TABLES[name] for name in ("person", "membership", "organisation"))


def by_identity(db: Session, tenant: str, object_id: str, day: date) -> rules.Person | None:
    """The person with this tenant and object id (GUIDs in any case), with the memberships of the day."""
    who = {"tenant": tenant.lower(), "object_id": object_id.lower()}
    return next(iter(_grouped(db.execute(IDENTITY, who | {"day": day}).all())), None)


def by_slug(db: Session, slug: str, day: date) -> rules.Person | None:
    """The person whom the command line calls by this name."""
    return _one(db, day, col(t.Person.slug) == slug)


def by_id(db: Session, person: int, day: date) -> rules.Person | None:
    """The person with this number."""
    return _one(db, day, col(t.Person.id) == person)


def with_slugs(db: Session, day: date) -> tuple[rules.Person, ...]:
    """All people whom the command line knows by name, in the order they were added."""
    return _people(db, day, col(t.Person.slug).is_not(None))


def admitted(db: Session, day: date) -> tuple[rules.Person, ...]:
    """Everybody who has a role on the day."""
    return tuple(person for person in _people(db, day) if person.memberships)


def in_role(db: Session, role: rules.Role, day: date) -> tuple[rules.Person, ...]:
    """Everybody with a role on the day."""
    return tuple(p for p in _people(db, day, col(t.Membership.role) == role) if role in p.roles)


def acting_for(db: Session, organisations: Iterable[str], day: date) -> tuple[rules.Person, ...]:
    """Everybody who is contact or deputy of one of these organisations on the day, each once."""
    wanted = frozenset(organisations)
    found = _people(db, day, col(t.Membership.organisation_id).in_(wanted)) if wanted else ()
    return tuple(p for p in found if not wanted.isdisjoint(o.id for o in p.in_role(rules.OWN)))


def members(db: Session, organisations: Iterable[str], day: date) -> tuple[rules.Person, ...]:
    """Everybody with a role in one of these organisations on the day, each once, with all their roles."""
    wanted = frozenset(organisations)
    own = select(MEMBERSHIP.c.person_id).where(MEMBERSHIP.c.organisation_id.in_(wanted))
    found = _people(db, day, PERSON.c.id.in_(own)) if wanted else ()
    return tuple(p for p in found if any(m.organisation.id in wanted for m in p.memberships))


def by_ids(db: Session, people: Iterable[int], day: date) -> tuple[rules.Person, ...]:
    """The people with these numbers."""
    wanted = frozenset(people)
    return _people(db, day, PERSON.c.id.in_(wanted)) if wanted else ()


def organisations(db: Session) -> dict[str, rules.Organisation]:
    """All organisations by id."""
    return {row.id: organisation(row) for row in db.execute(select(ORGANISATION)).all()}


def secretariat(db: Session) -> rules.Organisation | None:
    """The secretariat: coordinators are its people, and it takes conclusions up; None before it is there."""
    return next((o for o in organisations(db).values() if o.kind is rules.Kind.SECRETARIAT), None)


def organisation(row: Any) -> rules.Organisation:
    """The organisation as the rules see it."""
    names = by_language(row)
    return rules.Organisation(row.id, rules.Kind(row.kind), names, row.region, row.abbreviation)


def set_language(db: Session, person: int, language: str) -> None:
    """Record the language that the person chose."""
    row = db.get_one(t.Person, person)
    row.language = language
    db.add(row)


def _one(db: Session, day: date, *where: ColumnElement[bool]) -> rules.Person | None:
    return next(iter(_people(db, day, *where)), None)


def _people(db: Session, day: date, *where: ColumnElement[bool]) -> tuple[rules.Person, ...]:
    return _grouped(db.execute(_joined(*where), {"day": day}).all())


def _joined(*where: ColumnElement[bool]) -> Select[Any]:
    """People with the memberships that hold on `day`: a row for each, one with None for who has none."""
    day = bindparam("day", type_=Date())
    holds = (
        or_(MEMBERSHIP.c.since.is_(None), MEMBERSHIP.c.since <= day),
        or_(MEMBERSHIP.c.until.is_(None), MEMBERSHIP.c.until >= day),
    )
    named = [column for column in PERSON.c if column.name != "id"]
    return (
        select(PERSON.c.id.label("person"), *named, MEMBERSHIP.c.role, *ORGANISATION.c)
        .outerjoin(MEMBERSHIP, (MEMBERSHIP.c.person_id == PERSON.c.id) & holds[0] & holds[1])
        .outerjoin(ORGANISATION, ORGANISATION.c.id == MEMBERSHIP.c.organisation_id)
        .where(*where)
        .order_by(PERSON.c.id, MEMBERSHIP.c.id)
    )


def _grouped(rows: Iterable[Any]) -> tuple[rules.Person, ...]:
    return tuple(_person(list(own)) for _, own in groupby(rows, key=attrgetter("person")))


def _person(rows: Sequence[Any]) -> rules.Person:
    first = rows[0]
    memberships = tuple(rules.Membership(organisation(row), rules.Role(row.role)) for row in rows if row.id)
    who = (first.person, first.tenant, first.object_id, first.name, first.language, first.slug)
    return rules.Person(*who, memberships)


IDENTITY = _joined(PERSON.c.tenant == bindparam("tenant"), PERSON.c.object_id == bindparam("object_id"))
