"""Reading published agendas and minutes: they are in the memory like everything else."""

from __future__ import annotations

from dataclasses import replace

from bot.routes import Ask, Read, Reply, Route
from knowledge.people import Action
from knowledge.records import Kind

from .asking import show


def agendas(ask: Ask, read: Read) -> Reply:
    """The published agendas of the regions and years asked for, the newest first."""
    return of_kind(ask, read, Kind.AGENDA)


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
