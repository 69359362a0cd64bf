"""A coordinator's answers to requests about somebody's own data."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from bot.forms import Input, Lines, Reading, Said, form_reply, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge.clock import today
from knowledge.people import Action
from knowledge.personal import REASON_LIMIT, Kind, Request, State, check_open
from knowledge.refusals import Refusal
from knowledge.refusals.keeping import DataRequestGone
from storage import data_requests, people, personal

from .data_cards import KIND_NAMES, RequestRef, about, for_coordinators
from .erasing import erase
from .people_words import check_size
from .personal_data import ANSWERED
from .views import HELP


class Declining(RequestRef):
    """Why it is declined, as it was typed."""

    reason: Lines = ""


def show(ask: Ask, read: Read) -> Reply:
    """The request, with its answers to choose from."""
    request = check_open(data_requests.find(read.db, ask.form.request))
    return notice_reply(for_coordinators(request), about(request))


def _back(request: Request) -> Button:
    return Button(N_("Back to the request"), "data.request", {"request": request.id}, fills=False)


# Erasing


def check_erasing(ask: Ask, read: Read) -> Reply:
    """What will be erased and what stays, before it is done."""
    request = _erasure(data_requests.find(read.db, ask.form.request))
    return notice_reply(_check(read.db, request), about(request))


def _erasure(request: Request | None) -> Request:
    found = check_open(request)
    if found.kind is not Kind.ERASURE:
        raise DataRequestGone
    return found


def _check(db: Session, request: Request) -> dict[str, Any]:
    person = personal.by_number(db, request.person)
    if person is None:
        raise DataRequestGone
    found = personal.counts(db, person)
    erased = N_("Erased: name and identity, {roles} roles, {chats} chats, {messages} messages to them.")
    stays = N_("It stays: {acts} entries of what they did, as their organisation's, and the log of use.")
    return notice(
        Said(N_("Erase somebody's data?")),
        facts=((N_("Name"), request.name),),
        lines=(Said(erased, found), Said(stays, found), Said(N_("It can't be undone."))),
        buttons=(
            Button(N_("Erase"), "data.erase_now", {"request": request.id}, style="destructive"),
            _back(request),
        ),
    )


def erase_now(ask: Ask, _: object, tx: Tx) -> Reply:
    """Erase; the request goes with the rest of what is the person's own."""
    request = _erasure(data_requests.hold(tx.db, ask.form.request))
    erase(tx, request.person)
    told = Said(N_("Number {n} leads to nobody any more."), {"n": request.person})
    return notice_reply(notice(Said(N_("Erased")), lines=(told,), buttons=(HELP,)), about(request))


# Answering


def corrected(ask: Ask, _: object, tx: Tx) -> Reply:
    """Tell the person that it was corrected."""
    request = check_open(data_requests.hold(tx.db, ask.form.request))
    if request.kind is not Kind.CORRECTION:
        raise DataRequestGone
    _settle(tx, request, State.DONE, "")
    told = Said(N_("They are told."))
    return notice_reply(notice(Said(N_("Corrected")), lines=(told,), buttons=(HELP,)), about(request))


def decline_form(ask: Ask, read: Read) -> Reply:
    """The form to decline with."""
    return _form(ask, check_open(data_requests.find(read.db, ask.form.request)), "")


def _form(ask: Ask, request: Request, typed: str, *faults: Refusal) -> Reply:
    label = N_("Reason, which is told to who asked")
    return form_reply(
        ask,
        Said(N_("Decline a request about somebody's data")),
        (Input("reason", label, "lines", typed, required=True),),
        Button(N_("Decline the request"), "data.decline_now", {"request": request.id}, style="destructive"),
        intro=(Said("{name}: {what}", {"name": request.name, "what": {"say": KIND_NAMES[request.kind]}}),),
        faults=faults,
        about=about(request),
        buttons=(_back(request),),
    )


def decline(ask: Ask, _: object, tx: Tx) -> Reply:
    """Decline, with the reason, which the person is told."""
    check_size((), (ask.form.reason,))
    request = check_open(data_requests.hold(tx.db, ask.form.request))
    reading = Reading()
    reason = reading.text("reason", ask.form.reason, REASON_LIMIT, required=True)
    if reading.faults:
        return _form(ask, request, reason, *reading.faults)
    _settle(tx, request, State.DECLINED, reason)
    told = Said(N_("They are told the reason here in Teams."))
    data = notice(Said(N_("Declined")), lines=(told, reason), buttons=(HELP,))
    return notice_reply(data, about(request))


def _settle(tx: Tx, request: Request, state: State, reason: str) -> None:
    data_requests.settle(tx.db, request, state, tx.who, tx.now, reason)
    tx.audit(f"data.{state}", about(request), kind=request.kind)
    person = people.by_ids(tx.db, (request.person,), today(tx.now))
    once = f"{ANSWERED}:{request.id}"
    tx.owe("notice", person, once=once, cause=ANSWERED, data=_answer(request, reason), about=about(request))


def _answer(request: Request, reason: str) -> dict[str, Any]:
    """What the person is told."""
    done = Said(N_("What you asked for is done: look at what is kept about you."))
    why = Said(N_("The coordinator's reason:"))
    disagree = N_("If you disagree, you can turn to the Data Protection Ombudsman.")
    return notice(
        Said(N_("Your request was declined") if reason else N_("Your data was corrected")),
        facts=((N_("Request"), {"say": KIND_NAMES[request.kind]}),),
        lines=(why, reason, Said(disagree)) if reason else (done,),
        why=Said(N_("You get this because you asked for it.")),
        buttons=(Button(N_("My data"), "data.show"),),
    )


ROUTES = (
    Route(Action.COORDINATE, verb="data.request", form=RequestRef, show=show),
    Route(Action.COORDINATE, verb="data.erase", form=RequestRef, show=check_erasing),
    Route(Action.COORDINATE, verb="data.erase_now", form=RequestRef, handle=erase_now),
    Route(Action.COORDINATE, verb="data.corrected", form=RequestRef, handle=corrected),
    Route(Action.COORDINATE, verb="data.decline", form=RequestRef, show=decline_form),
    Route(Action.COORDINATE, verb="data.decline_now", form=Declining, handle=decline),
)
