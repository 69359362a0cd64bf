"""Confirming minutes for an organisation, with or without a reservation."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
