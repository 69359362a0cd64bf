"""Notices that a coordinator writes to many: written, sent, followed, corrected or recalled, acknowledged."""

from __future__ import annotations

from bot.routes import Ask, Read, Reply, Route
from knowledge.people import Action, may
from storage.broadcast_counts import PROGRESS

from . import (
    broadcast_card,
    broadcast_desk,
    broadcast_mending,
    broadcast_report,
    broadcast_sending,
    broadcast_ticks,
    broadcast_writing,
    notification_sent,
)


def asked_for(ask: Ask, read: Read) -> Reply:
    """What was sent to many, for those who send it; for others, what they themselves were sent."""
    if may(ask.person, Action.COORDINATE):
        return broadcast_desk.listed(ask, read)
    return notification_sent.show(ask, read)


PARTS = (
    *(broadcast_writing, broadcast_desk, broadcast_sending),
    *(broadcast_mending, broadcast_report, broadcast_card),
)
ROUTES = (
    Route(Action.ASK, intent="broadcasts", show=asked_for),
    *(route for part in PARTS for route in part.ROUTES),
)
FRESH = {**broadcast_card.FRESH, PROGRESS: broadcast_desk.fresh}
FILES = broadcast_card.FILES
DOCUMENTS = broadcast_report.DOCUMENTS
TICKS = broadcast_ticks.TICKS
