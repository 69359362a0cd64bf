"""Reading the goals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

from knowledge import goals as rules

from . import tables  # noqa: F401  # fills the metadata
from .names import by_language

COLUMNS = ("id", "parent", "term", "kind", "title_fi", "title_sv", "title_en", "note_fi")
GOAL = SQLModel.metadata.tables["goal"]
ALL = select(*(GOAL.c[name] for name in COLUMNS)).order_by(GOAL.c.position)
SOME = select(*(GOAL.c[name] for name in COLUMNS)).where(GOAL.c.id.in_(bindparam("ids", expanding=True)))


def all_goals(db: Session) -> tuple[rules.Goal, ...]:
    """All goals of all decisions in their official order."""
    return tuple(as_goal(row) for row in db.execute(ALL).all())


def by_ids(db: Session, ids: Iterable[str]) -> dict[str, rules.Goal]:
    """The goals with these ids; no question where none is asked for."""
    wanted = list(ids)
    rows = db.execute(SOME, {"ids": wanted}).all() if wanted else ()
    return {row.id: as_goal(row) for row in rows}


def as_goal(row: Any) -> rules.Goal:
    """The goal as the rules see it; a title that has no official translation is left out."""
    return rules.Goal(row.id, row.parent, row.term, row.kind, by_language(row, "title"), row.note_fi)
