"""Roles that people hold: granted, ended, listed; and the organisations that are added on the way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlmodel import Session, col, or_, select

from knowledge.joining import Membership, Terms
from knowledge.people import Organisation, Role

from . import people
from . import tables as t
from .upsert import insert


def held(db: Session, day: date, organisations: Collection[str] | None = None) -> tuple[Membership, ...]:
    """The roles that hold on a day or later, of these organisations or of all."""
    query = _joined().where(or_(col(t.Membership.until).is_(None), col(t.Membership.until) >= day))
    if organisations is not None:
        query = query.where(col(t.Membership.organisation_id).in_(list(organisations)))
    found = [_membership(*row) for row in db.exec(query).all()]
    order = {role: at for at, role in enumerate(Role)}
    return tuple(sorted(found, key=lambda m: (m.organisation.id, order[m.role], m.name, m.id)))


def find(db: Session, number: int, day: date) -> Membership | None:
    """The role with this number, when it holds on the day or later."""
    row = db.exec(_joined().where(t.Membership.id == number)).one_or_none()
    found = _membership(*row) if row else None
    return found if found and (found.until is None or found.until >= day) else None


def identities(db: Session) -> dict[int, dict[str, str | None]]:
    """Who the people are, by number: name, slug, tenant and object id."""
    names = ("name", "slug", "tenant", "object_id")
    return {row.id or 0: {each: getattr(row, each) for each in names} for row in db.exec(select(t.Person))}


def hold(db: Session, number: int, day: date) -> Membership | None:
    """The same, held against others until the transaction ends: with all coordinators' roles, in one order,
    since two who end each other's would wait for one another.
    """
    concerned = (col(t.Membership.id) == number) | (col(t.Membership.role) == Role.COORDINATOR)
    query = select(t.Membership).where(concerned).order_by(col(t.Membership.id)).with_for_update()
    db.exec(query.execution_options(populate_existing=True)).all()
    return find(db, number, day)


def person(db: Session, tenant: str, object_id: str, name: str, language: str | None) -> int:
    """The number of the person with this identity, who is added where they aren't known."""
    who = {"tenant": tenant.lower(), "object_id": object_id.lower()}
    new = insert(db, t.Person).values(**who, name=name, language=language)
    db.execute(new.on_conflict_do_nothing(index_elements=list(who)))
    same = select(t.Person).where(t.Person.tenant == who["tenant"], t.Person.object_id == who["object_id"])
    row = db.exec(same).one()
    row.language = row.language or language
    db.add(row)
    db.flush()
    return row.id or 0


def grant(db: Session, person: int, terms: Terms, day: date) -> None:
    """Give somebody a role from the day on; one they hold keeps its beginning and gets the new end."""
    key = {"person_id": person, "organisation_id": terms.organisation.id, "role": terms.role.value}
    new = insert(db, t.Membership).values(**key, since=day, until=terms.until)
    db.execute(new.on_conflict_do_nothing(index_elements=list(key)))
    row = db.exec(select(t.Membership).filter_by(**key).with_for_update()).one()
    ended = row.until is not None and row.until < day
    row.since = day if ended or (row.since and row.since > day) else row.since
    row.until = terms.until
    db.add(row)
    db.flush()


def end(db: Session, number: int, day: date) -> None:
    """End a role: on the day it holds no more."""
    row = db.get_one(t.Membership, number)
    row.until = day - timedelta(days=1)
    row.since = min(row.since, row.until) if row.since else None
    db.add(row)
    db.flush()


def hold_coordinators(db: Session, day: date) -> frozenset[int]:
    """The numbers of the coordinators' roles of the day, held until the transaction ends."""
    query = select(t.Membership).where(t.Membership.role == Role.COORDINATOR).order_by(col(t.Membership.id))
    rows = db.exec(query.with_for_update().execution_options(populate_existing=True)).all()
    return frozenset(
        row.id or 0
        for row in rows
        if (row.since is None or row.since <= day) and (row.until is None or row.until >= day)
    )


def add_organisation(db: Session, new: Organisation) -> Organisation:
    """Add a body of a region, such as a municipality or a university; it gets the first id that is free."""
    name = new.names["fi"]
    base, taken = f"other:{_slug(name)}", None
    for number in count(1):
        id_ = base if number == 1 else f"{base}-{number}"
        values = {"id": id_, "kind": new.kind.value, "name_fi": name, "region": new.region}
        added = insert(db, t.Organisation).values(**values).on_conflict_do_nothing(index_elements=["id"])
        taken = db.execute(added.returning(col(t.Organisation.id))).scalar_one_or_none()
        if taken:
            break
    return replace(new, id=taken or "")


def _slug(name: str) -> str:
    """The name in small plain letters: "Kemijärven kaupunki" gives kemijarven-kaupunki."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80] or "nimi"


def _joined() -> Any:
    return (
        select(t.Membership, t.Person.name, t.Organisation)
        .join(t.Person, col(t.Person.id) == col(t.Membership.person_id))
        .join(t.Organisation, col(t.Organisation.id) == col(t.Membership.organisation_id))
    )


def _membership(row: t.Membership, name: str, organisation: t.Organisation) -> Membership:
    of = people.organisation(organisation)
    return Membership(row.id or 0, row.person_id, name, of, Role(row.role), row.since, row.until)
