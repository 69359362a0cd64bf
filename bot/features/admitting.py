"""A coordinator's yes to who asks to be admitted: with which role, in which organisation, until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.forms import Choice, Input, Line, Reading, Said, form_reply, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import joining as rules
from knowledge.joining import NAME_LIMIT, Request, Terms
from knowledge.people import Action, Organisation, Role
from knowledge.places import Region
from knowledge.refusals.people import NameTaken, OneOrganisation, RequestChanged
from knowledge.refusals.proposals import UnknownChoice
from storage import joining, memberships, people

from . import admission
from .join_cards import request_notice
from .people_words import check_size, organisation_choices, read_terms, role_choices, role_facts
from .requests import LIST, RequestRef, about, asks, back, carried, waiting

NEW = "new"


class AdmitForm(RequestRef):
    """The form as it was typed; `name` and `region` are of an organisation to be added."""

    organisation: Line = ""
    name: Line = ""
    region: Line = ""
    role: Line = ""
    until: Line = ""


@dataclass(frozen=True)
class Lists:
    """What can be chosen: the organisations that there are, and regions for one to be added."""

    organisations: Mapping[str, Organisation]
    regions: tuple[Region, ...]


def show(ask: Ask, read: Read) -> Reply:
    """The request, with both answers to choose from."""
    request = waiting(joining.find(read.db, ask.form.request))
    return notice_reply(request_notice(request), about=about(request))


def open_form(ask: Ask, read: Read) -> Reply:
    """The form to admit with, filled in as it was asked for."""
    request = waiting(joining.find(read.db, ask.form.request))
    return _form(ask, request, _asked(request), prepare(ask, read))


def _asked(request: Request) -> AdmitForm:
    wish = request.wish
    first = {"organisation": wish.organisation or "", "name": wish.named, "role": wish.role}
    return AdmitForm(**carried(request), **first)


def _form(ask: Ask, request: Request, typed: AdmitForm, lists: Lists, **wrong: Any) -> Reply:
    send = Button(N_("Admit"), "join.admit_now", carried(request), style="positive")
    inputs = (
        *_organisation_inputs(request, typed, lists),
        Input("role", N_("Role"), "one", typed.role, role_choices(Role), required=True),
        Input("until", N_("Until (empty: until further notice)"), "day", typed.until),
    )
    title = Said(N_("Admit somebody"))
    intro, buttons = asks(request), back(request)
    return form_reply(ask, title, inputs, send, intro=intro, about=about(request), buttons=buttons, **wrong)


def _organisation_inputs(request: Request, typed: AdmitForm, lists: Lists) -> Iterable[Input]:
    """The list to choose from; for one that is named by hand also what adding it needs."""
    listed = organisation_choices(lists.organisations.values(), request.wish.named)
    label = N_("Organisation")
    if request.organisation:
        yield Input("organisation", label, "one", typed.organisation, listed, required=True)
        return
    add = Choice(NEW, text=N_("Add a new organisation, named below"))
    places = (Choice("-", text=N_("no region")), *(Choice(r.code, r.names) for r in lists.regions))
    yield Input("organisation", label, "one", typed.organisation, (add, *listed), required=True)
    yield Input("name", N_("Name of the new organisation"), value=typed.name)
    yield Input("region", N_("Region of the new organisation"), "one", typed.region, places)


def prepare(ask: Ask, read: Read) -> Lists:
    """What can be chosen."""
    return Lists(people.organisations(read.db), read.memory.facts.places.regions)


def admit(ask: Ask, lists: Lists, tx: Tx) -> Reply:
    """Admit who asked, once: the request is held, so of two coordinators the second is told of the first."""
    form: AdmitForm = ask.form
    check_size((form.organisation, form.name, form.region, form.role, form.until))
    request, reading = waiting(joining.hold(tx.db, form.request)), Reading()
    if form.seen != request.seen:
        return _form(ask, request, _asked(request), lists, alert=RequestChanged())
    adding = form.organisation == NEW and not request.organisation
    organisation = _added(form, lists, reading) if adding else _chosen(form, lists, reading)
    terms = read_terms(form.role, form.until, organisation, reading, ask.now)
    if terms is None or reading.faults:
        return _form(ask, request, form, lists, faults=reading.faults)
    granted = _with_organisation(tx, terms) if adding else terms
    admission.admit(tx, request, granted)
    return _done(request, granted)


def _chosen(form: AdmitForm, lists: Lists, reading: Reading) -> Organisation | None:
    found = lists.organisations.get(form.organisation)
    if found is None:
        reading.fault(OneOrganisation("organisation"))
    return found


def _added(form: AdmitForm, lists: Lists, reading: Reading) -> Organisation:
    """The organisation that is to be added; what is wrong with it is noted."""
    name = reading.text("name", form.name, NAME_LIMIT, required=True)
    region = form.region.strip("-") or None
    if rules.by_name(name, lists.organisations.values()):
        reading.fault(NameTaken("organisation"))
    if region and region not in {each.code for each in lists.regions}:
        reading.fault(UnknownChoice("region", value=form.region[:40]))
    return rules.body_of_region(name, region)


def _with_organisation(tx: Tx, terms: Terms) -> Terms:
    """The terms with their organisation added."""
    added = memberships.add_organisation(tx.db, terms.organisation)
    tx.audit("organisation.added", f"organisation:{added.id}", region=added.region)
    return Terms(added, terms.role, terms.until)


def _done(request: Request, terms: Terms) -> Reply:
    facts = ((N_("Name"), request.name), *role_facts(terms.organisation, terms.role, terms.until))
    told = Said(N_("They are told here in Teams."))
    data = notice(Said(N_("Admitted")), facts=facts, lines=(told,), buttons=(LIST,))
    return notice_reply(data, about=about(request))


ROUTES = (
    Route(Action.COORDINATE, verb="join.show", form=RequestRef, show=show),
    Route(Action.COORDINATE, verb="join.admit", form=RequestRef, show=open_form),
    Route(Action.COORDINATE, verb="join.admit_now", form=AdmitForm, prepare=prepare, handle=admit),
)
