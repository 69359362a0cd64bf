"""Importing organisations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from sqlmodel import Session

from knowledge.people import Kind
from knowledge.places import load_places
from storage import tables as t

from .rows import Extra, Filled, Id, Imported, Line, Row, check, one_of, refuse, repeated
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
