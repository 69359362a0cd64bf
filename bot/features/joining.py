"""Asking to be admitted: the form of somebody unknown, or of somebody who joins one more organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from bot.forms import Reading, Said, notice, notice_reply
from bot.routes import Ask, Read, Reply, Route, Tx
from cards.language import LANGUAGES, N_
from knowledge import joining as rules
from knowledge.clock import today
from knowledge.joining import MESSAGE_LIMIT, NAME_LIMIT, Request, State, Wish
from knowledge.people import Action, Person, Role
from knowledge.refusals.people import NoRequest, OrganisationUnnamed, Unidentified
from knowledge.refusals.proposals import UnknownChoice
from storage import joining, people

from .join_cards import OTHER, JoinForm, Known, form_card, receipt, request_notice
from .people_words import check_size
from .requests import AGAIN, about

ASKED = "join asked"


# Showing


def show(ask: Ask, read: Read) -> Reply:
    """The request that waits, or the form to ask with."""
    last = joining.newest(read.db, _identified(ask))
    if last and last.state is State.WAITING:
        return _in_language(ask, receipt(last, new=False))
    typed = JoinForm(role=Role.CONTACT)
    refused = last if last and last.state is State.REFUSED else None
    return _in_language(ask, form_card(ask, people.organisations(read.db), typed, refused=refused))


def change(ask: Ask, read: Read) -> Reply:
    """The form with what the waiting request says."""
    last = joining.newest(read.db, _identified(ask))
    if last is None or last.state is not State.WAITING:
        raise NoRequest
    wish = last.wish
    typed = JoinForm(
        organisation=wish.organisation or OTHER,
        organisation_name=wish.named,
        role=wish.role,
        message=wish.message,
        name=last.name,
        request=last.id,
    )
    return form_card(ask, people.organisations(read.db), typed)


def _in_language(ask: Ask, reply: Reply) -> Reply:
    """The language that a newcomer asked for by name, since nobody knows yet which one they read."""
    named = ask.understood.slots.language
    return replace(reply, language=named) if named in LANGUAGES and not ask.person.id else reply


def _identified(ask: Ask) -> Person:
    if not (ask.person.tenant and ask.person.object_id):
        raise Unidentified
    return ask.person


# Asking


def prepare(ask: Ask, read: Read) -> Known:
    """The organisations that there are."""
    form: JoinForm = ask.form
    check_size((form.organisation_name, form.name, form.organisation, form.role), (form.message,))
    _identified(ask)
    return people.organisations(read.db)


def submit(ask: Ask, known: Known, tx: Tx) -> Reply:
    """Record the request and tell the coordinators; the same again changes the one that waits."""
    form, reading = ask.form, Reading()
    wish = _wish(form, known, reading)
    name = ask.person.name or reading.text("name", form.name, NAME_LIMIT, required=True)
    if wish:
        reading.faults.extend(rules.faults_of_wish(wish, ask.person))
    if wish is None or reading.faults:
        return form_card(ask, known, form, faults=reading.faults)
    person, waits = replace(ask.person, name=name), joining.held(tx.db, ask.person)
    if form.request and (waits is None or waits.id != form.request):
        raise NoRequest
    request, new = joining.ask(tx.db, person, wish, ask.language, ask.where, ask.now)
    if new:
        _announce(tx, request)
    tx.audit("join.asked" if new else "join.changed", about(request), role=wish.role)
    return receipt(request, new=True)


def _wish(form: JoinForm, known: Known, reading: Reading) -> Wish | None:
    """What was filled in, or None with what is wrong noted."""
    message = reading.text("message", form.message, MESSAGE_LIMIT)
    organisation, named = _organisation(form, known, reading)
    role = next((each for each in rules.ASKED_FOR if each == form.role), None)
    if role is None:
        reading.fault(UnknownChoice("role", value=form.role[:40]))
        return None
    return Wish(organisation, named, role, message) if organisation or named else None


def _organisation(form: JoinForm, known: Known, reading: Reading) -> tuple[str | None, str]:
    """The id of the chosen organisation, or the name of one that isn't on the list."""
    if form.organisation in known:
        return form.organisation, ""
    if form.organisation not in ("", OTHER):
        reading.fault(UnknownChoice("organisation", value=form.organisation[:40]))
        return None, ""
    named = reading.text("organisation_name", form.organisation_name, NAME_LIMIT)
    if not named:
        reading.fault(OrganisationUnnamed("organisation"))
    found = rules.by_name(named, known.values())
    return (found.id, "") if found else (None, named)


def _announce(tx: Tx, request: Request) -> None:
    """Tell the coordinators that somebody waits."""
    coordinators = people.in_role(tx.db, Role.COORDINATOR, today(tx.now))
    matter = about(request)
    data = {**request_notice(request), "request": request.id}
    tx.owe("notice", coordinators, once=matter, cause=ASKED, data=data, about=matter)


def take_back(ask: Ask, _: object, tx: Tx) -> Reply:
    """Forget the request that waits."""
    request = joining.take_back(tx.db, _identified(ask))
    if request is None:
        raise NoRequest
    tx.audit("join.taken_back", about(request))
    gone = Said(N_("Nobody will answer it, and what you wrote in it is erased."))
    return notice_reply(notice(Said(N_("The request is taken back")), lines=[gone], buttons=[AGAIN]))


def _waits(db: Session, data: Mapping[str, Any]) -> bool:
    """Does the request that a coordinator is told of still wait?"""
    request = joining.find(db, data["request"])
    return request is not None and request.state is State.WAITING


NEEDED = {ASKED: _waits}
ROUTES = (
    Route(Action.JOIN, intent="join", show=show),
    Route(Action.JOIN, verb="join.open", show=show),
    Route(Action.JOIN, verb="join.change", show=change),
    Route(Action.JOIN, verb="join.ask", form=JoinForm, prepare=prepare, handle=submit),
    Route(Action.JOIN, verb="join.take_back", handle=take_back),
)
