"""Reading and writing minutes: the draft in its parts, and the versions that went out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlmodel import Session, col, func, select

from knowledge import minutes as rules
from knowledge.minutes import Content, PartKind
from knowledge.people import Person
from knowledge.refusals.conclusions import MinutesFinal

from . import tables as t

READERS: Mapping[PartKind, TypeAdapter[Any]] = {kind: TypeAdapter(rules.CONTENTS[kind]) for kind in PartKind}


def kept(kind: PartKind, content: Content) -> dict[str, Any]:
    """A part's content as it is kept."""
    found: dict[str, Any] = READERS[kind].dump_python(content, mode="json")
    return found


def read(kind: PartKind, content: Mapping[str, Any]) -> Content:
    """A part's content as it was kept."""
    found: Content = READERS[kind].validate_python(content)
    return found


# The draft


def draft(db: Session, session: str) -> rules.Draft:
    """What is being written about a session, without what was removed."""
    row = t.MinutesPart
    mine = (row.session_id == session, col(row.removed).is_(None))
    query = select(row, t.Person.name).join(t.Person).where(*mine)
    found = db.exec(query.execution_options(populate_existing=True)).all()
    return rules.Draft(session, rules.ordered(_part(part, name) for part, name in found))


def part(db: Session, number: int) -> tuple[str, rules.Part] | None:
    """The session that a part of a draft belongs to, and the part; None where it isn't there."""
    row = t.MinutesPart
    query = select(row, t.Person.name).join(t.Person).where(row.id == number, col(row.removed).is_(None))
    found = db.exec(query.execution_options(populate_existing=True)).first()
    return (found[0].session_id, _part(*found)) if found else None


def _part(row: t.MinutesPart, name: str) -> rules.Part:
    kind = PartKind(row.kind)
    told = (row.position, row.edition, row.at, name)
    return rules.Part(row.id or 0, kind, read(kind, row.content), *told)


@dataclass(frozen=True)
class Writer:
    """Who writes in the draft of a session, and when. The session must be held: see `sessions.hold`.

    Whatever it is asked to do raises MinutesFinal once the session's minutes are final.
    """

    db: Session
    session: str
    person: Person
    now: datetime

    def begin(self, contents: Iterable[tuple[PartKind, Content]]) -> bool:
        """Begin a draft with these parts; nothing is done, and False told, where it was begun before."""
        self._check()
        row = t.MinutesPart
        mine = (row.session_id == self.session, row.kind == PartKind.ATTENDANCE)
        if self.db.exec(select(row.id).where(*mine)).first() is not None:
            return False
        for position, (kind, content) in enumerate(contents, 1):
            self._put(kind, kept(kind, content), position)
        return True

    def add(self, kind: PartKind, content: Content, position: int) -> rules.Part:
        """A new part."""
        self._check()
        row = self._put(kind, kept(kind, content), position)
        self._note(row, None, row.content)
        return _part(row, self.person.name)

    def change(self, part: rules.Part, content: Content) -> rules.Part:
        """The part with other content, its edition one further."""
        row = self._row(part.id)
        before, after = row.content, kept(part.kind, content)
        self._move(row, content=after)
        self._note(row, before, after)
        return _part(row, self.person.name)

    def remove(self, part: rules.Part, *, undoes: int | None = None) -> None:
        """Take a part out. It keeps its id, and a conclusion its number."""
        row = self._row(part.id)
        self._move(row, removed=self.now)
        self._note(row, row.content, None, undoes)

    def restore(self, number: int, content: Mapping[str, Any], *, undoes: int | None = None) -> None:
        """Put a part back as it was: the other way of a removal, or of a change."""
        row = self._row(number)
        before = None if row.removed else row.content
        self._move(row, content=dict(content), removed=None)
        self._note(row, before, row.content, undoes)

    def arrange(self, parts: Iterable[rules.Part]) -> None:
        """Give parts this order among each other. Where a part stands is no change of it."""
        self._check()
        for position, part in enumerate(parts, 1):
            row = self.db.get_one(t.MinutesPart, part.id, populate_existing=True)
            row.position = position
            self.db.add(row)
        self.db.flush()

    def _check(self) -> None:
        row = t.Minutes
        final = select(row.id).where(row.session_id == self.session, row.state == rules.State.FINAL)
        if self.db.exec(final).first() is not None:
            raise MinutesFinal

    def _row(self, number: int) -> t.MinutesPart:
        self._check()
        return self.db.get_one(t.MinutesPart, number, populate_existing=True)

    def _put(self, kind: PartKind, content: dict[str, Any], position: int) -> t.MinutesPart:
        row = t.MinutesPart(
            session_id=self.session,
            kind=kind,
            position=position,
            content=content,
            at=self.now,
            person_id=self.person.id,
        )
        self.db.add(row)
        self.db.flush()
        return row

    def _move(self, row: t.MinutesPart, **values: Any) -> None:
        told = {"edition": row.edition + 1, "at": self.now, "person_id": self.person.id}
        row.sqlmodel_update(values | told)
        self.db.add(row)
        self.db.flush()

    def _note(
        self,
        row: t.MinutesPart,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
        undoes: int | None = None,
    ) -> None:
        edit = t.MinutesEdit(
            session_id=self.session,
            part_id=row.id or 0,
            edition=row.edition,
            before=before,
            after=after,
            at=self.now,
            person_id=self.person.id,
            undoes=undoes,
        )
        self.db.add(edit)
        self.db.flush()


def next_number(db: Session, session: str) -> int:
    """The number of a session's next conclusion: one that no conclusion had, also none that was removed."""
    row = t.MinutesPart
    mine = (row.session_id == session, row.kind == PartKind.CONCLUSION)
    every = db.exec(select(row.content).where(*mine)).all()
    return max((int(content["number"]) for content in every), default=0) + 1


# Versions


def newest(db: Session, session: str) -> rules.Version | None:
    """The newest version of a session's minutes, or None before any went out."""
    return next(iter(versions(db, session)), None)


def version(db: Session, session: str, number: int) -> rules.Version | None:
    """A version by its number, or None."""
    return next((each for each in versions(db, session) if each.number == number), None)


def versions(db: Session, session: str) -> tuple[rules.Version, ...]:
    """All versions of a session's minutes, the newest first."""
    row = t.Minutes
    query = select(row).where(row.session_id == session).order_by(col(row.version).desc())
    return tuple(map(_version, db.exec(query.execution_options(populate_existing=True)).all()))


def _version(row: t.Minutes) -> rules.Version:
    parts = tuple(map(_sent_part, row.content.get("parts", ())))
    told = (row.sent, row.due, row.finalised, row.checksum or "")
    return rules.Version(row.id or 0, row.session_id, row.version, rules.State(row.state), parts, *told)


def _sent_part(part: Mapping[str, Any]) -> rules.Part:
    kind = PartKind(part["kind"])
    return rules.Part(part["id"], kind, read(kind, part["content"]), part["position"])


def send(
    db: Session, session: str, parts: Iterable[rules.Part], person: Person, now: datetime, due: datetime
) -> rules.Version:
    """Keep these parts as the next version, out for confirmation. The session must be held.

    Raises MinutesFinal once one is final.
    """
    Writer(db, session, person, now)._check()
    row = t.Minutes
    last = db.exec(select(func.max(row.version)).where(row.session_id == session)).one() or 0
    for older in db.exec(select(row).where(row.session_id == session, row.state == rules.State.OUT)).all():
        older.state = rules.State.REPLACED
        db.add(older)
    new = t.Minutes(
        session_id=session,
        version=last + 1,
        state=rules.State.OUT,
        content=kept_parts(parts),
        sent=now,
        due=due,
        person_id=person.id,
    )
    db.add(new)
    db.flush()
    return _version(new)


def kept_parts(parts: Iterable[rules.Part]) -> dict[str, Any]:
    """Parts as a version keeps them, in the order of the document."""
    return {"parts": [_kept_part(part) for part in rules.without_edits(parts)]}


def _kept_part(part: rules.Part) -> dict[str, Any]:
    content = kept(part.kind, part.content)
    return {"id": part.id, "kind": part.kind.value, "position": part.position, "content": content}
