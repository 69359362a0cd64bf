"""A delivery on the demo's database, and the postman it sends through."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import col, select

from bot import parcels
from bot.answers import Answer
from bot.delivery import Delivery
from bot.parcels import Parcel
from knowledge.clock import today
from knowledge.people import Person
from storage import outbox, people, turns
from storage import tables as t
from storage.store import Store
from storage.turns import Address, Key, Place
from tests.fakes.clock import StandingClock

CARD = {"card": {"speak": "Hei"}, "about": None, "update": False}
BROKEN = {"card": {"speak": "Hei"}}


async def at_once() -> None:
    """Nothing happens before a card is taken."""


class Postman:
    """Writes down what it is given as (conversation, card replaced), and fails where it is told to."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, str | None]] = []
        self.parcels: list[Parcel] = []
        self.errors: deque[Exception] = deque()
        self.always: Exception | None = None
        self._handed = asyncio.Semaphore(0)
        self.before: Callable[[], Awaitable[object]] = at_once

    async def deliver(self, parcel: Parcel, replaces: str | None = None) -> str:
        self.posted.append((parcel.where.conversation, replaces))
        self.parcels.append(parcel)
        number = len(self.posted)
        self._handed.release()
        await self.before()
        error = self.errors.popleft() if self.errors else self.always
        if error:
            raise error
        return f"card-{number}"

    def gate(self) -> asyncio.Event:
        """A gate that every card waits at until it is set."""
        gate = asyncio.Event()
        self.before = gate.wait
        return gate

    async def given(self, count: int) -> None:
        """Wait until that many more cards were handed over."""
        async with asyncio.timeout(10):
            for _ in range(count):
                await self._handed.acquire()


class Office:
    """What is owed, and who pays it."""

    def __init__(self, store: Store, clock: StandingClock) -> None:
        self.store, self.clock = store, clock
        self.postman = Postman()
        self.postmen: dict[str, parcels.Postman] = {turns.TEAMS: self.postman}
        self.delivery = self.another()

    def another(self, **how: Any) -> Delivery:
        """The delivery of one more process."""
        delivery = Delivery(self.store, self.clock, "fi", **how)
        delivery.open(self.postmen)
        return delivery

    def hears(self, slug: str, tenant: str = "a-tenant") -> None:
        """The person has written to the bot."""
        with self.store.transaction() as db:
            turns.remember(
                db, replace(address(slug), tenant=tenant), self.person(slug).id, Place("fi"), self.clock()
            )

    def person(self, slug: str) -> Person:
        with self.store.read() as db:
            person = people.by_slug(db, slug, today(self.clock()))
        assert person is not None
        return person

    def owe(
        self, once: str, slug: str = "tyoryhma", how: Mapping[str, Any] | None = None, **changes: Any
    ) -> None:
        """Owe the notice of a new proposal; `how` is what else the outbox is told of it."""
        names = {"fi": "Lapin liitto"}
        data = {
            "proposal": 1,
            "number": "2026-01",
            "proposal_title": once,
            "organisation": names,
            "late": False,
        }
        who, now = self.person(slug).id, self.clock()
        told = {"card": "proposal_received", "cause": "proposal submitted", "data": data | changes}
        with self.store.transaction() as db:
            outbox.owe(db, once=once, person=who, now=now, **told | dict(how or {}))

    def owe_each(self, *slugs: str) -> None:
        """Each of these has written to the bot, and is owed something that everybody may read."""
        for slug in slugs:
            self.hears(slug)
            self.owe(f"to {slug}", slug, {"cause": "for everybody"}, proposal_title="the same")

    def answered(self, slug: str, *cards: dict[str, Any], at: StandingClock | None = None) -> Answer:
        """A turn whose answer is owed; `at` is when its activity came."""
        kept, now = {"cards": cards or (CARD,), "response": None}, (at or self.clock)()
        key = Key("msteams", f"a:{slug}", f"{slug}-{now.isoformat()}", "message")
        with self.store.transaction() as db:
            number = turns.note(db, key, now, kept)
        return Answer(number, cards or (CARD,))

    async def pay_after(self, **span: float) -> None:
        """A pass, some time from now."""
        self.clock.advance(**span)
        await self.delivery.pay()

    async def pay_unseen(self) -> None:
        """The passes that an answer needs whose turn's process has ended: one sees it, one pays it."""
        await self.pay_after(seconds=6)
        await self.pay_after(seconds=30)

    def notices(self) -> list[tuple[str, str | None]]:
        with self.store.read() as db:
            rows = db.exec(select(t.Outbox).order_by(col(t.Outbox.id))).all()
        return [(row.state, row.reason) for row in rows]

    def row(self, number: int = 1) -> t.Outbox:
        """A notice as it stands, by its number."""
        with self.store.read() as db:
            return db.get_one(t.Outbox, number)

    def answers(self) -> list[str]:
        with self.store.read() as db:
            return list(db.exec(select(t.Turn.state).order_by(col(t.Turn.id))).all())


def address(slug: str) -> Address:
    """Where somebody is reached."""
    return Address("msteams", f"a:{slug}", "https://smba.trafficmanager.net/emea/", "a-tenant", {}, {})
