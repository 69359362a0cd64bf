"""The overview of a round as a workbook: a sheet of regions and one of ministries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from cards.documents.workbook import Sheet, workbook
from cards.language import N_, Texts, texts
from knowledge.clock import today
from knowledge.people import OWN, Person
from knowledge.rounds import Round
from knowledge.status import Cell, Mark, Row, Status, Step, status
from storage import people
from storage import status as recorded

from .status_words import COUNCILS, MINISTRIES, NAMES, OFFICES, REGIONS, STANDS

ORGANISATION, CONTACTS = N_("Organisation"), N_("Contacts and deputies")
SHEETS = ((COUNCILS, REGIONS), (MINISTRIES, OFFICES))


def status_workbook(db: Session, round_: Round, language: str, now: datetime) -> bytes:
    """The file of a round's overview as it stands, in a language."""
    spoken, found = texts(language), status(recorded.facts(db, round_), now)
    known = contacts(db, [row.organisation.id for row in found.rows], now)
    sheets = [_sheet(found, kind, spoken.say(title), known, spoken) for kind, title in SHEETS]
    return workbook(spoken.name(round_.names), spoken.language, sheets)


def contacts(db: Session, organisations: Sequence[str], now: datetime) -> Mapping[str, list[Person]]:
    """The contacts and deputies of organisations, by organisation."""
    found = people.acting_for(db, organisations, today(now))
    own = {person.id: {o.id for o in person.in_role(OWN)} for person in found}
    return {each: [person for person in found if each in own[person.id]] for each in organisations}


def _sheet(found: Status, kind: str, title: str, known: Mapping[str, list[Person]], spoken: Texts) -> Sheet:
    header = (ORGANISATION, *(NAMES[step] for step in Step), CONTACTS)
    rows = (row for row in found.rows if row.organisation.kind == kind)
    return Sheet(title, tuple(map(spoken.say, header)), tuple(_row(row, known, spoken) for row in rows))


def _row(row: Row, known: Mapping[str, list[Person]], spoken: Texts) -> tuple[str, ...]:
    cells = (_told(row.cells[step], spoken) for step in Step)
    own = ", ".join(person.name for person in known[row.organisation.id])
    return (spoken.name(row.organisation.names), *cells, own)


def _told(cell: Cell, spoken: Texts) -> str:
    """A cell in words, with its numbers where there are any."""
    said = spoken.say(STANDS[cell.mark])
    if cell.mark is Mark.NONE or not (cell.done or cell.of):
        return said
    return f"{said} ({cell.done}/{cell.of})" if cell.of else f"{said} ({cell.done})"
