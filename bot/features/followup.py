"""What came of a conclusion: reported by those responsible, asked for in time, listed."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
