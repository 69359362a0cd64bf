"""Reading the goals."""

from __future__ import annotations

from sqlmodel import Session, col, select

from knowledge import goals as rules

from . import tables as t


def all_goals(db: Session) -> tuple[rules.Goal, ...]:
    """All goals of all decisions in their official order."""
    return tuple(as_goal(row) for row in db.exec(select(t.Goal).order_by(col(t.Goal.position))).all())


def as_goal(row: t.Goal) -> rules.Goal:
    """The goal as the rules see it; a title that has no official translation is left out."""
    titles = {"fi": row.title_fi, "sv": row.title_sv, "en": row.title_en}
    known = {language: title for language, title in titles.items() if title}
    return rules.Goal(row.id, row.parent, row.term, row.kind, known, row.note_fi)
