"""Writing the minutes of a session: a draft in parts, which several people may write in."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
