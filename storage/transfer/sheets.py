"""Rows of a table: CSV as spreadsheets write it, or the first sheet of an XLSX workbook.

The first row names the columns, in small or capital letters. Every cell is text on its way in (a day as
2026-11-24, a whole number without decimals); empty cells count as left out, empty rows are passed over.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import count
from pathlib import Path
from zipfile import BadZipFile

from .rows import BadRows, Fault, Line, read_jsonl

DELIMITERS = ";,\t"  # Finnish and Swedish spreadsheets write semicolons
Numbered = tuple[int, Sequence[str]]
"""The number of a row, counted from 1, and its cells."""


def read_rows(path: Path) -> tuple[Line, ...]:
    """The rows of a file: .csv, .xlsx, else JSON lines. Raises BadRows, OSError."""
    table = TABLES.get(path.suffix.lower())
    return _lines(table(path.read_bytes())) if table else read_jsonl(path)


def _lines(rows: Iterable[Numbered]) -> tuple[Line, ...]:
    filled = ((number, cells) for number, cells in rows if any(cells))
    at, header = next(filled, (1, ()))
    columns = [cell.lower() for cell in header]
    read = [_line(number, columns, cells) for number, cells in filled]
    if faults := [*_bad_header(at, columns), *(one for one in read if isinstance(one, Fault))]:
        raise BadRows(faults)
    return tuple(one for one in read if isinstance(one, Line))


def _bad_header(at: int, columns: Sequence[str]) -> Iterator[Fault]:
    if not columns:
        yield Fault(at, None, "the table is empty: its first row names the columns")
    for position, name in enumerate(columns, 1):
        if not name and position < len(columns):
            yield Fault(at, None, f"column {position} has no name")
        elif name in columns[: position - 1]:
            yield Fault(at, name, "the column stands twice")


def _line(number: int, columns: Sequence[str], cells: Sequence[str]) -> Line | Fault:
    if any(cells[len(columns) :]):
        return Fault(number, None, f"{len(cells)} cells under {len(columns)} columns")
    return Line(number, {name: cell for name, cell in zip(columns, cells, strict=False) if name and cell})


def _csv(raw: bytes) -> Iterator[Numbered]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRows([Fault(1, None, "not UTF-8: save the table as CSV UTF-8")]) from None
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    ended = 0
    try:
        for cells in reader:
            yield ended + 1, [cell.strip() for cell in cells]
            ended = reader.line_num
    except csv.Error as error:
        raise BadRows([Fault(ended + 1, None, f"not CSV: {error}")]) from None


def _delimiter(text: str) -> str:
    """The one that stands most often in the first line."""
    first = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _xlsx(raw: bytes) -> Iterator[Numbered]:
    from openpyxl import load_workbook

    try:
        sheet = load_workbook(BytesIO(raw), read_only=True, data_only=True).worksheets[0]
    except (BadZipFile, KeyError, ValueError, IndexError):
        raise BadRows([Fault(1, None, "not an XLSX workbook")]) from None
    yield from zip(count(1), ([_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)))


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat() if cell.time() == cell.time().min else cell.isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
    return str(cell).strip()


TABLES = {".csv": _csv, ".xlsx": _xlsx}
