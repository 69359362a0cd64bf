"""Taking names out of messages that were sent to others, and out of answers that are kept for a while."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, String, cast, or_, select, update
from sqlmodel import Session, SQLModel

TABLES = SQLModel.metadata.tables
WHERE = (("outbox", "data"), ("turn", "answer"), ("turn", "address"))
"""Documents that cards were or are drawn from, or addresses that they go to."""


def replace(db: Session, names: Iterable[str], by: str) -> None:
    """Put something else in the place of these names, wherever they stand in a text of such a document."""
    wanted = sorted(names, key=len, reverse=True)  # the longest first, since it may hold another one
    for table, column in WHERE:
        _replace(db, table, TABLES[table].c[column], wanted, by)


def _replace(db: Session, table: str, column: Column[Any], names: list[str], by: str) -> None:
    number, kept = TABLES[table].c.id, cast(column, String)
    spelled = {spelling for name in names for spelling in (name, json.dumps(name)[1:-1])}
    holding = or_(*(kept.contains(each, autoescape=True) for each in spelled))
    for id_, document in db.execute(select(number, column).where(holding)).all():
        without = _without(document, names, by)
        db.execute(update(TABLES[table]).where(number == id_).values({column.name: without}))


def _without(value: Any, names: list[str], by: str) -> Any:
    if isinstance(value, dict):
        return {key: _without(each, names, by) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, names, by) for each in value]
    if not isinstance(value, str):
        return value
    for name in names:
        value = value.replace(name, by)
    return value
