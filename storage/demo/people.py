"""Who takes part in the demo: organisations with their official names, and invented people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session

from knowledge.people import Kind
from knowledge.places import Places
from storage.transfer import import_organisations, import_people, numbered

from .texts import facts


def council(region: str) -> str:
    """The id of a region's council."""
    return f"council:{region}"


def ministry(abbreviation: str) -> str:
    """The id of a ministry."""
    return f"ministry:{abbreviation}"


def add(db: Session, places: Places) -> None:
    """Add the organisations and the people."""
    import_organisations(db, numbered((*_councils(places), *_ministries(places), *_others())))
    import_people(db, numbered(_people()))


def _councils(places: Places) -> Iterator[Mapping[str, Any]]:
    for region in places.regions:
        if region.takes_part:
            names = _named(region.council)
            yield {"id": council(region.code), "kind": Kind.COUNCIL, "region": region.code, **names}


def _ministries(places: Places) -> Iterator[Mapping[str, Any]]:
    for one in places.ministries:
        yield {"id": ministry(one.abbr), "kind": Kind.MINISTRY, "abbreviation": one.abbr, **_named(one.names)}


def _others() -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = facts("organisations")["organisations"]
    return found


def _named(names: Mapping[str, str]) -> dict[str, str]:
    return {f"name_{language}": name for language, name in names.items()}


def _people() -> Iterator[Mapping[str, Any]]:
    written = facts("people")
    tenant = UUID(written["tenant"])
    for person in written["people"]:
        yield {"tenant": str(tenant), "object_id": str(uuid5(tenant, person["slug"])), **person}
