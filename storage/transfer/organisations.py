"""Importing organisations, and those that take part by law or by their task."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Annotated, Any

from sqlmodel import Session

from knowledge.people import Kind
from knowledge.places import load_places
from storage import tables as t

from .rows import Extra, Filled, Id, Imported, Line, Row, check, numbered, one_of, refuse, repeated
from .upserting import put_rows


class OrganisationRow(Row):
    """An organisation with its names; `region` is Statistics Finland's code."""

    id: Id
    kind: Annotated[str, one_of(Kind, "kind")]
    name_fi: Filled
    name_sv: Filled | None = None
    name_en: Filled | None = None
    region: Filled | None = None
    abbreviation: Filled | None = None


def import_organisations(db: Session, lines: Sequence[Line]) -> Imported:
    """Add and replace organisations by id. Raises BadRows before anything is written."""
    rows = check(OrganisationRow, lines, _unknown_region())
    refuse(repeated(rows, lambda row: row.id, "id"))
    return put_rows(db, t.Organisation, [one.row.model_dump() for one in rows])


def _unknown_region() -> Extra[OrganisationRow]:
    known = {None} | {region.code for region in load_places().regions}

    def unknown(row: OrganisationRow) -> Iterator[tuple[str, str]]:
        if row.region not in known:
            yield "region", f"unknown code {str(row.region)[:40]!r}"

    return unknown


# The official ones


def official_organisations() -> tuple[Line, ...]:
    """The councils, the ministries, the centres, AUNE and the secretariat, as rows to import."""
    return numbered((*_councils(), *_ministries(), *_others()))


def council(region: str) -> str:
    """The id of a region's council."""
    return f"council:{region}"


def ministry(abbreviation: str) -> str:
    """The id of a ministry."""
    return f"ministry:{abbreviation}"


def _councils() -> Iterator[Mapping[str, Any]]:
    for region in load_places().regions:
        if region.takes_part:
            names = _named(region.council)
            yield {"id": council(region.code), "kind": Kind.COUNCIL, "region": region.code, **names}


def _ministries() -> Iterator[Mapping[str, Any]]:
    for one in load_places().ministries:
        yield {"id": ministry(one.abbr), "kind": Kind.MINISTRY, "abbreviation": one.abbr, **_named(one.names)}


def _others() -> list[Mapping[str, Any]]:
    text = (files("knowledge") / "data" / "organisations.json").read_text(encoding="utf-8")
    found: list[Mapping[str, Any]] = json.loads(text)["organisations"]
    return found


def _named(names: Mapping[str, str]) -> dict[str, str]:
    return {f"name_{language}": name for language, name in names.items()}
