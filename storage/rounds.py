"""Reading and writing rounds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy import select as core_select
from sqlmodel import Session, SQLModel, col, select

from knowledge import opening
from knowledge import rounds as rules
from knowledge.people import OWN, Kind, Organisation, Person
from knowledge.records import Meeting
from knowledge.refusals.rounds import NoOpenRound

from . import people
from . import tables as t
from .names import as_columns, by_language


def as_round(row: t.Round) -> rules.Round:
    """The round as the rules see it."""
    plain = {key: value for key, value in row.model_dump().items() if not key.startswith("name_")}
    return rules.Round(**(plain | {"id": row.id or 0, "names": by_language(row)}))


def all_rounds(db: Session) -> tuple[rules.Round, ...]:
    """Every round, oldest first."""
    rows = db.exec(select(t.Round).order_by(col(t.Round.year), col(t.Round.id))).all()
    return tuple(as_round(row) for row in rows)


ROUND = SQLModel.metadata.tables["round"]
YEARS = core_select(ROUND.c.year).order_by(ROUND.c.year)


def years(db: Session) -> tuple[int, ...]:
    """The years of all rounds, oldest first."""
    return tuple(db.execute(YEARS).scalars())


def current(db: Session, now: datetime, person: Person | None = None) -> rules.Round:
    """The round in hand; for a person, of those in which their organisations take part, where any do.

    Raises NoOpenRound where there is no round at all.
    """
    every = all_rounds(db)
    own = of_person(db, every, person) if person else ()
    found = rules.in_hand(own or every, now)
    if found is None:
        raise NoOpenRound
    return found


def of_person(db: Session, among: Iterable[rules.Round], person: Person) -> tuple[rules.Round, ...]:
    """The rounds in which the person's council or ministry takes part, or the council of their body's region.

    All of them for somebody who has none of these.
    """
    own = person.in_role(OWN)
    regions = {o.region for o in own if o.kind not in TAKING_PART}
    councils = (o for o in people.organisations(db).values() if o.kind is Kind.COUNCIL)
    wanted = {o.id for o in own if o.kind in TAKING_PART} | {o.id for o in councils if o.region in regions}
    rows = db.exec(select(t.RoundOrganisation.round_id, t.RoundOrganisation.organisation_id)).all()
    taking = {number for number, organisation in rows if organisation in wanted}
    named = {number for number, _ in rows}
    return tuple(each for each in among if not wanted or each.id in taking or each.id not in named)


def meeting(session: str, row: Any) -> Meeting:
    """The session as records name it, by a row with its names and its beginning."""
    return Meeting(session, by_language(row), row.starts)


# Who takes part

TAKING_PART = frozenset({Kind.COUNCIL, Kind.MINISTRY})
"""Kinds of organisations that take part in a round where nobody was named."""


def participants(db: Session, round_id: int) -> tuple[Organisation, ...]:
    """The organisations that take part in a round; all councils and ministries where nobody was named."""
    query = select(t.RoundOrganisation.organisation_id).where(t.RoundOrganisation.round_id == round_id)
    named = set(db.exec(query).all())
    known = people.organisations(db).values()
    return tuple(o for o in known if (o.id in named if named else o.kind in TAKING_PART))


# Opening and changing


def by_id(db: Session, number: int) -> rules.Round | None:
    """The round with this id, or None."""
    row = db.get(t.Round, number)
    return as_round(row) if row else None


def hold(db: Session, number: int) -> rules.Round | None:
    """The round with this id, held until the transaction ends (a row lock on PostgreSQL), or None."""
    query = select(t.Round).where(t.Round.id == number).with_for_update()
    row = db.exec(query.execution_options(populate_existing=True)).one_or_none()
    return as_round(row) if row else None


def hold_all(db: Session) -> tuple[rules.Round, ...]:
    """Every round, oldest first, held until the transaction ends: whoever opens one does it alone."""
    db.exec(select(t.Round.id).order_by(col(t.Round.id)).with_for_update()).all()
    return all_rounds(db)


def add(db: Session, plan: opening.Plan) -> rules.Round:
    """Open a round."""
    row = t.Round(**_columns(plan))
    db.add(row)
    db.flush()
    _take_part(db, row.id or 0, plan.organisations)
    return as_round(row)


def change(db: Session, round_: rules.Round, plan: opening.Plan) -> rules.Round:
    """Write a round's names, dates and organisations anew; moments whose day stays keep their hour."""
    row = db.get_one(t.Round, round_.id)
    kept = opening.days_of(round_)
    new = _columns(plan)
    row.sqlmodel_update({k: v for k, v in new.items() if k not in kept or kept[k] != plan.days.get(k)})
    db.add(row)
    db.flush()
    _take_part(db, round_.id, plan.organisations)
    return as_round(row)


def set_moment(db: Session, round_: rules.Round, name: str, moment: datetime) -> rules.Round:
    """Move one of a round's moments: `proposals_open`, `proposals_close` or `picture_due`."""
    row = db.get_one(t.Round, round_.id)
    row.sqlmodel_update({name: moment})
    db.add(row)
    db.flush()
    return as_round(row)


MOMENTS = ("picture_due", "proposals_open", "proposals_close")


def _columns(plan: opening.Plan) -> dict[str, Any]:
    days = {
        name: opening.moment(name, day) if day and name in MOMENTS else day for name, day in plan.days.items()
    }
    plain = {name: getattr(plan, name) for name in ("year", "decision", "days_to_send", "days_to_confirm")}
    return {**plain, **as_columns(plan.names), **days, "case_number": plan.case_number or None}


def _take_part(db: Session, round_id: int, organisations: Iterable[str]) -> None:
    db.execute(delete(t.RoundOrganisation).where(col(t.RoundOrganisation.round_id) == round_id))
    rows = [{"round_id": round_id, "organisation_id": each} for each in dict.fromkeys(organisations)]
    if rows:
        db.execute(insert(t.RoundOrganisation), rows)
