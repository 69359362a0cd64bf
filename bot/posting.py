"""Posts one notice: at its moment, where nothing has come in between, and not for too long."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog

from storage.outbox import Place

from . import reasons
from .drafts import Ready
from .limits import Limits, Pauses
from .metrics import Metrics
from .outcomes import Ambiguous, SendFailed, Wait, decide, reason
from .parcels import Postman
from .writing import Back, Failed, Needless, Outcome, Sent

LEASE = timedelta(seconds=30)  # what is taken is this process's for so long
DEADLINE = 22.0  # seconds that a send may take: it is begun only while so much of the lease is left
SHORTLY = timedelta(seconds=5)

Clock = Callable[[], datetime]
log = structlog.get_logger(__name__)


class NoCard(Exception):
    """The card in whose place this one should have gone isn't there any more."""


class Posting:
    """Posts through the channels' postmen. While `stopping`, nothing is begun."""

    def __init__(
        self, postmen: Mapping[str, Postman], clock: Clock, limits: Limits, pauses: Pauses, metrics: Metrics
    ) -> None:
        self._postmen, self._clock = postmen, clock
        self._limits, self._pauses, self._metrics = limits, pauses, metrics
        self.stopping = False

    async def post(self, ready: Ready, wait: float) -> Outcome:
        """Post a notice some seconds from now: what came of it."""
        if wait:
            await asyncio.sleep(wait)
        where = ready.parcel.where
        outcome: Outcome | None = self._hindered(ready)
        if outcome:
            self._limits.give_back(where.tenant, where.conversation)
        else:
            with self._metrics.send_seconds.labels(where.channel).time():
                outcome = await self._sent(ready)
        self._metrics.sends.labels(where.channel, _name(outcome)).inc()
        return outcome

    def cut(self, ready: Ready) -> Outcome:
        """What came of a post that was broken off: nobody knows."""
        return Failed(ready, Ambiguous(reasons.STOPPED, SHORTLY))

    def _hindered(self, ready: Ready) -> Back | None:
        """Why it isn't begun: the process ends, the tenant waits, or too much of the lease is gone."""
        now = self._clock()
        paused = self._pauses.until(ready.parcel.where.tenant, now)
        if self.stopping:
            return Back(ready, now, reasons.STOPPED)
        if paused:
            return Back(ready, paused, reasons.PAUSED)
        late = ready.until is not None and ready.until - now < timedelta(seconds=DEADLINE)
        return Back(ready, now, reasons.LATE) if late else None

    async def _sent(self, ready: Ready) -> Outcome:
        try:
            async with asyncio.timeout(DEADLINE):
                return Sent(ready, await self._delivered(ready))
        except NoCard:
            return Needless(ready, reasons.NO_CARD)
        except Exception as error:
            return self._failed(ready, error)

    async def _delivered(self, ready: Ready) -> str:
        """Deliver in the place of the card that stands, or as a new one. Raises SendFailed, NoCard."""
        postman = self._postmen[ready.parcel.where.channel]
        if ready.replaces:
            try:
                return await postman.deliver(ready.parcel, ready.replaces)
            except SendFailed as failed:
                if not failed.missing:
                    raise
        if ready.owed.place is Place.ONLY:
            raise NoCard
        return await postman.deliver(ready.parcel)

    def _failed(self, ready: Ready, error: Exception) -> Outcome:
        attempt = ready.owed.attempts + 1
        decision = decide(error, attempt, random.random())
        if isinstance(decision, Wait):
            self._pauses.ask(ready.parcel.where.tenant, self._clock() + decision.pause)
        log.warning("notice.failed", message=ready.owed.id, attempt=attempt, reason=reason(error))
        return Failed(ready, decision)


def _name(outcome: Outcome) -> str:
    """The outcome in a word: of a failure, what follows from it."""
    return type(outcome.decision if isinstance(outcome, Failed) else outcome).__name__.lower()
