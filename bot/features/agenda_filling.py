"""Filling an agenda: items from the proposals that triage has released, and the time divided among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.forms import Input, Reading, Said
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import agendas as rules
from knowledge.agendas import Agenda
from knowledge.people import Action
from knowledge.refusals import Refusal
from knowledge.refusals import agendas as no

from .agenda_cards import in_preparation
from .agenda_desk import AgendaRef, Desk, Picked, Times, editing, held, is_stale, kept
from .agenda_forms import OFFERED, agenda_form, ids, proposal_choice


def pick(ask: Ask, read: Read) -> Reply:
    """The proposals that could be added."""
    at_hand = editing(ask, read)
    return _picking(ask, at_hand, ()) if at_hand.free else in_preparation(ask, at_hand, no.NothingFree())


def _picking(
    ask: Ask,
    at_hand: Desk,
    chosen: Iterable[str],
    *,
    alert: Refusal | None = None,
    faults: Iterable[Refusal] = (),
) -> Reply:
    choices = tuple(map(proposal_choice, at_hand.free[:OFFERED]))
    label = N_("Proposals that triage has released for this session")
    return agenda_form(
        ask,
        at_hand,
        Said(N_("Add from proposals")),
        (Input("proposals", label, "some", tuple(chosen), choices, expanded=True),),
        Button(N_("Add to the agenda"), "agenda.take", at_hand.reference, style="positive"),
        faults=faults,
        alert=alert,
    )


def take(ask: Ask, at_hand: Desk, tx: Tx) -> Reply:
    """Add an item for each of the chosen proposals."""
    at_hand, chosen = held(ask, at_hand, tx), ask.form.proposals
    if is_stale(ask, at_hand):
        return _picking(ask, at_hand, chosen, alert=no.AgendaChanged())
    try:
        agenda = _with_chosen(at_hand, ids(chosen))
    except Refusal as refusal:
        return _picking(ask, at_hand, chosen, faults=[refusal])
    return in_preparation(ask, kept(ask, at_hand, tx, agenda, "agenda.items added"))


def _with_chosen(at_hand: Desk, chosen: Iterable[int]) -> Agenda:
    wanted, free = tuple(dict.fromkeys(chosen)), {each.id: each for each in at_hand.free}
    rules.check_proposals(wanted, free)
    if not wanted:
        raise no.NothingChosen
    items = rules.as_items(at_hand.agenda, [free[each] for each in wanted], at_hand.session.length)
    return rules.with_items(at_hand.agenda, items)


# Time


def time(ask: Ask, read: Read) -> Reply:
    """How much is kept free, and whether the rest is divided evenly."""
    at_hand = editing(ask, read)
    return _timing(ask, at_hand, Times(session=ask.form.session, buffer=str(at_hand.agenda.buffer)))


def _timing(
    ask: Ask, at_hand: Desk, form: Times, *, alert: Refusal | None = None, faults: Iterable[Refusal] = ()
) -> Reply:
    length = at_hand.session.length
    label, even = N_("Minutes kept free at the end"), N_("Divide the rest evenly among the items")
    free = Input("buffer", label, "number", form.buffer, required=True)
    return agenda_form(
        ask,
        at_hand,
        Said(N_("The session lasts {n} minutes"), {"n": length}),
        (free, Input("evenly", even, "switch", form.evenly)),
        Button(N_("Save"), "agenda.divide", at_hand.reference, style="positive"),
        faults=faults,
        alert=alert,
    )


def divide(ask: Ask, at_hand: Desk, tx: Tx) -> Reply:
    """Set the buffer, and divide the rest where that was asked for."""
    at_hand, form = held(ask, at_hand, tx), ask.form
    reading, length = Reading(), at_hand.session.length
    buffer = reading.number("buffer", form.buffer, required=True)
    if buffer is not None and buffer > length:
        reading.fault(no.BufferRange("buffer", limit=length))
    if reading.faults or buffer is None:
        return _timing(ask, at_hand, form, faults=reading.faults)
    if is_stale(ask, at_hand):
        return _timing(ask, at_hand, form, alert=no.AgendaChanged())
    agenda = replace(at_hand.agenda, buffer=buffer)
    if form.evenly == "true":
        agenda = rules.evened(agenda, length)
    return in_preparation(ask, kept(ask, at_hand, tx, agenda, "agenda.time changed"))


ROUTES = (
    Route(Action.TRIAGE, verb="agenda.pick", form=AgendaRef, show=pick),
    Route(Action.TRIAGE, verb="agenda.take", form=Picked, prepare=editing, handle=take),
    Route(Action.TRIAGE, verb="agenda.time", form=AgendaRef, show=time),
    Route(Action.TRIAGE, verb="agenda.divide", form=Times, prepare=editing, handle=divide),
)
