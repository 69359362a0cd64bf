"""Reading published agendas and minutes: they are in the memory like everything else."""

from __future__ import annotations

from dataclasses import replace

from bot.routes import Ask, Read, Reply, Route
from cards.language import N_
from knowledge.clock import today
from knowledge.people import Action
from knowledge.records import Kind
from storage import rounds

from .asking import show


def agendas(ask: Ask, read: Read) -> Reply:
    """The published agendas of the regions and years asked for, and when this round's are published."""
    reply = of_kind(ask, read, Kind.AGENDA)
    round_ = rounds.current(read.db, ask.now)
    if round_.agenda_due is None or round_.agenda_due <= today(ask.now):
        return reply
    values = {"round": round_.names, "date": round_.agenda_due}
    notice = {"message": N_("{round}: the agendas are published {date}."), "values": values}
    return replace(reply, data={**reply.data, "notice": notice})


def minutes(ask: Ask, read: Read) -> Reply:
    """The final minutes of the regions and years asked for, the newest first."""
    own = ask.understood.slots.regions or ask.person.regions
    slots = replace(ask.understood.slots, regions=own)
    return of_kind(replace(ask, understood=replace(ask.understood, slots=slots)), read, Kind.MINUTES)


def of_kind(ask: Ask, read: Read, kind: Kind) -> Reply:
    """What the memory holds of one kind for the question."""
    slots = replace(ask.understood.slots, kinds=(kind.value,))
    return show(replace(ask, understood=replace(ask.understood, slots=slots)), read)


ROUTES = (
    Route(Action.ASK, intent="agenda", show=agendas),
    Route(Action.ASK, intent="minutes", show=minutes),
)
