"""What the bot can do: one file per capability, listed here.

Each declares its ROUTES; in NEEDED, by a notice's cause, whether one that waits is still needed when it is
sent, or in FRESH what its card is drawn from then; in FILES what goes with it in an e-mail; in TICKS what is
to be done when its time comes; in DOCUMENTS, by kind, who makes the documents that can be downloaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from bot.links import Builder
from bot.parcels import Files
from bot.routes import Fresh, Needed, Route
from bot.ticks import Tick

from . import (
    admitting,
    agendas,
    asking,
    availability,
    broadcasts,
    carrying,
    comments,
    conclusions,
    confirming,
    corrections,
    data_desk,
    dates,
    finalising,
    followup,
    goals,
    greeting,
    grid,
    invitations,
    joining,
    later,
    mailbox,
    minute_lines,
    minutes,
    minutes_import,
    minutes_printing,
    minutes_writing,
    my_proposals,
    notifications,
    opening,
    own_proposals,
    packs,
    partner_requests,
    partners,
    pasted,
    people,
    personal_data,
    polls,
    proposing,
    reading,
    refusing,
    reminders,
    reminding,
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
    *(asking, conclusions, reading, goals, dates, schedule),
    *(
        pasted,
        proposing,
        own_proposals,
        withdrawing,
        my_proposals,
        partners,
        partner_requests,
        topics,
        comments,
        versions,
    ),
    *(rounds, opening, steps, triage, carrying, state_views, agendas, status),
    *(sessions, session_planning, session_moves, availability, polls, invitations),
    *(reminders, reminding, notifications, mailbox, broadcasts),
    *(minutes, minutes_writing, minute_lines, minutes_import, confirming, corrections),
    *(finalising, minutes_printing, followup, grid, packs, personal_data, data_desk),
    later,
)


def all_routes() -> tuple[Route, ...]:
    """Every route of every feature."""
    return tuple(route for feature in FEATURES for route in feature.ROUTES)


def still_needed() -> Mapping[str, Needed]:
    """By a notice's cause: whether it is still needed, by its data."""
    return _declared("NEEDED")


def fresh() -> Mapping[str, Fresh]:
    """By a notice's cause: what its card is drawn from when it is sent."""
    return _declared("FRESH")


def files() -> Mapping[str, Files]:
    """By a notice's cause: the files that go with it in an e-mail."""
    return _declared("FILES")


def documents() -> Mapping[str, Builder]:
    """By a document's kind: who makes it."""
    return _declared("DOCUMENTS")


def all_ticks() -> tuple[Tick, ...]:
    """What every feature does when its time comes."""
    return tuple(tick for feature in FEATURES for tick in getattr(feature, "TICKS", ()))


def _declared(table: str) -> Mapping[str, Any]:
    found = (getattr(feature, table, {}) for feature in FEATURES)
    return {key: value for each in found for key, value in each.items()}
