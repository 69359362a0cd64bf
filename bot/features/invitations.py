"""Sessions as calendar entries: files to take along, invitations by e-mail."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
