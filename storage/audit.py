"""The log of use: who did what, when, to which thing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session

from . import tables as t


def note(db: Session, who: str, what: str, about: str, now: datetime, **data: object) -> None:
    """Write an audit row; `data` holds codes and numbers, never texts that people wrote."""
    db.execute(insert(t.Audit).values(at=now, who=who, what=what, about=about, data=data))
