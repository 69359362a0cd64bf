"""A person's own data: to see, to take along, to have erased."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
