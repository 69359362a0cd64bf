"""Pays the outbox: what may go out now is drawn, taken and posted at once, many side by side.

One step takes two visits to the database. The first, which only reads, looks for what is due, asks whether it
is still needed and draws it. The second, one transaction, writes down what came of earlier sends and takes
what was drawn. So what a process has taken is what it has posted, but for half a second; should the
process be killed, that is all of which nobody knows whether it arrived.

    notices = Notices(store, clock, "fi", {"msteams": adapter}, Limits(45), Pauses(), Metrics())
    while await notices.step(): ...   # begins sends; False when there was nothing to begin or to write down
    await notices.finish(seconds=20)  # lets them end, and writes everything down
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

from sqlmodel import Session

from storage import claims, processes, settling
from storage import pauses as shared
from storage.settling import Ended, Result
from storage.store import Store

from .drafts import Drafts, Ready
from .limits import Limits, Pauses
from .metrics import Metrics
from .parcels import Postman
from .picking import Hours, Picking, mails
from .posting import LEASE, Posting
from .writing import Outcome, written

WINDOW = 64  # sends at once
ENOUGH = 16  # sends that came back are written down at once, where more is waiting to go
ALIVE = timedelta(seconds=3)  # how often the process says that it lives
TIDYING = 60.0

Clock = Callable[[], datetime]


class Notices:
    """One process's part in paying the outbox."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        language: str,
        postmen: Mapping[str, Postman],
        limits: Limits,
        pauses: Pauses,
        metrics: Metrics,
        *,
        hours: Hours | None = None,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """`hours`: when what isn't urgent may go out. `steady`: seconds that only go forward."""
        self._store, self._clock, self._steady = store, clock, steady
        self._limits, self._pauses, self._metrics = limits, pauses, metrics
        self._picking = Picking(store, clock, Drafts(clock, language, postmen), limits, pauses, hours, steady)
        self._posting = Posting(postmen, clock, limits, pauses, metrics)
        self._holder = uuid4().hex
        self._flying: dict[asyncio.Task[None], Ready] = {}
        self._outcomes: list[Outcome] = []
        self._lived: datetime | None = None
        self._tidied = steady()
        self._enough, self._awake = asyncio.Event(), asyncio.Event()

    def take_over(self) -> None:
        """No other process sends: what was taken and never written down was left behind. Before the first
        step, on a database that one process serves.
        """
        with self._store.transaction() as db:
            claims.abandon(db, self._clock())

    async def step(self) -> bool:
        """Begin what may go out now, and write down what came back; False when there was neither."""
        self._tidy()
        self._enough.clear()
        self._awake.clear()
        room = 0 if self._posting.stopping else WINDOW - len(self._flying)
        under_way = (room, self._written_to(), mails(self._flying.values()))
        drafts = await asyncio.to_thread(self._picking.drafts, *under_way) if room else ()
        chosen = {ready.owed.id: ready for ready in self._picking.admitted(drafts, self._flying.values())}
        ended = [each for each in drafts if isinstance(each, Ended)]
        outcomes = list(self._outcomes)
        busy = bool(chosen or ended or outcomes)
        if busy or self._silent() or self._pauses.asked:
            await self._commit(outcomes, ended, chosen)
        return busy

    def _written_to(self) -> frozenset[int]:
        """Who is being written to: known here also when the clock has jumped past the leases."""
        under_way = (*self._flying.values(), *(outcome.ready for outcome in self._outcomes))
        return frozenset(ready.owed.person for ready in under_way)

    async def pay(self) -> None:
        """Step until nothing more may go out now, and everything that was begun has ended."""
        while await self.step() or self._flying:
            if self._flying:
                await asyncio.wait(self._flying, return_when=asyncio.FIRST_COMPLETED)

    def wake(self) -> None:
        """There may be something to send."""
        self._awake.set()

    async def pause(self, seconds: float, *, to_the_end: bool) -> None:
        """Wait until enough came back, or that long; where there is nothing to do, until woken."""
        event = self._enough if to_the_end else self._awake
        with suppress(TimeoutError):
            await asyncio.wait_for(event.wait(), seconds)

    def halt(self) -> None:
        """Begin nothing more."""
        self._posting.stopping = True
        self._enough.set()
        self._awake.set()

    async def finish(self, seconds: float) -> None:
        """Let what is being sent come to its end, and write everything down."""
        self.halt()
        if flying := set(self._flying):
            _, late = await asyncio.wait(flying, timeout=seconds)
            for each in late:
                each.cancel()
            await asyncio.gather(*flying, return_exceptions=True)
        await self._commit(list(self._outcomes), [], {}, last=True)

    # Writing

    async def _commit(
        self, outcomes: list[Outcome], ended: list[Ended], chosen: Mapping[int, Ready], *, last: bool = False
    ) -> None:
        """Write down what came back, take what was chosen, and post what was got of it."""
        until = self._clock() + LEASE
        asked = dict(self._pauses.asked)
        drawn = {number: ready.owed.edition for number, ready in chosen.items()}
        work = (outcomes, ended, drawn, until, asked, last)
        results, got = await asyncio.to_thread(self._written, *work)
        del self._outcomes[: len(outcomes)]
        self._pauses.told(asked)
        self._count(results, ended)
        for number in got:
            self._post(chosen[number].taken(until))

    def _written(
        self,
        outcomes: list[Outcome],
        ended: list[Ended],
        drawn: Mapping[int, int],
        until: datetime,
        asked: Mapping[str, datetime],
        last: bool,
    ) -> tuple[list[Result], frozenset[int]]:
        now = self._clock()
        with self._store.transaction() as db:
            self._say_alive(db, now, last)
            shared.pause(db, asked, now)
            in_order = sorted(outcomes, key=lambda outcome: outcome.ready.owed.id)
            results = [written(db, outcome, now) for outcome in in_order]
            settling.settle(db, self._holder, results, now)
            settling.end(db, ended, now)
            got = claims.claim(db, self._holder, drawn, now, until) if drawn else frozenset[int]()
        return results, got

    def _count(self, results: list[Result], ended: list[Ended]) -> None:
        for each in (*results, *ended):
            if isinstance(each, Ended):
                self._metrics.notices.labels(str(each.state), each.channel or "none").inc()

    def _silent(self) -> bool:
        return self._lived is None or self._clock() - self._lived >= ALIVE

    def _say_alive(self, db: Session, now: datetime, last: bool) -> None:
        if last:
            processes.leave(db, self._holder)
        elif self._silent():
            self._picking.share = share = processes.live(db, self._holder, now)
            self._limits.processes = share.of
            self._lived = now

    def _tidy(self) -> None:
        at = self._steady()
        self._picking.tidy()
        if at - self._tidied > TIDYING:
            self._limits.tidy(at)
            self._tidied = at

    # Posting

    def _post(self, ready: Ready) -> None:
        where = ready.parcel.where
        wait = self._limits.take(where.tenant, where.conversation, self._steady())
        task = asyncio.create_task(self._posted(ready, wait))
        self._flying[task] = ready
        task.add_done_callback(self._flying.pop)

    async def _posted(self, ready: Ready, wait: float) -> None:
        """Post one at its moment, and keep what came of it."""
        try:
            outcome: Outcome = await self._posting.post(ready, wait)
        except BaseException:
            self._outcomes.append(self._posting.cut(ready))
            raise
        self._outcomes.append(outcome)
        if len(self._outcomes) >= ENOUGH and self._picking.plenty:
            self._enough.set()
