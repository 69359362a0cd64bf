"""Reading the goals."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from knowledge import goals as rules

from . import tables as t

COLUMNS = ("id", "parent", "term", "kind", "title_fi", "title_sv", "title_en", "note_fi")
ALL = select(*(getattr(t.Goal, name) for name in COLUMNS)).order_by(col(t.Goal.position))


def all_goals(db: Session) -> tuple[rules.Goal, ...]:
    """All goals of all decisions in their official order."""
    return tuple(as_goal(row) for row in db.execute(ALL).all())


def as_goal(row: Any) -> rules.Goal:
    """The goal as the rules see it; a title that has no official translation is left out."""
    titles = {"fi": row.title_fi, "sv": row.title_sv, "en": row.title_en}
    known = {language: title for language, title in titles.items() if title}
    return rules.Goal(row.id, row.parent, row.term, row.kind, known, row.note_fi)
