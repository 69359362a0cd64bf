"""Reading organisations and people as the rules see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from knowledge import people as rules

from . import tables as t

Joined: TypeAlias = tuple[t.Person, t.Membership | None, t.Organisation | None]


def by_identity(db: Session, tenant: str, object_id: str, day: date) -> rules.Person | None:
    """The person with this tenant and object id (GUIDs in any case), with the memberships of the day."""
    return _one(db, day, col(t.Person.tenant) == tenant.lower(), col(t.Person.object_id) == object_id.lower())


def by_slug(db: Session, slug: str, day: date) -> rules.Person | None:
    """The person whom the command line calls by this name."""
    return _one(db, day, col(t.Person.slug) == slug)


def by_id(db: Session, person: int, day: date) -> rules.Person | None:
    """The person with this number."""
    return _one(db, day, col(t.Person.id) == person)


def with_slugs(db: Session, day: date) -> tuple[rules.Person, ...]:
    """All people whom the command line knows by name, in the order they were added."""
    return _people(db, day, col(t.Person.slug).is_not(None))


def in_role(db: Session, role: rules.Role, day: date) -> tuple[rules.Person, ...]:
    """Everybody with a role on the day."""
    return tuple(p for p in _people(db, day, col(t.Membership.role) == role) if role in p.roles)


def of_organisation(db: Session, organisation: str, day: date) -> tuple[rules.Person, ...]:
    """Everybody who is contact or deputy of an organisation on the day."""
    found = _people(db, day, col(t.Membership.organisation_id) == organisation)
    return tuple(p for p in found if organisation in {o.id for o in p.in_role(rules.OWN)})


def organisations(db: Session) -> dict[str, rules.Organisation]:
    """All organisations by id."""
    return {row.id: organisation(row) for row in db.exec(select(t.Organisation)).all()}


def organisation(row: t.Organisation) -> rules.Organisation:
    """The organisation as the rules see it."""
    names = {"fi": row.name_fi, "sv": row.name_sv, "en": row.name_en}
    known = {language: name for language, name in names.items() if name}
    return rules.Organisation(row.id, rules.Kind(row.kind), known, row.region, row.abbreviation)


def set_language(db: Session, person: int, language: str) -> None:
    """Record the language that the person chose."""
    row = db.get_one(t.Person, person)
    row.language = language
    db.add(row)


def _one(db: Session, day: date, *where: ColumnElement[bool]) -> rules.Person | None:
    return next(iter(_people(db, day, *where)), None)


def _people(db: Session, day: date, *where: ColumnElement[bool]) -> tuple[rules.Person, ...]:
    holds = (
        or_(col(t.Membership.since).is_(None), col(t.Membership.since) <= day),
        or_(col(t.Membership.until).is_(None), col(t.Membership.until) >= day),
    )
    rows = db.exec(
        select(t.Person, t.Membership, t.Organisation)
        .outerjoin(t.Membership, (col(t.Membership.person_id) == col(t.Person.id)) & holds[0] & holds[1])
        .outerjoin(t.Organisation, col(t.Organisation.id) == col(t.Membership.organisation_id))
        .where(*where)
        .order_by(col(t.Person.id), col(t.Membership.id))
    ).all()
    grouped: dict[int, list[Joined]] = {}
    for row in rows:
        grouped.setdefault(row[0].id or 0, []).append(row)
    return tuple(_person(group) for group in grouped.values())


def _person(rows: Sequence[Joined]) -> rules.Person:
    row = rows[0][0]
    memberships = tuple(
        rules.Membership(organisation(place), rules.Role(member.role))
        for _, member, place in rows
        if member is not None and place is not None
    )
    return rules.Person(row.id or 0, row.tenant, row.object_id, row.name, row.language, row.slug, memberships)
