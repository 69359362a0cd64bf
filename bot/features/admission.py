"""Admitting people, refusing them, giving and ending roles: what is done, and who is told.

Coordinators do it in chat, administrators by command.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.forms import Said, notice
from bot.routes import Button, Tx
from cards.language import N_
from cards.render import render
from knowledge.clock import today
from knowledge.joining import Membership, Request, State, Terms
from knowledge.people import OWN, Person, stranger
from knowledge.refusals.people import LastCoordinator
from storage import audit, joining, memberships, people, turns
from storage.turns import Address, Place

from .people_words import role_facts
from .requests import AGAIN, about
from .views import HELP, PROPOSE

ANSWERED, GRANTED, ENDED = "join answered", "role granted", "role ended"


class ByCommand(Tx):
    """The write step of an administrator, who is no person here."""

    def audit(self, what: str, about: str, **data: object) -> None:
        """Write down that an administrator did it."""
        audit.note(self.db, "administrator", what, about, self.now, **data)


NOBODY = stranger("", "", "")
"""Who acts by command."""


def admit(tx: Tx, request: Request, terms: Terms) -> None:
    """Admit who asked: they become a person with a role, and hear of it where they wrote."""
    before = people.by_identity(tx.db, request.tenant, request.object_id, today(tx.now))
    where = joining.decide(tx.db, request, State.ADMITTED, tx.who, tx.now)
    who = (request.tenant, request.object_id, request.name, request.language)
    number = memberships.person(tx.db, *who)
    memberships.grant(tx.db, number, terms, today(tx.now))
    if where and not (before and before.memberships):
        turns.remember(tx.db, where, number, Place(request.language), tx.now)
    once = f"admitted:{request.id}"
    _tell(tx, _person(tx, number), _granted(N_("You are admitted: welcome!"), terms), once, ANSWERED)
    codes = {"organisation": terms.organisation.id, "role": terms.role, "person": number}
    tx.audit("join.admitted", about(request), **codes)


def refuse(tx: Tx, request: Request, reason: str) -> None:
    """Refuse who asked, and tell them why, also where they are nobody here."""
    where = joining.decide(tx.db, request, State.REFUSED, tx.who, tx.now, reason)
    asker = people.by_identity(tx.db, request.tenant, request.object_id, today(tx.now))
    data = notice(
        Said(N_("Your request was refused")),
        facts=role_facts(request.organisation or request.wish.named, request.wish.role),
        lines=(
            *(Said(N_("The coordinator's reason:")), reason),
            Said(N_("If you disagree, ask again and tell more of your task.")),
        ),
        buttons=(AGAIN,),
    )
    _tell(tx, asker, data, f"refused:{request.id}", ANSWERED, where, request.language)
    tx.audit("join.refused", about(request))


def grant(tx: Tx, person: Person, terms: Terms) -> None:
    """Give somebody who is admitted one more role, or a new end to one they have."""
    memberships.grant(tx.db, person.id, terms, today(tx.now))
    once = f"granted:{person.id}:{terms.organisation.id}:{terms.role}:{tx.now.isoformat()}"
    _tell(tx, person, _granted(N_("You have a new role"), terms), once, GRANTED)
    codes = {"organisation": terms.organisation.id, "role": terms.role}
    tx.audit("membership.granted", f"person:{person.id}", **codes)


def end(tx: Tx, held: Membership) -> None:
    """End a role at once. Raises LastCoordinator for the one without whom nobody would coordinate."""
    if memberships.hold_coordinators(tx.db, today(tx.now)) == {held.id}:
        raise LastCoordinator(name=held.name)
    memberships.end(tx.db, held.id, today(tx.now))
    data = notice(
        Said(N_("Your role has ended")),
        facts=role_facts(held.organisation, held.role),
        lines=(Said(N_("A coordinator ended it. If that was a mistake, ask to be admitted again.")),),
        buttons=(AGAIN,),
    )
    where = turns.address_of(tx.db, held.person)
    once = f"ended:{held.id}:{tx.now.isoformat()}"
    _tell(tx, _person(tx, held.person), data, once, ENDED, where)
    codes = {"organisation": held.organisation.id, "role": held.role, "membership": held.id}
    tx.audit("membership.ended", f"person:{held.person}", **codes)


def _granted(title: str, terms: Terms) -> dict[str, Any]:
    """What somebody may do now."""
    line = N_("From now on I answer you: ask about the discussions, or begin with a button below.")
    buttons: Iterable[Button] = (HELP, PROPOSE) if terms.role in OWN else (HELP,)
    facts = role_facts(terms.organisation, terms.role, terms.until)
    why = Said(N_("You get this because it is about your own role."))
    return notice(Said(title), lines=(Said(line),), facts=facts, why=why, buttons=buttons)


def _person(tx: Tx, number: int) -> Person:
    found = people.by_id(tx.db, number, today(tx.now))
    assert found is not None
    return found


def _tell(
    tx: Tx,
    person: Person | None,
    data: dict[str, Any],
    once: str,
    cause: str,
    where: Address | None = None,
    language: str | None = None,
) -> None:
    """Owe a notice: by the outbox to whoever has a role, at their address to whoever has none."""
    if person and person.memberships:
        tx.owe("notice", (person,), once=once, cause=cause, data=data)
    elif where and not (person and person.id == tx.who.id):
        spoken = (person.language if person else None) or language or "fi"
        turns.owe_at(tx.db, where, once, render("notice", data, spoken), tx.now)
