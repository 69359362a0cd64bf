"""Final minutes: locked, published, and remembered."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
