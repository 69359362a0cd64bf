"""Tenants to which Teams wants nothing to be sent for a while: known to every process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import case, delete, select
from sqlmodel import Session, col

from . import tables as t
from .upsert import insert


def standing(db: Session, now: datetime) -> dict[str, datetime]:
    """Until when each tenant is paused, of those that are."""
    query = select(col(t.Pause.tenant), col(t.Pause.until)).where(col(t.Pause.until) > now)
    return {row.tenant: row.until for row in db.execute(query)}


def pause(db: Session, untils: Mapping[str, datetime], now: datetime) -> None:
    """Pause tenants until moments: the latest that was asked for counts. Past pauses are forgotten."""
    for tenant, until in sorted(untils.items()):
        new = insert(db, t.Pause).values(tenant=tenant, until=until)
        later = case((col(t.Pause.until) < new.excluded.until, new.excluded.until), else_=col(t.Pause.until))
        db.execute(new.on_conflict_do_update(index_elements=["tenant"], set_={"until": later}))
    if untils:
        db.execute(delete(t.Pause).where(col(t.Pause.until) <= now))
