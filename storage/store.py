"""The store: the engine, `read()`, and the only `transaction()`.

SQLite is the embedded default (WAL, synchronous FULL, foreign keys, BEGIN IMMEDIATE for writing, a read-only
connection for reading). PostgreSQL carries several processes. No error tells the values of its
statement: they are what people wrote.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlmodel import Session

from .together import Together

T = TypeVar("T")
SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000")


class Linked(Session):
    """A session inside the transaction of a connection.

    Statements on tables go straight to the connection: on their way through a session they take half as long
    again. Those on objects, and the objects themselves, are the session's.
    """

    def __init__(self, link: Connection, *, autoflush: bool = True) -> None:
        super().__init__(
            link, expire_on_commit=False, autoflush=autoflush, join_transaction_mode="rollback_only"
        )
        self._link = link

    def execute(self, statement: Any, params: Any = None, **options: Any) -> Any:
        """Run a statement."""
        if options or statement._propagate_attrs:  # set on statements that name mapped classes
            return super().execute(statement, params, **options)
        return self._link.execute(statement, params)


class Store:
    """Sessions on one database. `url` is a SQLAlchemy address; `Store.at(directory)` is the embedded one."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.embedded = url.startswith("sqlite")
        self.engine = _sqlite(url, writing=True) if self.embedded else _postgres(url)
        self.reader = _sqlite(url, writing=False) if self.embedded else self.engine
        # SQLite has one writer: waiting here is fair and wakes at once, its own busy wait does neither.
        self._writing: AbstractContextManager[Any] = threading.Lock() if self.embedded else nullcontext()
        self._together = Together(self.transaction)

    @classmethod
    def at(cls, directory: Path) -> Store:
        """The embedded database in a directory, which is made if it is missing."""
        directory.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{directory / 'alke.db'}")

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that cannot write: SQLite and PostgreSQL themselves refuse."""
        with self.reader.connect() as link:
            if not self.embedded:
                link.execute(text("SET TRANSACTION READ ONLY"))
            yield Linked(link, autoflush=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One transaction: committed at the end, rolled back by any exception."""
        with self._writing, self.engine.begin() as link:
            session = Linked(link)
            yield session
            session.flush()

    def write(self, work: Callable[[Session], T]) -> T:
        """Run work in a transaction; on SQLite, works that wait at the same time share its commit.

        The work may be run a second time when another one failed: it must do nothing but database work.
        """
        if self.embedded:
            return self._together.run(work)
        with self.transaction() as db:
            return work(db)

    def close(self) -> None:
        """Give all connections back."""
        self.reader.dispose()
        self.engine.dispose()


def _postgres(url: str) -> Engine:
    return create_engine(url, pool_size=16, max_overflow=16, pool_pre_ping=True, hide_parameters=True)


def _sqlite(url: str, *, writing: bool) -> Engine:
    engine = create_engine(url, pool_size=2 if writing else 16, max_overflow=16, hide_parameters=True)

    def connected(connection: Any, _: object) -> None:
        connection.isolation_level = None  # SQLAlchemy's BEGIN below is the only one
        for pragma in (*SQLITE_PRAGMAS, *(() if writing else ("query_only=ON",))):
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        if writing:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:  # waits for nobody, so it needs no error of SQLAlchemy's
            connection.connection.cursor().execute("BEGIN")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begin)
    return engine
