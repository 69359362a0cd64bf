"""Conclusions as open data: CSV files with their description, a data package of Frictionless Data.

CSV as in RFC 4180: UTF-8, commas, quotes where needed and doubled inside, lines end in CRLF; several values
in a cell stand with `|` between them; days are ISO 8601; what isn't known is empty. A cell that a spreadsheet
would take for a formula gets an apostrophe before it, and so does one that begins with an apostrophe: whoever
reads a cell takes one apostrophe at its beginning away, and has it as it was.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cards.escape import clean
from cards.language import LANGUAGES, N_, texts

from .open_fields import CODE_FIELDS, CONCLUSIONS, DESCRIBED, Field

Value: TypeAlias = str | int | date | Sequence[str] | None
Row: TypeAlias = Mapping[str, Value]
CONTENT_TYPE, PACKED = "text/csv", "application/zip"
BETWEEN = "|"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENCES = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""What a cell must not begin with: spreadsheets take it for a formula; and the apostrophe itself."""


@dataclass(frozen=True)
class About:
    """What a package says of itself: the day it was made, where its data come from, who may use it how."""

    made: date
    title: str
    source: str
    home: str = ""
    licence: str = "CC-BY-4.0"


def harmless(text: str) -> str:
    """The text, which no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_file(fields: Sequence[Field], rows: Iterable[Row]) -> bytes:
    """A table with a header."""
    kept = StringIO(newline="")
    written = csv.writer(kept, lineterminator="\r\n")
    written.writerow([each.name for each in fields])
    written.writerows([_cell(row.get(each.name)) for each in fields] for row in rows)
    return kept.getvalue().encode()


def _cell(value: Value) -> str:
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    if isinstance(value, date):
        return value.isoformat()
    text = value if isinstance(value, str) else BETWEEN.join(each.replace(BETWEEN, "/") for each in value)
    return harmless(clean(text))


def package(rows: Sequence[Row], codes: Sequence[Row], about: About, language: str) -> Mapping[str, bytes]:
    """The files of a package by name, described in a language."""
    described = json.dumps(_description(about, language), ensure_ascii=False, indent=2)
    return {
        "conclusions.csv": csv_file(CONCLUSIONS, rows),
        "codes.csv": csv_file(CODE_FIELDS, codes),
        "fields.csv": csv_file(DESCRIBED, _fields()),
        "datapackage.json": f"{described}\n".encode(),
    }


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files in one; the same files are the same bytes."""
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as into:
        for name, content in files.items():
            into.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return kept.getvalue()


def _fields() -> list[Row]:
    """The fields of the conclusions, what each is in every language."""
    return [
        {"name": each.name, "type": each.type, "title": texts("en").say(each.title)}
        | {f"description_{lang}": texts(lang).say(each.description) for lang in LANGUAGES}
        for each in CONCLUSIONS
    ]


def _description(about: About, language: str) -> dict[str, Any]:
    title, path = LICENCES.get(about.licence, (about.licence, ""))
    licence = {"name": about.licence, "title": title} | ({"path": path} if path else {})
    return {
        "$schema": PROFILE,
        "name": "alke-conclusions",
        "title": about.title,
        "description": texts(language).say(HOW),
        "created": f"{about.made.isoformat()}T00:00:00Z",
        "licenses": [licence],
        "sources": [{"title": about.source}],
        **({"homepage": about.home} if about.home else {}),
        "resources": [
            _resource("conclusions", CONCLUSIONS, ["id"], language),
            _resource("codes", CODE_FIELDS, ["facet", "code"], language),
            _resource("fields", DESCRIBED, ["name"], language),
        ],
    }


HOW = N_(
    "Conclusions of the development discussions between the State and the regions: a shared view, not "
    "binding. A cell that would be a formula in a spreadsheet begins with an apostrophe; take one apostrophe "
    "at the beginning of a cell away to have the text as it was."
)


def _resource(name: str, fields: Sequence[Field], key: Sequence[str], language: str) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "type": "table",
        "scheme": "file",
        "format": "csv",
        "mediatype": CONTENT_TYPE,
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": {
            "fields": [_field(each, language) for each in fields],
            "primaryKey": list(key),
            "missingValues": [""],
        },
    }


def _field(field: Field, language: str) -> dict[str, Any]:
    spoken = texts(language)
    told = {"name": field.name, "type": field.type, "title": spoken.say(field.title)}
    told |= {"description": spoken.say(field.description)}
    return told | ({"delimiter": BETWEEN, "itemType": "string"} if field.type == "list" else {})
