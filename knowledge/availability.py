"""Which times suit a session's organisations: what is offered, what they answer, which is the best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from .calendar import YEARS_AHEAD, far_ahead, is_working, next_working
from .clock import HELSINKI, at, finnish, today
from .people import OWN, Action, Person, may
from .refusals import OfField
from .refusals.sessions import (
    BadTimes,
    DueTooLate,
    FarAhead,
    NoOpenPoll,
    PollClosed,
    SameTime,
    TimeOff,
    TimePassed,
    TimesCount,
)
from .sessions import Session

FEWEST, MOST = 2, 6
"""Times that may be offered."""
SHAPES = ("%d.%m.%Y %H.%M", "%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H.%M")
LAST_HOUR = time(23, 59)
OLDEST = 1900  # what is written as an earlier year is no time


class Suits(StrEnum):
    """Whether a time suits an organisation."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True)
class Option:
    """A time that is offered."""

    id: int
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Answer:
    """An organisation's answer: by option, who gave it, when."""

    suits: Mapping[int, Suits] = field(hash=False)
    at: datetime
    person: int
    by: str


@dataclass(frozen=True)
class Poll:
    """A question of times. `answers` by organisation; `closed` once a time is chosen or it is asked anew."""

    id: int
    session: str
    due: datetime
    at: datetime
    person: int
    closed: datetime | None
    options: tuple[Option, ...]
    answers: Mapping[str, Answer] = field(hash=False)


def answering_for(person: Person, session: Session) -> tuple[str, ...]:
    """The organisations of the session that the person answers for; a coordinator, on behalf of each."""
    if may(person, Action.COORDINATE):
        return session.organisations
    own = {organisation.id for organisation in person.in_role(OWN)}
    return tuple(each for each in session.organisations if each in own)


def check_answering(person: Person, poll: Poll, now: datetime) -> None:
    """Refuse an answer to what is no longer asked, and after the due day, unless a coordinator records it."""
    if poll.closed:
        raise NoOpenPoll
    if now > poll.due and not may(person, Action.COORDINATE):
        raise PollClosed(date=poll.due)


@dataclass(frozen=True)
class Count:
    """How a time stands: how many it suits, may suit, and doesn't; `best` for the best of the poll's."""

    option: Option
    yes: int
    maybe: int
    no: int
    best: bool = False


def counts(poll: Poll) -> tuple[Count, ...]:
    """The times with their counts, the best marked: fewest refusals, then most that it suits for certain."""
    plain = [_count(poll, option) for option in poll.options]
    top = min(((each.no, -each.yes) for each in plain), default=None) if poll.answers else None
    return tuple(
        Count(each.option, each.yes, each.maybe, each.no, (each.no, -each.yes) == top) for each in plain
    )


def _count(poll: Poll, option: Option) -> Count:
    given = [answer.suits.get(option.id) for answer in poll.answers.values()]
    yes, maybe, no = (given.count(each) for each in Suits)
    return Count(option, yes, maybe, no)


def unanswered(poll: Poll, session: Session) -> tuple[str, ...]:
    """The session's organisations that haven't answered."""
    return tuple(each for each in session.organisations if each not in poll.answers)


# Asking


def offered(text: str, length: int, now: datetime) -> tuple[tuple[Option, ...], tuple[OfField, ...]]:
    """The times that the lines of a text offer, in order, and everything that is wrong with the lines."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    read = [(number, line, _read(line)) for number, line in lines]
    times = [starts for _, _, starts in read if starts]
    faults = tuple(_faults(read, now))
    if not faults and not FEWEST <= len(times) <= MOST:
        faults = (TimesCount("times", limit=MOST),)
    span = timedelta(minutes=length)
    return tuple(Option(0, starts, starts + span) for starts in sorted(times)), faults


def _read(line: str) -> datetime | None:
    """The moment of a line such as "12.1.2027 9.00" or "12.1.2027 klo 9.00"."""
    words = " ".join(
        word for word in line.replace(",", " ").split() if word.lower() not in ("klo", "kl", "at")
    )
    for shape in SHAPES:
        try:
            found = datetime.strptime(words, shape).replace(tzinfo=HELSINKI)
        except ValueError:
            continue
        return found if found.year >= OLDEST else None
    return None


def _faults(read: Sequence[tuple[int, str, datetime | None]], now: datetime) -> Iterator[OfField]:
    seen: set[datetime] = set()
    for number, line, starts in read:
        if starts is None:
            yield BadTimes("times", line=number, value=line.strip()[:40])
            continue
        yield from _of_time(number, starts, seen, now)
        seen.add(starts)


def _of_time(number: int, starts: datetime, seen: Iterable[datetime], now: datetime) -> Iterator[OfField]:
    day = starts.date()
    if starts in seen:
        yield SameTime("times", line=number, date=starts)
    if starts < now:
        yield TimePassed("times", line=number, date=starts)
    elif far_ahead(day, today(now)):
        yield FarAhead("times", date=day, limit=YEARS_AHEAD)
    elif not is_working(day):
        yield TimeOff("times", line=number, date=day, next=next_working(day))


def due_of(day: date) -> datetime:
    """The last moment to answer on a due day."""
    return at(day, LAST_HOUR)


def due_faults(day: date, options: Sequence[Option], now: datetime) -> tuple[OfField, ...]:
    """A due day that has passed, or that isn't before the first of the times."""
    first = finnish(options[0].starts).date() if options else date.max
    return () if today(now) <= day < first else (DueTooLate("due"),)


def suggested_due(now: datetime) -> date:
    """A week from now, moved to a working day."""
    return next_working(today(now) + timedelta(weeks=1))
