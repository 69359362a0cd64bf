"""This year's agendas of the demo: Lapland's in preparation, Pirkanmaa's published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from knowledge.agenda_versions import Version
from knowledge.agendas import Agenda, Item
from knowledge.clock import today
from knowledge.people import Organisation, Person
from knowledge.records import Kind, Record, Wording
from knowledge.sessions import Session as Sitting
from storage import agendas, people, records
from storage.transfer.organisations import council, ministry

from .records import INVENTED
from .texts import COUNCIL, Written, facts

BUILDER = "tyoryhma"
SINCE = timedelta(days=1)


class AgendaLine(Written):
    """An item as it was written."""

    title: str
    minutes: int
    opener: str
    person: str
    note: str


class AgendaTexts(Written):
    """An agenda of a region's session."""

    region: str
    published: bool
    buffer: int
    items: tuple[AgendaLine, ...]


def add(db: Session, sittings: Sequence[Sitting], now: datetime) -> None:
    """Add the agendas, built by the working group a day before now."""
    builder, at = people.by_slug(db, BUILDER, today(now)), now - SINCE
    if builder is None:
        raise LookupError(f"no demo person {BUILDER}")
    by_region = {each.regions: each for each in sittings}
    for text in map(AgendaTexts.model_validate, facts("agendas")["agendas"]):
        session = by_region[(text.region,)]
        items = tuple(_item(line, text.region) for line in text.items)
        agenda = agendas.put(db, Agenda(session.id, items, text.buffer), at)
        if text.published:
            publish(db, session, agenda, builder, at)


def publish(db: Session, session: Sitting, agenda: Agenda, builder: Person, at: datetime) -> None:
    """Publish an agenda, and put it into the memory."""
    version = agendas.publish(db, agenda, builder, at)
    records.put(db, _record(session, version, people.organisations(db)), session_id=session.id)


def _item(line: AgendaLine, region: str) -> Item:
    opener = council(region) if line.opener == COUNCIL else ministry(line.opener)
    return Item(line.title, line.minutes, line.note, opener, line.person)


def _record(session: Sitting, version: Version, known: dict[str, Organisation]) -> Record:
    openers = [known[item.opener_organisation or ""] for item in version.items]
    lines = (_line(n, item, known) for n, item in enumerate(version.items, 1))
    return Record(
        id=f"{session.id}-agenda",
        kind=Kind.AGENDA,
        year=session.round.year,
        texts={"fi": Wording(f"Agenda: {session.names['fi']}", "\n".join(lines))},
        regions=session.regions,
        ministries=tuple(
            dict.fromkeys(o.abbreviation for o in openers if o.kind == "ministry" and o.abbreviation)
        ),
        source=f"{INVENTED}: Agenda, versio {version.number}",
    )


def _line(number: int, item: Item, known: dict[str, Organisation]) -> str:
    who = ", ".join(filter(None, (known[item.opener_organisation or ""].names["fi"], item.opener)))
    said = f"{number}. {item.title} ({item.minutes} min, alustaja: {who})"
    return f"{said}\n{item.note}" if item.note else said
