"""Reading published agendas: those of this round as they stand, all others from the memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.clock import today
from knowledge.index import Hit
from knowledge.people import Action
from knowledge.records import Kind
from knowledge.rounds import Round
from storage import agendas as kept
from storage import rounds, sessions

from .agenda_cards import published
from .agenda_desk import desk
from .asking import show


def agendas(ask: Ask, read: Read) -> Reply:
    """The published agenda of this round's session; else those of the regions and years asked for."""
    round_ = rounds.current(read.db, ask.now, ask.person)
    if this_round := _of_this_round(ask, read, round_):
        return this_round
    reply = of_kind(ask, read, Kind.AGENDA)
    if round_.agenda_due is None or round_.agenda_due <= today(ask.now):
        return reply
    values = {"round": round_.names, "date": round_.agenda_due}
    notice = {"message": N_("{round}: the agendas are published {date}."), "values": values}
    return replace(reply, data={**reply.data, "notice": notice})


def _of_this_round(ask: Ask, read: Read, round_: Round) -> Reply | None:
    """The one published agenda of the regions asked for, when nothing asks for other years or for a topic."""
    slots = ask.understood.slots
    regions = frozenset(slots.regions)
    about_it = regions and not slots.terms and set(slots.years) <= {round_.year}
    if not about_it or ask.understood.more:
        return None
    found = [s for s in sessions.of_round(read.db, round_.id) if regions & set(s.regions)]
    out = [session for session in found if kept.newest(read.db, session.id)]
    if len(out) != 1:
        return None
    version, before = kept.newest_two(read.db, out[0].id)
    if version is None:
        return None
    reply = published(ask, desk(ask, read.db, out[0].id), version, before)
    buttons = (*reply.data["buttons"], *_beyond(ask, round_, slots.regions))
    data = {**reply.data, "own_region": ask.understood.own_region, "buttons": buttons}
    hits = (Hit(f"{out[0].id}-agenda", Kind.AGENDA, 1.0),)
    return replace(reply, data=data, hits=hits, question=ask.understood)


def _beyond(ask: Ask, round_: Round, regions: Iterable[str]) -> tuple[Button, ...]:
    """The agendas of other rounds and of other regions."""
    wanted = {"kinds": [Kind.AGENDA.value], "spoken": ask.understood.language}
    earlier = Button(N_("Earlier agendas"), "ask.show", wanted | {"regions": list(regions)})
    every = Button(N_("All regions"), "ask.show", wanted | {"years": [round_.year]})
    return (earlier, every)


def of_kind(ask: Ask, read: Read, kind: Kind) -> Reply:
    """What the memory holds of one kind for the question."""
    slots = replace(ask.understood.slots, kinds=(kind.value,))
    return show(replace(ask, understood=replace(ask.understood, slots=slots)), read)


ROUTES = (Route(Action.ASK, intent="agenda", show=agendas),)
