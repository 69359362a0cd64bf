"""Reading and writing what the memory holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import bindparam, delete, select
from sqlmodel import Session, SQLModel, col

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


def by_ids(db: Session, ids: Sequence[str], seen: frozenset[str] | None = None) -> tuple[rules.Record, ...]:
    """The records with these ids, in their order; ids that are gone are left out.

    `seen`: only those with one of these visibility tokens.
    """
    rows = {row.id: row for row in _heads(db, ids) if seen is None or row.seen in seen}
    found = [rows[id_] for id_ in ids if id_ in rows]
    return _records(db, found)


def changed_since(db: Session, position: int) -> tuple[tuple[rules.Record, frozenset[str]], ...]:
    """Records changed after a change number, each with the tokens of those who may see it."""
    rows = db.execute(CHANGED, {"position": position}).all()
    return tuple(
        (record, frozenset({row.seen})) for record, row in zip(_records(db, rows), rows, strict=True)
    )


def _heads(db: Session, ids: Sequence[str]) -> list[Any]:
    return [row for some in _chunks(ids) for row in db.execute(HEADS, {"ids": some}).all()]


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
    """A record as it is stored: without what other tables tell about its session, and what marks it later."""

    record: rules.Record
    session_id: str | None

    def __post_init__(self) -> None:
        plain = replace(self.record, meeting=None, confirmations=None, due=None, superseded=None)
        object.__setattr__(self, "record", plain)


def contents(db: Session, ids: Sequence[str]) -> dict[str, Content]:
    """The stored records with these ids."""
    rows = _heads(db, ids)
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


def _records(db: Session, rows: Sequence[Any]) -> tuple[rules.Record, ...]:
    """Plain records of these rows: four statements at most, however many there are."""
    texts, tags = _texts_of(db, rows), _tags_of(db, rows)
    meetings = {row.session_id: meeting(row.session_id, row) for row in rows if row.session_id}
    confirmed = confirmations(db, meetings)
    return tuple(_record(row, texts[row.id], tags[row.id], meetings, confirmed) for row in rows)


def _record(
    row: Any,
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
        due=row.due,
        superseded=row.superseded,
        **codes,
    )


IDS: Any = bindparam("ids", expanding=True)
RECORD, SESSION, MINUTES, CONFIRMATION, TEXT, TAG = (
    SQLModel.metadata.tables[name]
    for name in ("record", "session", "minutes", "confirmation", "recordtext", "recordtag")
)
OF_SESSION = (SESSION.c.name_fi, SESSION.c.name_sv, SESSION.c.name_en, SESSION.c.starts)
HEAD = select(*RECORD.c, *OF_SESSION).outerjoin(SESSION, SESSION.c.id == RECORD.c.session_id)
HEADS = HEAD.where(RECORD.c.id.in_(IDS))
CHANGED = HEAD.where(RECORD.c.changed > bindparam("position")).order_by(RECORD.c.id)
TEXTS = select(TEXT).where(TEXT.c.record_id.in_(IDS))
TAGS = (
    select(TAG.c.record_id, TAG.c.facet, TAG.c.value).where(TAG.c.record_id.in_(IDS)).order_by(TAG.c.position)
)
CONFIRMED = (
    select(
        MINUTES.c.session_id, MINUTES.c.version, MINUTES.c.state, MINUTES.c.finalised, CONFIRMATION.c.answer
    )
    .outerjoin(CONFIRMATION, CONFIRMATION.c.minutes_id == MINUTES.c.id)
    .where(MINUTES.c.session_id.in_(IDS))
    .order_by(MINUTES.c.session_id, MINUTES.c.version)
)

CHUNK = 500  # ids in one query: below SQLite's and PostgreSQL's limits on parameters


def _chunks(items: Sequence[Item]) -> Iterable[Sequence[Item]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def _texts_of(db: Session, rows: Sequence[Any]) -> defaultdict[str, dict[str, rules.Wording]]:
    found: defaultdict[str, dict[str, rules.Wording]] = defaultdict(dict)
    for ids in _chunks([row.id for row in rows]):
        for id_, lang, title, text in db.execute(TEXTS, {"ids": ids}).all():
            found[id_][lang] = rules.Wording(title, text)
    return found


def _tags_of(db: Session, rows: Sequence[Any]) -> defaultdict[str, dict[str, list[str]]]:
    found: defaultdict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for ids in _chunks([row.id for row in rows]):
        for id_, facet, value in db.execute(TAGS, {"ids": ids}).all():
            found[id_][facet].append(value)
    return found


def confirmations(db: Session, sessions: Iterable[str]) -> dict[str, rules.Confirmations]:
    """How the newest minutes of each session were confirmed."""
    found: dict[str, rules.Confirmations] = {}
    for ids in _chunks(list(sessions)):
        rows = db.execute(CONFIRMED, {"ids": ids}).all()
        for (session, _), answers in groupby(rows, key=attrgetter("session_id", "version")):
            found[session] = _confirmations([*answers])  # versions ascend: the newest stays
    return found


def _confirmations(rows: Sequence[Any]) -> rules.Confirmations:
    """Of one version: a row for each answer, one with None where there is none."""
    minutes, counts = rows[0], Counter(row.answer for row in rows if row.answer)
    return rules.Confirmations(minutes.state == "final", minutes.finalised, dict(counts))
