"""Workbooks: text in every cell, header and names in sight."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from cards.documents.workbook import Sheet, workbook

HOSTILE = (
    "=1+1",
    '=HYPERLINK("https://a.fi","x")',
    "+358",
    "-1",
    "@SUM(A1)",
    "\x00\u202ea",
    "2026-11-24",
    "3",
)


def test_nothing_that_people_wrote_becomes_a_formula_or_a_number() -> None:
    sheet = Sheet("Maakunnat", ("Organisaatio", "Vaihe"), tuple((text, text) for text in HOSTILE))
    book = load_workbook(BytesIO(workbook("Kierros", "fi", [sheet])))
    cells = [cell for row in book["Maakunnat"].iter_rows(min_row=2) for cell in row]
    assert {"s"} == {cell.data_type for cell in cells}
    assert [text for text in HOSTILE if "\x00" not in text] == [
        cell.value for cell in cells[::2] if cell.value != "a"
    ]


def test_the_header_and_the_names_stay_in_sight_and_can_be_filtered() -> None:
    sheets = [Sheet(title, ("A", "B"), (("x", "y"),)) for title in ("Maakunnat", "Ministeriöt")]
    book = load_workbook(BytesIO(workbook("Kierros 2026", "sv", sheets)))
    assert ["Maakunnat", "Ministeriöt"] == book.sheetnames
    assert [("B2", "A1:B2", True)] * 2 == [
        (sheet.freeze_panes, sheet.auto_filter.ref, sheet["A1"].font.bold) for sheet in book
    ]
    assert ("Kierros 2026", "sv") == (book.properties.title, book.properties.language)


def test_a_sheets_name_is_one_that_a_workbook_takes() -> None:
    book = load_workbook(BytesIO(workbook("K", "fi", [Sheet("a/b:c*" + "d" * 40, ("A",), ())])))
    assert ["a b c " + "d" * 25] == book.sheetnames


def test_numbers_and_days_are_what_they_are() -> None:
    sheet = Sheet("Luvut", ("Nimi", "Määrä", "Päivä"), (("=a", 3, date(2026, 11, 24)), ("b", 0, None)))
    rows = load_workbook(BytesIO(workbook("K", "fi", [sheet])))["Luvut"]
    assert [("=a", 3), ("b", 0)] == [
        tuple(cell.value for cell in row[:2]) for row in rows.iter_rows(min_row=2)
    ]
    assert (date(2026, 11, 24), None) == (rows["C2"].value.date(), rows["C3"].value)
    assert (["s", "n", "d"], "d.m.yyyy") == ([cell.data_type for cell in rows[2]], rows["C2"].number_format)
