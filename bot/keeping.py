"""What is done for the log of use and for retention when the bell rings: rows sealed, old things removed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from knowledge.audit import Key
from knowledge.retention import Rule, lengthened, tonight
from storage import retention, seals
from storage.store import Store

from .features import all_ticks
from .routes import Tx
from .settings import Settings
from .ticks import Ringer, Tick

WAITS = timedelta(minutes=1)  # as long as a row waits to be sealed with others
log = structlog.get_logger(__name__)


def ringer(store: Store, settings: Settings) -> Ringer:
    """What rings for every feature, and last for these two."""
    return Ringer(store, (*all_ticks(), *ticks(settings)))


def ticks(settings: Settings) -> tuple[Tick, ...]:
    """Both, as the settings say."""
    return _sealing(settings.audit_keys[0]), _removing(lengthened(settings.keep_longer))


def _sealing(key: Key) -> Tick:
    """Rows are sealed within a minute or so; what was sealed is told by the log, outside the database."""

    def due(db: Session, now: datetime, since: datetime) -> bool:
        _tell(db, since)
        oldest = seals.waiting(db)
        return oldest is not None and now - oldest >= WAITS

    def handle(_: bool, tx: Tx) -> None:
        seals.seal(tx.db, key, tx.now)

    return Tick("sealing", due, handle)


def _tell(db: Session, since: datetime) -> None:
    """Log the digest of the seal that was made at the ring before: a copy outside the database."""
    last = seals.newest(db)
    if last and last.at >= since:
        log.info("audit.sealed", seal=last.id, rows=last.count, head=last.after)


def _removing(rules: Iterable[Rule]) -> Tick:
    """Once a night, or in the day where the bot didn't serve in the night: some of one kind at each ring."""
    kept = tuple(rules)

    def due(db: Session, now: datetime, _: datetime) -> tuple[Rule | None, ...]:
        night = tonight(now)
        if night is None or retention.done_since(db, night):
            return ()
        return (retention.first_due(db, kept, now),)

    def handle(found: tuple[Rule | None, ...], tx: Tx) -> None:
        for rule in found:
            if rule:
                retention.remove(tx.db, rule, tx.now)
            else:
                retention.done(tx.db, tx.now)

    return Tick("retention", due, handle)
