"""Whatever happens in whatever order: no reminder is sent after the organisation has acted, none twice for a
morning, none after its deadline.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, update
from sqlmodel import Session, col, select

from bot.features.reminder_items import kept
from bot.features.reminder_rings import REMINDED
from bot.features.reminder_words import WHAT
from bot.parcels import Parcel
from cards.language import texts
from cards.render import as_text
from knowledge.availability import Option, Suits
from knowledge.clock import at, today
from knowledge.reminders import Item, Kind
from storage import people, polls, rounds, wishes
from storage import tables as t
from storage.store import Store
from tests.bot.features.reminder_chats import Bells, hears, morning, quiet, withdrawn
from tests.bot.office import Office, Postman
from tests.fakes.clock import StandingClock

EXAMPLES = 12
COUNCILS = ("council:19", "council:18", "council:10")
PEOPLE = ("lappi", "lappi-vara", "kainuu", "etela-savo")
SESSION = "2026-19"
HOURS = (time(8), time(17))

# What can happen

WHO, SOMEBODY = st.sampled_from(COUNCILS), st.sampled_from(PEOPLE)
HOUR = st.sampled_from([time(0), time(8), time(9), time(16), time(23, 59)])
ROLE = st.sampled_from(["contact", "deputy", "observer"])
ACT = st.one_of(
    st.tuples(st.just("submit"), WHO),
    st.tuples(st.just("withdraw"), WHO),
    st.tuples(st.just("move the deadline"), st.integers(0, 9), HOUR),
    st.tuples(st.just("ask for times"), st.integers(0, 8), HOUR),
    st.tuples(st.just("answer about times"), WHO),
    st.tuples(st.just("ask no more")),
    st.tuples(st.just("change a role"), SOMEBODY, ROLE),
    st.tuples(st.just("be away"), SOMEBODY, st.integers(0, 4)),
)
ACTS = st.lists(ACT, max_size=2)
RINGS = st.sampled_from([time(9, 0, 2), time(9, 0, 2), time(9, 0, 2), time(11, 30), None])
SENDS = st.sampled_from([time(12), time(12), time(16), time(20), None])
DAYS = st.lists(st.tuples(ACTS, RINGS, ACTS, SENDS), min_size=6, max_size=12)


@dataclass(frozen=True)
class Sent:
    """A reminder of one thing that was sent, with what was so at that moment."""

    person: int
    item: Item
    morning: str
    at: datetime
    due: datetime
    acted: bool


class Watching(Postman):
    """A postman that looks, at the moment of sending, at what each card reminds of."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.sent: list[Sent] = []

    async def deliver(self, parcel: Parcel, replaces: str | None = None) -> str:
        with self.office.store.read() as db:
            row = db.get_one(t.Outbox, parcel.message or 0)
            if row.cause == REMINDED:
                self.sent += _sent(db, row, parcel, self.office.clock())
        return await super().deliver(parcel, replaces)


def _sent(db: Session, row: t.Outbox, parcel: Parcel, now: datetime) -> Iterator[Sent]:
    text, spoken, known = as_text(dict(parcel.card)), texts("fi"), people.organisations(db)
    for item in kept(row.data):
        about = (spoken.say(WHAT[item.kind]), spoken.name(known[item.organisation].names))
        if all(each in text for each in about):
            due, acted = LOOK[item.kind](db, item)
            yield Sent(row.person_id, item, str(row.data["moment"]), now, due, acted)


def _proposal(db: Session, item: Item) -> tuple[datetime, bool]:
    theirs = (t.Proposal.organisation_id == item.organisation, t.Proposal.round_id == int(item.thing))
    states = db.exec(select(t.Proposal.state).where(*theirs)).all()
    return db.get_one(t.Round, int(item.thing)).proposals_close, "submitted" in states


def _times(db: Session, item: Item) -> tuple[datetime, bool]:
    poll = polls.find(db, int(item.thing))
    assert poll is not None
    return poll.due, poll.closed is not None or item.organisation in poll.answers


LOOK = {Kind.PROPOSALS: _proposal, Kind.AVAILABILITY: _times}


class World:
    """Three councils that have proposed nothing, their people, a bell and a delivery, from 1.12. on."""

    def __init__(self, store: Store) -> None:
        self.store, self.clock = store, StandingClock(morning(1, time(7)))
        quiet(self, *COUNCILS)
        withdrawn(self, *COUNCILS)
        hears(self, *PEOPLE)
        with store.transaction() as db:
            db.execute(update(t.Outbox).values(state="sent"))
            db.execute(delete(t.SessionOrganisation).where(col(t.SessionOrganisation.session_id) == SESSION))
            rows = [{"session_id": SESSION, "organisation_id": each} for each in COUNCILS]
            db.execute(insert(t.SessionOrganisation), rows)
        self.bells = Bells(self, self.clock())
        office = Office(store, self.clock)
        self.postman = Watching(office)
        office.postmen = {"msteams": self.postman}
        self.delivery = office.another(hours=HOURS)

    async def live(self, days: list[Any]) -> None:
        """What happens, day by day: acts, a ring, acts, a delivery."""
        for day, (early, rings, late, sends) in enumerate(days):
            self._do(early, day, time(8, 30))
            if rings:
                self._pass(day, rings)
                self.bells.ring(self.clock())
            self._do(late, day, time(11, 45))
            if sends:
                self._pass(day, sends)
                for _ in range(4):
                    self.clock.advance(seconds=2)
                    await self.delivery.pay()

    def _pass(self, day: int, hour: time) -> None:
        self.clock.now = morning(1, hour) + timedelta(days=day)

    def _do(self, acts: list[tuple[Any, ...]], day: int, hour: time) -> None:
        self._pass(day, hour)
        for what, *how in acts:
            with self.store.transaction() as db:
                DO[what](db, self.clock(), *how)


# What people do


def _set_state(state: str) -> Callable[..., None]:
    def act(db: Session, now: datetime, council: str) -> None:
        theirs = (col(t.Proposal.organisation_id) == council, col(t.Proposal.round_id) == _round(db))
        db.execute(update(t.Proposal).where(*theirs).values(state=state))

    return act


def _move(db: Session, now: datetime, days: int, hour: time) -> None:
    round_ = rounds.by_id(db, _round(db))
    assert round_ is not None
    rounds.set_moment(db, round_, "proposals_close", at(today(now) + timedelta(days=days), hour))


def _ask(db: Session, now: datetime, days: int, hour: time) -> None:
    option = Option(0, morning(20), morning(20, time(11)))
    polls.add(db, SESSION, [option, option], at(today(now) + timedelta(days=days), hour), 1, now)


def _answer(db: Session, now: datetime, council: str) -> None:
    for poll in polls.open_ones(db):
        suits = dict.fromkeys((option.id for option in poll.options), Suits.YES)
        polls.answer(db, poll, council, suits, 1, now)


def _role(db: Session, now: datetime, person: str, role: str) -> None:
    theirs = select(t.Person.id).where(t.Person.slug == person)
    db.execute(update(t.Membership).where(col(t.Membership.person_id).in_(theirs)).values(role=role))


def _away(db: Session, now: datetime, person: str, days: int) -> None:
    number = db.exec(select(t.Person.id).where(t.Person.slug == person)).one() or 0
    wishes.be_away(db, number, today(now), today(now) + timedelta(days=days))


def _round(db: Session) -> int:
    return db.exec(select(t.Round.id).order_by(col(t.Round.year).desc())).first() or 0


DO: dict[str, Callable[..., None]] = {
    "submit": _set_state("submitted"),
    "withdraw": _set_state("withdrawn"),
    "move the deadline": _move,
    "ask for times": _ask,
    "answer about times": _answer,
    "ask no more": lambda db, now: polls.close(db, SESSION, now),
    "change a role": _role,
    "be away": _away,
}


def lived(data: Path, days: list[Any]) -> list[Sent]:
    """What was sent in a history, on a copy of the demo."""
    with TemporaryDirectory() as folder:
        shutil.copytree(data, Path(folder) / "data")
        store = Store.at(Path(folder) / "data")
        world = World(store)
        asyncio.run(world.live(days))
        store.close()
    return world.postman.sent


@pytest.mark.whole
def test_no_reminder_is_sent_after_the_organisation_has_acted(
    demo_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = {"sent": 0}

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(days=DAYS)
    def check(days: list[Any]) -> None:
        sent = lived(demo_data, days)
        counts["sent"] += len(sent)
        assert [] == [each for each in sent if each.acted]
        assert [] == [each for each in sent if each.due <= each.at]
        keys = [(each.person, each.item, each.morning) for each in sent]
        assert len(keys) == len(set(keys))

    check()
    with capsys.disabled():
        print(f"\nreminders: {EXAMPLES} histories, {counts['sent']} sent, 0 after the act, 0 late, 0 twice")
    assert counts["sent"] > EXAMPLES
