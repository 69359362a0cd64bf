"""Forms of an agenda in preparation, and the codes that come back from them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.forms import Choice, Input, Said, form_reply
from bot.routes import Ask, Button, Reply
from cards.escape import plain
from cards.language import N_
from knowledge.proposals import Proposal
from knowledge.refusals import Refusal
from knowledge.refusals import agendas as no

from . import agenda_words as words
from .agenda_cards import about
from .agenda_desk import Desk
from .views import cut

OFFERED = 40  # proposals in one list
LISTED = 70  # characters of a title in a list


def agenda_form(
    ask: Ask,
    at_hand: Desk,
    title: Said,
    inputs: Iterable[Input],
    send: Button,
    *,
    buttons: Iterable[Button] = (),
    faults: Iterable[Refusal] = (),
    alert: Refusal | None = None,
) -> Reply:
    """A form; after somebody else's edit the agenda as it is now stands above the fields."""
    back = Button(N_("Back to the agenda"), "agenda.build", {"session": at_hand.session.id})
    meanwhile = isinstance(alert, no.AgendaChanged | no.ItemGone)
    return form_reply(
        ask,
        title,
        inputs,
        send,
        intro=(Said("{session}", {"session": at_hand.session.names}), *(_now(at_hand) if meanwhile else ())),
        buttons=(*buttons, back),
        about=about(at_hand.session),
        faults=faults,
        alert=alert,
    )


def _now(at_hand: Desk) -> tuple[Said, ...]:
    return (Said(N_("The agenda now:")), *words.listed(at_hand.agenda.items))


def proposal_choice(proposal: Proposal) -> Choice:
    """A proposal in a list."""
    named = plain(f"{proposal.number} {cut(proposal.content.title, LISTED)}")
    return Choice(str(proposal.id), {"fi": named})


def ids(codes: Iterable[str]) -> tuple[int, ...]:
    """The ids of chosen proposals; what is no number stands for none of them."""
    return tuple(int(each) if each.isascii() and each.isdigit() and len(each) < 10 else 0 for each in codes)
