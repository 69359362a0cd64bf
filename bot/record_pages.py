"""Permanent addresses: a conclusion at /c/ID and a session's final minutes at /s/SESSION, as web pages.

A browser's page has no identity. So these are shown to anybody where `ALKE_PUBLIC_PAGES` says so; elsewhere
the page only says where to ask, the same whether or not there is anything to be found.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote, urlencode

from aiohttp import web
from sqlmodel import Session as Db

from cards.documents import web as pages
from cards.documents.conclusion import Origin, asking_paper, conclusion_paper, missing_paper
from cards.documents.minutes import minutes_paper
from cards.documents.paper import Paper
from cards.language import LANGUAGES, wanted
from cards.mail import LANGUAGE_NAMES
from knowledge.minutes import State
from knowledge.people import ALL
from knowledge.records import Kind, Record
from storage import minutes, records, sessions
from storage.store import Store

from .features.minutes_printout import called, concluded, printed
from .settings import Settings

AT_ONCE = 4  # pages that are made at the same time; others wait
SHAPES = {"c": re.compile(r"[\w-]{1,60}"), "s": re.compile(r"[\w-]{1,40}")}
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{pages.STYLE_HASH}'; img-src data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
Find = Callable[[Db, str, str, str], Paper | None]
"""The document of what has this id, if everybody admitted may see it: id, language, the bot's address."""


@dataclass(frozen=True)
class Pages:
    """Makes the pages. `base` is the bot's own address, `app_id` that of the bot in Teams."""

    store: Store
    base: str
    app_id: str
    public: bool

    def page(self, kind: str, id_: str, language: str) -> web.Response:
        """The page of an address."""
        if not SHAPES[kind].fullmatch(id_):
            return self._response(missing_paper(language), kind, id_, 404)
        if not self.public:
            return self._response(asking_paper(id_, self._in_teams(id_), language), kind, id_, 200)
        with self.store.read() as db:
            paper = FIND[kind](db, id_, language, self.base)
        found, status = (paper, 200) if paper else (missing_paper(language), 404)
        return self._response(found, kind, id_, status)

    def _in_teams(self, id_: str) -> str:
        """A link that opens the chat with the bot, the id typed; empty where the bot isn't in Teams."""
        asked = urlencode({"users": f"28:{self.app_id}", "message": id_}, quote_via=quote)
        return f"https://teams.microsoft.com/l/chat/0/0?{asked}" if self.app_id else ""

    def _response(self, paper: Paper, kind: str, id_: str, status: int) -> web.Response:
        others = (lang for lang in LANGUAGES if lang != paper.language)
        path = f"/{kind}/{quote(id_, safe='')}"
        elsewhere = [pages.Elsewhere(lang, LANGUAGE_NAMES[lang], f"{path}?lang={lang}") for lang in others]
        text = pages.html(paper, elsewhere)
        return web.Response(text=text, status=status, content_type=pages.CONTENT_TYPE, headers=HEADERS)


def _conclusion(db: Db, id_: str, language: str, base: str) -> Paper | None:
    found = next(iter(records.by_ids(db, [id_], frozenset({ALL}))), None)
    if found is None or found.kind != Kind.CONCLUSION:
        return None
    if found.confirmations and not found.confirmations.final:
        return None
    address = f"{base}/c/{id_}" if base else ""
    return conclusion_paper(concluded(found, called(db), address), _origin(found, base), language)


def _origin(record: Record, base: str) -> Origin:
    """Where a conclusion comes from, as its page tells it."""
    meeting, confirmed = record.meeting, record.confirmations
    return Origin(
        session=meeting.names if meeting else {},
        held=meeting.starts if meeting else None,
        counts=confirmed.counts if confirmed else {},
        source=record.source or "",
        minutes=f"{base}/s/{meeting.id}" if meeting and confirmed else "",
        superseded=f"{base}/c/{quote(record.superseded, safe='')}" if record.superseded else "",
    )


def _minutes(db: Db, id_: str, language: str, base: str) -> Paper | None:
    session = sessions.find(db, id_)
    version = minutes.newest(db, id_) if session else None
    if session is None or version is None or version.state is not State.FINAL:
        return None
    return minutes_paper(printed(db, session, version, base), language)


FIND: dict[str, Find] = {"c": _conclusion, "s": _minutes}


def mount(app: web.Application, store: Store, settings: Settings, base: str) -> None:
    """Add the routes; `base` is the bot's own address, empty where it doesn't know it."""
    made = Pages(store, base, "" if settings.local else settings.app_id, settings.shows_pages)
    slots = asyncio.Semaphore(AT_ONCE)

    async def show(kind: str, request: web.Request) -> web.Response:
        asked = (request.query.get("lang"), request.headers.get("Accept-Language"))
        language = next(filter(None, map(wanted, asked)), settings.language)
        async with slots:
            return await asyncio.to_thread(made.page, kind, request.match_info["id"], language)

    for kind in FIND:
        app.router.add_get(f"/{kind}/{{id}}", partial(show, kind))
