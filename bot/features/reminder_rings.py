"""What the bell rings for: moments at which people are reminded, and sent cards whose matter is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.routes import Tx
from bot.ticks import Tick
from knowledge.clock import today
from knowledge.people import Person
from knowledge.reminders import HEADS_UP, Call, Item, calls, comes, to_remind
from storage import outbox, reminders, sessions, wishes
from storage.outbox import Place
from storage.reminders import Crowd, Sent

from .reminder_cards import CARD, Letter, drawn, letter_of
from .reminder_items import Board, Standing, board, board_of, kept, rung

REMINDED, ASKED, UPDATED = "reminder", "reminder by a coordinator", "reminder done"


@dataclass(frozen=True)
class Called:
    """A moment that has come for one organisation, told to one of its people; `deputy`: only as that."""

    call: Call
    organisation: str
    deputy: bool = False

    @property
    def item(self) -> Item:
        """What it is about."""
        return self.call.duty.item(self.organisation)

    @property
    def due(self) -> datetime:
        """Its deadline."""
        return self.call.duty.due


@dataclass(frozen=True)
class Owing:
    """A reminder to be written down: for whom, what it says, until when it helps."""

    person: int
    letter: Letter
    data: Mapping[str, Any] = field(hash=False)
    expires: datetime | None


# Reminding


def due(db: Session, now: datetime, since: datetime) -> tuple[Owing, ...]:
    """One message to each person whom this ring reminds of something; those too late are expired already."""
    if not comes(since, now):
        return ()
    at = board(db, now, rung())
    found = _by_person(db, at, calls(at.duties.values(), since, now))
    off = reminders.put_off(db, now)
    return tuple(
        _owing(at, person, some)
        for person, called in found.items()
        for some in _in_time(now, [each for each in called if (person, each.item) not in off])
    )


def _by_person(db: Session, at: Board, found: Iterable[Call]) -> Mapping[int, list[Called]]:
    """By person: what they are to be reminded of, for which organisation."""
    every: dict[int, list[Called]] = {}
    for person, called in (*_doing(db, at, found), *_coming(db, at, found)):
        every.setdefault(person, []).append(called)
    return every


def _doing(db: Session, at: Board, found: Iterable[Call]) -> Iterator[tuple[int, Called]]:
    """Of what is to be done: people of the organisations that haven't done it."""
    waiting = [(c, i.organisation) for c in found if c.duty.kind not in HEADS_UP for i in c.duty.items]
    crowd = reminders.crowd(db, {organisation for _, organisation in waiting}, today(at.now))
    for call, organisation in waiting:
        for person in whom(crowd, organisation, near=call.near):
            yield person, Called(call, organisation, crowd.deputy(organisation, person))


def whom(crowd: Crowd, organisation: str, *, near: bool) -> tuple[int, ...]:
    """Whom of an organisation's people to remind."""
    team = crowd.teams[organisation]
    contacts, deputies = ([person.id for person in some] for some in (team.contacts, team.deputies))
    return to_remind(contacts, deputies, away=crowd.away, silent=crowd.silent, near=near)


def _coming(db: Session, at: Board, found: Iterable[Call]) -> Iterator[tuple[int, Called]]:
    """Of sessions: everybody who takes part."""
    for call in found:
        session = sessions.find(db, call.duty.thing) if call.duty.kind in HEADS_UP else None
        audience = sessions.audience(db, session, today(at.now)) if session else ()
        away = wishes.away(db, [person.id for person in audience], today(at.now))
        for person in audience:
            if person.memberships and person.id not in away:
                yield person.id, Called(call, _for(call, person))


def _for(call: Call, person: Person) -> str:
    """The organisation for which somebody takes part; somebody named, any of their own."""
    own = [m.organisation.id for m in person.memberships]
    return next((each for each in own if each in call.duty.asked), own[0])


def _in_time(now: datetime, called: list[Called]) -> Iterator[list[Called]]:
    """What is still in time, and what isn't any more."""
    for late in (False, True):
        if some := [each for each in called if (each.due <= now) is late]:
            yield some


def _owing(at: Board, person: int, called: list[Called]) -> Owing:
    called = sorted(called, key=lambda each: each.due)
    moment, last = max(each.call.moment for each in called), called[-1].due
    key = f"remind:{moment.isoformat()}:{person}" + (":expired" if last <= at.now else "")
    deputy = all(each.deputy for each in called)
    letter = Letter(key, tuple(each.item for each in called), moment, deputy=deputy)
    return Owing(person, letter, drawn(at, letter, [at.standing(item) for item in letter.items]), last)


def remind(found: Iterable[Owing], tx: Tx) -> None:
    """Owe the messages, with what each reminds of."""
    for each in found:
        owe(tx, each, REMINDED)


def owe(tx: Tx, owing: Owing, cause: str, *, due: datetime | None = None) -> bool:
    """Owe a reminder with what it reminds of; False where it has been owed before."""
    number = outbox.owe(
        tx.db,
        once=owing.letter.key,
        person=owing.person,
        card=CARD,
        data=dict(owing.data),
        cause=cause,
        now=tx.now,
        about=owing.letter.about,
        due=due,
        expires=owing.expires,
    )
    if number is not None:
        reminders.note(tx.db, number, owing.letter.items)
    return number is not None


# Telling that it is done


@dataclass(frozen=True)
class Update:
    """A sent message, which of its rows are settled now, and its card as it is to stand, if that changes."""

    sent: Sent
    rows: tuple[int, ...]
    data: Mapping[str, Any] | None = field(hash=False)


def settled(db: Session, now: datetime, since: datetime) -> tuple[Update, ...]:
    """The sent messages of whose items some have been done, or are asked no more."""
    sent = reminders.unsettled(db)
    if not sent:
        return ()
    named = {item for each in sent for item in (*each.open.values(), *kept(each.data))}
    at = board_of(db, now, named)  # once for all of them: a round that ends settles every one
    return tuple(filter(None, (_update(at, each) for each in sent)))


def _update(at: Board, sent: Sent) -> Update | None:
    over = {row: at.standing(item) for row, item in sent.open.items() if _over(at, item)}
    if not over:
        return None
    if not any(_shows(each, sent) for each in over.values()):
        return Update(sent, tuple(over), None)
    items = kept(sent.data)
    data = drawn(at, letter_of(sent.data, items), [at.standing(item) for item in items])
    return Update(sent, tuple(over), data)


def _over(at: Board, item: Item) -> bool:
    """Has an item been done, is it asked no more, or has the session begun?"""
    standing = at.standing(item)
    begun = item.kind in HEADS_UP and standing.duty is not None and standing.duty.due <= at.now
    return begun or standing.settled()


def _shows(standing: Standing, sent: Sent) -> bool:
    """Does the end of an item change the card: one that was done before the sending isn't on it."""
    if not standing.settled():
        return False
    return standing.done is None or standing.done.at is None or standing.done.at > sent.at


def tell(found: Iterable[Update], tx: Tx) -> None:
    """Put what is done into the cards that stand, and look at it no more."""
    for each in found:
        reminders.settle(tx.db, each.rows, tx.now)
        if each.data is not None:
            outbox.owe(
                tx.db,
                once=f"{each.sent.once}:done:{max(each.rows)}:{tx.now.isoformat()}",
                person=each.sent.person,
                card=CARD,
                data=dict(each.data),
                cause=UPDATED,
                now=tx.now,
                about=each.sent.about,
                urgent=True,
                place=Place.ONLY,
            )


TICKS = (
    Tick("reminders", due, remind),
    Tick("reminders that are done", settled, tell),
)
