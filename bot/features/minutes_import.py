"""Minutes from a document that was written elsewhere."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
