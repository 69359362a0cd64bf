"""Giving somebody who is admitted one more role, and ending roles, for coordinators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, Field

from bot.forms import Codes, Input, Line, Reading, Said, form_reply, notice, notice_reply
from bot.routes import NUMBER_LIMIT, Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge.clock import today
from knowledge.joining import Membership
from knowledge.people import Action, Organisation, Person, Role
from knowledge.refusals import Refusal
from knowledge.refusals.people import NoSuchMembership, NoSuchOrganisation, NoSuchPerson, OneOrganisation
from storage import memberships, people

from . import admission
from .people_words import (
    check_size,
    organisation_choices,
    person_choices,
    read_terms,
    role_choices,
    role_facts,
)


class RoleForm(BaseModel):
    """The form as it was typed; `of` are the organisations that the list was about."""

    of: Codes = ()
    person: Line = ""
    organisation: Line = ""
    role: Line = ""
    until: Line = ""


class MembershipRef(BaseModel):
    """The role that a button is about."""

    membership: int = Field(ge=1, le=NUMBER_LIMIT)


@dataclass(frozen=True)
class Lists:
    """Who and what can be chosen."""

    people: tuple[Person, ...]
    organisations: Mapping[str, Organisation]


# Giving a role


def prepare(ask: Ask, read: Read) -> Lists:
    """Everybody who is admitted, and the organisations that the list was about."""
    every, wanted = people.organisations(read.db), ask.form.of
    chosen = {id_: every[id_] for id_ in wanted if id_ in every}
    if not chosen:
        raise NoSuchOrganisation
    return Lists(people.admitted(read.db, today(ask.now)), chosen)


def open_form(ask: Ask, read: Read) -> Reply:
    """The form to give a role with: a deputy, most often."""
    lists = prepare(ask, read)
    first = RoleForm(of=ask.form.of, organisation=next(iter(lists.organisations)), role=Role.DEPUTY)
    return _form(ask, first, lists)


def _form(ask: Ask, typed: RoleForm, lists: Lists, faults: Iterable[Refusal] = ()) -> Reply:
    carried = {"of": tuple(lists.organisations)}
    listed = organisation_choices(lists.organisations.values())
    shown = person_choices(lists.people, frozenset(lists.organisations))
    inputs = (
        Input("person", N_("Person"), "one", typed.person, shown, required=True),
        Input("organisation", N_("Organisation"), "one", typed.organisation, listed, required=True),
        Input("role", N_("Role"), "one", typed.role, role_choices(Role), required=True),
        Input("until", N_("Until (empty: until further notice)"), "day", typed.until),
    )
    who = N_("Somebody who isn't on the list writes to me first and asks to be admitted.")
    send = Button(N_("Give the role"), "people.role_now", carried, style="positive")
    back = Button(N_("Back to the list"), "people.of", carried, fills=False)
    title = Said(N_("Give somebody a role"))
    return form_reply(ask, title, inputs, send, intro=(Said(who),), faults=faults, buttons=(back,))


def give(ask: Ask, lists: Lists, tx: Tx) -> Reply:
    """Give the role and tell the person."""
    form, reading = ask.form, Reading()
    check_size((form.person, form.organisation, form.role, form.until))
    person = next((each for each in lists.people if str(each.id) == form.person), None)
    organisation = lists.organisations.get(form.organisation)
    if person is None:
        reading.fault(NoSuchPerson("person"))
    if organisation is None:
        reading.fault(OneOrganisation("organisation"))
    terms = read_terms(form.role, form.until, organisation, reading, ask.now)
    if person is None or terms is None or reading.faults:
        return _form(ask, form, lists, reading.faults)
    admission.grant(tx, person, terms)
    facts = ((N_("Name"), person.name), *role_facts(terms.organisation, terms.role, terms.until))
    buttons = (_list_of(terms.organisation),)
    return notice_reply(notice(Said(N_("The role is given")), facts=facts, buttons=buttons))


def _list_of(organisation: Organisation) -> Button:
    return Button(N_("Show who takes part"), "people.of", {"of": [organisation.id]})


# Ending a role


def confirm(ask: Ask, read: Read) -> Reply:
    """Ask whether the role is really to end."""
    held = _held(memberships.find(read.db, ask.form.membership, today(ask.now)))
    data = notice(
        Said(N_("End this role?")),
        facts=((N_("Name"), held.name), *role_facts(held.organisation, held.role, held.until)),
        lines=(Said(N_("It ends at once. What the person has written stays.")),),
        buttons=(
            Button(N_("End the role"), "people.end_now", {"membership": held.id}, style="destructive"),
            _list_of(held.organisation),
        ),
    )
    return notice_reply(data)


def end(ask: Ask, _: object, tx: Tx) -> Reply:
    """End the role at once and tell the person."""
    held = _held(memberships.hold(tx.db, ask.form.membership, today(ask.now)))
    admission.end(tx, held)
    facts = ((N_("Name"), held.name), *role_facts(held.organisation, held.role))
    return notice_reply(
        notice(Said(N_("The role has ended")), facts=facts, buttons=(_list_of(held.organisation),))
    )


def _held(found: Membership | None) -> Membership:
    if found is None:
        raise NoSuchMembership
    return found


ROUTES = (
    Route(Action.COORDINATE, verb="people.role", form=RoleForm, show=open_form),
    Route(Action.COORDINATE, verb="people.role_now", form=RoleForm, prepare=prepare, handle=give),
    Route(Action.COORDINATE, verb="people.end", form=MembershipRef, show=confirm),
    Route(Action.COORDINATE, verb="people.end_now", form=MembershipRef, handle=end),
)
