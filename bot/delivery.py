"""Pays what is owed: a turn's answer at once, what couldn't be sent and the outbox's messages in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from storage import turns
from storage.store import Store
from storage.turns import TEAMS, Address

from .answers import Answer
from .limits import Limits, Pauses
from .metrics import Metrics
from .notices import Notices
from .outcomes import reason
from .parcels import Postman
from .paying import FIRST_PAUSE, Answers, Cards
from .picking import Hours

KEPT = timedelta(days=1)  # an answer is kept for re-sent activities; Teams re-sends within minutes
TIDYING = timedelta(hours=1)
PACE = 0.1  # seconds between two passes: what many turns owe and settle meanwhile costs one
STEP = 0.5  # seconds that notices which came back wait for others at most, to be written down together
IDLE = 1.0  # seconds after which is looked for what another process owes
BATCH = 25  # answers in one pass
LAST_STEP = 5.0  # seconds that a step of the notices may take at the end
RATE = 45  # notices to a tenant in a second
FINISH = 20.0  # seconds at the end: as long as a token and one send may take

Clock = Callable[[], datetime]
log = structlog.get_logger(__name__)


class Delivery:
    """One process's delivery. `start` begins the loop, `wake` hurries it, `stop` ends it."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        language: str,
        *,
        hours: Hours | None = None,
        rate: float = RATE,
        metrics: Metrics | None = None,
    ) -> None:
        """`hours`: when what isn't urgent may go out. `rate`: see `Limits`."""
        self._store, self._clock = store, clock
        self._language, self._hours = language, hours
        self._limits, self._pauses = Limits(rate), Pauses()
        self._metrics = metrics or Metrics()
        self._cards: Cards | None = None
        self._answers: Answers | None = None
        self._notices: Notices | None = None
        self._sent: list[int] = []
        self._unsent: list[tuple[int, datetime, Address]] = []
        self._sending: set[asyncio.Task[None]] = set()
        self._notifying: asyncio.Task[None] | None = None
        self._tidied: datetime | None = None
        self._awake = asyncio.Event()
        self._stopping = False

    def start(self, postmen: Mapping[str, Postman]) -> None:
        """Begin paying through these postmen, by channel."""
        self.open(postmen)
        if self._store.embedded and self._notices:
            self._notices.take_over()
        self._go_on(self._run())
        self._notifying = asyncio.create_task(self._notify())

    def open(self, postmen: Mapping[str, Postman]) -> None:
        """Take postmen, without beginning the loops."""
        limits = (self._limits, self._pauses)
        self._cards = Cards(self._store, self._clock, postmen[TEAMS], *limits)
        self._answers = Answers(self._store, self._clock, self._cards)
        self._notices = Notices(
            *(self._store, self._clock, self._language, postmen, *limits, self._metrics), hours=self._hours
        )

    def halt(self) -> None:
        """Begin to send nothing more but answers."""
        self._stopping = True
        if self._notices:
            self._notices.halt()
        self.wake()

    async def stop(self) -> None:
        """Let what is being sent come to its end, and write down what was sent."""
        self.halt()
        if self._notifying:  # what it has just taken is put back, before everything is written down
            await asyncio.wait([self._notifying], timeout=LAST_STEP)
        await asyncio.gather(self._finish_answers(), self._finish_notices())

    async def _finish_answers(self) -> None:
        if going := set(self._sending):
            _, late = await asyncio.wait(going, timeout=FINISH)
            for each in late:
                each.cancel()
            await asyncio.gather(*going, return_exceptions=True)
        await self._write_down()

    async def _finish_notices(self) -> None:
        if self._notices:
            await self._notices.finish(FINISH)

    def wake(self) -> None:
        """There may be something to pay."""
        self._awake.set()
        if self._notices:
            self._notices.wake()

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
            self._unsent.append((turn, self._clock() + FIRST_PAUSE, where))
        self.wake()

    async def _run(self) -> None:
        while not self._stopping:
            await self._awake.wait()
            self._awake.clear()
            try:
                await self._pay_answers()
            except Exception as error:
                log.error("delivery.failed", error=type(error).__name__)
            if not self._stopping:
                await asyncio.sleep(PACE)

    async def _notify(self) -> None:
        """Step as long as there is something to send; then now and then, or when woken."""
        assert self._notices is not None
        while not self._stopping:
            try:
                busy = await self._notices.step()
            except Exception as error:
                busy = False
                log.error("delivery.failed", error=type(error).__name__)
            await self._notices.pause(STEP if busy else IDLE, to_the_end=busy)

    async def pay(self) -> None:
        """One pass: note what was sent, then pay old answers and the outbox side by side."""
        assert self._notices is not None
        await asyncio.gather(self._pay_answers(), self._notices.pay())

    async def _pay_answers(self) -> None:
        """Note what was sent, then pay old answers; those of many wait for the next time."""
        await self._write_down()
        if await self._round():
            self.wake()
        now = self._clock()
        if self._tidied is None or now - self._tidied > TIDYING:
            await asyncio.to_thread(self._forget, now)
            self._tidied = now

    async def _round(self) -> bool:
        """Pay one after the other; whether there may be more than a pass takes."""
        assert self._answers is not None
        try:
            for _ in range(BATCH):
                if self._stopping or not await self._answers.pay():
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
