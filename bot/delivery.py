"""Pays what is owed: a turn's answer at once, what couldn't be sent and the outbox's messages in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import uuid4

import structlog

from cards.render import render
from knowledge.clock import today
from storage import outbox, people, turns
from storage.store import Store
from storage.turns import Address

from .answers import Answer
from .sender import SendFailed
from .tokens import TokenUnavailable

PATIENCE = timedelta(seconds=30)  # longer than an answer's own turn may take to send it
KEPT = timedelta(days=1)  # an answer is kept for re-sent activities; Teams re-sends within minutes
TIDYING = timedelta(hours=1)
GIVE_UP = timedelta(hours=1)  # an answer later than this helps nobody
LEASE = timedelta(seconds=60)
PACE = 0.1  # seconds between two passes: what many turns owe and settle meanwhile costs one
BATCH = 25
PAUSES = (timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))

log = structlog.get_logger(__name__)


class Postman(Protocol):
    """What delivery needs of Teams."""

    async def post(self, where: Address, card: dict[str, Any], replaces: str | None = None) -> str:
        """Send a card; its id. Raises SendFailed."""


class Delivery:
    """One process's delivery. `start` begins the loop, `wake` hurries it, `stop` ends it."""

    def __init__(self, store: Store, clock: Callable[[], datetime], language: str) -> None:
        self._store = store
        self._clock = clock
        self._language = language
        self._postman: Postman | None = None
        self._holder = uuid4().hex
        self._settled: list[int] = []
        self._tidied: datetime | None = None
        self._awake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self, postman: Postman) -> None:
        """Begin paying through this postman."""
        self._postman = postman
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End the loop and write down what was sent."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await asyncio.to_thread(self._settle_answers)

    def wake(self) -> None:
        """There may be something to pay."""
        self._awake.set()

    async def answer(self, answer: Answer, where: Address) -> None:
        """Send a turn's cards; what can't be sent stays owed."""
        if answer.turn is None or not answer.cards:
            return self.wake()
        try:
            await self._send(answer.cards, where)
            self._settled.append(answer.turn)
        except (SendFailed, TokenUnavailable) as failed:
            log.warning("answer.owed", turn=answer.turn, reason=str(failed))
        return self.wake()

    async def _run(self) -> None:
        while True:
            await self._awake.wait()
            self._awake.clear()
            try:
                await self.pay()
            except Exception as error:
                log.error("delivery.failed", error=type(error).__name__)
            await asyncio.sleep(PACE)

    async def pay(self) -> None:
        """One pass: note what was sent, pay old answers, then the outbox."""
        await asyncio.to_thread(self._settle_answers)
        now = self._clock()
        for owed in await asyncio.to_thread(self._owed_answers, now):
            await self._pay_answer(owed, now)
        for message in await asyncio.to_thread(self._claim, now):
            await self._pay_message(message)
        if self._tidied is None or now - self._tidied > TIDYING:
            await asyncio.to_thread(self._forget, now)

    def _forget(self, now: datetime) -> None:
        with self._store.transaction() as db:
            turns.forget(db, now - KEPT)
        self._tidied = now

    # Answers

    def _settle_answers(self) -> None:
        done, self._settled = self._settled, []
        if done:
            with self._store.transaction() as db:
                turns.settle(db, done)

    def _owed_answers(self, now: datetime) -> tuple[turns.OwedAnswer, ...]:
        with self._store.read() as db:
            return turns.owed(db, now - PATIENCE, BATCH)

    async def _pay_answer(self, owed: turns.OwedAnswer, now: datetime) -> None:
        try:
            await self._send(tuple(owed.answer["cards"]), owed.address)
            state = turns.SENT
        except (SendFailed, TokenUnavailable) as failed:
            if getattr(failed, "again", True) and now - owed.at < GIVE_UP:
                return
            state = turns.LOST
        await asyncio.to_thread(self._settle_one, owed.turn, state)

    def _settle_one(self, turn: int, state: str) -> None:
        with self._store.transaction() as db:
            turns.settle(db, [turn], state)

    async def _send(self, cards: tuple[dict[str, Any], ...], where: Address) -> None:
        for each in cards:
            await self._put(where, each["card"], each["about"], update=each["update"])

    async def _put(self, where: Address, card: dict[str, Any], about: str | None, *, update: bool) -> None:
        """Send a card; one about a matter replaces, when asked to, the card that shows it now."""
        assert self._postman is not None
        standing = await asyncio.to_thread(self._standing, where, about) if about and update else None
        sent = await self._postman.post(where, card, standing)
        if about and not standing:
            await asyncio.to_thread(self._stands, where, about, sent)

    def _standing(self, where: Address, about: str) -> str | None:
        with self._store.read() as db:
            return turns.standing(db, where.channel, where.conversation, about)

    def _stands(self, where: Address, about: str, sent: str) -> None:
        with self._store.transaction() as db:
            turns.stands(db, where.channel, where.conversation, about, sent, self._clock())

    # Messages

    def _claim(self, now: datetime) -> tuple[outbox.Owed, ...]:
        with self._store.transaction() as db:
            return outbox.claim(db, self._holder, now, LEASE, BATCH)

    async def _pay_message(self, message: outbox.Owed) -> None:
        found = await asyncio.to_thread(self._addressed, message)
        if found is None:
            return await self._end(message, outbox.State.UNREACHABLE, "never wrote to the bot")
        where, language = found
        try:
            await self._put(where, render(message.card, message.data, language), message.about, update=False)
        except (SendFailed, TokenUnavailable) as failed:
            return await self._failed(message, failed)
        return await self._end(message, outbox.State.SENT, "sent")

    def _addressed(self, message: outbox.Owed) -> tuple[Address, str] | None:
        """Where the person is reached, and their language now."""
        with self._store.read() as db:
            where = turns.address_of(db, message.person)
            person = people.by_id(db, message.person, today(self._clock()))
        return (where, (person and person.language) or self._language) if where else None

    async def _failed(self, message: outbox.Owed, failed: SendFailed | TokenUnavailable) -> None:
        again = getattr(failed, "again", True) and message.attempts <= len(PAUSES)
        if not again:
            return await self._end(message, outbox.State.FAILED, failed.reason)
        due = self._clock() + PAUSES[message.attempts - 1]
        return await asyncio.to_thread(self._later, message.id, due, failed.reason)

    def _later(self, message: int, due: datetime, reason: str) -> None:
        with self._store.transaction() as db:
            outbox.later(db, self._holder, message, due, reason)

    async def _end(self, message: outbox.Owed, state: outbox.State, reason: str) -> None:
        await asyncio.to_thread(self._settle_message, message.id, state, reason)

    def _settle_message(self, message: int, state: outbox.State, reason: str) -> None:
        with self._store.transaction() as db:
            outbox.settle(db, self._holder, message, state, reason, self._clock())
