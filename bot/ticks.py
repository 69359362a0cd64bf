"""The bell and what it rings for: what is due is read from the tables each time, never from a stored job."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlmodel import Session

from knowledge.people import Person
from storage import bell
from storage.store import Store

from .routes import Tx

EVERY_SECONDS = 5
BOT = Person(0, "", "", "ALKE-botti")
"""Who acts when the bell rings."""


class Bell:
    """Rings at a steady pace while the process serves."""

    def __init__(self, ring: Callable[[], Any]) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            ring, "interval", seconds=EVERY_SECONDS, coalesce=True, misfire_grace_time=None
        )

    def start(self) -> None:
        """Begin ringing on the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop ringing."""
        self._scheduler.shutdown(wait=False)


@dataclass(frozen=True)
class Tick:
    """Something to do when its time has come.

    `due` reads, at a moment and since the ring before, what there is to do: something empty when nothing;
    `handle` writes it, in one transaction with the ring.
    """

    name: str
    due: Callable[[Session, datetime, datetime], Any]
    handle: Callable[[Any, Tx], None]


class Ringer:
    """What happens when the bell rings: of several processes that ring at once, one does it."""

    def __init__(self, store: Store, ticks: Iterable[Tick]) -> None:
        self._store = store
        self._ticks = tuple(ticks)

    def ring(self, now: datetime) -> None:
        """Do what has become due since the ring before; the first ring ever only begins to count."""
        with self._store.read() as db:
            since = bell.rung(db)
            begun = since if since is not None and since < now else now
            due = [(tick, tick.due(db, now, begun)) for tick in self._ticks] if begun < now else []
        with self._store.transaction() as db:
            if not bell.ring(db, since, now):
                return
            for tick, what in due:
                if what:
                    tick.handle(what, Tx(db, now, BOT))
