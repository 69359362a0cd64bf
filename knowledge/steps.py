"""The steps of a round: which are open, and what stands against moving them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .calendar import is_working, next_working
from .clock import finnish, is_past, today
from .opening import passed
from .refusals import Refusal
from .refusals.rounds import DayPassed, NextStep, NotLater, NoWorkingDay, StepOpen
from .rounds import Round


class Step(StrEnum):
    """What is done in a round before its minutes."""

    PICTURE = "picture"
    PROPOSALS = "proposals"
    AGENDA = "agenda"
    SESSIONS = "sessions"


DEADLINES = {Step.PICTURE: "picture_due", Step.PROPOSALS: "proposals_close"}
"""Steps whose deadline can be extended, with the round's moment that holds it."""


class Standing(StrEnum):
    """How a step stands."""

    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Line:
    """A step with when it opens and closes; None where no date is set."""

    step: Step
    opens: date | datetime | None
    closes: date | datetime | None
    standing: Standing


def steps(round_: Round, now: datetime) -> tuple[Line, ...]:
    """The steps in their order, as they stand at a moment."""
    named: tuple[tuple[Step, date | datetime | None, date | datetime | None], ...] = (
        (Step.PICTURE, round_.kick_off, round_.picture_due),
        (Step.PROPOSALS, round_.proposals_open, round_.proposals_close),
        (Step.AGENDA, round_.proposals_close, round_.agenda_due),
        (Step.SESSIONS, round_.sessions_from, round_.sessions_to),
    )
    return tuple(Line(step, opens, closes, _standing(opens, closes, now)) for step, opens, closes in named)


def _standing(opens: date | datetime | None, closes: date | datetime | None, now: datetime) -> Standing:
    if closes is not None and is_past(closes, now):
        return Standing.CLOSED
    return Standing.OPEN if opens is None or not _after(opens, now) else Standing.COMING


def _after(when: date | datetime, now: datetime) -> bool:
    return when > now if isinstance(when, datetime) else when > today(now)


def check_opening(round_: Round, now: datetime) -> None:
    """Refuse to open proposals that are open, or were."""
    if now >= round_.proposals_open:
        raise StepOpen(date=round_.proposals_open)


def extending(round_: Round, step: Step, day: date, now: datetime) -> Iterator[Refusal]:
    """What stands against moving the deadline of a step in DEADLINES to a day."""
    deadline: datetime | None = getattr(round_, DEADLINES[step])
    after = round_.sessions_from if step is Step.PICTURE else round_.agenda_due or round_.sessions_from
    if passed(DEADLINES[step], day, now):
        yield DayPassed("day", today=today(now))
    elif deadline and day <= finnish(deadline).date():
        yield NotLater(date=deadline)
    elif not is_working(day):
        yield NoWorkingDay("day", date=next_working(day))
    elif after and day > after:
        yield NextStep(date=after)
