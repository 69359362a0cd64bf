"""The changes of a draft of minutes: who changed what and when, and taking one's own last one back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from knowledge.minutes import Content, PartKind
from knowledge.people import Person

from . import minutes
from . import tables as t
from .minutes import Writer


@dataclass(frozen=True)
class Edit:
    """A change of a part, from its `edition` on: without `before` it was added, without `after` taken out.

    `undone`: it was taken back; `undoes` is the id of the change that this one took back.
    """

    id: int
    part: int
    kind: PartKind
    edition: int
    before: Content | None
    after: Content | None
    at: datetime
    by: str
    person: int
    undone: bool = False
    undoes: int | None = None


def edits(db: Session, session: str, limit: int = 20, offset: int = 0) -> tuple[Edit, ...]:
    """The changes of a session's draft, the newest first."""
    query = _query().where(t.MinutesEdit.session_id == session).limit(limit).offset(offset)
    return tuple(_edit(*row) for row in db.exec(query).all())


def count(db: Session, session: str) -> int:
    """How many changes there are of a session's draft."""
    return db.exec(select(func.count()).where(t.MinutesEdit.session_id == session)).one()


def last_of(db: Session, session: str, person: Person) -> Edit | None:
    """A person's newest change that can still be taken back."""
    mine = (t.MinutesEdit.session_id == session, t.MinutesEdit.person_id == person.id)
    found = db.exec(_query().where(*mine, *_standing()).limit(1)).first()
    return _edit(*found) if found else None


def of_ids(db: Session, session: str, ids: Collection[int]) -> tuple[Edit, ...]:
    """The changes of a session's draft with these ids, the newest first."""
    mine = (t.MinutesEdit.session_id == session, col(t.MinutesEdit.id).in_(ids))
    return tuple(_edit(*row) for row in db.exec(_query().where(*mine)).all())


def since(db: Session, edit: Edit) -> Edit | None:
    """The newest change of the same part after this one, leaving out what was taken back; or None."""
    later = (t.MinutesEdit.part_id == edit.part, col(t.MinutesEdit.id) > edit.id)
    found = db.exec(_query().where(*later, *_standing()).limit(1)).first()
    return _edit(*found) if found else None


def undo(writer: Writer, edit: Edit) -> None:
    """Put a part back as it was before a change, which must be the newest of it: see `since`."""
    row = writer.db.get_one(t.MinutesEdit, edit.id, populate_existing=True)
    found = minutes.part(writer.db, edit.part)
    if row.before is not None:
        writer.restore(edit.part, row.before, undoes=edit.id)
    elif found:
        writer.remove(found[1], undoes=edit.id)
    row.undone = writer.now
    writer.db.add(row)
    writer.db.flush()


def content_at(db: Session, part: int, edition: int) -> Content | None:
    """What a part said in an earlier edition of it; None where it wasn't there, or nothing came after."""
    row = t.MinutesEdit
    of_part = col(t.MinutesPart.id) == col(row.part_id)
    query = select(row.before, t.MinutesPart.kind).select_from(row).join(t.MinutesPart, of_part)
    found = db.exec(query.where(row.part_id == part, row.edition == edition + 1)).first()
    return _content(found[1], found[0]) if found else None


def _query() -> Any:
    row = t.MinutesEdit
    of_part = (t.MinutesPart, col(t.MinutesPart.id) == col(row.part_id))
    by = (t.Person, col(t.Person.id) == col(row.person_id))
    named = select(row, t.MinutesPart.kind, t.Person.name).select_from(row).join(*of_part).join(*by)
    return named.order_by(col(row.id).desc()).execution_options(populate_existing=True)


def _standing() -> tuple[Any, ...]:
    """Changes that neither were taken back nor took another one back."""
    return col(t.MinutesEdit.undone).is_(None), col(t.MinutesEdit.undoes).is_(None)


def _edit(row: t.MinutesEdit, kind: str, by: str) -> Edit:
    return Edit(
        row.id or 0,
        row.part_id,
        PartKind(kind),
        row.edition,
        before=_content(kind, row.before),
        after=_content(kind, row.after),
        at=row.at,
        by=by,
        person=row.person_id,
        undone=row.undone is not None,
        undoes=row.undoes,
    )


def _content(kind: str, kept: Mapping[str, Any] | None) -> Content | None:
    return None if kept is None else minutes.read(PartKind(kind), kept)
