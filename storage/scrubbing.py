"""Taking names out of messages that were sent to others, and out of answers that are kept for a while."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from sqlalchemy import Column, ColumnElement, String, cast, or_, select, update
from sqlmodel import Session, SQLModel

TABLES = SQLModel.metadata.tables
WHERE = (("outbox", "data"), ("turn", "answer"), ("turn", "address"))
"""Documents that cards were or are drawn from, or addresses that they go to."""
PLAIN = 20  # characters of one word that may be a word of any text: a longer one is somebody's id
Change = Callable[[str], str]


def holding(column: Column[Any], names: Collection[str]) -> ColumnElement[bool]:
    """The documents in which one of these names stands."""
    kept = cast(column, String)
    spelled = {spelling for name in names for spelling in (name, json.dumps(name)[1:-1])}
    return or_(*(kept.contains(each, autoescape=True) for each in sorted(spelled)))


def replace(db: Session, names: Collection[str], by: str) -> None:
    """Put something else in the place of these names, wherever they stand in a text of such a document.

    A name of one word counts only where it is all that is said: else it may be any word.
    """
    change = partial(_changed, _pattern(names), frozenset(names), by)
    for table, column in WHERE:
        rows = TABLES[table].c
        query = select(rows.id, rows[column]).where(holding(rows[column], names)).order_by(rows.id)
        for number, document in db.execute(query).all():
            without = {column: _without(document, change)}
            db.execute(update(TABLES[table]).where(rows.id == number).values(without))


def _pattern(names: Collection[str]) -> re.Pattern[str]:
    """Finds the names that are no plain word, the longest first, since it may hold another one."""
    telling = [each for each in names if len(each.split()) > 1 or "@" in each or len(each) > PLAIN]
    every = "|".join(map(re.escape, sorted(telling, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{every})(?!\w)" if every else "(?!)")


def _changed(pattern: re.Pattern[str], names: frozenset[str], by: str, text: str) -> str:
    return by if text in names else pattern.sub(by, text)


def _without(value: Any, change: Change) -> Any:
    """The document with its texts changed."""
    if isinstance(value, dict):
        return {key: _without(each, change) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, change) for each in value]
    return change(value) if isinstance(value, str) else value
