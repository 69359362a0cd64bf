"""Conclusions for use: all that concern a ministry, or a region over the years."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
