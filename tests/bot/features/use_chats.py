"""Chats about what conclusions are used for, and the files that their links lead to."""

from __future__ import annotations

from csv import DictReader
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

from docx import Document as Opened
from openpyxl import load_workbook

from bot.app import Core
from bot.features import documents
from bot.links import Document, Links, Ticket
from storage import people
from tests.bot.chat import Chat

HOME = "https://alke.example.fi"


def at_home(core: Core) -> None:
    """Let the bot know its own address, so that it gives links."""
    core.turns.links = Links(HOME, b"key")


def linked(chat: Chat, title: str) -> Document:
    """The file of the newest card's button with this title, made as the download makes it."""
    action = next(action for action in chat.card["actions"] if action["title"] == title)
    ticket = chat.core.turns.links.open(action["url"].rsplit("/", 1)[1]).ticket
    return _made(chat, ticket)


def made(chat: Chat, kind: str, **data: Any) -> Document:
    """A document of a kind for the person of this chat. Raises a Refusal."""
    return _made(chat, Ticket(kind, 0, "fi", data))


def _made(chat: Chat, ticket: Ticket) -> Document:
    with chat.core.store.read() as db:
        person = people.by_slug(db, chat.slug, chat.now.date())
        assert person is not None
        return documents()[ticket.kind](db, person, ticket, chat.now)


def words(document: Document) -> str:
    """All that a DOCX says."""
    opened = Opened(BytesIO(document.body))
    cells = (cell.text for table in opened.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in opened.paragraphs), *cells))


def sheets(document: Document) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each sheet of a workbook."""
    book = load_workbook(BytesIO(document.body))
    return {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in book}


def row(document: Document, sheet: str, id_: str) -> tuple[Any, ...]:
    """The one row of a sheet that begins with this id."""
    (found,) = (each for each in sheets(document)[sheet] if each[0] == id_)
    return found


def open_data(document: Document) -> list[dict[str, str]]:
    """The conclusions of a package of open data."""
    with ZipFile(BytesIO(document.body)) as packed:
        return [*DictReader(StringIO(packed.read("conclusions.csv").decode(), newline=""))]
