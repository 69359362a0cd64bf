"""The grid: what was concluded on which goal in which region and year."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
