"""The files of a pack, by their suffix; and the open data, which is a pack of everything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlmodel import Session

from bot.links import Document
from cards.documents import open_data, word, workbook
from cards.documents.open_data import About
from cards.documents.open_fields import CONCLUSIONS
from cards.documents.pack import pack_paper, pack_workbook
from cards.language import N_, texts
from knowledge.refusals.uses import NothingToGather
from storage import packs

from .pack_reading import Pack, PackRef, pack
from .pack_rows import Shelf, code_rows, open_rows, printed, shelf

SOURCE = N_(
    "Development discussions between the State and the regions, Ministry of Economic Affairs and Employment"
)
TITLE = N_("Conclusions of the development discussions")
Maker = Callable[[Session, Pack, Shelf, str], bytes]


def document(
    db: Session, ref: PackRef, suffix: str, language: str, now: datetime, base: str = ""
) -> Document:
    """A pack as a file: xlsx, docx, csv, or zip, the CSV with its description. Raises NothingToGather."""
    found = pack(db, ref)
    if not found.facts:
        raise NothingToGather
    content_type, make = MAKERS[suffix]
    name = "-".join((*ref.ministries, *ref.regions, *map(str, ref.years[:1]), *map(str, ref.years[1:][-1:])))
    body = make(db, found, shelf(db, now, base), language)
    return Document(f"alke-johtopaatokset{f'-{name}' if name else ''}.{suffix}", content_type, body)


def _ids(found: Pack) -> list[str]:
    return [fact.id for fact in found.facts]


def _docx(db: Session, found: Pack, on: Shelf, language: str) -> bytes:
    return word.docx(pack_paper(printed(db, found.ref, _ids(found), on), language))


def _xlsx(db: Session, found: Pack, on: Shelf, language: str) -> bytes:
    return pack_workbook(printed(db, found.ref, _ids(found), on), language)


def _csv(db: Session, found: Pack, on: Shelf, language: str) -> bytes:
    return open_data.csv_file(CONCLUSIONS, open_rows(packs.gathered(db, _ids(found)), on))


def _zip(db: Session, found: Pack, on: Shelf, language: str) -> bytes:
    return open_data.zipped(_package(db, found, on, language, open_data.About.licence))


def _package(db: Session, found: Pack, on: Shelf, language: str, licence: str) -> Mapping[str, bytes]:
    spoken = texts(language)
    rows = open_rows(packs.gathered(db, _ids(found)), on)
    about = About(on.today, spoken.say(TITLE), spoken.say(SOURCE), on.base, licence)
    return open_data.package(rows, code_rows(rows, on.known), about, language)


def open_files(db: Session, now: datetime, base: str, language: str, licence: str) -> Mapping[str, bytes]:
    """Every public conclusion as open data: the files of the package by name."""
    return _package(db, pack(db, PackRef()), shelf(db, now, base), language, licence)


MAKERS: Mapping[str, tuple[str, Maker]] = {
    "xlsx": (workbook.CONTENT_TYPE, _xlsx),
    "docx": (word.CONTENT_TYPE, _docx),
    "csv": (open_data.CONTENT_TYPE, _csv),
    "zip": (open_data.PACKED, _zip),
}
"""By suffix: the type of the file, and what makes it."""
