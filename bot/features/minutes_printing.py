"""The document of the minutes: links in the chat, and the pages and files that they lead to."""

from __future__ import annotations

from bot.routes import Route

ROUTES: tuple[Route, ...] = ()
