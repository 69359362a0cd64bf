"""Reading and writing what the memory holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, bindparam, delete
from sqlmodel import Session, col, select

from knowledge import records as rules
from knowledge.people import ALL

from . import changes
from . import tables as t
from .rounds import meeting
from .upsert import insert

Item = TypeVar("Item")

FACETS = {
    "regions": "region",
    "ministries": "ministry",
    "goals": "goal",
    "areas": "area",
    "responsible": "responsible",
    "used_in": "used_in",
}


def by_ids(db: Session, ids: Sequence[str]) -> tuple[rules.Record, ...]:
    """The records with these ids, in their order; ids that are gone are left out."""
    rows = {row.id: row for some in _chunks(ids) for row in _rows(db, col(t.Record.id).in_(some))}
    found = [rows[id_] for id_ in ids if id_ in rows]
    return _records(db, found)


def changed_since(db: Session, position: int) -> tuple[tuple[rules.Record, frozenset[str]], ...]:
    """Records changed after a change number, each with the tokens of those who may see it."""
    rows = _rows(db, col(t.Record.changed) > position)
    records = _records(db, rows)
    return tuple((record, frozenset({row.seen})) for record, row in zip(records, rows, strict=True))


def _rows(db: Session, where: ColumnElement[bool]) -> Sequence[t.Record]:
    # Records are written by plain statements, which objects that this session already holds do not notice.
    query = select(t.Record).where(where).order_by(col(t.Record.id))
    return db.exec(query.execution_options(populate_existing=True)).all()


@dataclass(frozen=True)
class Written:
    """How many records were new and how many were replaced."""

    added: int
    changed: int


def put(db: Session, record: rules.Record, *, session_id: str | None = None) -> bool:
    """Add a record or replace it; True when anything changed (the same again changes nothing)."""
    written = put_all(db, [record], {record.id: session_id} if session_id else {})
    return written != Written(0, 0)


def put_all(db: Session, records: Sequence[rules.Record], sessions: Mapping[str, str]) -> Written:
    """Add or replace records with different ids in bulk; those written share one change number.

    `sessions` tells by record id which session a record comes from; one not named keeps the session it has.
    """
    known = contents(db, [record.id for record in records])
    rows = [Content(record, sessions.get(record.id) or _session_of(known, record.id)) for record in records]
    fresh = [row for row in rows if row != known.get(row.record.id)]
    if fresh:
        _write(db, fresh, changes.advance(db))
    added = sum(row.record.id not in known for row in fresh)
    return Written(added, len(fresh) - added)


@dataclass(frozen=True)
class Content:
    """A record as it is stored: without what other tables tell about its session."""

    record: rules.Record
    session_id: str | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "record", replace(self.record, meeting=None, confirmations=None))


def contents(db: Session, ids: Sequence[str]) -> dict[str, Content]:
    """The stored records with these ids."""
    rows = [row for some in _chunks(ids) for row in _rows(db, col(t.Record.id).in_(some))]
    texts, tags = _texts_of(db, rows), _tags_of(db, rows)
    return {
        row.id: Content(_record(row, texts[row.id], tags[row.id], {}, {}), row.session_id) for row in rows
    }


def _session_of(known: Mapping[str, Content], record: str) -> str | None:
    return known[record].session_id if record in known else None


def _write(db: Session, rows: Sequence[Content], changed: int) -> None:
    for some in _chunks([row.record.id for row in rows]):
        for table in (t.RecordText, t.RecordTag):
            db.execute(delete(table).where(col(table.record_id).in_(some)))
    new = insert(db, t.Record)
    replaced = {name: new.excluded[name] for name in ("kind", "year", "source", "session_id", "changed")}
    upsert = new.on_conflict_do_update(index_elements=["id"], set_=replaced)
    db.execute(upsert, [_head(row, changed) for row in rows])
    for table, lines in ((t.RecordText, _texts), (t.RecordTag, _tags)):
        if values := [line for row in rows for line in lines(row.record)]:
            db.execute(insert(db, table), values)


def _head(row: Content, changed: int) -> dict[str, Any]:
    record = row.record
    plain = {name: getattr(record, name) for name in ("id", "kind", "year", "source")}
    return plain | {"session_id": row.session_id, "seen": ALL, "changed": changed}


def _texts(record: rules.Record) -> list[dict[str, Any]]:
    return [
        {"record_id": record.id, "lang": lang, "title": wording.title, "text": wording.text}
        for lang, wording in record.texts.items()
    ]


def _tags(record: rules.Record) -> list[dict[str, Any]]:
    return [
        {"record_id": record.id, "facet": facet, "value": value, "position": position}
        for name, facet in FACETS.items()
        for position, value in enumerate(dict.fromkeys(getattr(record, name)))
    ]


def _records(db: Session, rows: Sequence[t.Record]) -> tuple[rules.Record, ...]:
    """Plain records of these rows: five queries however many there are."""
    texts, tags = _texts_of(db, rows), _tags_of(db, rows)
    meetings = _meetings(db, {row.session_id for row in rows if row.session_id})
    confirmed = confirmations(db, meetings)
    return tuple(_record(row, texts[row.id], tags[row.id], meetings, confirmed) for row in rows)


def _record(
    row: t.Record,
    texts: dict[str, rules.Wording],
    tags: dict[str, list[str]],
    meetings: dict[str, rules.Meeting],
    confirmed: dict[str, rules.Confirmations],
) -> rules.Record:
    codes: dict[str, Any] = {name: tuple(tags.get(facet, ())) for name, facet in FACETS.items()}
    session = row.session_id or ""
    return rules.Record(
        id=row.id,
        kind=row.kind,
        year=row.year,
        texts=texts,
        source=row.source,
        meeting=meetings.get(session),
        confirmations=confirmed.get(session),
        **codes,
    )


IDS: Any = bindparam("ids", expanding=True)
TEXTS = select(t.RecordText.record_id, t.RecordText.lang, t.RecordText.title, t.RecordText.text).where(
    col(t.RecordText.record_id).in_(IDS)
)
TAGS = (
    select(t.RecordTag.record_id, t.RecordTag.facet, t.RecordTag.value)
    .where(col(t.RecordTag.record_id).in_(IDS))
    .order_by(col(t.RecordTag.position))
)

CHUNK = 500  # ids in one query: below SQLite's and PostgreSQL's limits on parameters


def _chunks(items: Sequence[Item]) -> Iterable[Sequence[Item]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def _texts_of(db: Session, rows: Sequence[t.Record]) -> defaultdict[str, dict[str, rules.Wording]]:
    found: defaultdict[str, dict[str, rules.Wording]] = defaultdict(dict)
    for ids in _chunks([row.id for row in rows]):
        for id_, lang, title, text in db.execute(TEXTS, {"ids": ids}).all():
            found[id_][lang] = rules.Wording(title, text)
    return found


def _tags_of(db: Session, rows: Sequence[t.Record]) -> defaultdict[str, dict[str, list[str]]]:
    found: defaultdict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for ids in _chunks([row.id for row in rows]):
        for id_, facet, value in db.execute(TAGS, {"ids": ids}).all():
            found[id_][facet].append(value)
    return found


def _meetings(db: Session, ids: Iterable[str]) -> dict[str, rules.Meeting]:
    if not (wanted := list(ids)):
        return {}
    rows = db.exec(select(t.Session).where(col(t.Session.id).in_(wanted))).all()
    return {row.id: meeting(row) for row in rows}


def confirmations(db: Session, sessions: Iterable[str]) -> dict[str, rules.Confirmations]:
    """How the newest minutes of each session were confirmed."""
    if not (wanted := list(sessions)):
        return {}
    query = select(t.Minutes).where(col(t.Minutes.session_id).in_(wanted)).order_by(col(t.Minutes.version))
    newest = {row.session_id: row for row in db.exec(query).all()}
    answers: defaultdict[int, Counter[str]] = defaultdict(Counter)
    numbers = [row.id for row in newest.values()]
    columns = select(t.Confirmation.minutes_id, t.Confirmation.answer)
    for number, answer in db.exec(columns.where(col(t.Confirmation.minutes_id).in_(numbers))).all():
        answers[number][answer] += 1
    return {
        session: rules.Confirmations(row.state == "final", row.finalised, dict(answers[row.id or 0]))
        for session, row in newest.items()
    }
