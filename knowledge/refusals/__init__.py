"""Every way of saying no, each beside its like; `base` tells what they have in common."""

from __future__ import annotations

from . import (
    agendas,
    asking,
    broadcasts,
    conclusions,
    confirming,
    followup,
    keeping,
    minute_files,
    minute_lines,
    minutes,
    notices,
    people,
    proposals,
    reminders,
    rounds,
    sessions,
    triage,
    uses,
    views,
)
from .base import OfField, Refusal

__all__ = [
    "OfField",
    "Refusal",
    "agendas",
    "asking",
    "broadcasts",
    "conclusions",
    "confirming",
    "followup",
    "keeping",
    "minute_files",
    "minute_lines",
    "minutes",
    "notices",
    "people",
    "proposals",
    "reminders",
    "rounds",
    "sessions",
    "triage",
    "uses",
    "views",
]
