"""Reminders: what organisations still have to do, when they are reminded of it, and whom of their people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from .calendar import last_working, next_working
from .clock import at, today
from .people import OWN, Person
from .sessions import attends_for
from .status import Step


class Kind(StrEnum):
    """What is to be done. Situation notes follow once they are written down."""

    PROPOSALS = "proposals"
    JOINT = "joint"
    VIEWS = "views"
    AVAILABILITY = "availability"
    SESSION = "session"
    MINUTES = "minutes"
    FOLLOW_UP = "follow-up"


HEADS_UP = frozenset({Kind.SESSION})
"""Kinds in which there is nothing to do but to be there: everybody who takes part is told."""
LATE_TOO = frozenset({Kind.PROPOSALS, Kind.VIEWS, Kind.MINUTES, Kind.FOLLOW_UP})
"""Kinds that can be done after the deadline as well."""
BY_STEP: Mapping[Step, Kind] = {
    Step.PROPOSALS: Kind.PROPOSALS,
    Step.JOINT: Kind.JOINT,
    Step.VIEWS: Kind.VIEWS,
    Step.AVAILABILITY: Kind.AVAILABILITY,
    Step.MINUTES: Kind.MINUTES,
    Step.FOLLOW_UP: Kind.FOLLOW_UP,
}
"""What is to be done in the steps of the overview that organisations do themselves."""
OFFSETS: Mapping[Kind, tuple[int, ...]] = dict.fromkeys(Kind, (14, 7, 1, 0)) | {Kind.SESSION: (1,)}
"""How many days before the last day people are reminded."""
AT_OPENING = frozenset({Kind.FOLLOW_UP})
"""Kinds of which people are told as well when a round opens."""
NEAR = 1  # days before the last day, from when on those who were silent aren't relied on
MORNING = time(9)
LATE = timedelta(hours=1)  # a reminder that comes so much later says so
SNOOZES = (1, 3, 7)


@dataclass(frozen=True)
class Done:
    """Who did something for an organisation, and when; empty and None where that isn't written down."""

    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Item:
    """What one organisation is reminded of: the kind of duty, and the round, question, … it belongs to."""

    kind: Kind
    thing: str
    organisation: str


@dataclass(frozen=True)
class Duty:
    """Something asked of organisations from one moment to another. `names`: of what it belongs to.

    `people` take part by name; `round` is its round, where it has one. `left`: of how many things an
    organisation has still to tell, where it is about several.
    """

    kind: Kind
    thing: str
    names: Mapping[str, str] = field(hash=False)
    opens: datetime
    due: datetime
    asked: frozenset[str]
    done: Mapping[str, Done] = field(default_factory=dict, hash=False)
    people: frozenset[int] = frozenset()
    round: int | None = None
    left: Mapping[str, int] = field(default_factory=dict, hash=False)

    def waits_for(self, organisation: str) -> bool:
        """Is the organisation asked, and hasn't done it? A session is told to whoever takes part in it."""
        return self.asks(organisation) and organisation not in self.done

    def asks(self, organisation: str) -> bool:
        """Is the organisation asked, whether or not it has done it?"""
        return organisation in self.asked or self.kind in HEADS_UP

    def item(self, organisation: str) -> Item:
        """The organisation's part of it."""
        return Item(self.kind, self.thing, organisation)

    def possible(self, now: datetime) -> bool:
        """Can it be done at this moment?"""
        return self.opens <= now and (now < self.due or self.kind in LATE_TOO)

    @property
    def items(self) -> tuple[Item, ...]:
        """The parts of those who haven't done it."""
        return tuple(self.item(each) for each in sorted(self.asked) if self.waits_for(each))


def concerns(duty: Duty, organisation: str, person: Person) -> bool:
    """Does the person do it for the organisation, or take part in the session?"""
    if duty.kind not in HEADS_UP:
        return organisation in {each.id for each in person.in_role(OWN)}
    return person.id in duty.people or not attends_for(person).isdisjoint(duty.asked)


ROUND = "round:"


def of_round(number: int) -> str:
    """The thing of a duty that is about everything that a round asks for."""
    return f"{ROUND}{number}"


def round_of(thing: str) -> int | None:
    """The round that a duty's thing is; None for another thing."""
    number = thing.removeprefix(ROUND)
    return int(number) if thing.startswith(ROUND) and number.isdigit() else None


# When


@dataclass(frozen=True)
class Call:
    """A moment of a duty that has come; `near` when it is the last day's or the day's before."""

    duty: Duty
    moment: datetime
    near: bool


def moments(duty: Duty) -> Mapping[datetime, int]:
    """When people are reminded, each with its days before the last day: on working mornings, once a day.
    Of some kinds also when their round opens.

    What falls on a day off comes on the working day before; of two on one day the nearer is meant.
    """
    last, found = today(duty.due), dict[date, int]()
    if duty.kind in AT_OPENING and duty.round:
        found[next_working(_first(duty.opens))] = (last - today(duty.opens)).days
    for before in sorted(OFFSETS[duty.kind], reverse=True):
        found[last_working(last - timedelta(days=before))] = before
    return {at(day, MORNING).astimezone(UTC): before for day, before in found.items()}


def _first(opens: datetime) -> date:
    """The first day on whose morning something has opened."""
    day = today(opens)
    return day if at(day, MORNING) >= opens else day + timedelta(days=1)


def calls(duties: Iterable[Duty], since: datetime, now: datetime) -> tuple[Call, ...]:
    """What people are to be reminded of, after one moment and up to another: of several the newest."""
    found = ((duty, _newest(duty, since, now)) for duty in duties)
    return tuple(Call(duty, *newest) for duty, newest in found if newest)


def _newest(duty: Duty, since: datetime, now: datetime) -> tuple[datetime, bool] | None:
    passed = [
        (moment, before <= NEAR)
        for moment, before in moments(duty).items()
        if since < moment <= now and duty.opens <= moment < duty.due
    ]
    return max(passed, default=None)


def comes(since: datetime, now: datetime) -> bool:
    """Does a morning, at which people may be reminded, fall after one moment and up to another?"""
    first = at(today(since), MORNING)
    if first <= since:
        first = at(today(since) + timedelta(days=1), MORNING)
    return first <= now


def coming(duty: Duty, now: datetime) -> datetime | None:
    """When people are reminded next."""
    later = (moment for moment in moments(duty) if now < moment and duty.opens <= moment < duty.due)
    return min(later, default=None)


def days_left(duty: Duty, now: datetime) -> int:
    """How many days until the last one: 0 on that day, below 0 when the time is over."""
    return -1 if duty.due <= now else (today(duty.due) - today(now)).days


def snoozes(now: datetime, until: datetime | None) -> Mapping[int, datetime]:
    """By the days for which one may put a reminder off: the working morning on which it comes then.

    None comes after `until`, and no two come on one morning.
    """
    found: dict[datetime, int] = {}
    for days in SNOOZES:
        moment = at(next_working(today(now) + timedelta(days=days)), MORNING).astimezone(UTC)
        if until is None or moment < until:
            found.setdefault(moment, days)
    return {days: moment for moment, days in found.items()}


def on_morning(day: date, until: datetime | None) -> datetime | None:
    """The working morning of a day, or of the next; none that comes after `until`."""
    moment = at(next_working(day), MORNING).astimezone(UTC)
    return moment if until is None or moment < until else None


# To whom


def to_remind(
    contacts: Iterable[int],
    deputies: Iterable[int],
    *,
    away: Collection[int],
    silent: Collection[int],
    near: bool,
) -> tuple[int, ...]:
    """Whom of an organisation's people to remind: its contacts who aren't away.

    The deputies too, when no contact is there who hears of it (`silent` don't), or when the time is nearly
    over. Everybody, when all are away.
    """
    own, others = tuple(contacts), tuple(deputies)
    here = [person for person in own if person not in away]
    relied = any(person not in silent for person in here) and not near
    more = () if relied else [person for person in others if person not in away]
    return tuple(dict.fromkeys((*here, *more))) or tuple(dict.fromkeys((*own, *others)))


# What a sentence asks for

REMINDING = ("muistut", "karhu", "påminn", "remind")
"""How the words begin that ask to remind others, in Finnish, Swedish and English."""


def asks_to_remind(text: str) -> bool:
    """Does a sentence of the overview ask to remind those who are missing?"""
    return any(word.startswith(REMINDING) for word in text.lower().split())
