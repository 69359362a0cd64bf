"""Activities that were answered, and the conversations they belong to.

These run on every turn, so they use plain statements rather than objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from . import tables as t
from .upsert import insert

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


def note(db: Session, key: Key, now: datetime) -> int | None:
    """Claim an activity: its turn's number, or None when it was claimed before."""
    values = {
        "channel": key.channel,
        "conversation": key.conversation,
        "activity": key.activity,
        "kind": key.kind,
        "at": now,
        "state": OWED,
        "answer": {},
    }
    claim = insert(db, t.Turn).values(**values).on_conflict_do_nothing().returning(col(t.Turn.id))
    return db.execute(claim).scalar_one_or_none()


def owe(db: Session, turn: int, answer: dict[str, Any], state: str = OWED) -> None:
    """Store the rendered answer of a turn."""
    db.execute(update(t.Turn).where(col(t.Turn.id) == turn).values(answer=answer, state=state))


def settle(db: Session, turns: Sequence[int], state: str = SENT) -> None:
    """Mark answers as sent (or as lost for good)."""
    db.execute(update(t.Turn).where(col(t.Turn.id).in_(turns)).values(state=state))


@dataclass(frozen=True)
class OwedAnswer:
    """An answer whose sending didn't succeed."""

    turn: int
    at: datetime
    address: Address
    answer: dict[str, Any] = field(hash=False)


def owed(db: Session, before: datetime, limit: int) -> tuple[OwedAnswer, ...]:
    """Answers still owed from before a moment, oldest first."""
    query = (
        select(t.Turn, t.Conversation)
        .join(
            t.Conversation,
            (col(t.Conversation.id) == col(t.Turn.conversation))
            & (col(t.Conversation.channel) == col(t.Turn.channel)),
        )
        .where(col(t.Turn.state) == OWED, col(t.Turn.at) < before)
        .order_by(col(t.Turn.at))
        .limit(limit)
    )
    return tuple(
        OwedAnswer(turn.id or 0, turn.at, address(conversation), turn.answer)
        for turn, conversation in db.execute(query).all()
    )


def address(row: t.Conversation) -> Address:
    """The address of a stored conversation."""
    return Address(row.channel, row.id, row.service_url, row.tenant, row.bot, row.user)


def place(db: Session, key: Key) -> Place:
    """What is remembered of the conversation that an activity belongs to."""
    query = select(col(t.Conversation.language), col(t.Conversation.question)).where(
        col(t.Conversation.id) == key.conversation, col(t.Conversation.channel) == key.channel
    )
    row = db.execute(query).one_or_none()
    return Place(row.language, row.question) if row else Place()


def remember(db: Session, where: Address, person: int, place_: Place, now: datetime) -> None:
    """Keep how a person is reached and what was last asked there."""
    values: dict[str, Any] = {
        "person_id": person,
        "service_url": where.service_url,
        "tenant": where.tenant,
        "bot": where.bot,
        "user": where.user,
        "language": place_.language,
        "question": place_.question,
        "updated": now,
    }
    new = insert(db, t.Conversation).values(id=where.conversation, channel=where.channel, **values)
    db.execute(new.on_conflict_do_update(index_elements=["id", "channel"], set_=values))


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
    key = {"channel": channel, "conversation": conversation, "about": about}
    new = insert(db, t.Sent).values(**key, activity=activity, at=now)
    db.execute(new.on_conflict_do_update(index_elements=list(key), set_={"activity": activity, "at": now}))


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
