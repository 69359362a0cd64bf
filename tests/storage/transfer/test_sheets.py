"""Rows of a table: what a spreadsheet saves is read, and what is wrong is named by row and column."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from storage.transfer import BadRows, Fault, Line, read_rows

ROW = {"name": "Aila Tunturila; dos.", "role": "contact", "until": "2027-12-31"}


def faults(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(BadRows) as bad:
        read_rows(path)
    return bad.value.faults


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("head", ["", "\ufeff"])
def test_csv_is_read_whatever_parts_its_cells(tmp_path: Path, delimiter: str, head: str) -> None:
    path = tmp_path / "people.csv"
    lines = (["Name", "ROLE", "until", "slug"], ['"Aila Tunturila; dos."', " contact", "2027-12-31", ""])
    path.write_text(head + "\r\n".join(map(delimiter.join, lines)) + "\r\n", encoding="utf-8", newline="")
    assert (Line(2, ROW),) == read_rows(path)


def test_a_cell_of_several_lines_does_not_shift_the_numbers(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text('name,role\n"Aila\nTunturila",contact\n\nOlli,observer\n', encoding="utf-8")
    assert [2, 5] == [line.number for line in read_rows(path)]


def test_a_workbook_is_read_with_its_days_and_numbers(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Name", "role", "until", "slug", None])
    sheet.append([])
    sheet.append(["Aila Tunturila; dos.", "contact", date(2027, 12, 31), None, None])
    sheet.append(["Olli", "observer", None, 19.0])
    path = tmp_path / "people.xlsx"
    book.save(path)
    olli = Line(4, {"name": "Olli", "role": "observer", "slug": "19"})
    assert (Line(3, ROW), olli) == read_rows(path)


def test_json_lines_are_read_as_before(tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text('{"name": "Aila"}\n', encoding="utf-8")
    assert (Line(1, {"name": "Aila"}),) == read_rows(path)


@pytest.mark.parametrize(
    ("name", "raw", "fault"),
    [
        ("a.csv", b"", Fault(1, None, "the table is empty: its first row names the columns")),
        ("a.csv", b"name,,role\n", Fault(1, None, "column 2 has no name")),
        ("a.csv", b"name,Name\n", Fault(1, "name", "the column stands twice")),
        ("a.csv", b"name,role\na,b,c\n", Fault(2, None, "3 cells under 2 columns")),
        ("a.csv", b"name\n\xe4\n", Fault(1, None, "not UTF-8: save the table as CSV UTF-8")),
        ("a.csv", b'name\nx\n"a"b\n', Fault(3, None, "not CSV: ';' expected after '\"'")),
        ("a.xlsx", b"name", Fault(1, None, "not an XLSX workbook")),
        ("a.xlsx", b"", Fault(1, None, "not an XLSX workbook")),
    ],
)
def test_a_broken_table_says_where_and_why(tmp_path: Path, name: str, raw: bytes, fault: Fault) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    assert (fault,) == faults(path)
