"""Reminders of what an organisation still has to do, while it has it to do."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
