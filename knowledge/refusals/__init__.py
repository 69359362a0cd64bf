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
    minutes,
    notices,
    people,
    proposals,
    reminders,
    rounds,
    sessions,
    triage,
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
    "minutes",
    "notices",
    "people",
    "proposals",
    "reminders",
    "rounds",
    "sessions",
    "triage",
    "views",
]
