"""Opening a round: which dates to suggest, and what keeps a plan from being opened."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from .calendar import is_working, next_working
from .clock import at, finnish, today
from .refusals import OfField, Refusal
from .refusals.asking import FieldMissing
from .refusals.rounds import (
    BadYear,
    DayPassed,
    DayStays,
    FarFromYear,
    NobodyTakesPart,
    NoWorkingDay,
    SameRound,
    TooManyDays,
    UnknownDecision,
    WrongOrder,
)
from .rounds import Round, due_dates

OPENING, CLOSING = time(9, 0), time(16, 15)
"""Finnish hours at which proposals open, and at which they and the situation picture close."""
DAYS = (
    "kick_off",
    "picture_due",
    "proposals_open",
    "proposals_close",
    "agenda_due",
    "sessions_from",
    "sessions_to",
)
ENDS = ("picture_due", "proposals_close", "agenda_due", "sessions_to")
"""Days on which a step ends; on the others one begins."""
NEEDED = ("proposals_open", "proposals_close", "sessions_from", "sessions_to")
ORDER = (
    ("kick_off", "proposals_open", "proposals_close", "agenda_due", "sessions_from", "sessions_to"),
    ("kick_off", "picture_due", "sessions_from"),
)
"""Chains of days: none may come before the one before it."""
MOST_DAYS = 120
NAME_LIMIT = 120


@dataclass(frozen=True)
class Plan:
    """A round as its form says it; `days` by the names in DAYS, None where none was given."""

    year: int
    names: Mapping[str, str] = field(hash=False)
    case_number: str
    decision: str
    days: Mapping[str, date | None] = field(hash=False)
    days_to_send: int
    days_to_confirm: int
    organisations: tuple[str, ...]


def days_of(round_: Round) -> dict[str, date | None]:
    """A round's days, moments as their Finnish days."""
    found = {name: getattr(round_, name) for name in DAYS}
    return {name: finnish(day).date() if isinstance(day, datetime) else day for name, day in found.items()}


def suggested(last: Round | None, year: int) -> dict[str, date | None]:
    """The days of another round, as many weeks later as fit its year, each moved to a working day."""
    if last is None:
        return dict.fromkeys(DAYS)
    later = timedelta(weeks=round((date(year, 7, 1) - date(last.year, 7, 1)).days / 7))
    return {name: next_working(day + later) if day else None for name, day in days_of(last).items()}


def faults(
    plan: Plan, now: datetime, others: Iterable[Round], decisions: Iterable[str], before: Round | None = None
) -> tuple[Refusal, ...]:
    """Everything that keeps a plan from being opened; `before` is the round when one is being changed."""
    kept = days_of(before) if before else {}
    fresh = {name: day for name, day in plan.days.items() if day and kept.get(name) != day}
    return (
        *_year(plan, now, others, before),
        *((UnknownDecision(),) if plan.decision not in decisions else ()),
        *(FieldMissing(name) for name in NEEDED if plan.days.get(name) is None),
        *(_standing(plan.days, before, now) if before else ()),
        *_days(fresh, plan.year, now),
        *_order(plan.days, fresh),
        *_lengths(plan),
        *(() if plan.organisations else (NobodyTakesPart(),)),
    )


def _year(plan: Plan, now: datetime, others: Iterable[Round], before: Round | None) -> Iterator[Refusal]:
    this_year = today(now).year
    if before is None and not this_year - 1 <= plan.year <= this_year + 5:
        yield BadYear(first=this_year, last=this_year + 5)
    if not plan.names.get("fi"):
        yield FieldMissing("name_fi")
    same = (o for o in others if before is None or o.id != before.id)
    if any((o.year, o.names.get("fi")) == (plan.year, plan.names.get("fi")) for o in same):
        yield SameRound(year=plan.year)


def _standing(days: Mapping[str, date | None], before: Round, now: datetime) -> Iterator[OfField]:
    """A day that has passed is moved only where a step ends on it, and only to a later one."""
    kept = days_of(before)
    for name in (due.key for due in due_dates(before, now) if due.past):
        old, new = kept[name], days.get(name)
        later = name in ENDS and old is not None and new is not None and new > old
        if old != new and not later:
            yield DayStays(name, date=old)


def _days(fresh: Mapping[str, date], year: int, now: datetime) -> Iterator[OfField]:
    """A day in the past, far away, or one that nobody works on: those that were there before may stay."""
    for name, each in fresh.items():
        if not year - 1 <= each.year <= year + 2:
            yield FarFromYear(name, date=each, year=year)
        elif passed(name, each, now) and name != "kick_off":
            yield DayPassed(name, today=today(now))
        elif not is_working(each):
            yield NoWorkingDay(name, date=next_working(each))


def passed(name: str, day: date, now: datetime) -> bool:
    """Is it too late for that day? A step that ends on it must not have ended yet."""
    return moment(name, day) < now if name in ENDS else day < today(now)


def _order(days: Mapping[str, date | None], fresh: Container[str]) -> Iterator[OfField]:
    """Days that come before the one before them, where either of the two is new."""
    seen: set[str] = set()
    for chain in ORDER:
        known = [(name, day) for name in chain if (day := days.get(name))]
        for (before, earlier), (name, later) in pairwise(known):
            new = name in fresh or before in fresh
            if new and _too_early(name, earlier, later) and name not in seen:
                seen.add(name)
                yield WrongOrder(name, date=earlier)


def _too_early(name: str, earlier: date, later: date) -> bool:
    """Proposals are open for a day at least; other steps may share their day."""
    return later <= earlier if name == "proposals_close" else later < earlier


def _lengths(plan: Plan) -> Iterator[OfField]:
    for name in ("days_to_send", "days_to_confirm"):
        if not 1 <= getattr(plan, name) <= MOST_DAYS:
            yield TooManyDays(name, limit=MOST_DAYS)


def moment(name: str, day: date) -> datetime:
    """When a step of that name begins or ends on a day."""
    return at(day, OPENING if name == "proposals_open" else CLOSING)
