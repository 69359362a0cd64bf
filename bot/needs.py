"""Whether a notice that waits is still needed, and by which way its reader is reached: asked at sending."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol

from sqlmodel import Session

from knowledge.notices import Topic
from knowledge.people import Person
from storage import people, reach, turns, wishes
from storage.claims import Owed
from storage.outbox import Place, State
from storage.reach import Chat
from storage.turns import Address

from . import reasons
from .features import fresh, still_needed
from .features.concerned import CONCERNED
from .features.kinds import CONFIRM, mutable

MAIL = "mail"
TWICE = 2  # processes that may take a message and end before it is known what became of it
NEEDED, FRESH = still_needed(), fresh()


class Ends(Exception):
    """A notice isn't sent: the state in which it ends, and why."""

    def __init__(self, state: State, why: str) -> None:
        super().__init__(why)
        self.state = state
        self.why = why


@dataclass(frozen=True)
class Way:
    """One way to a person: an address, and how often in a row nobody was found there."""

    where: Address
    missed: int = 0


@dataclass(frozen=True)
class Known:
    """What was read at once of all the people that notices are for."""

    people: Mapping[int, Person]
    chats: Mapping[int, Chat]
    mailboxes: Mapping[int, wishes.Mailbox]
    muted: frozenset[tuple[int, Topic]]


def known(db: Session, messages: Iterable[Owed], day: date) -> Known:
    """Read of the people of these messages what is asked of each."""
    every = tuple(messages)
    ids = frozenset(message.person for message in every)
    topics = {topic for message in every if (topic := _topic(message))}
    muted = ((who, topic) for topic in topics for who in wishes.muted_among(db, ids, topic, day))
    found = {person.id: person for person in people.by_ids(db, ids, day)}
    return Known(found, reach.chats(db, ids), wishes.mailboxes(db, ids), frozenset(muted))


def _topic(message: Owed) -> Topic | None:
    return mutable(message.cause, urgent=message.urgent)


def check(message: Owed, known: Known, now: datetime) -> Person:
    """Who reads the message, where nothing is against sending it. Raises Ends."""
    if message.stale and message.abandoned + 1 >= TWICE:
        raise Ends(State.FAILED, reasons.TWICE_BEGUN)
    if message.expires is not None and message.expires <= now:
        raise Ends(State.NOT_NEEDED, reasons.EXPIRED)
    person = known.people.get(message.person)
    if person is None or not person.memberships:
        raise Ends(State.CANCELLED, reasons.NOT_ADMITTED)
    if message.place is Place.NEW and _muted(message, known):
        raise Ends(State.CANCELLED, reasons.MUTED)
    return person


def placed(message: Owed, known: Known) -> Owed:
    """Where the message goes: what its reader has turned down still brings a card that stands up to date."""
    return replace(message, place=Place.ONLY) if _muted(message, known) else message


def _muted(message: Owed, known: Known) -> bool:
    topic = _topic(message)
    return topic is not None and (message.person, topic) in known.muted


class Matter(Protocol):
    """What a card is drawn by: why it was owed, and with what."""

    @property
    def cause(self) -> str:
        """Why."""

    @property
    def data(self) -> Mapping[str, Any]:
        """With what."""


def shown(db: Session, person: Person, message: Matter, now: datetime) -> Mapping[str, Any]:
    """What the card is drawn from now. Raises Ends where it is needed no longer."""
    cause, data = message.cause, message.data
    concerned, needed, renewed = CONCERNED.get(cause), NEEDED.get(cause), FRESH.get(cause)
    if concerned and not concerned(db, person, data):
        raise Ends(State.CANCELLED, reasons.NOT_THEIRS)
    fresh_data = renewed(db, person, data, now) if renewed else data
    if fresh_data is None or (needed and not needed(db, data)):
        raise Ends(State.NOT_NEEDED, reasons.SETTLED)
    return fresh_data


def ways(message: Owed, known: Known, channels: frozenset[str]) -> tuple[Way, ...]:
    """The ways to the reader, the one they prefer first. Raises Ends where there is none.

    A card that only changes one that stands changes it in the chat: an e-mail can't be changed.
    """
    chat, box = known.chats.get(message.person), known.mailboxes.get(message.person)
    if message.cause == CONFIRM:
        return _to_confirm(message, channels)
    chatting = () if chat is None or chat.gone is not None else (Way(chat.address, chat.missed),)
    if message.place is Place.ONLY:
        return chatting or _none(State.NOT_NEEDED, reasons.NO_CARD)
    usable = box is not None and box.usable and MAIL in channels
    mailing = (Way(_mail(message.person, box.address)),) if box and usable else ()
    both = (*mailing, *chatting) if box and box.preferred else (*chatting, *mailing)
    return both or _none(State.UNREACHABLE, chat.gone or "" if chat else reasons.NEVER_WROTE)


def standing(db: Session, message: Owed, where: Address) -> str | None:
    """The card in whose place this one goes. Raises Ends where it goes nowhere else, and none stands."""
    if message.place is Place.NEW or not message.about:
        return None
    found = turns.standing(db, where.channel, where.conversation, message.about)
    if found is None and message.place is Place.ONLY:
        raise Ends(State.NOT_NEEDED, reasons.NO_CARD)
    return found


def _to_confirm(message: Owed, channels: frozenset[str]) -> tuple[Way, ...]:
    """To an address that isn't confirmed yet goes the message that asks for it, and nothing else."""
    asked = (Way(_mail(message.person, message.data["address"])),) if MAIL in channels else ()
    return asked or _none(State.UNREACHABLE, reasons.NO_MAIL)


def _mail(person: int, address: str) -> Address:
    return Address(MAIL, f"mail:{person}", "", "", {}, {"address": address})


def _none(state: State, why: str) -> tuple[Way, ...]:
    raise Ends(state, why)
