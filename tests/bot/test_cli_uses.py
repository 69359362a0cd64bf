"""`alke export` for use: the grid, packs, the summary, open data, each reopened."""

import csv
import json
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image

from tests.bot.commands import Run


def test_the_grid_is_exported_as_a_workbook_and_as_a_picture(alke: Run, tmp_path: Path) -> None:
    book, picture = tmp_path / "grid.xlsx", tmp_path / "grid.PNG"
    assert f"115 conclusions: {book}" in alke("export", "grid", str(book), "--lang", "en")
    assert f"91 conclusions: {picture}" in alke("export", "grid", str(picture), "--year", "2025")
    assert ["All years", "2024", "2025", "Every cell", "How it is counted"] == load_workbook(book).sheetnames
    with Image.open(picture) as opened:
        assert ("PNG", 420) == (opened.format, opened.width)


def test_a_pack_is_exported_in_each_form(alke: Run, tmp_path: Path) -> None:
    ids = []
    for suffix in ("xlsx", "docx", "csv", "zip"):
        file = tmp_path / f"pack.{suffix}"
        alke("export", "pack", "--region", "19", "--year", "2025", "--year", "2024", str(file))
        assert file.stat().st_size > 1000
    sheet = load_workbook(tmp_path / "pack.xlsx").worksheets[0]
    ids = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    rows = csv.DictReader(StringIO((tmp_path / "pack.csv").read_text(encoding="utf-8"), newline=""))
    assert (11, sorted(ids)) == (len(ids), sorted(row["id"] for row in rows))
    said = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "pack.docx")).paragraphs)
    assert [] == [id_ for id_ in ids if id_ not in said]


@pytest.mark.parametrize(
    "wrong",
    [
        ("pack", "FILE.xlsx"),
        ("pack", "--region", "99", "FILE.xlsx"),
        ("pack", "--ministry", "XYZ", "FILE.xlsx"),
        ("pack", "--ministry", "LVM", "--year", "1999", "FILE.csv"),
        ("pack", "--ministry", "LVM", "FILE.exe"),
        ("grid", "FILE.docx"),
        ("summary", "2021", "FILE.docx"),
        ("summary", "2025", "FILE.pdf"),
    ],
)
def test_what_can_not_be_made_is_said_and_leaves_no_file(
    alke: Run, tmp_path: Path, wrong: tuple[str, ...]
) -> None:
    arguments = [each.replace("FILE", str(tmp_path / "file")) for each in wrong]
    assert "Invalid value" in alke("export", *arguments, code=2)
    assert [] == [*tmp_path.glob("file*")]


@pytest.mark.parametrize(("language", "title"), [("fi", "yhteenveto"), ("sv", "sammandrag")])
def test_the_summary_is_exported_in_finnish_and_in_swedish(
    alke: Run, tmp_path: Path, language: str, title: str
) -> None:
    file = tmp_path / "summary.docx"
    alke("export", "summary", "2025", str(file), "--lang", language, "--now", "2026-11-24")
    document = Document(str(file))
    assert title in document.paragraphs[0].text
    assert language in document.core_properties.language
    headings = [each.style.name for each in document.paragraphs if each.style.name.startswith("Heading")]
    levels = [int(name.split()[1]) for name in headings]
    assert (1, {True}) == (levels[0], {b - a <= 1 for a, b in pairwise(levels)})


def test_open_data_is_exported_with_its_description(alke: Run, tmp_path: Path) -> None:
    folder = tmp_path / "open" / "data"
    alke("export", "open-data", str(folder), "--licence", "CC0-1.0")
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {"datapackage.json", *(each["path"] for each in described["resources"])} == {
        file.name for file in folder.iterdir()
    }
    assert ["CC0-1.0"] == [each["name"] for each in described["licenses"]]
    text = (folder / "conclusions.csv").read_text(encoding="utf-8")
    rows = [*csv.DictReader(StringIO(text, newline=""))]
    assert 206 == len(rows)
    codes = csv.DictReader(StringIO((folder / "codes.csv").read_text(encoding="utf-8"), newline=""))
    known = {(row["facet"], row["code"]): row["name_fi"] for row in codes}
    facets = ("regions", "ministries", "responsible", "goals", "areas")
    used = {(facet, code) for row in rows for facet in facets for code in row[facet].split("|") if code}
    assert used == {key for key, name in known.items() if name}


def test_open_data_is_the_same_whenever_it_is_exported(alke: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        alke("export", "open-data", str(tmp_path / name), "--now", "2026-11-24")
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()
