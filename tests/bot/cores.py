"""The bot on either database, with more people than the demo has, and many acts at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.answers import Answer
from bot.app import Core
from bot.facts import Facts
from bot.features import all_routes
from bot.memory import Memory
from bot.routes import Incoming
from bot.turns import Turns
from knowledge.people import Role
from storage import demo
from storage import tables as t
from storage.store import Store
from tests.demo import NOW

POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)
ON_POSTGRES = pytest.mark.parametrize("core", [POSTGRES], indirect=True)
BOTH = pytest.mark.parametrize("core", ["sqlite", POSTGRES], indirect=True)


def core_on(store: Store, facts: Facts, index: Path) -> Iterator[Core]:
    """The bot on the demo in an empty database."""
    demo.build(store, NOW)
    memory = Memory(facts, index)
    yield Core(store, memory, Turns(store, memory, all_routes()))
    memory.close()


def admitted(core: Core, slug: str, organisation: str, role: Role, name: str = "") -> str:
    """Somebody more with a role; the name to call them by."""
    with core.store.transaction() as db:
        person = t.Person(tenant="t", object_id=slug, name=name or slug.title(), slug=slug)
        db.add(person)
        db.flush()
        db.add(t.Membership(person_id=person.id, organisation_id=organisation, role=role))
    return slug


def at_once(core: Core, activities: Sequence[Incoming]) -> list[Answer]:
    """All of these at the same time, each in a thread of its own."""
    with ThreadPoolExecutor(len(activities)) as threads:
        return list(threads.map(core.turns.answer, activities))
