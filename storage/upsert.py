"""An insert that can say what happens on a conflict: each database has its own."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert(db: Session, table: Any) -> Any:
    """An insert with `on_conflict_do_nothing` and `on_conflict_do_update` for this session's database."""
    return INSERT[db.get_bind().dialect.name](table)
