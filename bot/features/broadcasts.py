"""Notices that a coordinator writes to many: written, sent, followed, corrected or recalled, acknowledged."""

from __future__ import annotations

from storage.broadcast_counts import PROGRESS

from . import (
    broadcast_card,
    broadcast_desk,
    broadcast_mending,
    broadcast_report,
    broadcast_sending,
    broadcast_ticks,
    broadcast_writing,
)

PARTS = (
    *(broadcast_writing, broadcast_desk, broadcast_sending),
    *(broadcast_mending, broadcast_report, broadcast_card),
)
ROUTES = tuple(route for part in PARTS for route in part.ROUTES)
FRESH = {**broadcast_card.FRESH, PROGRESS: broadcast_desk.fresh}
FILES = broadcast_card.FILES
DOCUMENTS = broadcast_report.DOCUMENTS
TICKS = broadcast_ticks.TICKS
