"""Writing whole rows by id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from storage.upsert import insert

from .rows import Imported


def stored(db: Session, table: Any, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The rows with these ids, as plain values."""
    columns = table.__table__.columns
    found = db.execute(select(*columns).where(columns.id.in_(ids))).mappings()
    return {row["id"]: dict(row) for row in found}


def put_rows(db: Session, table: Any, rows: Sequence[Mapping[str, Any]]) -> Imported:
    """Add rows or replace them by id; every row names the same columns, all of the table's."""
    known = stored(db, table, [row["id"] for row in rows])
    fresh = [row for row in rows if row != known.get(row["id"])]
    if fresh:
        new = insert(db, table)
        replaced = {name: new.excluded[name] for name in fresh[0] if name != "id"}
        db.execute(new.on_conflict_do_update(index_elements=["id"], set_=replaced), list(fresh))
    added = sum(row["id"] not in known for row in fresh)
    return Imported(added, len(fresh) - added, len(rows) - len(fresh))
