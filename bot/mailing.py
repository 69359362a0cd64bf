"""E-mail and its pages, put together for an application that serves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from storage import changes

from . import mail_page
from .answers import Answer
from .mail import Mail
from .mail_desk import Desk
from .mail_links import MailLinks
from .routes import Incoming
from .settings import Settings
from .turns import Turns


def mount(
    app: web.Application,
    settings: Settings,
    turns: Turns,
    answering: Callable[[Incoming], Answer],
    clock: Callable[[], datetime],
) -> Mail | None:
    """Add the pages that e-mails lead to, where the bot knows its own address; the postman, where there is
    one. Raises Misconfigured.
    """
    with turns.store.read() as db:
        links = MailLinks.of(settings, changes.identity(db))
    offered = frozenset(verb for verb, route in turns.routes.by_verb.items() if route.by_mail)
    if links.base:
        desk = Desk(turns.store, answering, links, offered, clock, settings.language)
        mail_page.mount(app, desk, links.base)
    return Mail.of(settings, links, offered, clock)
