"""An answer that came by letter, by e-mail or through the registry, recorded by a coordinator."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from bot.forms import Choice, Chosen, Input, Line, Lines, Reading, Said, form_reply, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.documents.minutes_printed import ANSWERS, WAYS
from cards.language import N_
from knowledge.clock import at as moment
from knowledge.clock import today
from knowledge.confirming import CASE_LIMIT, EVERY_ANSWER, MAY, NOTE_LIMIT, Way
from knowledge.people import Action
from knowledge.records import Answer
from knowledge.refusals import Refusal
from knowledge.refusals.asking import FieldMissing
from knowledge.refusals.confirming import (
    AnswerOnRecord,
    DayBeforeSending,
    DayToCome,
    NotThisVersion,
    ReservationMissing,
)
from knowledge.refusals.proposals import UnknownChoice
from storage import confirming
from storage.confirming import By

from . import confirming_notices as notices
from .confirming_desk import At, MinutesRef, about, held, looking, prepared, reference
from .confirming_wishes import part_choices, wish_of
from .minutes_printout import Called
from .session_cards import short

WRITTEN = (Way.LETTER, Way.EMAIL, Way.REGISTRY)
NOON = time(12)


class Received(MinutesRef):
    """What came, as it was typed."""

    way: Chosen = ""
    case_number: Line = ""
    day: Line = ""
    answer: Chosen = ""
    note: Lines = ""
    part: Chosen = ""


def open_form(ask: Ask, read: Read) -> Reply:
    """The form: whose answer, how it came, what it says."""
    at = looking(ask, read)
    return _form(ask, at)


def _form(ask: Ask, at: At, faults: Iterable[Refusal] = (), alert: Refusal | None = None) -> Reply:
    number = at.book.out.number
    return form_reply(
        ask,
        Said(N_("Record an answer received: {session}"), {"session": at.session.names}),
        tuple(_inputs(ask, at)),
        Button(N_("Record the answer"), "minutes.receive", reference(at), style="positive"),
        intro=(
            Said(
                N_("It is shown with its way and its case number, as an answer to version {n}."),
                {"n": number},
            ),
        ),
        faults=faults,
        alert=alert,
        buttons=(
            Button(N_("How organisations have answered"), "minutes.progress", reference(at), fills=False),
        ),
        about=about(at.session),
    )


def _inputs(ask: Ask, at: At) -> Iterable[Input]:
    typed = ask.form if isinstance(ask.form, Received) else Received()
    day = typed.day or today(ask.now).isoformat()
    limit = {"n": NOTE_LIMIT}
    ways = tuple(Choice(way.value, text=WAYS[way]) for way in WRITTEN)
    answers = tuple(Choice(answer.value, text=ANSWERS[answer]) for answer in EVERY_ANSWER)
    yield Input(
        "organisation", N_("Organisation"), "one", typed.organisation, _organisations(at), required=True
    )
    yield Input("way", N_("How it came"), "one", typed.way, ways, required=True)
    yield Input("case_number", N_("Case number"), "text", typed.case_number, required=True)
    yield Input("day", N_("Day on which it arrived"), "day", day, required=True)
    yield Input("answer", N_("What it answers"), "one", typed.answer, answers, required=True)
    yield Input("note", NOTE, "lines", typed.note, values=limit)
    yield Input("part", N_("Which part is to be corrected"), "one", typed.part, part_choices(at))


NOTE = N_("The reservation, or what the part should say (at most {n} characters)")


def _organisations(at: At) -> tuple[Choice, ...]:
    """Those that can still answer the version."""
    number = at.book.out.number
    can = [each for each in at.session.organisations if MAY[at.book.standing(each, number)]]
    return tuple(Choice(each, dict(short(at.known.organisations[each]))) for each in can)


def receive(ask: Ask, known: Called, tx: Tx) -> Reply:
    """Record the answer, unless the organisation has answered already."""
    at, form = held(ask, known, tx), ask.form
    if form.version != at.book.out.number:
        return _form(ask, at, alert=NotThisVersion(version=at.book.out.number))
    reading = Reading()
    by = _by(ask, at, reading)
    answer = _answer(at, form, reading)
    part = _part(at, form, answer, reading)
    if reading.faults or answer is None or by is None:
        return _form(ask, at, reading.faults)
    note = form.note if answer is Answer.RESERVATION else ""
    if part is not None:
        confirming.ask_correction(tx.db, at.book.out, form.organisation, part, form.note, by)
    confirming.answer(tx.db, at.book.out, form.organisation, answer, by, note)
    return _recorded(ask, at, tx, answer)


def _by(ask: Ask, at: At, reading: Reading) -> By | None:
    """By which way it came, under which case number, on which day."""
    form: Received = ask.form
    way = _chosen(reading, "way", form.way, [each.value for each in WRITTEN])
    case_number = reading.text("case_number", form.case_number, CASE_LIMIT, required=True)
    day = reading.day("day", form.day, required=True)
    if day:
        for fault in _day_faults(at, day, ask.now):
            reading.fault(fault)
    return By(ask.person, moment(day, NOON), Way(way), case_number) if way and day else None


def _day_faults(at: At, day: date, now: datetime) -> Iterable[Refusal]:
    sent = at.book.out.sent
    if day > today(now):
        yield DayToCome("day")
    elif sent and day < today(sent):
        yield DayBeforeSending("day")


def _chosen(reading: Reading, field: str, typed: str, known: Iterable[str]) -> str:
    if typed in known:
        return typed
    reading.fault(UnknownChoice(field, value=typed[:40]) if typed else FieldMissing(field))
    return ""


def _answer(at: At, form: Received, reading: Reading) -> Answer | None:
    """What the organisation answers, when it may answer so still."""
    organisation = _chosen(reading, "organisation", form.organisation, at.session.organisations)
    answer = _chosen(reading, "answer", form.answer, [each.value for each in EVERY_ANSWER])
    if not organisation or not answer:
        return None
    standing = at.book.standing(organisation, at.book.out.number)
    if Answer(answer) not in MAY[standing]:
        reading.fault(_on_record(at, organisation))
    return Answer(answer)


def _on_record(at: At, organisation: str) -> Refusal:
    given = at.book.answer(organisation, at.book.out.number)
    said: dict[str, Any] = {"say": ANSWERS[given.answer if given else Answer.CORRECTION]}
    return AnswerOnRecord("organisation", answer=said)


def _part(at: At, form: Received, answer: Answer | None, reading: Reading) -> int | None:
    """The part that is to be corrected; what is missing beside the answer."""
    if answer is Answer.CORRECTION:
        part, faults = wish_of(at, form.organisation, form.part, form.note, "note")
        reading.faults.extend(faults)
        return part
    reading.text("note", form.note, NOTE_LIMIT)
    if answer is Answer.RESERVATION and not form.note:
        reading.fault(ReservationMissing("note"))
    return None


def _recorded(ask: Ask, at: At, tx: Tx, answer: Answer) -> Reply:
    organisation, version = ask.form.organisation, at.book.out
    told = {
        "version": version.number,
        "organisation": organisation,
        "answer": answer.value,
        "way": ask.form.way,
    }
    tx.audit("minutes.received", about(at.session), **told)
    notices.answered(tx, held(ask, at.known, tx), organisation)
    data = notice(
        Said(N_("Recorded: {answer}"), {"answer": {"say": ANSWERS[answer]}}),
        lines=(Said("{session}", {"session": at.session.names}),),
        facts=(
            (N_("Answered for"), dict(at.known.organisations[organisation].names)),
            (N_("Version"), str(version.number)),
            (N_("How it came"), {"say": WAYS[ask.form.way]}),
            (N_("Case number"), ask.form.case_number),
        ),
        buttons=(
            Button(N_("How organisations have answered"), "minutes.progress", reference(at)),
            Button(N_("Record another answer"), "minutes.received", reference(at)),
        ),
    )
    return notice_reply(data, about(at.session))


ROUTES: tuple[Route, ...] = (
    Route(Action.COORDINATE, verb="minutes.received", form=Received, show=open_form),
    Route(Action.COORDINATE, verb="minutes.receive", form=Received, prepare=prepared, handle=receive),
)
