"""Notices that a coordinator writes to many."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
