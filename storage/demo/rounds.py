"""The demo's rounds: the real ones up to 2024, last year's, and this year's, laid around now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session

from knowledge import goals as rules
from knowledge.calendar import next_working
from knowledge.clock import today
from knowledge.opening import moment
from knowledge.people import Kind
from knowledge.rounds import Round
from storage import people
from storage import tables as t
from storage.goals import all_goals
from storage.rounds import as_round

from .texts import Written, facts

FIRST_FREE_YEAR = 2025
"""The first year without a real round, so that an invented one may stand there."""

THIS_YEAR = {
    "kick_off": -6,
    "proposals_open": -3,
    "picture_due": 1,
    "proposals_close": 2,
    "agenda_due": 5,
    "sessions_from": 7,
    "sessions_to": 9,
}
"""Weeks from now: a round in the middle of its proposals."""


class Plan(Written):
    """A round's days; `order` is the order of its regions' sessions, where it is known."""

    year: int
    case_number: str | None = None
    kick_off: date | None = None
    picture_due: date | None = None
    proposals_open: date
    proposals_close: date
    agenda_due: date | None = None
    sessions_from: date
    sessions_to: date
    order: tuple[str, ...] = ()


def plans(now: datetime) -> tuple[Plan, ...]:
    """All rounds, oldest first. Raises ValueError where last year's would take a real round's place."""
    year = today(now).year
    if year <= FIRST_FREE_YEAR:
        raise ValueError(f"the demo needs a clock in {FIRST_FREE_YEAR + 1} or later, not in {year}")
    found = facts("rounds")
    real = [Plan.model_validate(days) for days in found["rounds"]]
    return (*real, _last(found["last"], year - 1), _this(today(now)))


def _last(days: dict[str, str | list[str]], year: int) -> Plan:
    named = {key: day.format(year=year) for key, day in days.items() if isinstance(day, str)}
    moved = {key: next_working(date.fromisoformat(day)) for key, day in named.items()}
    return Plan.model_validate({"year": year, **days, **moved})


def _this(day: date) -> Plan:
    days = {key: next_working(day + timedelta(weeks=weeks)) for key, weeks in THIS_YEAR.items()}
    return Plan.model_validate({"year": day.year, **days})


def add(db: Session, rounds: Sequence[Plan]) -> dict[int, Round]:
    """Add the rounds; they come back by year."""
    goals = all_goals(db)
    rows = [_row(plan, goals) for plan in rounds]
    db.add_all(rows)
    db.flush()
    _take_part(db, rows[-1])
    return {row.year: as_round(row) for row in rows}


def _take_part(db: Session, row: t.Round) -> None:
    """All councils and ministries take part in this year's round."""
    for organisation in people.organisations(db).values():
        if organisation.kind in (Kind.COUNCIL, Kind.MINISTRY):
            db.add(t.RoundOrganisation(round_id=row.id or 0, organisation_id=organisation.id))
    db.flush()


def _row(plan: Plan, goals: Sequence[rules.Goal]) -> t.Round:
    kept = ("year", "case_number", "kick_off", "agenda_due", "sessions_from", "sessions_to")
    return t.Round(
        name_fi=f"Aluekehittämiskeskustelut {plan.year}",
        name_sv=f"Regionutvecklingsdiskussionerna {plan.year}",
        name_en=f"Regional development discussions {plan.year}",
        decision=_decision(plan.year, goals),
        picture_due=moment("picture_due", plan.picture_due) if plan.picture_due else None,
        proposals_open=moment("proposals_open", plan.proposals_open),
        proposals_close=moment("proposals_close", plan.proposals_close),
        **{name: getattr(plan, name) for name in kept},
    )


def _decision(year: int, goals: Sequence[rules.Goal]) -> str:
    found = rules.in_force(goals, year)
    if found is None:
        raise LookupError(f"no regional development decision for {year}")
    return found.id
