"""The log of use: who did what, when, to which thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session, col, select

from . import tables as t


def note(db: Session, who: str, what: str, about: str, now: datetime, **data: object) -> None:
    """Write an audit row; `data` holds codes and numbers, never texts that people wrote."""
    db.execute(insert(t.Audit).values(at=now, who=who, what=what, about=about, data=data))


@dataclass(frozen=True)
class Wanted:
    """Which rows: those that fit everything that is given."""

    about: str | None = None
    who: str | None = None
    what: str | None = None


def newest(db: Session, wanted: Wanted, limit: int) -> tuple[t.Audit, ...]:
    """The rows, the newest first."""
    given = {t.Audit.about: wanted.about, t.Audit.who: wanted.who, t.Audit.what: wanted.what}
    where = [column == value for column, value in given.items() if value is not None]
    return tuple(db.exec(select(t.Audit).where(*where).order_by(col(t.Audit.id).desc()).limit(limit)))


def every(db: Session) -> Iterator[t.Audit]:
    """All rows in the order of the chain, those that aren't sealed yet last."""
    row, late = t.Audit, col(t.Audit.seal_id).is_(None)
    query = select(row).order_by(late, col(row.seal_id), col(row.id))
    yield from db.exec(query.execution_options(yield_per=2000))


def seals(db: Session) -> tuple[t.AuditSeal, ...]:
    """All seals in their order."""
    return tuple(db.exec(select(t.AuditSeal).order_by(col(t.AuditSeal.id))))
