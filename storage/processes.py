"""The processes that serve: each says now and then that it lives, so that they share what may be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlmodel import Session, col

from . import tables as t
from .upsert import insert

LIVES = timedelta(seconds=10)  # without a sign; each gives one every few seconds
KEPT = timedelta(minutes=10)


@dataclass(frozen=True)
class Share:
    """Which part of all people is written to by this process: the how manieth of how many it is."""

    number: int
    of: int


ALONE = Share(0, 1)


def live(db: Session, process: str, now: datetime) -> Share:
    """Say that the process lives; its share among those that do. Long silent ones are forgotten."""
    new = insert(db, t.Process).values(id=process, started=now, seen=now)
    db.execute(new.on_conflict_do_update(index_elements=["id"], set_={"seen": now}))
    db.execute(delete(t.Process).where(col(t.Process.seen) < now - KEPT))
    recent = select(col(t.Process.id)).where(col(t.Process.seen) > now - LIVES).order_by(col(t.Process.id))
    alive = list(db.execute(recent).scalars())
    return Share(alive.index(process), len(alive))


def leave(db: Session, process: str) -> None:
    """The process serves no longer."""
    db.execute(delete(t.Process).where(col(t.Process.id) == process))
