"""A session of a round: its kind and state, who takes part, when it is, and what stands against a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count
from string import ascii_lowercase

from .people import ALL, OVERSIGHT, OWN, Person, of_organisation, sees
from .people import Kind as Organisational
from .refusals.sessions import BegunAlready, NotBegun, NotReadyToAnnounce, ReasonMissing, SessionMoved
from .rounds import Round

LENGTH = 150
"""Minutes of a session when nothing else is said: two and a half hours."""
LONGEST = 12 * 60


class Kind(StrEnum):
    """What a session is for."""

    REGIONAL = "regional"
    JOINT = "joint"
    IN_DEPTH = "in-depth"
    PREPARATORY = "preparatory"


class State(StrEnum):
    """Where a session stands."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    HELD = "held"
    CANCELLED = "cancelled"


NEXT: dict[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.ANNOUNCED, State.CANCELLED}),
    State.ANNOUNCED: frozenset({State.HELD, State.CANCELLED}),
    State.HELD: frozenset(),
    State.CANCELLED: frozenset(),
}
LETTER = {Kind.JOINT: "y", Kind.IN_DEPTH: "s", Kind.PREPARATORY: "v"}
"""What the number of a session that isn't regional begins with: yhteinen, syventävä, valmisteleva."""


@dataclass(frozen=True)
class Session:
    """A session. `organisations` and `people` are ids, `regions` codes, `length` minutes.

    `version` grows with every change; `reason` is why it was cancelled; `announced`, when it was.
    """

    id: str
    round: Round
    kind: Kind
    state: State
    names: Mapping[str, str] = field(hash=False)
    regions: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    theme: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    length: int = LENGTH
    place: str = ""
    link: str = ""
    case_number: str | None = None
    version: int = 1
    reason: str = ""
    announced: datetime | None = None

    def at(self, starts: datetime | None) -> Session:
        """The session at another time, as long as it is."""
        return replace(self, starts=starts, ends=starts and starts + timedelta(minutes=self.length))


def check_move(session: Session, to: State) -> None:
    """Refuse a move that the states don't know."""
    if to not in NEXT[session.state]:
        raise SessionMoved(session=session.names, state=session.state)


def check_changeable(session: Session) -> None:
    """Refuse to change what was held or cancelled."""
    if not NEXT[session.state]:
        raise SessionMoved(session=session.names, state=session.state)


def announced(session: Session, now: datetime) -> Session:
    """The session, announced. Raises NotReadyToAnnounce without a time, or without a place or a link."""
    check_move(session, State.ANNOUNCED)
    if session.starts is None or not (session.place or session.link):
        raise NotReadyToAnnounce(session=session.names)
    if session.starts < now:
        raise BegunAlready(session=session.names, date=session.starts)
    return replace(session, state=State.ANNOUNCED, announced=now, version=session.version + 1)


def held(session: Session, now: datetime) -> Session:
    """The session, marked as held. Raises NotBegun before it has begun."""
    check_move(session, State.HELD)
    if session.starts is None or session.starts > now:
        raise NotBegun(session=session.names)
    return replace(session, state=State.HELD, version=session.version + 1)


def cancelled(session: Session, reason: str) -> Session:
    """The session, cancelled. Raises ReasonMissing where people know of it and aren't told why."""
    check_move(session, State.CANCELLED)
    if session.state is State.ANNOUNCED and not reason:
        raise ReasonMissing
    return replace(session, state=State.CANCELLED, reason=reason, version=session.version + 1)


WHOLE = frozenset({Organisational.SECRETARIAT, Organisational.ADVISORY})
"""Organisations that take part with everybody they have; of the others the contacts and deputies do."""


def attends_for(person: Person) -> frozenset[str]:
    """The organisations that a person takes part in sessions for."""
    return frozenset(
        m.organisation.id for m in person.memberships if m.role in OWN or m.organisation.kind in WHOLE
    )


def taking_part(person: Person, session: Session) -> bool:
    """Is the person named for the session, or there for one of its organisations?"""
    return person.id in session.people or not attends_for(person).isdisjoint(session.organisations)


def let_in(person: Person, session: Session) -> bool:
    """Is the link to the meeting for the person: who takes part, or oversees the round."""
    return taking_part(person, session) or OVERSIGHT in sees(person)


def may_see(person: Person, session: Session) -> bool:
    """Sessions are seen by those who oversee the round, by everybody admitted once they are announced.

    One that was cancelled before that is never told to others.
    """
    untold = session.state is State.CANCELLED and session.announced is None
    token = OVERSIGHT if untold or session.state is State.PLANNED else ALL
    return token in sees(person)


def seen_by(session: Session) -> frozenset[str]:
    """The tokens of a session's own organisations."""
    return frozenset(map(of_organisation, session.organisations))


def overlapping(session: Session, others: Iterable[Session]) -> tuple[Session, ...]:
    """The other sessions, neither cancelled nor this one, that run at the same time."""
    return tuple(
        other
        for other in others
        if other.id != session.id and other.state is not State.CANCELLED and _overlap(session, other)
    )


def _overlap(one: Session, other: Session) -> bool:
    if not (one.starts and one.ends and other.starts and other.ends):
        return False
    return one.starts < other.ends and other.starts < one.ends


def next_id(round_: Round, kind: Kind, regions: Sequence[str], taken: Iterable[str]) -> str:
    """The lasting id of a new session: 2026-19 for a region's, else 2026-y1, 2026-s1, 2026-v1 and on.

    A second session of a region in a year, where the first was cancelled, is 2026-19b.
    """
    used = set(taken)
    return next(one for one in _ids(round_, kind, regions) if one not in used)


def _ids(round_: Round, kind: Kind, regions: Sequence[str]) -> Iterator[str]:
    if kind is Kind.REGIONAL:
        first = f"{round_.year}-{regions[0]}"
        yield from (first, *(first + letter for letter in ascii_lowercase[1:]))
    stem = f"{round_.year}-{LETTER.get(kind, 'a')}"
    yield from (f"{stem}{number}" for number in count(1))
