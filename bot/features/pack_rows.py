"""The conclusions of packs and of the open data: read from the database, every code with its names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import quote

from sqlmodel import Session

from cards.documents.open_data import Row
from cards.documents.pack_printed import Group, Pack, Packed, Told
from knowledge.clock import today
from knowledge.packs import Gathered, for_jts, grouped, use
from knowledge.places import load_places
from knowledge.records import Answer
from knowledge.reporting import Report
from storage import packs

from .asked import spans
from .minutes_printout import Called, called, concluded
from .pack_reading import PackRef


@dataclass(frozen=True)
class Shelf:
    """Where packs are made: what codes are called, the day, and what lasting addresses begin with."""

    known: Called
    today: date
    base: str = ""

    def address(self, record: str) -> str:
        """The permanent address of a conclusion; empty where the bot doesn't know its own."""
        return f"{self.base}/c/{quote(record, safe='')}" if self.base else ""


def shelf(db: Session, now: datetime, base: str) -> Shelf:
    """The shelf of a moment."""
    return Shelf(called(db), today(now), base)


# Printed


def printed(db: Session, ref: PackRef, ids: Sequence[str], on: Shelf) -> Pack:
    """A pack as it is printed, its conclusions by region."""
    items, places = packs.gathered(db, ids), load_places()
    ministries = {ministry.abbr: ministry.names for ministry in places.ministries}
    groups = tuple(
        Group(
            tuple(on.known.regions[code] for code in regions if code in on.known.regions),
            tuple(packed(item, on) for item in some),
        )
        for regions, some in grouped(items, [region.code for region in places.regions])
    )
    return Pack(
        ministries=tuple(ministries[abbr] for abbr in ref.ministries),
        regions=tuple(on.known.regions[code] for code in ref.regions),
        years=spans(ref.years),
        made=on.today,
        groups=groups,
        counts=Counter(item.state for group in groups for item in group.items),
    )


def packed(item: Gathered, on: Shelf) -> Packed:
    """A conclusion as it is printed."""
    record = replace(item.record, used_in=tuple(dict.fromkeys(map(use, item.record.used_in))))
    meeting = record.meeting
    return Packed(
        concluded=concluded(record, on.known, on.address(record.id)),
        year=record.year or 0,
        jts=for_jts(record.used_in),
        state=item.state,
        late=item.followed.late(on.today),
        told=tuple(_told(report, on.known) for report in item.followed.reports),
        session=meeting.names if meeting else None,
        held=_day(meeting.starts) if meeting else None,
        source=record.source or "",
    )


def _told(report: Report, known: Called) -> Told:
    names = known.who(report.organisation) if report.organisation else None
    return Told(names, report.progress.value, report.note, report.day, today(report.at))


def _day(moment: datetime | None) -> date | None:
    return today(moment) if moment else None


# Open data


def open_rows(items: Iterable[Gathered], on: Shelf) -> list[Row]:
    """The conclusions as rows of the open data: codes, and nothing of any person."""
    return [_open(item, on) for item in items]


def _open(item: Gathered, on: Shelf) -> Row:
    record = item.record
    meeting, newest = record.meeting, item.followed.newest
    return {
        "id": record.id,
        "year": record.year,
        "session": meeting.id if meeting else None,
        "session_name": meeting.names.get("fi") if meeting else None,
        "held": _day(meeting.starts) if meeting else None,
        **{name: getattr(record, name) for name in _FACETS},
        "used_in": tuple(dict.fromkeys(map(use, record.used_in))),
        **_wordings(item),
        "due": record.due,
        "follow_up": item.state,
        "reported": _day(newest.at) if newest else None,
        **_answers(item),
        "superseded_by": record.superseded,
        "source": record.source,
        "address": on.address(record.id),
    }


def _wordings(item: Gathered) -> dict[str, str]:
    texts = item.record.texts
    named = {f"title_{lang}": wording.title for lang, wording in texts.items()}
    return named | {f"text_{lang}": wording.text for lang, wording in texts.items()}


def _answers(item: Gathered) -> dict[str, int | date | None]:
    found = item.record.confirmations
    if found is None or not found.final:
        return {}
    return {
        "confirmed": found.confirmed,
        "reservations": found.counts.get(Answer.RESERVATION, 0),
        "no_answer": found.counts.get(Answer.NO_ANSWER, 0),
        "final_since": _day(found.finalised),
    }


def code_rows(rows: Iterable[Row], known: Called) -> list[Row]:
    """What every code in these rows stands for."""
    used = list(rows)
    return [row for facet in _FACETS for row in _codes(facet, used, known)]


def _codes(facet: str, rows: Iterable[Row], known: Called) -> Iterator[Row]:
    found = {code for row in rows for code in _several(row, facet)}
    for code in sorted(found):
        names = _FACETS[facet](known, code)
        yield {"facet": facet, "code": code} | {f"name_{lang}": name for lang, name in names.items()}


def _several(row: Row, facet: str) -> Sequence[str]:
    value = row[facet]
    return value if isinstance(value, tuple) else ()


def _titles(known: Called, code: str) -> Mapping[str, str]:
    return known.goals[code].titles if code in known.goals else {}


_FACETS: Mapping[str, Callable[[Called, str], Mapping[str, str]]] = {
    "regions": lambda known, code: known.regions.get(code, {}),
    "ministries": lambda known, code: known.who(code) or {},
    "responsible": lambda known, code: known.who(code) or {},
    "goals": _titles,
    "areas": lambda known, code: known.areas.get(code, {}),
}
