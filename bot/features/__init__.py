"""What the bot can do: one file per capability, listed here."""

from __future__ import annotations

from types import ModuleType

from bot.routes import Route

from . import asking, dates, goals, greeting, later, own_proposals, proposing, reading

FEATURES: tuple[ModuleType, ...] = (greeting, asking, reading, proposing, own_proposals, goals, dates, later)


def all_routes() -> tuple[Route, ...]:
    """Every route of every feature."""
    return tuple(route for feature in FEATURES for route in feature.ROUTES)
