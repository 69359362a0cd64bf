"""Answering minutes for an organisation: confirmed, confirmed with a reservation, a correction asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.forms import Chosen, Input, Lines, Reading, Said, form_reply, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.documents.minutes_printed import ANSWERS
from cards.language import N_
from knowledge import confirming as rules
from knowledge.confirming import NOTE_LIMIT
from knowledge.people import Action
from knowledge.records import Answer
from knowledge.refusals import Refusal
from knowledge.refusals.conclusions import MinutesFinal
from knowledge.refusals.confirming import (
    AnsweredAlready,
    AskedAlready,
    CorrectionsWait,
    NotThisVersion,
    ReservationMissing,
)
from storage import confirming
from storage.confirming import By

from . import confirming_notices as notices
from . import confirming_received, confirming_sending
from .confirming_cards import not_recorded, to_answer
from .confirming_desk import At, MinutesRef, about, held, looking, prepared, reference
from .confirming_said import deadline
from .confirming_wishes import part_choices, wish_of
from .minutes_printout import Called

SEEN_AGAIN = (NotThisVersion, AnsweredAlready, CorrectionsWait)
"""What is told on the card as it is now, since the one that was pressed is old."""


class Reserving(MinutesRef):
    """A reservation."""

    note: Lines = ""


class Correcting(MinutesRef):
    """A correction: of which part, and what it should say."""

    part: Chosen = ""
    wanted: Lines = ""


def _against(ask: Ask, at: At, answer: Answer) -> Reply | None:
    """What stands against the answer, on the card as it is now. Raises what isn't theirs to see or to do."""
    form: MinutesRef = ask.form
    try:
        rules.check_own_answer(ask.person, at.book, form.version, form.organisation, answer)
    except SEEN_AGAIN as refusal:
        return to_answer(ask, at, form.organisation, refusal)
    except MinutesFinal as refusal:
        return not_recorded(at, refusal)
    return None


# Confirming


def confirm(ask: Ask, known: Called, tx: Tx) -> Reply:
    """Confirm the version that was seen."""
    at = held(ask, known, tx)
    return _against(ask, at, Answer.CONFIRMED) or _recorded(ask, at, tx, Answer.CONFIRMED)


def _recorded(ask: Ask, at: At, tx: Tx, answer: Answer, note: str = "") -> Reply:
    """Record the answer, unless another one was recorded at the same moment."""
    organisation, version = ask.form.organisation, at.book.out
    by = By(ask.person, ask.now)
    if not confirming.answer(tx.db, version, organisation, answer, by, note):
        at = held(ask, at.known, tx)
        return _against(ask, at, answer) or to_answer(ask, at, organisation)
    tx.audit(
        "minutes.answered",
        about(at.session),
        version=version.number,
        organisation=organisation,
        answer=answer,
    )
    notices.answered(tx, held(ask, at.known, tx), organisation)
    return receipt(at, organisation, answer)


def receipt(at: At, organisation: str, answer: Answer) -> Reply:
    """What was recorded for whom."""
    told = N_("You are told when the minutes are final, or when a new version goes out.")
    data = notice(
        Said(N_("Recorded: {answer}"), {"answer": {"say": ANSWERS[answer]}}),
        lines=(Said("{session}", {"session": at.session.names}), Said(told)),
        facts=(
            (N_("Answered for"), dict(at.known.organisations[organisation].names)),
            (N_("Version"), str(at.book.out.number)),
        ),
        buttons=(
            Button(N_("Open the minutes"), "minutes.show", reference(at, organisation)),
            Button(N_("What else waits?"), "minutes.mine"),
        ),
    )
    return notice_reply(data, about(at.session))


# With a reservation


def reserve(ask: Ask, read: Read) -> Reply:
    """The form for a reservation."""
    at = looking(ask, read)
    return _against(ask, at, Answer.RESERVATION) or _reserving(ask, at)


def _reserving(ask: Ask, at: At, *faults: Refusal) -> Reply:
    label = N_("The reservation (at most {n} characters)")
    note = getattr(ask.form, "note", "")
    return form_reply(
        ask,
        Said(N_("Confirm with a reservation: {session}"), {"session": at.session.names}),
        (Input("note", label, "lines", note, required=True, values={"n": NOTE_LIMIT}),),
        Button(N_("Confirm with this reservation"), "minutes.reserve_now", _mine(ask, at), style="positive"),
        intro=(_for(ask, at), Said(ATTACHED), *deadline(at.book.out, ask.now)),
        faults=faults,
        buttons=(_back(ask, at),),
        about=about(at.session),
    )


ATTACHED = N_("The reservation is attached to the minutes as you write it, with your organisation's name.")


def _mine(ask: Ask, at: At) -> dict[str, object]:
    return reference(at, ask.form.organisation)


def _for(ask: Ask, at: At) -> Said:
    names = dict(at.known.organisations[ask.form.organisation].names)
    return Said(
        N_("Answering for {organisation}, version {n}."), {"organisation": names, "n": at.book.out.number}
    )


def _back(ask: Ask, at: At) -> Button:
    return Button(N_("Back to the minutes"), "minutes.show", _mine(ask, at), fills=False)


def reserve_now(ask: Ask, known: Called, tx: Tx) -> Reply:
    """Confirm with the reservation that was written."""
    at = held(ask, known, tx)
    if against := _against(ask, at, Answer.RESERVATION):
        return against
    reading = Reading()
    note = reading.text("note", ask.form.note, NOTE_LIMIT)
    if not note:
        reading.fault(ReservationMissing("note"))
    if reading.faults:
        return _reserving(ask, at, *reading.faults)
    return _recorded(ask, at, tx, Answer.RESERVATION, note)


# A correction


def correct(ask: Ask, read: Read) -> Reply:
    """The form for a correction."""
    at = looking(ask, read)
    return _against(ask, at, Answer.CORRECTION) or _correcting(ask, at)


def _correcting(ask: Ask, at: At, faults: Iterable[Refusal] = ()) -> Reply:
    part, wanted = getattr(ask.form, "part", ""), getattr(ask.form, "wanted", "")
    label = N_("What it should say instead, and why (at most {n} characters)")
    return form_reply(
        ask,
        Said(N_("Ask for a correction: {session}"), {"session": at.session.names}),
        (
            Input("part", N_("Which part"), "one", part, part_choices(at), required=True),
            Input("wanted", label, "lines", wanted, required=True, values={"n": NOTE_LIMIT}),
        ),
        Button(N_("Ask for this correction"), "minutes.correct_now", _mine(ask, at), style="positive"),
        intro=(_for(ask, at), Said(ANSWERED)),
        faults=faults,
        buttons=(_back(ask, at),),
        about=about(at.session),
    )


ANSWERED = N_(
    "The secretariat accepts it, and a new version goes out in which only what changed is asked again; or "
    "declines it and tells you why."
)


def correct_now(ask: Ask, known: Called, tx: Tx) -> Reply:
    """Record the correction that is asked for, and let the coordinators know."""
    at = held(ask, known, tx)
    if against := _against(ask, at, Answer.CORRECTION):
        return against
    part, faults = wish_of(at, ask.form.organisation, ask.form.part, ask.form.wanted)
    if part is None or faults:
        return _correcting(ask, at, faults)
    number = confirming.ask_correction(
        tx.db, at.book.out, ask.form.organisation, part, ask.form.wanted, By(ask.person, ask.now)
    )
    if number is None:
        return _correcting(ask, at, [AskedAlready("part")])
    return _asked(ask, at, tx, number)


def _asked(ask: Ask, at: At, tx: Tx, number: int) -> Reply:
    organisation, version = ask.form.organisation, at.book.out
    confirming.answer(tx.db, version, organisation, Answer.CORRECTION, By(ask.person, ask.now))
    told = {"version": version.number, "organisation": organisation, "correction": number}
    tx.audit("minutes.correction", about(at.session), **told)
    now = held(ask, at.known, tx)
    notices.asked(tx, now, number)
    notices.answered(tx, now, organisation)
    return receipt(at, organisation, Answer.CORRECTION)


def _route(verb: str, form: type[MinutesRef], **way: Any) -> Route:
    """What only those who answer for an organisation press, also on the page behind an e-mail."""
    return Route(Action.CONFIRM, verb=verb, form=form, by_mail=True, **way)


ROUTES: tuple[Route, ...] = (
    _route("minutes.confirm", MinutesRef, prepare=prepared, handle=confirm),
    _route("minutes.reserve", MinutesRef, show=reserve),
    _route("minutes.reserve_now", Reserving, prepare=prepared, handle=reserve_now),
    _route("minutes.correct", MinutesRef, show=correct),
    _route("minutes.correct_now", Correcting, prepare=prepared, handle=correct_now),
    *confirming_sending.ROUTES,
    *confirming_received.ROUTES,
)
FRESH = notices.FRESH
