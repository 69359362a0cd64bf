"""Importing goals: into the tree of their decision, and into the memory so that search finds them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from sqlalchemy import func
from sqlmodel import Session, col, select

from knowledge.goals import term_years
from knowledge.records import Kind, Record, Wording
from storage import records
from storage import tables as t

from .rows import Checked, Fault, Filled, Id, Imported, Line, Row, Text, check, numbered, refuse, repeated
from .upserting import put_rows, stored


class GoalRow(Row):
    """A goal. A title that has no official translation is left out; `term` is as 2024-2027 or 2021-."""

    id: Id
    parent: Id | None = None
    term: Filled
    kind: Filled
    title_fi: Filled
    title_sv: Filled | None = None
    title_en: Filled | None = None
    note_fi: Text | None = None
    source: Filled
    certainty: Filled


def official_goals() -> tuple[Line, ...]:
    """The goals of the decisions from 2011 on and of the Act, as rows for `import_goals`."""
    text = (files("knowledge") / "data" / "goals.json").read_text(encoding="utf-8")
    return numbered(json.loads(text)["goals"])


def import_goals(db: Session, lines: Sequence[Line]) -> Imported:
    """Add and replace goals by id; new ones come last, in the order of the rows.

    Raises BadRows before anything is written.
    """
    rows = check(GoalRow, lines, _bad_term)
    parents: dict[str, str | None] = dict(db.exec(select(t.Goal.id, t.Goal.parent)).all())
    refuse((*repeated(rows, lambda row: row.id, "id"), *_bad_parents(rows, parents)))
    positions = _positions(db, rows)
    values = [one.row.model_dump() | {"position": positions[one.row.id]} for one in rows]
    imported = put_rows(db, t.Goal, values)
    records.put_all(db, [_record(one.row) for one in rows], {})
    return imported


def _bad_term(row: GoalRow) -> Iterator[tuple[str, str]]:
    try:
        term_years(row.term)
    except ValueError:
        yield "term", f"not a term such as 2024-2027: {row.term[:40]!r}"


def _bad_parents(rows: Sequence[Checked[GoalRow]], stored_: Mapping[str, str | None]) -> Iterator[Fault]:
    parents = {**stored_, **{one.row.id: one.row.parent for one in rows}}
    for one in rows:
        if one.row.parent is not None and one.row.parent not in parents:
            yield Fault(one.line, "parent", f"unknown goal {one.row.parent!r}")
        elif one.row.id in _above(one.row.id, parents):
            yield Fault(one.line, "parent", "the goal would stand below itself")


def _above(goal: str, parents: Mapping[str, str | None]) -> list[str]:
    """The goals above a goal, up to the first that comes again."""
    above: list[str] = []
    at = parents.get(goal)
    while at is not None and at not in above:
        above.append(at)
        at = parents.get(at)
    return above


def _positions(db: Session, rows: Sequence[Checked[GoalRow]]) -> dict[str, int]:
    last = db.exec(select(func.max(col(t.Goal.position)))).one() or 0
    known = stored(db, t.Goal, [one.row.id for one in rows])
    return {one.row.id: last + at for at, one in enumerate(rows, 1)} | {
        id_: row["position"] for id_, row in known.items()
    }


def _record(row: GoalRow) -> Record:
    titles = {"fi": row.title_fi, "sv": row.title_sv, "en": row.title_en}
    notes = {"fi": row.note_fi}
    texts = {lang: Wording(title, notes.get(lang) or "") for lang, title in titles.items() if title}
    year, _ = term_years(row.term)
    return Record(row.id, Kind.GOAL, year, texts, goals=(row.id,), source=row.source)
