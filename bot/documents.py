"""Documents to download: a signed link is read, the permission is checked again, and the file is made."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from aiohttp import web

from cards.language import wanted
from cards.render import as_text, render
from knowledge.clock import today
from knowledge.people import Action, demand
from knowledge.refusals import Refusal
from knowledge.refusals.agendas import LinkBroken
from storage import people
from storage.store import Store

from .features import documents
from .links import PATH, Document, Links, Ticket

KINDS = documents()
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def mount(
    app: web.Application, store: Store, links: Links, clock: Callable[[], datetime], language: str
) -> None:
    """Add the documents' route; `language` is spoken to those whose link can't be read."""

    async def download(request: web.Request) -> web.Response:
        spoken = wanted(request.headers.get("Accept-Language")) or language
        token = request.match_info["token"]
        return await asyncio.to_thread(answer, store, links, token, spoken, clock())

    app.router.add_get(f"{PATH}/{{token}}", download)


def answer(store: Store, links: Links, token: str, language: str, now: datetime) -> web.Response:
    """The document, or a page of plain text that says how to get it."""
    try:
        link = links.open(token)
        language = link.ticket.language
        link.check(now)
        return _file(_made(store, link.ticket, now))
    except Refusal as refusal:
        return _refused(refusal, language)


def _made(store: Store, ticket: Ticket, now: datetime) -> Document:
    """The document, when the person is still admitted and may have it."""
    build = KINDS.get(ticket.kind)
    if build is None:
        raise LinkBroken
    with store.read() as db:
        person = demand(people.by_id(db, ticket.person, today(now)), Action.ASK)
        return build(db, person, ticket, now)


def _file(document: Document) -> web.Response:
    named = f"attachment; filename*=UTF-8''{quote(document.name)}"
    headers = HEADERS | {"Content-Disposition": named}
    return web.Response(body=document.body, content_type=document.content_type, headers=headers)


def _refused(refusal: Refusal, language: str) -> web.Response:
    data = {"message": refusal.message, "values": refusal.values, "buttons": ()}
    text = as_text(render("refusal", data, language))
    return web.Response(text=text, status=getattr(refusal, "status", 403), headers=HEADERS)
