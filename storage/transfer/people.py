"""Importing people with their memberships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator
from sqlmodel import Session, select

from knowledge.people import Role
from knowledge.wishes import address_fault
from storage import tables as t
from storage import wishes

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


def _address(value: str) -> str:
    if address_fault(value.strip()):
        raise ValueError(f"no e-mail address: {value!r}")
    return value.strip()


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
    email: Annotated[str, AfterValidator(_address)] | None = None

    @property
    def identity(self) -> Identity:
        """What makes the person one and the same; Entra writes these ids in small letters."""
        return self.tenant.lower(), self.object_id.lower()


def import_people(db: Session, lines: Sequence[Line], now: datetime | None = None) -> Imported:
    """Add and change people and their memberships; counted by row.

    A slug and an e-mail address stay where the row has none; a language that the person has chosen and an
    address that they have confirmed are left alone. Raises BadRows before anything is written.
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
    moment = now or datetime.now(UTC)
    outcomes = Counter(_put(db, one.row, people[one.row.identity], known, moment) for one in rows)
    return Imported(outcomes["added"], outcomes["changed"], outcomes["unchanged"])


def _newcomer(row: PersonRow) -> t.Person:
    tenant, object_id = row.identity
    return t.Person(tenant=tenant, object_id=object_id, name=row.name)


def _put(
    db: Session, row: PersonRow, person: t.Person, known: Mapping[Key, t.Membership], now: datetime
) -> str:
    person.name, person.slug = row.name, row.slug or person.slug
    person.language = person.language or row.language
    new = t.Membership(person_id=person.id or 0, organisation_id=row.organisation, role=row.role)
    member = known.get(_key(new), new)
    member.since, member.until = row.since, row.until
    db.add(member)
    modified = db.is_modified(person) or db.is_modified(member)
    told = bool(row.email) and wishes.told_address(db, person.id or 0, row.email or "", now)
    if member is new:
        return "added"
    return "changed" if modified or told else "unchanged"


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
    """The same membership twice, one person under two names or addresses, one slug for two people."""
    yield from repeated(rows, lambda row: (row.identity, row.organisation, row.role), "role")
    names: dict[Identity, str] = {}
    addresses: dict[Identity, str] = {}
    slugs = {person.slug: identity for identity, person in people.items() if person.slug}
    for one in rows:
        if names.setdefault(one.row.identity, one.row.name) != one.row.name:
            yield Fault(one.line, "name", "the person has another name on an earlier line")
        address = one.row.email
        if address and addresses.setdefault(one.row.identity, address) != address:
            yield Fault(one.line, "email", "the person has another address on an earlier line")
        if one.row.slug and slugs.setdefault(one.row.slug, one.row.identity) != one.row.identity:
            yield Fault(one.line, "slug", f"{one.row.slug!r} is somebody else")
