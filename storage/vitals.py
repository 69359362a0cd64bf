"""How the notices' machinery stands, in a few figures: the bell, the outbox, the processes that serve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import func, select
from sqlmodel import Session, col

from . import bell
from . import tables as t
from .outbox import State
from .processes import LIVES

RECENT = timedelta(days=1)


@dataclass(frozen=True)
class Vitals:
    """Figures of one moment.

    `owed`: all that is owed; `going`: what of it may go out now, the `oldest` of it since then; `retried`:
    what of it was tried in vain. `failed`: how many ended so within a day.
    """

    rung: datetime | None
    owed: int
    going: int
    oldest: datetime | None
    retried: int
    failed: int
    processes: int


def vitals(db: Session, now: datetime, opened: datetime | None) -> Vitals:
    """The figures now. `opened`: since when what isn't urgent may go out, None while it may not."""
    owed, retried = db.execute(
        select(func.count(), func.count().filter(col(t.Outbox.attempts) > 0)).where(_owed())
    ).one()
    going, since = _going(db, now, opened)
    ended = col(t.Outbox.settled) > now - RECENT
    failed = _count(db, t.Outbox, col(t.Outbox.state) == State.FAILED, ended)
    processes = _count(db, t.Process, col(t.Process.seen) > now - LIVES)
    return Vitals(bell.rung(db), owed, going, since, retried, failed, processes)


def _going(db: Session, now: datetime, opened: datetime | None) -> tuple[int, datetime | None]:
    """How many messages may go out now, and since when the oldest of them may."""
    columns = (func.count().label("number"), func.min(col(t.Outbox.due)).label("due"))
    due = select(col(t.Outbox.urgent), *columns)
    rows = db.execute(due.where(_owed(), col(t.Outbox.due) <= now).group_by(col(t.Outbox.urgent))).all()
    going = [(row.number, moment) for row in rows if (moment := _may_go(row, opened))]
    return sum(number for number, _ in going), min((moment for _, moment in going), default=None)


def _may_go(row: Any, opened: datetime | None) -> datetime | None:
    """Since when messages may go out, of those that are urgent or of those that aren't."""
    if row.urgent:
        return cast(datetime, row.due)
    return max(row.due, opened) if opened else None


def _owed() -> Any:
    return col(t.Outbox.state) == State.OWED


def _count(db: Session, table: Any, *where: Any) -> int:
    return int(db.execute(select(func.count()).select_from(table).where(*where)).scalar_one())
