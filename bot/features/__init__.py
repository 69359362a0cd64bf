"""What the bot can do: one file per capability, listed here.

Each declares its ROUTES, in NEEDED by cause whether a notice that waits is still needed when it is sent, and
in DOCUMENTS by kind who makes the documents that can be downloaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from bot.links import Builder
from bot.routes import Needed, Route

from . import (
    admitting,
    agendas,
    asking,
    availability,
    carrying,
    comments,
    dates,
    goals,
    greeting,
    joining,
    later,
    my_proposals,
    opening,
    own_proposals,
    partners,
    pasted,
    people,
    polls,
    proposing,
    reading,
    refusing,
    roles,
    rounds,
    schedule,
    session_moves,
    session_planning,
    sessions,
    state_views,
    status,
    steps,
    topics,
    triage,
    versions,
    withdrawing,
)

FEATURES: tuple[ModuleType, ...] = (
    *(greeting, joining, admitting, refusing, people, roles),
    *(asking, reading, goals, dates, schedule),
    *(pasted, proposing, own_proposals, withdrawing, my_proposals, partners, topics, comments, versions),
    *(rounds, opening, steps, triage, carrying, state_views, agendas, status),
    *(sessions, session_planning, session_moves, availability, polls),
    later,
)


def all_routes() -> tuple[Route, ...]:
    """Every route of every feature."""
    return tuple(route for feature in FEATURES for route in feature.ROUTES)


def still_needed() -> Mapping[str, Needed]:
    """By a notice's cause: whether it is still needed, by its data."""
    found = (getattr(feature, "NEEDED", {}) for feature in FEATURES)
    return {cause: needed for each in found for cause, needed in each.items()}


def documents() -> Mapping[str, Builder]:
    """By a document's kind: who makes it."""
    found = (getattr(feature, "DOCUMENTS", {}) for feature in FEATURES)
    return {kind: build for each in found for kind, build in each.items()}
