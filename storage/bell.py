"""When the bell last rang: whichever process moves that moment on does what has become due since."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, col

from . import tables as t
from .upsert import insert


def rung(db: Session) -> datetime | None:
    """When it last rang, or None before the first time."""
    return db.execute(select(col(t.Bell.rung))).scalar_one_or_none()


def ring(db: Session, since: datetime | None, now: datetime) -> bool:
    """Move the moment on from `since`; False when somebody else has, or it isn't before `now`."""
    if since is None:
        new = insert(db, t.Bell).values(id=1, rung=now).on_conflict_do_nothing().returning(col(t.Bell.id))
        return db.execute(new).scalar_one_or_none() is not None
    moved = update(t.Bell).where(col(t.Bell.rung) == since, col(t.Bell.rung) < now)
    return db.execute(moved.values(rung=now).returning(col(t.Bell.id))).scalar_one_or_none() is not None
