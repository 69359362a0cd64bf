"""Reminders of what an organisation still has to do, while it has it to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlmodel import Session

from bot.forms import Offset, Said, button_data, moment_value, notice, notice_reply, said_data
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge.clock import today
from knowledge.notices import Topic
from knowledge.people import Action, Person, may
from knowledge.refusals.reminders import NoSuchReminder, TooLateToSnooze
from knowledge.reminders import HEADS_UP, coming, snoozes
from storage import reminders, wishes

from . import reminder_rings
from .notification_words import turn_off
from .reminder_cards import CARD, MINE, SHOWN, Letter, drawn, letter_of, until, without
from .reminder_items import Board, Standing, board, board_of, kept, rung, shared_board, theirs
from .reminder_rings import ASKED, REMINDED, UPDATED, Owing, owe
from .views import onward, suggestions

Deadline = datetime | None


class Page(BaseModel):
    """How many of the list come before what is shown."""

    offset: Offset = 0


class Snooze(BaseModel):
    """Which reminder to put off, for how many days."""

    key: str = Field("", max_length=300)
    days: Offset = 0


# What is sent


def still_to_do(
    db: Session, person: Person, data: Mapping[str, Any], now: datetime
) -> Mapping[str, Any] | None:
    """The reminder of what is still to be done; None when nothing of it is, or another reminds of it."""
    return _fresh(db, person, data, now, late=False)


def still_missing(
    db: Session, person: Person, data: Mapping[str, Any], now: datetime
) -> Mapping[str, Any] | None:
    """The same for a coordinator's reminder, which may come after the deadline."""
    return _fresh(db, person, data, now, late=True)


def _fresh(
    db: Session, person: Person, data: Mapping[str, Any], now: datetime, *, late: bool
) -> dict[str, Any] | None:
    again = reminders.superseded(db, data["key"], person.id)
    items = [item for item in kept(data) if item not in again]
    at = shared_board(db, now, items)
    waiting = [each for each in map(at.standing, items) if theirs(each, person) and each.open(now, late=late)]
    if not waiting:
        return None
    letter = letter_of(data, tuple(each.item for each in waiting))
    return drawn(at, letter, waiting)


def as_it_stands(
    db: Session, person: Person, data: Mapping[str, Any], now: datetime
) -> Mapping[str, Any] | None:
    """The card that was sent, with what has been done since; what isn't the person's any more is left out."""
    items = kept(data)
    at = shared_board(db, now, items)
    shown = [each for each in map(at.standing, items) if each.duty is None or theirs(each, person)]
    return drawn(at, letter_of(data, items), shown) if shown else None


# What is missing


def mine(ask: Ask, read: Read) -> Reply:
    """What the asker's organisations have to do, the next deadline first, and when they are reminded."""
    at = board(read.db, ask.now, rung() - HEADS_UP)
    own = [each for each in _waiting(at, ask.person) if each.duty]
    own.sort(key=lambda each: (each.duty is not None and each.duty.due, each.item.thing))
    offset = ask.form.offset if isinstance(ask.form, Page) else 0
    muted = wishes.muted(read.db, ask.person.id, Topic.REMINDERS, today(ask.now))
    data = {
        "title": said_data(_count(len(own))),
        "intro": [said_data(Said(each)) for each in _told(ask, own, muted=muted)],
        "items": [_listed(at, each, muted=muted) for each in own[offset : offset + SHOWN]],
        "more": 0,
        "why": None,
        "buttons": [button_data(each) for each in _onward(ask, len(own), offset, muted=muted)],
    }
    return Reply(CARD, data)


def _waiting(at: Board, person: Person) -> list[Standing]:
    own = {organisation.id for each in at.duties.values() for organisation in _own(person, each.asked)}
    items = (item for each in at.duties.values() for item in each.items if item.organisation in own)
    return [each for each in map(at.standing, items) if each.open(at.now, late=True) and theirs(each, person)]


def _own(person: Person, asked: frozenset[str]) -> list[Any]:
    return [m.organisation for m in person.memberships if m.organisation.id in asked]


def _count(waiting: int) -> Said:
    if waiting == 0:
        return Said(N_("Nothing waits for you now"))
    return (
        Said(N_("Your organisation has one thing to do"))
        if waiting == 1
        else Said(N_("Your organisation has {n} things to do"), {"n": waiting})
    )


def _told(ask: Ask, own: list[Standing], *, muted: bool) -> list[str]:
    nothing = N_("When something is asked of your organisation, I remind its contacts in good time.")
    off = N_("You have turned reminders off: your organisation's deputy, if it has one, is reminded instead.")
    return [*([] if own else [nothing]), *([off] if muted else [])]


def _listed(at: Board, standing: Standing, *, muted: bool) -> dict[str, Any]:
    """An item with the moment of its next reminder."""
    moment = coming(standing.duty, at.now) if standing.duty and not muted else None
    return at.view(standing) | {"next": moment_value(moment) if moment else None}


def _onward(ask: Ask, total: int, offset: int, *, muted: bool) -> list[Button]:
    buttons = [*onward("reminders.mine", {}, offset + SHOWN, total)]
    if may(ask.person, Action.OVERSEE):
        buttons.append(Button(N_("Who is missing what?"), "status.show"))
    if total and not muted:
        buttons.append(turn_off(Topic.REMINDERS))
    return [*buttons, *suggestions(ask)][:5]


# Putting off


def snooze(ask: Ask, _: object, tx: Tx) -> Reply:
    """Remind the person again of what is still to be done, on a later morning before the deadline."""
    data = reminders.message(tx.db, ask.form.key, ask.person.id)
    if data is None:
        raise NoSuchReminder
    return put_off(ask, tx, data, lambda last: snoozes(ask.now, last).get(ask.form.days))


def put_off(ask: Ask, tx: Tx, data: Mapping[str, Any], pick: Callable[[Deadline], Deadline]) -> Reply:
    """Owe a reminder anew at the moment that is picked by its deadline. Raises TooLateToSnooze for none."""
    items = kept(data)
    at = board_of(tx.db, ask.now, items)
    waiting = [s for s in map(at.standing, items) if theirs(s, ask.person) and s.open(ask.now, late=True)]
    letter = letter_of(data, items)
    if not waiting:
        return Reply(CARD, drawn(at, letter, [at.standing(item) for item in items]), about=letter.about)
    moment = pick(until(at, waiting))
    if moment is None:
        raise TooLateToSnooze
    _again(ask, tx, at, without(letter, (each.item for each in waiting)), moment)
    return _receipt(letter, moment)


def _again(ask: Ask, tx: Tx, at: Board, letter: Letter, moment: datetime) -> None:
    """Owe the reminder anew."""
    key = f"snooze:{moment.isoformat()}|{letter.key.rpartition('|')[2]}"
    later = Letter(key, letter.items, moment, letter.by, letter.line, letter.deputy)
    standings = [at.standing(item) for item in letter.items]
    due = max(each.duty.due for each in standings if each.duty)
    in_time = due > moment and not letter.by
    owing = Owing(ask.person.id, later, drawn(at, later, standings), due if in_time else None)
    owe(tx, owing, REMINDED if in_time else ASKED, due=moment)
    tx.audit("reminder.snoozed", f"person:{ask.person.id}", until=moment.isoformat())


def _receipt(letter: Letter, moment: datetime) -> Reply:
    data = notice(
        Said(N_("I remind you again {date}"), {"date": moment_value(moment)}),
        lines=(Said(N_("If a colleague has done it by then, nothing comes.")),),
        buttons=(MINE,),
    )
    return notice_reply(data, letter.about)


FRESH = {REMINDED: still_to_do, ASKED: still_missing, UPDATED: as_it_stands}
TICKS = reminder_rings.TICKS
ROUTES = (
    Route(Action.ASK, intent="reminders", show=mine),
    Route(Action.ASK, verb="reminders.mine", form=Page, show=mine, by_mail=True),
    Route(Action.ASK, verb="reminders.snooze", form=Snooze, handle=snooze, by_mail=True),
)
