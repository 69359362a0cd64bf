"""Many rows of the log of use, sealed in batches."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, text

from knowledge.audit import Key, Report, Seal
from storage import chain, seals
from storage import tables as t
from storage.store import Store


def add(store: Store, count: int, now: datetime) -> None:
    """As many rows."""
    same = {"at": now, "what": "proposal.sent"}
    rows = [
        {**same, "who": f"person:{n % 50}", "about": f"proposal:{n}", "data": {"n": n}} for n in range(count)
    ]
    with store.transaction() as db:
        db.execute(insert(t.Audit), rows)


def seal_all(store: Store, now: datetime, key: Key | None = None, limit: int = seals.BATCH) -> list[Seal]:
    """Seal whatever isn't yet."""
    made = []
    while True:
        with store.transaction() as db:
            seal = seals.seal(db, key or Key(), now, limit)
        if seal is None:
            return made
        made.append(seal)


def checked(store: Store, *keys: Key, head: str = "") -> Report:
    """What checking the chain finds."""
    with store.read() as db:
        return chain.check(db, keys or (Key(),), head)


def found(store: Store, *keys: Key) -> list[tuple[str, str]]:
    """The faults: of which kind, and in words."""
    return [(fault.kind, fault.text) for fault in checked(store, *keys).faults]


def tamper(store: Store, statement: str, table: str = "audit", **values: Any) -> None:
    """Write past the product and the database's guard, as somebody with the database's password could."""
    off, on = GUARD["sqlite" if store.embedded else "postgresql"]
    with store.transaction() as db:
        db.execute(text(off.format(table=table)))
        db.execute(text(statement), values)
        db.execute(text(on.format(table=table)))


GUARD = {
    "sqlite": ("DROP TRIGGER IF EXISTS {table}_stays", "SELECT 1"),
    "postgresql": (
        "ALTER TABLE {table} DISABLE TRIGGER {table}_stays",
        "ALTER TABLE {table} ENABLE TRIGGER {table}_stays",
    ),
}
"""What turns the guard of a table off, and on again where others use the database after this."""
