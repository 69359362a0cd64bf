"""Turning notices off and on, and being away: by a form, by buttons, by a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel

from bot.forms import Choice, Codes, Input, Line, Reading, Said, form_reply
from bot.routes import Ask, Button, Read, Reply, Tx
from cards.language import N_
from knowledge import wishes as rules
from knowledge.clock import today
from knowledge.notices import Topic
from knowledge.refusals import Refusal
from knowledge.refusals.notices import NothingChosen
from storage import wishes
from storage.wishes import Absence

from . import notification_words as words
from .notification_words import LENGTH_NAMES, topics_in

WEEK = "week"
OTHER_DAY = N_("Or until this day")


class MuteForm(BaseModel):
    """What is to be turned off: `length` is one of the offered ones, `until` another day as it was typed."""

    topics: Codes = ()
    length: Line = ""
    until: Line = ""


class TopicsForm(BaseModel):
    """Topics that a button carries."""

    topics: Codes = ()


class RestoreForm(BaseModel):
    """Topics, and until when those were off that were: "schedule:2026-12-04", "schedule:" for good."""

    topics: Codes = ()
    was: Codes = ()


class AwayForm(BaseModel):
    """The first and the last day of an absence; without them there is none."""

    since: Line = ""
    until: Line = ""


# Off


def open_form(ask: Ask, read: Read) -> Reply:
    """What is to be turned off, and until when?"""
    chosen = ask.form.topics if isinstance(ask.form, MuteForm) else ()
    return form(ask, MuteForm(topics=chosen, length=WEEK))


def form(ask: Ask, typed: MuteForm, faults: Iterable[Refusal] = ()) -> Reply:
    """The form that asks for topics and a time."""
    lengths = tuple(Choice(name, text=text) for name, text in LENGTH_NAMES.items())
    choices = words.topic_choices()
    inputs = (
        Input("topics", N_("Turn off"), "some", typed.topics, choices, required=True, expanded=True),
        Input("length", N_("For how long"), "one", typed.length, lengths, expanded=True),
        Input("until", OTHER_DAY, "day", typed.until),
    )
    send = Button(N_("Turn off"), "notifications.mute", style="positive")
    title = Said(N_("Turn notices off"))
    return form_reply(ask, title, inputs, send, intro=[Said(words.STILL)], faults=faults)


def mute(ask: Ask, _: object, tx: Tx) -> Reply:
    """Turn off what the form says."""
    reading, day = Reading(), today(ask.now)
    topics = topics_in(ask.form.topics)
    if not topics:
        reading.fault(NothingChosen("topics"))
    until = _until(ask.form, reading, day)
    if reading.faults:
        return form(ask, ask.form, reading.faults)
    return turn_off(ask, tx, topics, until)


def _until(typed: MuteForm, reading: Reading, day: date) -> date | None:
    """The day that was typed, else the length that was chosen; None for good."""
    if typed.until:
        until = reading.day("until", typed.until)
        fault = rules.day_fault("until", until, day) if until else None
        reading.faults.extend(filter(None, [fault]))
        return until
    return rules.lengths(day).get(typed.length or WEEK)


def turn_off(ask: Ask, tx: Tx, topics: Iterable[Topic], until: date | None) -> Reply:
    """Turn topics off until a day or for good, and say so."""
    known = tuple(topics)
    before = wishes.mutes(tx.db, ask.person.id, today(ask.now))
    wishes.mute(tx.db, ask.person.id, known, until, ask.now)
    tx.audit("notices.off", f"person:{ask.person.id}", topics=[*map(str, known)])
    return words.off(known, until, {topic: before[topic] for topic in known if topic in before})


# On


def resume(ask: Ask, _: object, tx: Tx) -> Reply:
    """Turn on what the button names."""
    return turn_on(ask, tx, topics_in(ask.form.topics) or tuple(Topic))


def turn_on(ask: Ask, tx: Tx, topics: Iterable[Topic]) -> Reply:
    """Turn topics on again, and say so."""
    known = tuple(topics)
    before = wishes.mutes(tx.db, ask.person.id, today(ask.now))
    wishes.unmute(tx.db, ask.person.id, known)
    tx.audit("notices.on", f"person:{ask.person.id}", topics=[*map(str, known)])
    return words.on(known, {topic: before[topic] for topic in known if topic in before})


def restore(ask: Ask, _: object, tx: Tx) -> Reply:
    """Put topics back to how they were before."""
    topics, day = topics_in(ask.form.topics), today(ask.now)
    wishes.unmute(tx.db, ask.person.id, topics)
    for topic, until in _was(ask.form.was):
        if topic in topics and (until is None or until >= day):
            wishes.mute(tx.db, ask.person.id, (topic,), until, ask.now)
    tx.audit("notices.restored", f"person:{ask.person.id}", topics=[*map(str, topics)])
    return words.restored()


def _was(codes: Iterable[str]) -> Iterable[tuple[Topic, date | None]]:
    """What a button carries of how topics were; anything else is left out."""
    for code in codes:
        name, _, end = code.partition(":")
        until = Reading().day("was", end)
        for topic in topics_in([name]):
            if until or not end:
                yield topic, until


# Away


def away_form(ask: Ask, typed: AwayForm, faults: Iterable[Refusal] = ()) -> Reply:
    """The form that asks for the days of an absence."""
    inputs = (
        Input("since", N_("First day"), "day", typed.since, required=True),
        Input("until", N_("Last day"), "day", typed.until, required=True),
    )
    send = Button(N_("Save"), "notifications.away", style="positive")
    title, intro = Said(N_("When are you away?")), [Said(words.MEANWHILE)]
    return form_reply(ask, title, inputs, send, intro=intro, faults=faults)


def away(ask: Ask, _: object, tx: Tx) -> Reply:
    """Be away on these days; without any, be back."""
    form, reading = ask.form, Reading()
    if not (form.since or form.until):
        return be_back(ask, tx)
    since = reading.day("since", form.since, required=True)
    until = reading.day("until", form.until, required=True)
    if since and until:
        reading.faults.extend(filter(None, [rules.away_fault(since, until, today(ask.now))]))
    if since is None or until is None or reading.faults:
        return away_form(ask, form, reading.faults)
    return be_away(ask, tx, Absence(since, until))


def be_away(ask: Ask, tx: Tx, absence: Absence) -> Reply:
    """Be away on these days, and say so."""
    before = wishes.absence(tx.db, ask.person.id, today(ask.now))
    wishes.be_away(tx.db, ask.person.id, absence.since, absence.until)
    tx.audit("notices.away", f"person:{ask.person.id}")
    return words.away(absence, before)


def be_back(ask: Ask, tx: Tx) -> Reply:
    """Be here, and say so."""
    before = wishes.absence(tx.db, ask.person.id, today(ask.now))
    wishes.be_back(tx.db, ask.person.id)
    tx.audit("notices.back", f"person:{ask.person.id}")
    return words.back(before)
