"""The settings of notices: the card that shows them, and the form that changes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session

from bot.forms import Choice, Codes, Input, Line, Reading, Said, form_reply
from bot.routes import Ask, Button, Read, Reply, Tx
from cards.language import N_
from knowledge.clock import today
from knowledge.notices import Topic
from knowledge.refusals import Refusal
from knowledge.refusals.notices import AwayUnclear
from knowledge.wishes import away_fault, day_fault
from storage import wishes
from storage.wishes import Absence, Mailbox

from .notification_words import STILL, TOPIC_NAMES, absence_button, topic_choices, topics_in

MAIL, CHAT = "mail", "chat"
SENT = Button(N_("What was I sent, and why?"), "notifications.sent")
EMAIL = Button(N_("E-mail address"), "notifications.address", way="dialog")
CHANGE = Button(N_("Change"), "notifications.form", way="dialog", style="positive")
A_WHILE = Button(N_("Turn off for a while"), "notifications.choose", way="dialog")


@dataclass(frozen=True)
class Wishes:
    """Everything that somebody wishes of notices."""

    mutes: Mapping[Topic, date | None]
    absence: Absence | None
    mailbox: Mailbox | None

    @classmethod
    def of(cls, db: Session, ask: Ask) -> Wishes:
        """What the asker wishes as it is now."""
        who, day = ask.person.id, today(ask.now)
        return cls(wishes.mutes(db, who, day), wishes.absence(db, who, day), wishes.mailbox(db, who))


class SettingsForm(BaseModel):
    """The form as it was typed. `wanted`: topics to get notices of; `was`: until when the others were off."""

    wanted: Codes = ()
    until: Line = ""
    since: Line = ""
    back: Line = ""
    channel: Line = CHAT
    was: Line = ""


# The card


def show(ask: Ask, read: Read) -> Reply:
    """What comes to the asker, and where to."""
    return card(Wishes.of(read.db, ask))


def card(known: Wishes, *, saved: bool = False) -> Reply:
    """The settings as a card."""
    box, absence = known.mailbox, known.absence
    data = {
        "saved": saved,
        "topics": [_topic(topic, known.mutes) for topic in Topic],
        "away": {"since": absence.since, "until": absence.until} if absence else None,
        "mail": bool(box and box.usable and box.preferred),
        "mailbox": _mailbox(box) if box else None,
        "still": STILL,
        "buttons": tuple(_buttons(known)),
    }
    return Reply("notifications", data)


def _topic(topic: Topic, mutes: Mapping[Topic, date | None]) -> dict[str, Any]:
    return {"name": TOPIC_NAMES[topic], "off": topic in mutes, "until": mutes.get(topic)}


def _mailbox(box: Mailbox) -> dict[str, Any]:
    unconfirmed = box.address if box.wanted == box.address else ""
    used = "" if unconfirmed else box.address
    return {"address": used, "wanted": box.wanted, "stopped": box.stopped, "bounced": box.bounced}


def _buttons(known: Wishes) -> Iterator[Button]:
    yield from (CHANGE, A_WHILE)
    if known.mutes:
        every = {"topics": [topic.value for topic in known.mutes]}
        yield Button(N_("Turn everything on"), "notifications.resume", every)
    if known.absence:
        yield absence_button(N_("I am back"), None)
    yield from (SENT, EMAIL)


# The form


def open_form(ask: Ask, read: Read) -> Reply:
    """The form as things are."""
    known = Wishes.of(read.db, ask)
    ends, away = set(known.mutes.values()), known.absence
    shared = next(iter(ends)) if len(ends) == 1 else None
    was = shared.isoformat() if shared else ""
    typed = SettingsForm(
        wanted=tuple(topic.value for topic in Topic if topic not in known.mutes),
        until=was,
        was=was,
        since=away.since.isoformat() if away else "",
        back=away.until.isoformat() if away else "",
        channel=MAIL if known.mailbox and known.mailbox.preferred else CHAT,
    )
    return _form(ask, typed, known.mailbox)


def _form(ask: Ask, typed: SettingsForm, box: Mailbox | None, faults: Iterable[Refusal] = ()) -> Reply:
    inputs = (
        Input("wanted", N_("I want notices of"), "some", typed.wanted, topic_choices(), expanded=True),
        Input("until", N_("The others are off until (empty: until further notice)"), "day", typed.until),
        Input("since", N_("I am away: first day (empty: I am not)"), "day", typed.since),
        Input("back", N_("I am away: last day"), "day", typed.back),
        *((_channel(typed.channel),) if box and box.usable else ()),
    )
    send = Button(N_("Save"), "notifications.save", {"was": typed.was}, style="positive")
    return form_reply(ask, Said(N_("Notice settings")), inputs, send, intro=[Said(STILL)], faults=faults)


def _channel(value: str) -> Input:
    choices = (Choice(CHAT, text=N_("Here, in the chat")), Choice(MAIL, text=N_("By e-mail")))
    return Input("channel", N_("Notices come"), "one", value, choices, expanded=True)


def save(ask: Ask, _: object, tx: Tx) -> Reply:
    """Set everything as the form says."""
    form, known, day, reading = ask.form, Wishes.of(tx.db, ask), today(ask.now), Reading()
    until = reading.day("until", form.until)
    if until and form.until != form.was:
        _note(reading, day_fault("until", until, day))
    absence = _absence(reading, form, day)
    if reading.faults:
        return _form(ask, form, known.mailbox, reading.faults)
    _set_mutes(tx, ask, known, until, changed=form.until != form.was)
    _set_absence(tx, ask, absence)
    if known.mailbox and known.mailbox.usable:
        wishes.prefer_mail(tx.db, ask.person.id, form.channel == MAIL)
    tx.audit("notices.set", f"person:{ask.person.id}")
    return card(Wishes.of(tx.db, ask), saved=True)


def _absence(reading: Reading, form: SettingsForm, day: date) -> Absence | None:
    since, until = reading.day("since", form.since), reading.day("back", form.back)
    if bool(form.since) != bool(form.back):
        reading.fault(AwayUnclear("back" if form.since else "since"))
    if since is None or until is None:
        return None
    if fault := away_fault(since, until, day):
        fault.field = "back"
        reading.fault(fault)
    return Absence(since, until)


def _note(reading: Reading, fault: Refusal | None) -> None:
    if fault:
        reading.fault(fault)


def _set_mutes(tx: Tx, ask: Ask, known: Wishes, until: date | None, *, changed: bool) -> None:
    """Topics that were off already keep their end, unless the form gives another."""
    wanted = topics_in(ask.form.wanted)
    others = [topic for topic in Topic if topic not in wanted]
    anew = [topic for topic in others if changed or topic not in known.mutes]
    wishes.unmute(tx.db, ask.person.id, wanted)
    wishes.mute(tx.db, ask.person.id, anew, until, ask.now)


def _set_absence(tx: Tx, ask: Ask, absence: Absence | None) -> None:
    if absence:
        wishes.be_away(tx.db, ask.person.id, absence.since, absence.until)
    else:
        wishes.be_back(tx.db, ask.person.id)
