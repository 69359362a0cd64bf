"""How one owed thing is paid: an answer that couldn't be sent in its turn, a notice of the outbox."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import uuid4

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from cards.render import render
from knowledge.clock import today
from storage import outbox, people, turns
from storage.outbox import State
from storage.store import Store
from storage.turns import Address

from .features import fresh, still_needed
from .features.concerned import CONCERNED
from .sender import SendFailed
from .tokens import TokenUnavailable

SIGHT = timedelta(seconds=5)  # younger answers are most likely being sent by their own turns
PATIENCE = timedelta(seconds=30)  # longer than an answer's own turn may take to send it
GIVE_UP = timedelta(hours=1)  # an answer later than this helps nobody
LEASE = timedelta(seconds=60)  # longer than one thing may take to send; each is claimed by itself
PAUSES = (timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
GONE = "HTTP 404"
ENDS = {"HTTP 403": State.UNREACHABLE, GONE: State.UNREACHABLE}  # blocked or taken away: nobody's fault here
NEEDED, FRESH = still_needed(), fresh()
PASSING = (TokenUnavailable, OperationalError, InterfaceError, PoolTimeout)

Clock = Callable[[], datetime]
log = structlog.get_logger(__name__)


class Postman(Protocol):
    """What delivery needs of Teams."""

    async def post(self, where: Address, card: dict[str, Any], replaces: str | None = None) -> str:
        """Send a card; its id. Raises SendFailed."""


def reason(error: Exception) -> str:
    """Why sending failed, without a word of what was to be sent."""
    return error.reason if isinstance(error, SendFailed | TokenUnavailable) else type(error).__name__


def passing(error: Exception) -> bool:
    """Whether trying later can help."""
    return error.again if isinstance(error, SendFailed) else isinstance(error, PASSING)


class Cards:
    """Sends cards and remembers where they stand."""

    def __init__(self, store: Store, clock: Clock, postman: Postman) -> None:
        self._store = store
        self._clock = clock
        self._postman = postman

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
        sent = await self._postman.post(where, card)
        if about:
            await self._note(where, about, sent)

    async def _replaced(self, where: Address, card: dict[str, Any], standing: str) -> bool:
        """Put the card in the place of another; False when that one is gone."""
        try:
            await self._postman.post(where, card, standing)
        except SendFailed as failed:
            if failed.reason != GONE:
                raise
            return False
        return True

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
        try:
            await self._cards.send(owed.answer["cards"], where)
        except Exception as error:
            return await self._failed(owed, where, error)
        return await asyncio.to_thread(self._settle, owed.turn, turns.SENT)

    async def _failed(self, owed: turns.OwedAnswer, where: Address, error: Exception) -> None:
        """Try again after as long as it has been owed, so that its age doubles; or give up."""
        now = self._clock()
        due = now + max(PAUSES[0], now - owed.at)
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


class Ends(Exception):
    """A notice isn't sent: the state in which it ends, and why."""

    def __init__(self, state: State, why: str) -> None:
        super().__init__(why)
        self.state = state
        self.why = why


class Notices:
    """Pays the outbox."""

    def __init__(self, store: Store, clock: Clock, cards: Cards, language: str) -> None:
        self._store = store
        self._clock = clock
        self._cards = cards
        self._language = language
        self._holder = uuid4().hex

    async def pay(self) -> bool:
        """Claim the message that is due first and send it; False when none is due."""
        claimed = await asyncio.to_thread(self._claim)
        for message in claimed:
            await self._pay(message)
        return bool(claimed)

    def _claim(self) -> tuple[outbox.Owed, ...]:
        now = self._clock()
        with self._store.read() as db:
            if not outbox.waiting(db, now):
                return ()
        with self._store.transaction() as db:
            return outbox.claim(db, self._holder, now, LEASE, limit=1)

    async def _pay(self, message: outbox.Owed) -> None:
        try:
            where, language, data = await asyncio.to_thread(self._target, message)
            update = message.place is not outbox.Place.NEW
            await self._cards.put(where, render(message.card, data, language), message.about, update=update)
        except Ends as ends:
            return await self._end(message, ends.state, ends.why)
        except Exception as error:
            return await self._failed(message, error)
        return await self._end(message, State.SENT, "sent")

    def _target(self, message: outbox.Owed) -> tuple[Address, str, Mapping[str, Any]]:
        """Where the person is reached, their language now, what the card is drawn from. Raises Ends."""
        needed, concerned = NEEDED.get(message.cause), CONCERNED.get(message.cause)
        renewed = FRESH.get(message.cause)
        with self._store.read() as db:
            person = people.by_id(db, message.person, today(self._clock()))
            if person is None or not person.memberships:
                raise Ends(State.CANCELLED, "no longer admitted")
            if concerned and not concerned(db, person, message.data):
                raise Ends(State.CANCELLED, "no longer theirs to know")
            if needed and not needed(db, message.data):
                raise Ends(State.NOT_NEEDED, "its matter is settled")
            data = renewed(db, person, message.data, self._clock()) if renewed else message.data
            if data is None:
                raise Ends(State.NOT_NEEDED, "its matter is settled")
            where = turns.address_of(db, message.person)
        if where is None:
            raise Ends(State.UNREACHABLE, "never wrote to the bot")
        return where, person.language or self._language, data

    async def _failed(self, message: outbox.Owed, error: Exception) -> None:
        """Try again after a pause, also where the chat isn't found: Teams says so at times of one that is."""
        why = reason(error)
        log.warning("notice.failed", message=message.id, attempt=message.attempts, reason=why)
        if (passing(error) or why == GONE) and message.attempts <= len(PAUSES):
            due = self._clock() + PAUSES[message.attempts - 1]
            return await asyncio.to_thread(self._later, message.id, due, why)
        return await self._end(message, ENDS.get(why, State.FAILED), why)

    def _later(self, message: int, due: datetime, why: str) -> None:
        with self._store.transaction() as db:
            outbox.later(db, self._holder, message, due, why)

    async def _end(self, message: outbox.Owed, state: State, why: str) -> None:
        await asyncio.to_thread(self._settle, message.id, state, why)

    def _settle(self, message: int, state: State, why: str) -> None:
        with self._store.transaction() as db:
            outbox.settle(db, self._holder, message, state, why, self._clock())
