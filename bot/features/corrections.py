"""Corrections to minutes: those that wait, accepting or declining them, taking one's own back."""

from __future__ import annotations

from pydantic import BaseModel

from bot.forms import Input, Lines, Number, Reading, Said, form_reply, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import confirming as rules
from knowledge.confirming import NOTE_LIMIT, Correction, Wish, answers_for
from knowledge.people import Action, may
from knowledge.refusals import Refusal
from knowledge.refusals.confirming import (
    CorrectionSettled,
    DeclineWithoutReason,
    NoSuchCorrection,
    NotYourAnswer,
)
from storage import confirming, minutes, sessions

from . import confirming_notices as notices
from . import correction_list
from .confirming_cards import to_answer
from .confirming_desk import At, about, found, names, prepared
from .confirming_words import heading
from .correction_list import GONE, into_draft
from .minutes_printout import Called
from .views import cut


class CorrectionRef(BaseModel):
    """A button of a correction."""

    correction: Number = 0


class Declining(CorrectionRef):
    """Why a correction isn't made."""

    reason: Lines = ""


def _held(ask: Ask, known: Called, tx: Tx) -> tuple[At, Correction]:
    """The minutes, held, with the correction that a button names. Raises NoSuchCorrection."""
    session = confirming.session_of(tx.db, ask.form.correction)
    if session is None:
        raise NoSuchCorrection
    at = found(ask.person, tx.db, sessions.hold(tx.db, session), known)
    return at, _theirs(ask, at)


def _theirs(ask: Ask, at: At) -> Correction:
    """The correction, when the asker may know of it. Raises NoSuchCorrection."""
    one = at.book.correction(ask.form.correction)
    own_one = one is not None and one.organisation in answers_for(ask.person, at.session)
    if one is None or not (own_one or may(ask.person, Action.OVERSEE)):
        raise NoSuchCorrection
    return one


def _settled(ask: Ask, at: At, one: Correction, to: Wish, tx: Tx, reason: str = "") -> At | Reply:
    """The minutes after the correction was settled; the list as it is where that can't be done any more."""
    try:
        rules.check_settling(at.book, one, to)
    except CorrectionSettled as refusal:
        return _as_it_is(ask, at, one, refusal)
    confirming.settle(tx.db, one, to, ask.person, ask.now, reason)
    tx.audit(f"correction.{to.name.lower()}", about(at.session), correction=one.id)
    return found(ask.person, tx.db, sessions.find(tx.db, at.session.id), at.known)


def _as_it_is(ask: Ask, at: At, one: Correction, refusal: Refusal) -> Reply:
    """The corrections as they stand now."""
    if may(ask.person, Action.OVERSEE):
        return correction_list.every(ask, at, 0, refusal)
    return correction_list.of_one(ask, at, one.organisation, 0, refusal)


def accept(ask: Ask, known: Called, tx: Tx) -> Reply:
    """Accept a correction: it is written into the draft, and goes out with the next version."""
    at, one = _held(ask, known, tx)
    after = _settled(ask, at, one, Wish.ACCEPTED, tx)
    if isinstance(after, Reply):
        return after
    notices.answered(tx, after, one.organisation)
    in_draft = minutes.part(tx.db, one.part) is not None
    return _accepted(after, one, in_draft=in_draft)


def _accepted(at: At, one: Correction, *, in_draft: bool) -> Reply:
    of = at.part(one.part)
    said = heading(at.session.id, of) if of else Said(GONE)
    data = notice(
        Said(N_("The correction is accepted")),
        lines=(said, one.wanted, Said(WRITE_IT)),
        facts=((N_("Organisation"), dict(at.known.organisations[one.organisation].names)),),
        buttons=(
            into_draft(at.session.id, one.part) if in_draft else _draft(at),
            Button(N_("Corrections"), "correction.list", {"session": at.session.id}),
        ),
    )
    return notice_reply(data, about(at.session))


def _draft(at: At) -> Button:
    return Button(N_("The draft"), "minutes.draft", {"session": at.session.id})


WRITE_IT = N_(
    "Write it into the draft now. The organisation is told when the next version goes out, and answers what "
    "changed."
)


def decline_form(ask: Ask, read: Read) -> Reply:
    """The form for declining: why."""
    session = confirming.session_of(read.db, ask.form.correction)
    if session is None:
        raise NoSuchCorrection
    at = found(ask.person, read.db, sessions.find(read.db, session), names(read.db))
    one = _theirs(ask, at)
    try:
        rules.check_settling(at.book, one, Wish.DECLINED)
    except CorrectionSettled as refusal:
        return _as_it_is(ask, at, one, refusal)
    return _declining(ask, at, one)


def _declining(ask: Ask, at: At, one: Correction, *faults: Refusal) -> Reply:
    label, limit = N_("Why it isn't made (at most {n} characters)"), {"n": NOTE_LIMIT}
    known = dict(at.known.organisations[one.organisation].names)
    return form_reply(
        ask,
        Said(N_("Decline a correction: {session}"), {"session": at.session.names}),
        (Input("reason", label, "lines", getattr(ask.form, "reason", ""), required=True, values=limit),),
        Button(N_("Decline"), "correction.decline_now", {"correction": one.id}, style="destructive"),
        intro=(
            Said(N_("{organisation} asks: {text}"), {"organisation": known, "text": cut(one.wanted)}),
            Said(N_("Its people see the reason at once, and can confirm the version then.")),
        ),
        faults=faults,
        buttons=(Button(N_("Corrections"), "correction.list", {"session": at.session.id}, fills=False),),
        about=about(at.session),
    )


def decline(ask: Ask, known: Called, tx: Tx) -> Reply:
    """Decline a correction, and tell its organisation why."""
    at, one = _held(ask, known, tx)
    reading = Reading()
    reason = reading.text("reason", ask.form.reason, NOTE_LIMIT)
    if not reason:
        reading.fault(DeclineWithoutReason("reason"))
    if reading.faults:
        return _declining(ask, at, one, *reading.faults)
    after = _settled(ask, at, one, Wish.DECLINED, tx, reason)
    if isinstance(after, Reply):
        return after
    notices.answered(tx, after, one.organisation)
    notices.declined(tx, after, one)
    return correction_list.every(ask, after)


def take_back(ask: Ask, known: Called, tx: Tx) -> Reply:
    """Take back a correction that one's own organisation asked for."""
    at, one = _held(ask, known, tx)
    if one.organisation not in answers_for(ask.person, at.session):
        raise NotYourAnswer
    after = _settled(ask, at, one, Wish.TAKEN_BACK, tx)
    if isinstance(after, Reply):
        return after
    notices.answered(tx, after, one.organisation)
    return to_answer(ask, after, one.organisation)


ROUTES: tuple[Route, ...] = (
    *correction_list.ROUTES,
    Route(Action.COORDINATE, verb="correction.accept", form=CorrectionRef, prepare=prepared, handle=accept),
    Route(Action.COORDINATE, verb="correction.decline", form=Declining, show=decline_form),
    Route(Action.COORDINATE, verb="correction.decline_now", form=Declining, prepare=prepared, handle=decline),
    Route(
        Action.CONFIRM,
        verb="correction.take_back",
        form=CorrectionRef,
        prepare=prepared,
        handle=take_back,
        by_mail=True,
    ),
)
