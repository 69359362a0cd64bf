"""Minutes by typed lines: "#johtopäätös …" in the chat of a session."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
