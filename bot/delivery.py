"""Pays what is owed: a turn's answer at once, what couldn't be sent and the outbox's messages in time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

import structlog

from storage import turns
from storage.store import Store
from storage.turns import Address

from .answers import Answer
from .paying import PAUSES, Answers, Cards, Clock, Notices, Postman, reason

KEPT = timedelta(days=1)  # an answer is kept for re-sent activities; Teams re-sends within minutes
TIDYING = timedelta(hours=1)
PACE = 0.1  # seconds between two passes: what many turns owe and settle meanwhile costs one
BATCH = 25  # answers, and messages, in one pass
FINISH = 20.0  # seconds at the end: as long as a token and one send may take

Pay = Callable[[], Awaitable[bool]]
log = structlog.get_logger(__name__)


class Delivery:
    """One process's delivery. `start` begins the loop, `wake` hurries it, `stop` ends it."""

    def __init__(self, store: Store, clock: Clock, language: str) -> None:
        self._store = store
        self._clock = clock
        self._language = language
        self._cards: Cards | None = None
        self._payers: tuple[Pay, ...] = ()
        self._sent: list[int] = []
        self._unsent: list[tuple[int, datetime, Address]] = []
        self._sending: set[asyncio.Task[None]] = set()
        self._tidied: datetime | None = None
        self._awake = asyncio.Event()
        self._stopping = False

    def start(self, postman: Postman) -> None:
        """Begin paying through this postman."""
        self.open(postman)
        self._go_on(self._run())

    def open(self, postman: Postman) -> None:
        """Take a postman, without beginning the loop."""
        self._cards = Cards(self._store, self._clock, postman)
        answers = Answers(self._store, self._clock, self._cards)
        notices = Notices(self._store, self._clock, self._cards, self._language)
        self._payers = (answers.pay, notices.pay)

    async def stop(self) -> None:
        """Let what is being sent come to its end, and write down what was sent."""
        self._stopping = True
        self.wake()
        if going := set(self._sending):
            _, late = await asyncio.wait(going, timeout=FINISH)
            for each in late:
                each.cancel()
            await asyncio.gather(*going, return_exceptions=True)
        await self._write_down()

    def wake(self) -> None:
        """There may be something to pay."""
        self._awake.set()

    async def answer(self, answer: Answer, where: Address) -> None:
        """Send a turn's cards; what can't be sent stays owed. A response, when there is one, needn't wait."""
        if answer.turn is None or not answer.cards:
            return self.wake()
        sending = self._answer(answer.turn, answer.cards, where)
        if answer.response is None:
            return await sending
        return self._go_on(sending)

    def _go_on(self, work: Coroutine[Any, Any, None]) -> None:
        """Let work go on by itself; `stop` waits for it."""
        task = asyncio.create_task(work)
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _answer(self, turn: int, cards: tuple[dict[str, Any], ...], where: Address) -> None:
        assert self._cards is not None
        try:
            await self._cards.send(cards, where)
            self._sent.append(turn)
        except Exception as error:
            log.warning("answer.owed", turn=turn, reason=reason(error))
            self._unsent.append((turn, self._clock() + PAUSES[0], where))
        self.wake()

    async def _run(self) -> None:
        while not self._stopping:
            await self._awake.wait()
            self._awake.clear()
            try:
                await self.pay()
            except Exception as error:
                log.error("delivery.failed", error=type(error).__name__)
            if not self._stopping:
                await asyncio.sleep(PACE)

    async def pay(self) -> None:
        """One pass: note what was sent, then pay old answers and the outbox side by side."""
        await self._write_down()
        if any(await asyncio.gather(*(self._round(each) for each in self._payers))):
            self.wake()
        now = self._clock()
        if self._tidied is None or now - self._tidied > TIDYING:
            await asyncio.to_thread(self._forget, now)
            self._tidied = now

    async def _round(self, pay: Pay) -> bool:
        """Pay one after the other; whether there may be more than a pass takes."""
        try:
            for _ in range(BATCH):
                if self._stopping or not await pay():
                    return False
        except Exception as error:
            log.error("delivery.failed", error=type(error).__name__)
            return False
        return True

    def _forget(self, now: datetime) -> None:
        with self._store.transaction() as db:
            turns.forget(db, now - KEPT)

    async def _write_down(self) -> None:
        """Note what this process's turns sent and couldn't send; kept for the next time when that fails."""
        sent, unsent = tuple(self._sent), tuple(self._unsent)
        if not sent and not unsent:
            return
        await asyncio.to_thread(self._written, sent, unsent)
        del self._sent[: len(sent)], self._unsent[: len(unsent)]

    def _written(self, sent: tuple[int, ...], unsent: tuple[tuple[int, datetime, Address], ...]) -> None:
        with self._store.transaction() as db:
            if sent:
                turns.settle(db, sent)
            for turn, due, where in unsent:
                turns.put_off(db, turn, due, where)
