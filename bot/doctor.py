"""What is configured, what is missing, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from cards.language import texts
from knowledge.clock import today
from knowledge.people import Role
from storage import people, rounds, schema
from storage.store import Store

from .app import create_core
from .doctor_notices import settings_of_notices, state_of_notices
from .facts import Facts, load_facts
from .finding import Finding
from .settings import Misconfigured, Settings, check_serving

PAGE = Path(__file__).parent / "webchat" / "node_modules" / "adaptivecards"


def examine(settings: Settings, now: datetime) -> tuple[Finding, ...]:
    """Look at everything; nothing is changed, but the index is brought up to date where it can be."""
    facts = load_facts(settings.words)
    database = _database(settings)
    held = tuple(_contents(settings, now)) if database.fine else ()
    notices = settings_of_notices(settings)
    return (_words(facts), _doors(settings), *notices, database, *held, _page(), _names(facts))


def _words(facts: Facts) -> Finding:
    advice = "" if facts.words.native else "apt-get install libvoikko1 voikko-fi"
    return Finding("Finnish morphology", facts.words.describe(), facts.words.native, advice, needed=False)


def _doors(settings: Settings) -> Finding:
    try:
        check_serving(settings)
    except Misconfigured as missing:
        return Finding("App id and tenants", "not set", fine=False, advice=str(missing), needed=False)
    state = "local mode" if settings.local else f"app {settings.app_id}, {len(settings.tenants)} tenants"
    return Finding("App id and tenants", state, fine=True)


def _database(settings: Settings) -> Finding:
    name = "PostgreSQL" if settings.database_url else f"SQLite in {settings.data_dir}"
    advice = "alke db upgrade, or for the demo: alke demo --build-only"
    if not settings.database_url and not (settings.data_dir / "alke.db").exists():
        return Finding("Database", f"{name}: there is none", fine=False, advice=advice)
    try:
        found, newest = schema.revision(Store(settings.store_url)), schema.newest()
    except SQLAlchemyError as error:
        return Finding("Database", f"{name}: {type(error).__name__}", fine=False, advice="check the address")
    fine = found == newest
    return Finding("Database", f"{name}, revision {found} of {newest}", fine, "" if fine else advice)


def _contents(settings: Settings, now: datetime) -> Iterator[Finding]:
    core = create_core(settings)
    behind = core.memory.behind(core.store)
    yield Finding(
        "Search index",
        "up to date" if behind == 0 else f"{behind} changes behind",
        behind == 0,
        "" if behind == 0 else "it follows at the next question; at once: alke index rebuild",
        needed=False,
    )
    with core.store.read() as db:
        yield _round(db, now)
        yield _coordinator(db, now)
        yield from state_of_notices(db, settings, now)
    core.close()


def _round(db: Session, now: datetime) -> Finding:
    known = rounds.all_rounds(db)
    if not known:
        return Finding("Round", "none", fine=False, advice="alke demo --build-only makes example rounds")
    current = rounds.current(db, now)
    return Finding(
        "Round",
        f"{current.names['fi']}, proposals close {texts('fi').day(current.proposals_close)}",
        fine=True,
    )


def _coordinator(db: Session, now: datetime) -> Finding:
    """Without one nobody can be admitted and no round opened."""
    known = people.in_role(db, Role.COORDINATOR, today(now))
    if not known:
        advice = (
            "set ALKE_COORDINATOR=tenant:object-id:name and serve, or alke people add … --role coordinator"
        )
        return Finding("Coordinator", "none", fine=False, advice=advice)
    return Finding("Coordinator", ", ".join(person.name for person in known[:3]), fine=True)


def _page() -> Finding:
    there = PAGE.is_dir()
    return Finding(
        "Local page's libraries", "there" if there else "missing", there, "" if there else "make page", False
    )


def _names(facts: Facts) -> Finding:
    unchecked = facts.places.unchecked()
    return Finding(
        "Names without an official source",
        f"{len(unchecked)}: {'; '.join(unchecked[:3])} …" if unchecked else "none",
        fine=not unchecked,
        advice="check them before the names are shown in official notices" if unchecked else "",
        needed=False,
    )
