"""Open data: what is written is read back as it was, nothing is a formula, every field is described."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.documents.open_data import BETWEEN, FORMULA, About, Row, csv_file, harmless, package, zipped
from cards.documents.open_fields import CODE_FIELDS, CONCLUSIONS, DESCRIBED
from cards.language import LANGUAGES

ABOUT = About(date(2026, 11, 24), "Johtopäätökset", "TEM", "https://alke.example.fi")
HOSTILE = (
    "=1+1",
    '=HYPERLINK("https://a.fi","x")',
    "+358",
    "-1",
    "@SUM(A1)",
    "＝1",
    "'quoted",
    "\t=1",
    "a\n=b",
)
ROW: Row = {
    "id": "2026-19-01",
    "year": 2026,
    "held": date(2026, 11, 3),
    "regions": ("19", "17"),
    "title_fi": 'Rata, tie ja "satama"',
    "text_fi": "Jatketaan.\nToinen rivi.",
    "confirmed": 0,
}
TYPES = {"string", "integer", "date", "list"}  # of Table Schema


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


def undone(text: str) -> str:
    """A cell as the description says that it is read."""
    return text.removeprefix("'")


def test_a_row_is_read_back_as_it_was_written() -> None:
    (row,) = read(csv_file(CONCLUSIONS, [ROW]))
    assert [field.name for field in CONCLUSIONS] == list(row)
    assert ("2026-19-01", "2026", "2026-11-03", "19|17") == tuple(
        row[name] for name in ("id", "year", "held", "regions")
    )
    assert (ROW["title_fi"], ROW["text_fi"], "0", "") == tuple(
        row[name] for name in ("title_fi", "text_fi", "confirmed", "due")
    )


def test_lines_end_and_cells_are_parted_as_described() -> None:
    content = csv_file(CODE_FIELDS, [{"facet": "areas", "code": "a,b", "name_fi": "ä"}])
    assert b'facet,code,name_fi,name_sv,name_en\r\nareas,"a,b",\xc3\xa4,,\r\n' == content


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_begins_as_a_formula_does_and_nothing_is_lost(text: str) -> None:
    (row,) = read(csv_file(CONCLUSIONS, [{"text_fi": text}]))
    assert not row["text_fi"].startswith(tuple(sign for sign in FORMULA if sign != "'"))
    assert text == undone(row["text_fi"])


@given(st.text())
def test_any_text_is_the_same_once_its_apostrophe_is_taken_away(text: str) -> None:
    written = harmless(text)
    assert text == undone(written)
    assert written == text or written[1:] == text


def test_a_code_can_not_part_a_cell() -> None:
    (row,) = read(csv_file(CONCLUSIONS, [{"goals": ("=A|B", "C")}]))
    assert ["=A/B", "C"] == undone(row["goals"]).split(BETWEEN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_tells_of_every_file_and_every_field(language: str) -> None:
    files = package([ROW], [{"facet": "regions", "code": "19"}], ABOUT, language)
    described = json.loads(files["datapackage.json"])
    resources = {each["path"]: each for each in described["resources"]}
    assert set(files) - {"datapackage.json"} == set(resources)
    for path, resource in resources.items():
        fields = resource["schema"]["fields"]
        header = next(csv.reader(StringIO(files[path].decode(), newline="")))
        assert header == [field["name"] for field in fields]
        assert {True} == {bool(field["title"] and field["description"]) for field in fields}
        assert {field["type"] for field in fields} <= TYPES
        assert set(resource["schema"]["primaryKey"]) <= set(header)
        assert (",", "\r\n", "utf-8") == (
            resource["dialect"]["delimiter"],
            resource["dialect"]["lineTerminator"],
            resource["encoding"],
        )


def test_it_names_its_licence_and_where_the_data_are_from() -> None:
    described = json.loads(package([], [], ABOUT, "fi")["datapackage.json"])
    (licence,), (source,) = described["licenses"], described["sources"]
    assert ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/") == (licence["name"], licence["path"])
    assert ("TEM", "https://alke.example.fi") == (source["title"], described["homepage"])


def test_a_licence_that_is_not_known_is_named_all_the_same() -> None:
    about = About(date(2026, 11, 24), "Johtopäätökset", "TEM", licence="Own-1.0")
    described = json.loads(package([], [], about, "fi")["datapackage.json"])
    assert [{"name": "Own-1.0", "title": "Own-1.0"}] == described["licenses"]


def test_each_field_is_described_in_each_language() -> None:
    rows = read(package([], [], ABOUT, "fi")["fields.csv"])
    assert [field.name for field in CONCLUSIONS] == [row["name"] for row in rows]
    assert [field.name for field in DESCRIBED] == list(rows[0])
    texts = [tuple(row[f"description_{language}"] for language in LANGUAGES) for row in rows]
    assert [3] * len(rows) == [len({*each}) for each in texts]


def test_the_same_files_in_one_are_the_same_bytes() -> None:
    files = package([ROW], [], ABOUT, "fi")
    packed = zipped(files)
    assert packed == zipped(files)
    with ZipFile(BytesIO(packed)) as opened:
        assert files == {name: opened.read(name) for name in opened.namelist()}
