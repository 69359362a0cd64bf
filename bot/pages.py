"""What a browser opens besides the pages of e-mails: documents, imports, permanent addresses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from . import documents, record_pages, upload_page
from .settings import Settings
from .turns import Turns


def mount(app: web.Application, turns: Turns, settings: Settings, clock: Callable[[], datetime]) -> None:
    """Add the routes of all of them."""
    store, links, language = turns.store, turns.links, settings.language
    documents.mount(app, store, links, clock, language)
    upload_page.mount(app, store, links, turns.memory.facts, clock, language)
    record_pages.mount(app, store, settings, links.lasting())
