"""A workbook of tables (XLSX): texts stay texts, so that nothing that people wrote becomes a formula."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, TypeAlias

from cards.escape import clean

WIDEST = 60  # characters of a column
TITLE = 31  # characters of a sheet's name, as Excel allows
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY = "d.m.yyyy"
Cell: TypeAlias = str | int | date | None
"""A number or a day is one in the workbook as well; whatever else there is, is text."""


@dataclass(frozen=True)
class Sheet:
    """A table: its name, its header, its rows. The first row and the first column stay in sight."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def workbook(title: str, language: str, sheets: Iterable[Sheet]) -> bytes:
    """The file of a workbook."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.language = clean(title), language
    book.properties.creator = "ALKE-botti"
    for sheet in sheets:
        _fill(book.create_sheet(_name(sheet.title)), sheet)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _name(title: str) -> str:
    return "".join(" " if sign in r"[]:*?/\'" else sign for sign in clean(title))[:TITLE]


def _fill(into: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for at, row in enumerate((sheet.header, *sheet.rows), 1):
        for number, value in enumerate(row, 1):
            cell = into.cell(at, number)
            _put(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=at == 1)
    for number in range(1, len(sheet.header) + 1):
        longest = max(_long(row[number - 1]) for row in (sheet.header, *sheet.rows))
        into.column_dimensions[get_column_letter(number)].width = min(longest, WIDEST) + 2
    into.freeze_panes = "B2"
    into.auto_filter.ref = into.dimensions


def _put(cell: Any, value: Cell) -> None:
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"  # whatever it begins with
        cell.quotePrefix = True
    else:
        cell.value = value
    if isinstance(value, date):
        cell.number_format = DAY


def _long(value: Cell) -> int:
    return len(DAY) + 2 if isinstance(value, date) else len(str(value or ""))
