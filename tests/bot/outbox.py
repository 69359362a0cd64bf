"""What the outbox holds, for whom."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from bot.app import Core
from storage import tables as t


def owed(core: Core, cause: str) -> list[t.Outbox]:
    """The notices for this cause, in order."""
    return [row for _, row in _owed(core, cause)]


def notices(core: Core, cause: str) -> list[dict[str, Any]]:
    """Their data."""
    return [row.data for _, row in _owed(core, cause)]


def owed_to(core: Core, cause: str) -> list[str]:
    """Those they are for, by the names that the demo knows them by."""
    return [slug for slug, _ in _owed(core, cause)]


def by_person(core: Core, cause: str) -> dict[str, t.Outbox]:
    """The newest notice of each person."""
    return dict(_owed(core, cause))


def _owed(core: Core, cause: str) -> list[tuple[str, t.Outbox]]:
    with core.store.read() as db:
        query = select(t.Person.slug, t.Outbox).join(t.Outbox, col(t.Outbox.person_id) == col(t.Person.id))
        rows = db.exec(query.where(t.Outbox.cause == cause).order_by(col(t.Outbox.id))).all()
    return [(slug or "", row) for slug, row in rows]
