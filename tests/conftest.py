"""A standing moment, and real databases: SQLite in a file, PostgreSQL from a server."""

import gc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import URL, delete, text, update
from sqlmodel import SQLModel

from storage import schema
from storage.store import Store
from tests.postgres import database, server

PARTS = dict.fromkeys(("teams", "server", "client", "office"), "http")
PARTS |= {"core": "whole", "alke": "whole", "demo_data": "whole", "built": "whole", "drawn": "scenes"}
"""Fixtures that make a test more than a unit: real HTTP, the whole bot or demo, walks that draw each card."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests by what they stand on, so that `make unit` can leave the slow ones out."""
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in PARTS:
                item.add_marker(PARTS[fixture])


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: no looking through it again for what can go."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def now() -> datetime:
    return datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite_store", pytest.param("postgres_store", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest) -> Store:
    """An upgraded, empty database: each test runs on SQLite and on PostgreSQL."""
    opened: Store = request.getfixturevalue(request.param)
    return opened


@pytest.fixture
def sqlite_store(sqlite_template: Path, tmp_path: Path) -> Iterator[Store]:
    """An upgraded, empty SQLite database."""
    copy(sqlite_template, tmp_path / "alke.db")
    store = Store.at(tmp_path)
    yield store
    store.close()


@pytest.fixture
def postgres_store(postgres_database: URL) -> Iterator[Store]:
    """An upgraded, empty PostgreSQL database: one for all tests, emptied after each, which is quick."""
    store = Store(postgres_database.render_as_string(hide_password=False))
    yield store
    with store.transaction() as db:
        for table in reversed(SQLModel.metadata.sorted_tables):
            db.execute(update(table).values(value=0) if table.name == "counter" else delete(table))
        db.execute(text("SELECT setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences"))
    store.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    store = Store.at(folder)
    schema.upgrade(store)
    store.close()  # the last connection brings the write-ahead log into the file
    return folder / "alke.db"


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """A server's address."""
    with server() as address:
        yield address


@pytest.fixture(scope="session")
def postgres_database(postgres: URL) -> Iterator[URL]:
    """A database of these tests' own, dropped at the end."""
    with database(postgres) as address:
        yield address
