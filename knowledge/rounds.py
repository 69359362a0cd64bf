"""A round of discussions: its dates and the phase that follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from .clock import at, is_past, today
from .refusals.rounds import DeadlinePassed, NoOpenRound, NotYetOpen, RoundOver


class Phase(StrEnum):
    """Where a round stands."""

    PREPARING = "preparing"
    PROPOSALS = "proposals"
    AGENDA = "agenda"
    SESSIONS = "sessions"
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True)
class Round:
    """One round. Moments are aware, dates are calendar days in Finland; `year` is the year of its name.

    `names` by language; a name that isn't there is shown in Finnish. `days_to_send` and `days_to_confirm` are
    for minutes: from the session to the draft, and from the draft to the answers.
    """

    id: int
    year: int
    names: dict[str, str] = field(hash=False)
    case_number: str | None
    decision: str
    kick_off: date | None
    picture_due: datetime | None
    proposals_open: datetime
    proposals_close: datetime
    agenda_due: date | None
    sessions_from: date | None
    sessions_to: date | None
    days_to_send: int = 14
    days_to_confirm: int = 14


def phase(round_: Round, now: datetime) -> Phase:
    """The phase at a moment: preparing → proposals → agenda → sessions → follow-up."""
    day = today(now)
    passed = [
        (Phase.FOLLOW_UP, round_.sessions_to is not None and day > round_.sessions_to),
        (Phase.SESSIONS, round_.sessions_from is not None and day >= round_.sessions_from),
        (Phase.AGENDA, now > round_.proposals_close),
        (Phase.PROPOSALS, now >= round_.proposals_open),
    ]
    return next((name for name, reached in passed if reached), Phase.PREPARING)


def in_hand(rounds: Sequence[Round], now: datetime) -> Round | None:
    """Of rounds in order of time: the newest that has begun and isn't over, else the next, else the last."""
    running = [each for each in rounds if phase(each, now) not in (Phase.PREPARING, Phase.FOLLOW_UP)]
    coming = [each for each in rounds if phase(each, now) is Phase.PREPARING]
    return next(iter([*reversed(running), *coming, *reversed(rounds)]), None)


def takes_proposals(round_: Round, now: datetime) -> bool:
    """Are proposals open at this moment?"""
    return round_.proposals_open <= now <= round_.proposals_close


def over(round_: Round, now: datetime) -> bool:
    """Is the round to be read only?"""
    return phase(round_, now) is Phase.FOLLOW_UP


def check_open(round_: Round, now: datetime, *, late: bool = False) -> None:
    """Refuse a proposal before the opening, after the sessions, and, unless late, after the deadline."""
    if over(round_, now):
        raise NoOpenRound
    if now < round_.proposals_open:
        raise NotYetOpen(round=round_.names, date=round_.proposals_open)
    if now > round_.proposals_close and not late:
        raise DeadlinePassed(round=round_.names, date=round_.proposals_close)


def check_running(round_: Round, now: datetime) -> None:
    """Refuse to change anything of a round that is over: it can only be read."""
    if over(round_, now):
        raise RoundOver(round=round_.names)


@dataclass(frozen=True)
class Due:
    """One date of a round: what (`key`), when, and whether it is behind."""

    key: str
    when: date | datetime
    past: bool


def due_dates(round_: Round, now: datetime) -> tuple[Due, ...]:
    """The round's dates in order of time, those without a date left out."""
    named: list[tuple[str, date | datetime | None]] = [
        ("kick_off", round_.kick_off),
        ("picture_due", round_.picture_due),
        ("proposals_open", round_.proposals_open),
        ("proposals_close", round_.proposals_close),
        ("agenda_due", round_.agenda_due),
        ("sessions_from", round_.sessions_from),
        ("sessions_to", round_.sessions_to),
    ]
    known = [Due(key, when, is_past(when, now)) for key, when in named if when is not None]
    return tuple(sorted(known, key=lambda due: _moment(due.when)))


def _moment(when: date | datetime) -> datetime:
    """A moment to sort by: a day counts from its beginning in Finland."""
    return when if isinstance(when, datetime) else at(when, time.min)
