"""How an owed answer is paid, that couldn't be sent in its turn; and how an answer's cards are sent."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from storage import turns
from storage.store import Store
from storage.turns import Address

from .limits import Limits, Pauses
from .outcomes import SendFailed, passing, reason
from .parcels import Parcel, Postman

SIGHT = timedelta(seconds=5)  # younger answers are most likely being sent by their own turns
PATIENCE = timedelta(seconds=30)  # longer than an answer's own turn may take to send it
GIVE_UP = timedelta(hours=1)  # an answer later than this helps nobody
LEASE = timedelta(seconds=60)  # longer than one thing may take to send; each is claimed by itself
FIRST_PAUSE = timedelta(seconds=5)

Clock = Callable[[], datetime]
log = structlog.get_logger(__name__)


class Cards:
    """Sends cards and remembers where they stand."""

    def __init__(self, store: Store, clock: Clock, postman: Postman, limits: Limits, pauses: Pauses) -> None:
        self._store = store
        self._clock = clock
        self._postman = postman
        self._limits = limits
        self._pauses = pauses

    def paused(self, where: Address) -> datetime | None:
        """Until when nothing should be sent there that can wait."""
        return self._pauses.until(where.tenant, self._clock())

    async def send(self, cards: Iterable[Mapping[str, Any]], where: Address) -> None:
        """Send an answer's cards. Raises SendFailed and TokenUnavailable."""
        for each in cards:
            await self.put(where, each["card"], each["about"], update=each["update"])

    async def put(
        self, where: Address, card: dict[str, Any], about: str | None, *, update: bool = False
    ) -> None:
        """Send a card; one about a matter replaces, when asked to, the card that shows it now."""
        standing = await asyncio.to_thread(self._standing, where, about) if about and update else None
        if standing and await self._replaced(where, card, standing):
            return
        sent = await self._deliver(where, card)
        if about:
            await self._note(where, about, sent)

    async def _replaced(self, where: Address, card: dict[str, Any], standing: str) -> bool:
        """Put the card in the place of another; False when that one is gone."""
        try:
            await self._deliver(where, card, standing)
        except SendFailed as failed:
            if not failed.missing:
                raise
            return False
        return True

    async def _deliver(self, where: Address, card: dict[str, Any], replaces: str | None = None) -> str:
        """Answers wait for no limit, but they count; and whoever sends hears of it when Teams wants less."""
        self._limits.take(where.tenant, where.conversation, time.monotonic())
        try:
            return await self._postman.deliver(Parcel(where, card), replaces)
        except SendFailed as failed:
            if failed.retry_after is not None:
                self._pauses.ask(where.tenant, self._clock() + timedelta(seconds=failed.retry_after))
            raise

    async def _note(self, where: Address, about: str, sent: str) -> None:
        """Failing here is no failed sending: the person has the card and must not get it again."""
        try:
            await asyncio.to_thread(self._stands, where, about, sent)
        except Exception as error:
            log.error("card.not_noted", about=about, error=type(error).__name__)

    def _standing(self, where: Address, about: str) -> str | None:
        with self._store.read() as db:
            return turns.standing(db, where.channel, where.conversation, about)

    def _stands(self, where: Address, about: str, sent: str) -> None:
        with self._store.transaction() as db:
            turns.stands(db, where.channel, where.conversation, about, sent, self._clock())


class Answers:
    """Pays answers whose own turns couldn't send them."""

    def __init__(self, store: Store, clock: Clock, cards: Cards) -> None:
        self._store = store
        self._clock = clock
        self._cards = cards

    async def pay(self) -> bool:
        """Claim the answer that is due first and send it; False when none is due."""
        owed = await asyncio.to_thread(self._claim)
        if owed:
            await self._pay(owed)
        return owed is not None

    def _claim(self) -> turns.OwedAnswer | None:
        now = self._clock()
        with self._store.read() as db:
            unseen = turns.unseen(db, now - SIGHT)
            if not unseen and not turns.waiting(db, now):
                return None
        with self._store.transaction() as db:
            turns.see(db, unseen, now + PATIENCE)
            return turns.claim(db, now, now + LEASE)

    async def _pay(self, owed: turns.OwedAnswer) -> None:
        where = owed.address
        if where is None or self._clock() - owed.at > GIVE_UP:
            return await self._lose(owed, "too late" if where else "no address")
        if until := self._cards.paused(where):
            return await asyncio.to_thread(self._put_off, owed.turn, until, where)
        try:
            await self._cards.send(owed.answer["cards"], where)
        except Exception as error:
            return await self._failed(owed, where, error)
        return await asyncio.to_thread(self._settle, owed.turn, turns.SENT)

    async def _failed(self, owed: turns.OwedAnswer, where: Address, error: Exception) -> None:
        """Try again after as long as it has been owed, so that its age doubles; or give up."""
        now = self._clock()
        due = now + max(FIRST_PAUSE, now - owed.at)
        if not passing(error) or due - owed.at > GIVE_UP:
            return await self._lose(owed, reason(error))
        log.warning("answer.put_off", turn=owed.turn, reason=reason(error))
        return await asyncio.to_thread(self._put_off, owed.turn, due, where)

    async def _lose(self, owed: turns.OwedAnswer, why: str) -> None:
        log.error("answer.lost", turn=owed.turn, reason=why)
        await asyncio.to_thread(self._settle, owed.turn, turns.LOST)

    def _settle(self, turn: int, state: str) -> None:
        with self._store.transaction() as db:
            turns.settle(db, [turn], state)

    def _put_off(self, turn: int, due: datetime, where: Address) -> None:
        with self._store.transaction() as db:
            turns.put_off(db, turn, due, where)
