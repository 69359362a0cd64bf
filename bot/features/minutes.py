"""The minutes of a session: whatever of them is for the person who opens them."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
