"""When the bell rings: broadcasts whose time has come, those that are sent to all, and how far they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.routes import Tx
from bot.ticks import Tick
from knowledge import broadcasts as rules
from knowledge.broadcasts import OUT, Broadcast, State
from storage import broadcast_counts as messages
from storage import broadcasts, outbox
from storage.outbox import Place

from .broadcast_words import desk_about

FOLLOWED = timedelta(days=14)  # after it was confirmed, its author's card is kept up to date
STALE = timedelta(minutes=10)  # a card of how it goes that waits longer is of no use


@dataclass(frozen=True)
class Moved:
    """A broadcast that has come further: its number, and how it stands as JSON."""

    broadcast: int
    how: dict[str, Any]


def due(db: Session, now: datetime, _: datetime) -> tuple[Moved, ...]:
    """Broadcasts that have come further than their author was last told."""
    followed = broadcasts.in_states(db, OUT | {State.SCHEDULED}, now - FOLLOWED)
    return tuple(_moved(db, followed, now))


def _moved(db: Session, followed: tuple[Broadcast, ...], now: datetime) -> Iterator[Moved]:
    for one in followed:
        if one.state is State.SCHEDULED and one.due is not None and one.due > now:
            continue
        how = messages.counts(db, one.id)
        last = messages.last_told(db, one.id)
        waits = last is not None and last.state == outbox.State.OWED
        told = last.data.get("how") if last else None
        if _further(one, how) is not one.state or (told != how.kept and not waits):
            yield Moved(one.id, how.kept)


def _further(one: Broadcast, how: messages.Counts) -> State:
    """The state that a broadcast comes to by itself."""
    if one.state is State.SCHEDULED:
        return State.SENDING
    done = one.state is State.SENDING and not how.of(outbox.State.OWED)
    return (State.SENT if one.version == 1 else State.CORRECTED) if done else one.state


def handle(moved: tuple[Moved, ...], tx: Tx) -> None:
    """Write it down, and bring the authors' cards up to date."""
    for each in moved:
        one = broadcasts.hold(tx.db, each.broadcast)
        if one is None or one.state not in OUT | {State.SCHEDULED}:
            continue
        one = _go_on(tx, one)
        _tell(tx, one, each.how)


def _go_on(tx: Tx, one: Broadcast) -> Broadcast:
    if one.state is State.SCHEDULED and one.due is not None and one.due <= tx.now:
        return _written(tx, one.moved(State.SENDING))
    how = messages.counts(tx.db, one.id)
    if one.state is State.SENDING and not how.of(outbox.State.OWED):
        return _written(tx, rules.sent_to_all(one, tx.now))
    return one


def _written(tx: Tx, one: Broadcast) -> Broadcast:
    tx.audit(f"broadcast.{one.state}", broadcasts.about(one.id))
    return broadcasts.put(tx.db, one)


def _tell(tx: Tx, one: Broadcast, how: dict[str, Any]) -> None:
    """Owe the author's card anew: only in the place of the one that stands."""
    outbox.owe(
        tx.db,
        once=f"{desk_about(one.id)}:{tx.now.isoformat()}",
        person=one.author,
        card="broadcast_desk",
        data={"broadcast": one.id, "how": how},
        cause=messages.PROGRESS,
        now=tx.now,
        about=desk_about(one.id),
        urgent=True,
        expires=tx.now + STALE,
        place=Place.ONLY,
    )


TICKS = (Tick("broadcasts", due, handle),)
