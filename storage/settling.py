"""What became of messages of the outbox that were taken: written down by whoever still holds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, bindparam, or_, update
from sqlmodel import Session

from .claims import OUTBOX
from .outbox import State


@dataclass(frozen=True)
class Ended:
    """A message that came to its end, and why; what was sent, through which channel.

    `ambiguous`: whether the last attempt timed out, so that it may have arrived.
    """

    id: int
    state: State
    reason: str
    channel: str | None = None
    activity: str | None = None
    ambiguous: bool = False


@dataclass(frozen=True)
class PutOff:
    """A message that goes out later. `counted`: as one more attempt that failed."""

    id: int
    due: datetime
    reason: str | None
    counted: bool = True
    ambiguous: bool = False


Result = Ended | PutOff


def settle(db: Session, holder: str, results: Iterable[Result], now: datetime) -> None:
    """Write results down, of the messages that are still this holder's."""
    ended, put_off = [], []
    for each in results:
        if isinstance(each, Ended):
            ended.append(_ended(each, now) | {"of": holder, "sent": each.state is State.SENT})
        else:
            put_off.append(_put_off(each) | {"of": holder})
    _run(db, ENDED, ended)
    _run(db, PUT_OFF, put_off)


def end(db: Session, results: Iterable[Ended], now: datetime) -> None:
    """End messages that nobody holds."""
    _run(db, UNHELD, [_ended(each, now) | {"now": now} for each in results])


def _run(db: Session, statement: Any, values: Sequence[dict[str, Any]]) -> None:
    if values:
        db.execute(statement, values)


def _ended(each: Ended, now: datetime) -> dict[str, Any]:
    how = {"end": each.state, "why": each.reason, "at": now, "doubt": int(each.ambiguous)}
    return {"number": each.id, "by": each.channel, "card_id": each.activity, **how}


def _put_off(each: PutOff) -> dict[str, Any]:
    counts = {"uncounted": int(not each.counted), "doubt": int(each.ambiguous)}
    return {"number": each.id, "to": each.due, "why": each.reason, **counts}


ENDS = {
    "state": bindparam("end"),
    "reason": bindparam("why"),
    "settled": bindparam("at", type_=OUTBOX.c.settled.type),
    "channel": bindparam("by"),
    "activity": bindparam("card_id"),
    "ambiguous": OUTBOX.c.ambiguous + bindparam("doubt"),
    "lease": None,
}
HELD = (OUTBOX.c.id == bindparam("number"), OUTBOX.c.holder == bindparam("of"))
# What was cancelled under way and sent all the same, was sent.
ENDED = (
    update(OUTBOX)
    .where(*HELD, or_(OUTBOX.c.state == State.OWED, bindparam("sent", type_=Boolean())))
    .values(ENDS)
)
PUT_OFF = (
    update(OUTBOX)
    .where(*HELD)
    .values(
        due=bindparam("to", type_=OUTBOX.c.due.type),
        reason=bindparam("why"),
        attempts=OUTBOX.c.attempts - bindparam("uncounted"),
        ambiguous=OUTBOX.c.ambiguous + bindparam("doubt"),
        lease=None,
        holder=None,
    )
)
FREE = or_(OUTBOX.c.lease.is_(None), OUTBOX.c.lease < bindparam("now", type_=OUTBOX.c.lease.type))
UNHELD = (
    update(OUTBOX).where(OUTBOX.c.id == bindparam("number"), OUTBOX.c.state == State.OWED, FREE).values(ENDS)
)
