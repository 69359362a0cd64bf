"""Who takes part in the demo: the official organisations, a few bodies of Lapland, and invented people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session

from storage import tables as t
from storage.transfer import import_organisations, import_people, numbered, official_organisations

from .texts import facts

ASKED = timedelta(hours=20)  # before now


def add(db: Session, now: datetime) -> None:
    """Add the organisations, the people, and the request of somebody who waits to be admitted."""
    written = facts("people")
    import_organisations(db, official_organisations())
    import_organisations(db, numbered(written["organisations"]))
    import_people(db, numbered(_people(written)))
    for one in written["requests"]:
        who = _identity(written["tenant"], one["slug"])
        asked: dict[str, Any] = {name: value for name, value in one.items() if name != "slug"}
        db.add(t.JoinRequest(**asked | who, at=now - ASKED))


def _people(written: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for person in written["people"]:
        yield {**_identity(written["tenant"], person["slug"]), **person}


def _identity(tenant: str, slug: str) -> dict[str, str]:
    return {"tenant": tenant, "object_id": str(uuid5(UUID(tenant), slug))}
