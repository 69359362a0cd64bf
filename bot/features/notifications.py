"""What a person wishes of notices: less of them, later, elsewhere."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
