"""The change counter that indexes follow. Its rows are made by the first migration."""

from __future__ import annotations

from sqlalchemy import bindparam, select, update
from sqlmodel import Session, SQLModel, col

from . import tables as t

MEMORY, DATABASE = "memory", "database"


def advance(db: Session) -> int:
    """The next change number. The row stays locked until the transaction ends, so numbers commit in order."""
    moved = update(t.Counter).where(col(t.Counter.name) == MEMORY).values(value=t.Counter.value + 1)
    number: int = db.execute(moved.returning(col(t.Counter.value))).scalar_one()
    return number


def position(db: Session) -> int:
    """The newest change number; 0 when nothing was ever recorded."""
    return _value(db, MEMORY)


def identity(db: Session) -> int:
    """The number that tells this database from others."""
    return _value(db, DATABASE)


def _value(db: Session, name: str) -> int:
    value: int = db.execute(VALUE, {"name": name}).scalar_one()
    return value


COUNTER = SQLModel.metadata.tables["counter"]
VALUE = select(COUNTER.c.value).where(COUNTER.c.name == bindparam("name"))
