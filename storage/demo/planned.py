"""This year's discussions of the demo: planned with their times, three announced, one asked about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zlib import crc32

from sqlmodel import Session, col, select

from knowledge import availability
from knowledge import sessions as rules
from knowledge.availability import Option, Suits
from knowledge.calendar import working_days
from knowledge.clock import at
from knowledge.places import Places, Region
from knowledge.rounds import Round
from knowledge.session_names import suggested
from storage import polls, sessions
from storage import tables as t
from storage.transfer.organisations import council, ministry

from .sessions import AFTERNOON, MORNING, Held

ANNOUNCED = {
    "06": ("Tampere, Pirkanmaan liitto", "https://teams.microsoft.com/l/meetup-join/demo-pirkanmaa"),
    "17": ("Oulu, Pohjois-Pohjanmaan liitto", ""),
    "19": ("Rovaniemi, Lapin liitto", "https://teams.microsoft.com/l/meetup-join/demo-lappi"),
}
"""Place and link of the sessions that are announced, by region."""
ASKED = "10"
"""The region whose organisations are asked for times: its session has none yet."""
HOURS = (time(9, 0), time(12, 45), time(9, 30))
COORDINATOR = "tem-koordinaattori"


def add(
    db: Session, round_: Round, before: Sequence[Held], places: Places, now: datetime
) -> tuple[rules.Session, ...]:
    """Add a session for each region, with the organisations that met last year."""
    met = {held.regions[0]: held.organisations for held in before if held.year == round_.year - 1}
    regions = [region for region in places.regions if region.takes_part]
    times = _times(round_, len(regions))
    added = [
        sessions.put(db, _session(round_, region, met.get(region.code, ()), starts, now))
        for region, starts in zip(regions, times, strict=True)
    ]
    _ask(db, next(each for each in added if ASKED in each.regions), now)
    return tuple(added)


def _times(round_: Round, count: int) -> tuple[datetime, ...]:
    """Moments for so many sessions, spread over the round's working days, two on a day at most."""
    if round_.sessions_from is None or round_.sessions_to is None:
        raise ValueError(f"the demo's round {round_.year} has no days of sessions")
    days = working_days(round_.sessions_from, round_.sessions_to)
    hours = (MORNING, AFTERNOON)
    return tuple(at(days[n // 2 * len(days) * 2 // count], hours[n % 2]) for n in range(count))


def _session(
    round_: Round, region: Region, met: Sequence[str], starts: datetime, now: datetime
) -> rules.Session:
    place, link = ANNOUNCED.get(region.code, ("", ""))
    announced = region.code in ANNOUNCED
    plain = rules.Session(
        id=rules.next_id(round_, rules.Kind.REGIONAL, (region.code,), ()),
        round=round_,
        kind=rules.Kind.REGIONAL,
        state=rules.State.ANNOUNCED if announced else rules.State.PLANNED,
        names=suggested(rules.Kind.REGIONAL, round_.year, (region,)),
        regions=(region.code,),
        organisations=tuple(sorted({council(region.code), ministry("TEM"), *met})),
        place=place,
        link=link,
        announced=now - timedelta(days=4) if announced else None,
    )
    return plain if region.code == ASKED else plain.at(starts)


def _ask(db: Session, session: rules.Session, now: datetime) -> None:
    """Ask the session's organisations for times; every other one has answered."""
    asker = db.exec(select(t.Person).where(col(t.Person.slug) == COORDINATOR)).one()
    due = availability.due_of(availability.suggested_due(now))
    poll = polls.add(db, session.id, _offered(session), due, asker.id or 0, now - timedelta(days=2))
    for organisation in session.organisations[1::2]:
        member = db.exec(select(t.Membership).where(t.Membership.organisation_id == organisation)).first()
        if member:
            lot = crc32(organisation.encode())
            suits = {o.id: list(Suits)[(lot >> n) % 3] for n, o in enumerate(poll.options)}
            polls.answer(db, poll, organisation, suits, member.person_id, now - timedelta(days=1))


def _offered(session: rules.Session) -> list[Option]:
    first, last = session.round.sessions_from, session.round.sessions_to
    if first is None or last is None:
        return []
    days = working_days(first, last)[-3:]
    span = timedelta(minutes=session.length)
    return [Option(0, at(day, hour), at(day, hour) + span) for day, hour in zip(days, HOURS, strict=False)]
