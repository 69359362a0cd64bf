"""Importing people with their memberships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated

from sqlmodel import Session, select

from knowledge.people import Role
from storage import tables as t

from .rows import (
    Checked,
    Day,
    Fault,
    Filled,
    Id,
    Imported,
    Language,
    Line,
    Row,
    check,
    one_of,
    refuse,
    repeated,
)

Identity = tuple[str, str]
Key = tuple[int, str, str]


class PersonRow(Row):
    """A person in one role; somebody with several roles stands on several rows."""

    tenant: Filled
    object_id: Filled
    name: Filled
    organisation: Id
    role: Annotated[str, one_of(Role, "role")]
    slug: Id | None = None
    language: Language | None = None
    since: Day | None = None
    until: Day | None = None

    @property
    def identity(self) -> Identity:
        """What makes the person one and the same; Entra writes these ids in small letters."""
        return self.tenant.lower(), self.object_id.lower()


def import_people(db: Session, lines: Sequence[Line]) -> Imported:
    """Add and change people and their memberships; counted by row.

    A slug stays where the row has none, and a language that the person has chosen is left alone.
    Raises BadRows before anything is written.
    """
    rows = check(PersonRow, lines, _bad_days)
    people = {(row.tenant, row.object_id): row for row in db.exec(select(t.Person)).all()}
    refuse((*_unknown_organisations(db, rows), *_clashes(rows, people)))
    for one in rows:
        if one.row.identity not in people:
            people[one.row.identity] = _newcomer(one.row)
    db.add_all(people.values())
    db.flush()
    known = {_key(row): row for row in db.exec(select(t.Membership)).all()}
    outcomes = Counter(_put(db, one.row, people[one.row.identity], known) for one in rows)
    return Imported(outcomes["added"], outcomes["changed"], outcomes["unchanged"])


def _newcomer(row: PersonRow) -> t.Person:
    tenant, object_id = row.identity
    return t.Person(tenant=tenant, object_id=object_id, name=row.name)


def _put(db: Session, row: PersonRow, person: t.Person, known: Mapping[Key, t.Membership]) -> str:
    person.name, person.slug = row.name, row.slug or person.slug
    person.language = person.language or row.language
    new = t.Membership(person_id=person.id or 0, organisation_id=row.organisation, role=row.role)
    member = known.get(_key(new), new)
    member.since, member.until = row.since, row.until
    db.add(member)
    if member is new:
        return "added"
    return "changed" if db.is_modified(person) or db.is_modified(member) else "unchanged"


def _key(member: t.Membership) -> Key:
    return member.person_id, member.organisation_id, member.role


def _bad_days(row: PersonRow) -> Iterator[tuple[str, str]]:
    if row.since and row.until and row.until < row.since:
        yield "until", "before since"


def _unknown_organisations(db: Session, rows: Iterable[Checked[PersonRow]]) -> Iterator[Fault]:
    known = frozenset(db.exec(select(t.Organisation.id)).all())
    for one in rows:
        if one.row.organisation not in known:
            yield Fault(one.line, "organisation", f"unknown organisation {one.row.organisation!r}")


def _clashes(rows: Sequence[Checked[PersonRow]], people: Mapping[Identity, t.Person]) -> Iterator[Fault]:
    """The same membership twice, one person under two names, one slug for two people."""
    yield from repeated(rows, lambda row: (row.identity, row.organisation, row.role), "role")
    names: dict[Identity, str] = {}
    slugs = {person.slug: identity for identity, person in people.items() if person.slug}
    for one in rows:
        if names.setdefault(one.row.identity, one.row.name) != one.row.name:
            yield Fault(one.line, "name", "the person has another name on an earlier line")
        if one.row.slug and slugs.setdefault(one.row.slug, one.row.identity) != one.row.identity:
            yield Fault(one.line, "slug", f"{one.row.slug!r} is somebody else")
