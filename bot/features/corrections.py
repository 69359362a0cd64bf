"""Corrections of minutes: asked for, accepted or declined."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
