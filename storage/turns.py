"""Activities that were answered, and the conversations they belong to.

These run on every turn, so they use plain statements rather than objects, and the most frequent of them are
built once: SQLAlchemy takes longer to build a statement than to run it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import Session, SQLModel, col

from . import tables as t
from .upsert import INSERT

TABLES = SQLModel.metadata.tables
TURN, CONVERSATION, CARD = TABLES["turn"], TABLES["conversation"], TABLES["sent"]

TEAMS = "msteams"  # the channel that people are reached through
OWED, SENT, LOST = "owed", "sent", "lost"


@dataclass(frozen=True)
class Key:
    """What makes an activity one and the same: Teams re-sends one that got no answer."""

    channel: str
    conversation: str
    activity: str
    kind: str


@dataclass(frozen=True)
class Address:
    """Where a person is reached: a conversation of a channel, through a service, between two accounts."""

    channel: str
    conversation: str
    service_url: str
    tenant: str
    bot: dict[str, Any] = field(hash=False)
    user: dict[str, Any] = field(hash=False)


@dataclass(frozen=True)
class Place:
    """What is remembered of a conversation: its language and its last question."""

    language: str | None = None
    question: dict[str, Any] = field(default_factory=dict)


def stored_answer(db: Session, key: Key) -> dict[str, Any] | None:
    """The answer that this activity got before, or None."""
    return db.execute(select(col(t.Turn.answer)).where(*_is(key))).scalar_one_or_none()


def note(
    db: Session, key: Key, now: datetime, answer: dict[str, Any] | None = None, state: str = OWED
) -> int | None:
    """Claim an activity, with its answer where that is known: its turn's number, None when it was claimed."""
    values = {**vars(key), "at": now, "state": state, "answer": answer or {}}
    return db.execute(_claiming(_dialect(db)), values).scalar_one_or_none()


def owe(db: Session, turn: int, answer: dict[str, Any], state: str = OWED) -> None:
    """Store the rendered answer of a turn."""
    db.execute(update(TURN).where(TURN.c.id == turn).values(answer=answer, state=state))


def settle(db: Session, turns: Sequence[int], state: str = SENT) -> None:
    """Mark answers as sent (or as lost for good); where they went is kept no longer."""
    db.execute(update(TURN).where(TURN.c.id.in_(turns)).values(state=state, address=None))


def forget(db: Session, before: datetime) -> None:
    """Delete what was answered before a moment, also what is still owed: nobody waits for it any more."""
    db.execute(delete(TURN).where(TURN.c.at < before))


@dataclass(frozen=True)
class OwedAnswer:
    """An answer to be sent now; `address` is None where none is known."""

    turn: int
    at: datetime
    address: Address | None
    answer: dict[str, Any] = field(hash=False)


def unseen(db: Session, before: datetime) -> tuple[int, ...]:
    """Turns from before a moment whose answers are owed and that no delivery has seen so far."""
    new = (TURN.c.state == OWED, TURN.c.due.is_(None), TURN.c.at < before)
    return tuple(db.execute(select(TURN.c.id).where(*new)).scalars())


def see(db: Session, turns: Sequence[int], due: datetime) -> None:
    """Leave answers to their own turns' processes until a moment.

    Delivery counts from when it first sees the answer, for a turn may have waited long before it was written.
    """
    db.execute(update(TURN).where(TURN.c.id.in_(turns), TURN.c.due.is_(None)).values(due=due))


def waiting(db: Session, now: datetime) -> bool:
    """Whether an owed answer is due."""
    return db.execute(_due(now)).first() is not None


def claim(db: Session, now: datetime, until: datetime) -> OwedAnswer | None:
    """Take the owed answer that is due first: until a moment it is due to nobody else."""
    turn = db.execute(_due(now).with_for_update(skip_locked=True)).scalar_one_or_none()
    if turn is None:
        return None
    db.execute(update(TURN).where(TURN.c.id == turn).values(due=until))
    here = (CONVERSATION.c.id == TURN.c.conversation) & (CONVERSATION.c.channel == TURN.c.channel)
    known = select(t.Turn, t.Conversation).outerjoin(CONVERSATION, here).where(TURN.c.id == turn)
    row, conversation = db.execute(known).one()
    where = Address(**row.address) if row.address else conversation and address(conversation)
    return OwedAnswer(turn, row.at, where, row.answer)


def put_off(db: Session, turn: int, due: datetime, where: Address) -> None:
    """Try an owed answer again later, at this address: strangers' and groups' are kept nowhere else."""
    ours = update(TURN).where(TURN.c.id == turn, TURN.c.state == OWED)
    db.execute(ours.values(due=due, address=vars(where)))


def owe_at(db: Session, where: Address, once: str, card: dict[str, Any], now: datetime) -> None:
    """Owe a card to somebody who isn't admitted, at an address; the same `once` owes it only once."""
    key = Key(where.channel, where.conversation, once, "notice")
    answer = {"cards": [{"card": card, "about": None, "update": False}], "response": None}
    number = note(db, key, now, answer)
    if number is not None:
        put_off(db, number, now, where)


def _due(now: datetime) -> Any:
    due = select(TURN.c.id).where(TURN.c.state == OWED, TURN.c.due <= now)
    return due.order_by(TURN.c.due, TURN.c.id).limit(1)


def address(row: t.Conversation) -> Address:
    """The address of a stored conversation."""
    return Address(row.channel, row.id, row.service_url, row.tenant, row.bot, row.user)


def place(db: Session, key: Key) -> Place:
    """What is remembered of the conversation that an activity belongs to."""
    row = db.execute(PLACE, {"of": key.conversation, "on": key.channel}).one_or_none()
    return Place(row.language, row.question) if row else Place()


PLACE = select(CONVERSATION.c.language, CONVERSATION.c.question).where(
    CONVERSATION.c.id == bindparam("of"), CONVERSATION.c.channel == bindparam("on")
)


def remember(db: Session, where: Address, person: int, place_: Place, now: datetime) -> None:
    """Keep how a person is reached and what was last asked there."""
    values = {
        "id": where.conversation,
        "channel": where.channel,
        "person_id": person,
        "service_url": where.service_url,
        "tenant": where.tenant,
        "bot": where.bot,
        "user": where.user,
        "language": place_.language,
        "question": place_.question,
        "updated": now,
    }
    db.execute(_remembering(_dialect(db)), values)


def address_of(db: Session, person: int) -> Address | None:
    """Where a person was last heard, or None when they never wrote."""
    query = (
        select(t.Conversation)
        .where(col(t.Conversation.person_id) == person, col(t.Conversation.channel) == TEAMS)
        .order_by(col(t.Conversation.updated).desc())
        .limit(1)
    )
    row = db.execute(query).scalar_one_or_none()
    return address(row) if row else None


def stands(db: Session, channel: str, conversation: str, about: str, activity: str, now: datetime) -> None:
    """Remember the card that shows a matter in a conversation: the newest one is the one kept current."""
    values = {"channel": channel, "conversation": conversation, "about": about}
    db.execute(_standing(_dialect(db)), values | {"activity": activity, "at": now})


def moves_on(db: Session, key: Key, activity: str, about: str | None, now: datetime) -> None:
    """The card in this conversation shows this matter, and none that it showed before."""
    here = (CARD.c.channel == key.channel, CARD.c.conversation == key.conversation)
    db.execute(delete(CARD).where(*here, CARD.c.activity == activity, CARD.c.about != (about or "")))
    if about:
        stands(db, key.channel, key.conversation, about, activity, now)


def standing(db: Session, channel: str, conversation: str, about: str) -> str | None:
    """The id of the card that shows a matter in a conversation, or None."""
    query = select(col(t.Sent.activity)).where(
        col(t.Sent.channel) == channel, col(t.Sent.conversation) == conversation, col(t.Sent.about) == about
    )
    return db.execute(query).scalar_one_or_none()


def _is(key: Key) -> tuple[Any, ...]:
    return (
        col(t.Turn.channel) == key.channel,
        col(t.Turn.conversation) == key.conversation,
        col(t.Turn.activity) == key.activity,
        col(t.Turn.kind) == key.kind,
    )


def _dialect(db: Session) -> str:
    return db.get_bind().dialect.name


@cache
def _claiming(dialect: str) -> Any:
    return INSERT[dialect](TURN).on_conflict_do_nothing().returning(TURN.c.id)


@cache
def _remembering(dialect: str) -> Any:
    return _replacing(dialect, CONVERSATION, {"id", "channel"})


@cache
def _standing(dialect: str) -> Any:
    return _replacing(dialect, CARD, {"channel", "conversation", "about"})


def _replacing(dialect: str, table: Any, key: set[str]) -> Any:
    """An insert that replaces what stands under the same key."""
    new = INSERT[dialect](table)
    replaced = {c.name: new.excluded[c.name] for c in table.c if c.name not in key and not c.primary_key}
    return new.on_conflict_do_update(index_elements=sorted(key), set_=replaced)
