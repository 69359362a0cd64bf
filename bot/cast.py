"""Who can be picked on the local page and by `alke say`: people known by name, and somebody new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlmodel import Session

from knowledge.clock import today
from knowledge.people import Kind, Person, stranger
from storage import people
from storage.store import Store

from . import webchat

GROUPS: dict[Kind, webchat.Group] = {
    Kind.COUNCIL: "council",
    Kind.MINISTRY: "ministry",
    Kind.SECRETARIAT: "secretariat",
}
NEW = "uusi"
NEWCOMER = stranger(
    "7b1d6c0e-52f4-4a8e-9c35-0d1e2f3a4b5c", "0c7e5a52-9f3d-4b1c-8a64-2d3e4f5a6b7c", "Uuno Uusitalo"
)
"""Somebody whom nobody has admitted, with an invented identity, to try joining with."""
NOT_ADMITTED = "newcomer"  # how the page calls who has no role


def called(db: Session, slug: str, day: date) -> Person | None:
    """The person of this name; `uusi` is the newcomer, also when they have been admitted meanwhile."""
    if slug != NEW:
        return people.by_slug(db, slug, day)
    return people.by_identity(db, NEWCOMER.tenant, NEWCOMER.object_id, day) or NEWCOMER


def local_people(store: Store, clock: Callable[[], datetime]) -> list[webchat.DemoPerson]:
    """Everybody whom the local page lets one be."""
    with store.read() as db:
        day = today(clock())
        known = [(person.slug or "", person) for person in people.with_slugs(db, day)]
        newcomer = called(db, NEW, day)
    return [_shown(slug, person) for slug, person in (*known, (NEW, newcomer)) if person]


def _shown(slug: str, person: Person) -> webchat.DemoPerson:
    first = next(iter(person.memberships), None)
    return webchat.DemoPerson(
        slug=slug,
        name=person.name,
        organisation=first.organisation.names["fi"] if first else "",
        role=first.role if first else NOT_ADMITTED,
        language=person.language or "fi",
        object_id=person.object_id,
        tenant=person.tenant,
        group=GROUPS.get(first.organisation.kind, "other") if first else "other",
    )
