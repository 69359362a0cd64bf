"""What a database begins with: the official organisations and goals, and somebody who admits the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from knowledge.clock import today
from knowledge.joining import Terms
from knowledge.people import Kind, Role

from . import audit, changes, memberships, people
from . import tables as t
from .store import Store
from .transfer import (
    Line,
    import_goals,
    import_organisations,
    official_goals,
    official_organisations,
)


@dataclass(frozen=True)
class FirstCoordinator:
    """Who coordinates where nobody does yet."""

    tenant: str
    object_id: str
    name: str


def begin(store: Store, first: FirstCoordinator, now: datetime) -> bool:
    """Make somebody the coordinator, with what the work needs, where there is none; True when made."""
    with store.read() as db:
        if has_coordinator(db, now):
            return False
    with store.transaction() as db:
        changes.advance(db)  # of several processes that start at once the others wait here
        if has_coordinator(db, now):
            return False
        add_official(db)
        _coordinate(db, first, now)
    return True


def has_coordinator(db: Session, now: datetime) -> bool:
    """Whether somebody can admit others."""
    return bool(people.in_role(db, Role.COORDINATOR, today(now)))


def add_official(db: Session) -> None:
    """Add the official organisations and goals where there are none; the secretariat in any case."""
    known = people.organisations(db)
    lines = official_organisations()
    if people.secretariat(db) is None:
        import_organisations(db, [line for line in lines if not known or _is_secretariat(line)])
    if db.exec(select(t.Goal.id).limit(1)).first() is None:
        import_goals(db, official_goals())


def _is_secretariat(line: Line) -> bool:
    return bool(line.values["kind"] == Kind.SECRETARIAT)


def _coordinate(db: Session, first: FirstCoordinator, now: datetime) -> None:
    secretariat = people.secretariat(db)
    assert secretariat is not None
    number = memberships.person(db, first.tenant, first.object_id, first.name, None)
    memberships.grant(db, number, Terms(secretariat, Role.COORDINATOR), today(now))
    about = f"person:{number}"
    audit.note(db, "settings", "coordinator.made", about, now, organisation=secretariat.id)
