"""How a broadcast went: its messages counted, and what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session, SQLModel, col, func

from knowledge.broadcasts import Broadcast

from . import tables as t
from .broadcasts import about
from .outbox import Place, State, cancel

CAUSE, CORRECTION = "broadcast", "broadcast corrected"
RECALL, REMINDER = "broadcast recalled", "broadcast not acknowledged"
PROGRESS = "broadcast under way"
OUTBOX = SQLModel.metadata.tables["outbox"]
NEW = {"state": State.OWED, "attempts": 0, "ambiguous": 0, "abandoned": 0}


def owe_many(
    db: Session,
    broadcast: Broadcast,
    to: Iterable[int],
    now: datetime,
    *,
    cause: str = CAUSE,
    card: str = "broadcast",
    due: datetime | None = None,
    urgent: bool = True,
    place: Place = Place.NEW,
) -> int:
    """Owe a message of the broadcast to each of these people: how many. One to a person for each edition."""
    key = f"{cause}:{broadcast.id}:{broadcast.edition}"
    same: dict[str, Any] = {
        "card": card,
        "data": {"broadcast": broadcast.id},
        "about": about(broadcast.id),
        "cause": cause,
    }
    same |= {"created": now, "due": due or now, "urgent": urgent, "place": place}
    rows = [same | NEW | {"once": f"{key}:{person}", "person_id": person} for person in to]
    if rows:
        db.execute(insert(OUTBOX), rows)
    return len(rows)


def stop(db: Session, broadcast: Broadcast, why: str, now: datetime, *causes: str) -> int:
    """Send no more of it, of messages for these causes: how many. What is on its way arrives."""
    mine = (OUTBOX.c.about == about(broadcast.id), OUTBOX.c.cause.in_(causes))
    return len(cancel(db, why, now, *mine))


def disown(db: Session, broadcast: Broadcast) -> bool:
    """Owe nothing of a broadcast that waits for its time; False when some of it is on its way already."""
    mine = (OUTBOX.c.about == about(broadcast.id), OUTBOX.c.cause == CAUSE)
    begun = db.execute(
        select(OUTBOX.c.id).where(*mine, OUTBOX.c.attempts > 0).limit(1).with_for_update()
    ).first()
    if begun is None:
        db.execute(delete(OUTBOX).where(*mine))
    return begun is None


@dataclass(frozen=True)
class Counts:
    """How many people a broadcast is for, how many messages are in which state, who acknowledged."""

    people: int
    states: Mapping[str, int]
    acknowledged: int
    updates: int = 0  # corrections and recalls that are still owed

    def of(self, state: State) -> int:
        """How many messages are in a state."""
        return self.states.get(state, 0)

    @property
    def kept(self) -> dict[str, Any]:
        """The same as JSON."""
        return {**self.states, "people": self.people, "ok": self.acknowledged, "updates": self.updates}


def counts(db: Session, number: int) -> Counts:
    """How a broadcast stands."""
    mine = OUTBOX.c.about == about(number)
    query = select(OUTBOX.c.cause, OUTBOX.c.state, func.count()).where(mine)
    rows = db.execute(query.group_by(OUTBOX.c.cause, OUTBOX.c.state)).all()
    one = t.BroadcastRecipient
    total = select(func.count(), func.count(col(one.acknowledged))).where(col(one.broadcast_id) == number)
    n, acknowledged = db.execute(total).one()
    states = {state: count for cause, state, count in rows if cause == CAUSE}
    late = sum(count for cause, state, count in rows if cause in (CORRECTION, RECALL) and state == State.OWED)
    return Counts(n, states, acknowledged, late)


def redraw(db: Session, number: int) -> None:
    """Those that wait are drawn anew before they are sent, also where that had been done already."""
    waiting = (OUTBOX.c.about == about(number), OUTBOX.c.cause == CAUSE, OUTBOX.c.state == State.OWED)
    ids = select(OUTBOX.c.id).where(*waiting).order_by(OUTBOX.c.id).with_for_update()
    db.execute(update(OUTBOX).where(OUTBOX.c.id.in_(ids)).values(edition=OUTBOX.c.edition + 1))


def reached(db: Session, number: int) -> tuple[int, ...]:
    """Those whom it has reached, or may have: a message that is on its way or timed out counts too."""
    got = (OUTBOX.c.state == State.SENT) | OUTBOX.c.lease.is_not(None) | (OUTBOX.c.ambiguous > 0)
    query = select(OUTBOX.c.person_id).where(
        OUTBOX.c.about == about(number), OUTBOX.c.cause == CAUSE, got | (OUTBOX.c.abandoned > 0)
    )
    return tuple(db.execute(query.order_by(OUTBOX.c.person_id)).scalars())


@dataclass(frozen=True)
class Line:
    """A recipient and what became of their message; `organisations` are ids that they get it for."""

    person: int
    name: str
    organisations: tuple[str, ...]
    state: str
    reason: str | None
    channel: str | None
    settled: datetime | None
    acknowledged: datetime | None

    @property
    def got(self) -> bool:
        """Has the message arrived, as far as is known?"""
        return self.state == State.SENT


def lines(db: Session, number: int) -> tuple[Line, ...]:
    """Every recipient by name, with what became of the message."""
    one, box = t.BroadcastRecipient, OUTBOX.c
    ended = select(box.person_id, box.state, box.reason, box.channel, box.settled)
    sent: dict[int, tuple[Any, ...]] = {
        row.person_id: tuple(row)[1:]
        for row in db.execute(ended.where(box.about == about(number), box.cause == CAUSE)).all()
    }
    columns: tuple[Any, ...] = (one.person_id, t.Person.name, one.organisations, one.acknowledged)
    query = (
        select(*columns)
        .join(t.Person, col(t.Person.id) == col(one.person_id))
        .where(col(one.broadcast_id) == number)
        .order_by(col(t.Person.name), col(one.person_id))
    )
    never: tuple[Any, ...] = (State.CANCELLED, None, None, None)
    return tuple(
        _line((person, name, tuple(of.get("ids", ())), *sent.get(person, never), acknowledged))
        for person, name, of, acknowledged in db.execute(query).all()
    )


def _line(values: tuple[Any, ...]) -> Line:
    return Line(*values)


def silent(db: Session, number: int) -> tuple[int, ...]:
    """Those who got it and haven't acknowledged it."""
    return tuple(one.person for one in lines(db, number) if one.got and one.acknowledged is None)


def per_organisation(found: Iterable[Line]) -> Mapping[str, Counter[str]]:
    """By organisation: its people, those reached, those who acknowledged."""
    kept: dict[str, Counter[str]] = {}
    for line in found:
        for organisation in line.organisations:
            own = kept.setdefault(organisation, Counter())
            own.update({"people": 1, "got": int(line.got), "ok": int(line.acknowledged is not None)})
    return kept


def last_told(db: Session, number: int) -> t.Outbox | None:
    """The newest message to its author about how it goes."""
    mine = col(t.Outbox.about) == f"{about(number)}:progress"
    query = select(t.Outbox).where(mine).order_by(col(t.Outbox.id).desc()).limit(1)
    return db.execute(query).scalar_one_or_none()
