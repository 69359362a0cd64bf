"""A person's own data: to see, to take along, to have corrected or erased."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session

from bot.forms import Input, Lines, Reading, Said, form_reply, notice, notice_reply
from bot.links import VALID, Document, Ticket
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge.clock import today
from knowledge.people import Action, Person, Role
from knowledge.personal import WANTED_LIMIT, Kind, Request, State, check_open
from knowledge.refusals import Refusal
from knowledge.refusals.keeping import DataRequestGone, OnlyCoordinator
from storage import data_requests, people, personal
from storage import tables as t

from .data_cards import SHOW, RequestRef, about, asked, for_coordinators, my_data
from .people_words import check_size

FILE = "my_data"
ASKED, ANSWERED = "data asked", "data answered"


class Wish(BaseModel):
    """What should be corrected, as it was typed."""

    wanted: Lines = ""


# Seeing and taking along


def show(ask: Ask, read: Read) -> Reply:
    """What is kept, why and for how long, and what the person waits for."""
    found = _own(read.db, ask.person)
    waiting = data_requests.open_of(read.db, ask.person.id)
    return notice_reply(my_data(personal.counts(read.db, found), waiting))


def _own(db: Session, person: Person) -> t.Person:
    found = personal.by_number(db, person.id)
    if found is None:
        raise DataRequestGone
    return found


def link(ask: Ask, read: Read) -> Reply:
    """A link to everything, made now and good for a while."""
    url = read.links.make(Ticket(FILE, ask.person.id, ask.language), ask.now)
    minutes = int(VALID.total_seconds()) // 60
    data = notice(
        Said(N_("Your data as a file")),
        lines=(
            Said(N_("Everything that is kept about you, as JSON, which other programs can read.")),
            Said(N_("The link is yours and works for {minutes} minutes."), {"minutes": minutes}),
        ),
        buttons=(Button(N_("Open the file (JSON)"), way="open", data={"url": url}), SHOW),
    )
    return notice_reply(data)


def build(db: Session, person: Person, ticket: Ticket, now: datetime) -> Document:
    """The file of a link, for the person whose it is."""
    told = {"made": now.isoformat(), **personal.everything(db, _own(db, person))}
    body = json.dumps(told, ensure_ascii=False, indent=2).encode()
    return Document(f"alke-{person.id}.json", "application/json", body)


# Asking


def correct(ask: Ask, read: Read) -> Reply:
    """The form to ask for a correction, with what was asked for before."""
    waits = data_requests.open_of(read.db, ask.person.id)
    typed = next((each.wanted for each in waits if each.kind is Kind.CORRECTION), "")
    return _form(ask, typed)


def _form(ask: Ask, typed: str, *faults: Refusal) -> Reply:
    return form_reply(
        ask,
        Said(N_("Ask to have it corrected")),
        (Input("wanted", N_("What is wrong, and what it should be"), "lines", typed, required=True),),
        Button(N_("Send the request"), "data.correct_now", style="positive"),
        intro=(Said(N_("A coordinator reads it. Your name and identity come from your work account.")),),
        faults=faults,
        buttons=(SHOW,),
    )


def ask_correction(ask: Ask, _: object, tx: Tx) -> Reply:
    """Record what should be corrected, and tell the coordinators."""
    check_size((), (ask.form.wanted,))
    reading = Reading()
    wanted = reading.text("wanted", ask.form.wanted, WANTED_LIMIT, required=True)
    return _form(ask, wanted, *reading.faults) if reading.faults else _asked(ask, tx, Kind.CORRECTION, wanted)


def check_erasure(ask: Ask, read: Read) -> Reply:
    """What an erasure means, before it is asked for."""
    data = notice(
        Said(N_("Ask for erasure?")),
        lines=(
            Said(N_("Erased: your name and identity, roles, chats, e-mail address, and what I sent you.")),
            Said(
                N_(
                    "It stays, under a number that leads to nobody: what you did for your organisation, and "
                    "the log of use. Names that were written into minutes or agendas stay there."
                )
            ),
            Said(N_("You lose your roles at once. You can ask to be admitted anew, as somebody new.")),
        ),
        buttons=(Button(N_("Ask for erasure"), "data.erasure_now", style="destructive"), SHOW),
    )
    return notice_reply(data)


def ask_erasure(ask: Ask, _: object, tx: Tx) -> Reply:
    """Record the wish, and tell the coordinators; the only one must find another first."""
    if personal.only_coordinator(tx.db, ask.person.id, today(tx.now)):
        raise OnlyCoordinator(name=ask.person.name)
    return _asked(ask, tx, Kind.ERASURE, "")


def _asked(ask: Ask, tx: Tx, kind: Kind, wanted: str) -> Reply:
    request, new = data_requests.ask(tx.db, ask.person, kind, wanted, tx.now)
    tx.audit("data.asked" if new else "data.changed", about(request), kind=kind)
    coordinators = people.in_role(tx.db, Role.COORDINATOR, today(tx.now))
    once = f"{about(request)}:{tx.now.isoformat()}"
    data = {**for_coordinators(request), "request": request.id}
    tx.owe("notice", coordinators, once=once, cause=ASKED, data=data, about=about(request))
    return notice_reply(asked(request), about(request))


def take_back(ask: Ask, _: object, tx: Tx) -> Reply:
    """Take one's own request back while nobody has answered it."""
    request = check_open(data_requests.hold(tx.db, ask.form.request))
    if request.person != ask.person.id:
        raise DataRequestGone
    data_requests.settle(tx.db, request, State.TAKEN_BACK, None, tx.now)
    tx.audit("data.taken_back", about(request))
    gone = Said(N_("Nobody will answer it."))
    return notice_reply(notice(Said(N_("The request is taken back")), lines=(gone,), buttons=(SHOW,)))


def waits(db: Session, data: Mapping[str, Any]) -> bool:
    """Does the request that a coordinator is told of still wait?"""
    request: Request | None = data_requests.find(db, data["request"])
    return request is not None and request.state is State.OPEN


NEEDED = {ASKED: waits}
DOCUMENTS = {FILE: build}
ROUTES = (
    Route(Action.MEET, intent="my_data", show=show),
    Route(Action.MEET, verb="data.show", show=show, by_mail=True),
    Route(Action.MEET, verb="data.file", show=link),
    Route(Action.MEET, verb="data.correct", show=correct),
    Route(Action.MEET, verb="data.correct_now", form=Wish, handle=ask_correction),
    Route(Action.MEET, verb="data.erasure", show=check_erasure),
    Route(Action.MEET, verb="data.erasure_now", handle=ask_erasure),
    Route(Action.MEET, verb="data.take_back", form=RequestRef, handle=take_back),
)
