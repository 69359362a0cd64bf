"""Importing what the memory holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session

from knowledge.places import load_places
from knowledge.records import IMPORTABLE, Record, Wording
from storage import publishing, records

from .rows import (
    Checked,
    Extra,
    Fault,
    Filled,
    Id,
    Imported,
    Language,
    Line,
    Row,
    Text,
    check,
    one_of,
    refuse,
    repeated,
)

CODES = ("regions", "ministries", "goals", "areas")
PLAIN = ("year", "source")


class RecordRow(Row):
    """A record's text in one language; codes, year and source hold for the record in all of them."""

    id: Id
    kind: Annotated[str, one_of(IMPORTABLE, "kind")]
    text: Filled
    year: int | None = Field(default=None, ge=1900, le=2200)
    regions: list[Text] = Field(default_factory=list)
    ministries: list[Text] = Field(default_factory=list)
    goals: list[Filled] = Field(default_factory=list)
    areas: list[Filled] = Field(default_factory=list)
    lang: Language = "fi"
    title: Text = ""
    source: Text | None = None


def import_records(db: Session, lines: Sequence[Line]) -> Imported:
    """Add and replace records; a row with a known id and another language adds that language.

    What a row leaves out stays as the record has it. Raises BadRows before anything is written.
    """
    rows = check(RecordRow, lines, _unknown_codes())
    refuse((*repeated(rows, lambda row: (row.id, row.lang), "id"), *_two_kinds(rows), *_locked(db, rows)))
    grouped: defaultdict[str, list[RecordRow]] = defaultdict(list)
    for one in rows:
        grouped[one.row.id].append(one.row)
    known = {id_: content.record for id_, content in records.contents(db, list(grouped)).items()}
    merged = [_merged(known.get(id_), own) for id_, own in grouped.items()]
    written = records.put_all(db, merged, {})
    return Imported(written.added, written.changed, len(merged) - written.added - written.changed)


def _merged(known: Record | None, rows: Sequence[RecordRow]) -> Record:
    record = known or Record(rows[0].id, rows[0].kind, None, {})
    for row in rows:
        texts = record.texts | {row.lang: Wording(row.title, row.text)}
        record = replace(record, kind=row.kind, texts=texts, **_given(row))
    return record


def _given(row: RecordRow) -> dict[str, Any]:
    codes = {name: tuple(dict.fromkeys(getattr(row, name))) for name in CODES if name in row.model_fields_set}
    return codes | {name: getattr(row, name) for name in PLAIN if name in row.model_fields_set}


def _two_kinds(rows: Iterable[Checked[RecordRow]]) -> Iterator[Fault]:
    kinds: dict[str, Checked[RecordRow]] = {}
    for one in rows:
        first = kinds.setdefault(one.row.id, one)
        if first.row.kind != one.row.kind:
            yield Fault(one.line, "kind", f"line {first.line} says that it is a {first.row.kind}")


def _locked(db: Session, rows: Iterable[Checked[RecordRow]]) -> Iterator[Fault]:
    """What final minutes have published never changes."""
    locked = publishing.locked(db)
    yield from (Fault(one.line, "id", "it is of final minutes") for one in rows if one.row.id in locked)


def _unknown_codes() -> Extra[RecordRow]:
    places = load_places()
    known = {
        "regions": {region.code for region in places.regions},
        "ministries": {ministry.abbr for ministry in places.ministries},
    }

    def unknown(row: RecordRow) -> Iterator[tuple[str, str]]:
        for column, codes in known.items():
            for code in getattr(row, column):
                if code not in codes:
                    yield column, f"unknown code {code[:40]!r}"

    return unknown
