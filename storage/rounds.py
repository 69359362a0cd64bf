"""Reading rounds and sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select as core_select
from sqlmodel import Session, SQLModel, col, select

from knowledge import rounds as rules
from knowledge.records import Meeting
from knowledge.refusals import NoOpenRound

from . import tables as t


def as_round(row: t.Round) -> rules.Round:
    """The round as the rules see it."""
    names = {"fi": row.name_fi, "sv": row.name_sv, "en": row.name_en}
    plain = {key: value for key, value in row.model_dump().items() if not key.startswith("name_")}
    known = {language: name for language, name in names.items() if name}
    return rules.Round(**(plain | {"id": row.id or 0, "names": known}))


def all_rounds(db: Session) -> tuple[rules.Round, ...]:
    """Every round, oldest first."""
    rows = db.exec(select(t.Round).order_by(col(t.Round.year), col(t.Round.id))).all()
    return tuple(as_round(row) for row in rows)


ROUND = SQLModel.metadata.tables["round"]
YEARS = core_select(ROUND.c.year).order_by(ROUND.c.year)


def years(db: Session) -> tuple[int, ...]:
    """The years of all rounds, oldest first."""
    return tuple(db.execute(YEARS).scalars())


def current(db: Session, now: datetime) -> rules.Round:
    """The round in hand. Raises NoOpenRound where there is no round at all."""
    found = rules.in_hand(all_rounds(db), now)
    if found is None:
        raise NoOpenRound
    return found


@dataclass(frozen=True)
class Sitting:
    """A session with its time and place; `regions` are codes."""

    meeting: Meeting
    kind: str
    state: str
    ends: datetime | None
    place: str | None
    link: str | None
    regions: tuple[str, ...]


def sessions(db: Session, round_id: int) -> tuple[Sitting, ...]:
    """A round's announced and held sessions in order of time; those without one last."""
    rows = db.exec(
        select(t.Session).where(
            t.Session.round_id == round_id, col(t.Session.state).in_(["announced", "held"])
        )
    ).all()
    found = [_sitting(db, row) for row in rows]
    return tuple(sorted(found, key=lambda s: (s.meeting.starts is None, s.meeting.starts, s.meeting.id)))


def meeting(session: str, row: Any) -> Meeting:
    """The session as records name it, by a row with its names and its beginning."""
    names = {"fi": row.name_fi, "sv": row.name_sv, "en": row.name_en}
    return Meeting(session, {language: name for language, name in names.items() if name}, row.starts)


def _sitting(db: Session, row: t.Session) -> Sitting:
    regions = db.exec(select(t.SessionRegion.region).where(t.SessionRegion.session_id == row.id)).all()
    return Sitting(
        meeting(row.id, row), row.kind, row.state, row.ends, row.place, row.link, tuple(sorted(regions))
    )
