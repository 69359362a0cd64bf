"""The page behind an e-mail over HTTP: looking (GET), pressing (POST), stopping e-mails with one click."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import structlog
from aiohttp import web

from cards.language import LANGUAGES, wanted
from cards.mail import STYLE_HASH
from knowledge.refusals import Refusal
from knowledge.refusals.mail import PageElsewhere, PageOld

from .mail_desk import Desk, Sheet, Typed
from .mail_links import PATH

AT_ONCE = 4  # pages that are made at the same time; others wait
FIELDS = 500
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
ONE_CLICK = ("List-Unsubscribe", "One-Click")
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
ELSEWHERE = frozenset({"cross-site", "same-site"})
SHAPES = frozenset({"text", "one", "some", "switch"})
log = structlog.get_logger(__name__)

Fields = list[tuple[str, str]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Pages:
    """The requests of pages. `base` is the bot's own address."""

    def __init__(self, desk: Desk, base: str) -> None:
        self._desk = desk
        self._origin = base
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def show(self, request: web.Request) -> web.Response:
        """The message's page."""
        return await self._made(request, self._desk.show)

    async def show_stop(self, request: web.Request) -> web.Response:
        """The page that asks whether to stop e-mails: following the link alone does nothing."""
        return await self._made(request, self._desk.show_stop)

    async def press(self, request: web.Request) -> web.Response:
        """A button of the page."""
        fields = await self._fields(request)
        seal = dict(fields).get("do", "")
        return await self._made(request, self._desk.press, seal, _typed(fields))

    async def stop(self, request: web.Request) -> web.Response:
        """Stop e-mails: by the page's own button, or by that of a mail program (RFC 8058)."""
        if ONE_CLICK not in await _form(request):
            self._check_origin(request)
        return await self._made(request, self._desk.act, "mail.stop", {})

    async def resume(self, request: web.Request) -> web.Response:
        """Get e-mails again."""
        await self._fields(request)
        return await self._made(request, self._desk.act, "mail.resume", {})

    async def language(self, request: web.Request) -> web.StreamResponse:
        """Choose the language of pages and e-mails; then the page is shown in it."""
        chosen = dict(await self._fields(request)).get("language", "")
        if chosen not in LANGUAGES:
            raise PageOld
        done = await self._made(request, self._desk.act, "language.choose", {"language": chosen})
        if done.status == 200:
            raise web.HTTPSeeOther(f"{PATH}/{request.match_info['token']}", headers=HEADERS)
        return done

    def guarded(self, handler: Handler) -> Handler:
        """The handler, with a page for what it refuses."""

        async def handle(request: web.Request) -> web.StreamResponse:
            try:
                return await handler(request)
            except Refusal as refusal:
                return _response(self._desk.refused(refusal, _spoken(request)))

        return handle

    async def _fields(self, request: web.Request) -> Fields:
        self._check_origin(request)
        return await _form(request)

    def _check_origin(self, request: web.Request) -> None:
        check_origin(request, self._origin)

    async def _made(self, request: web.Request, make: Callable[..., Sheet], *given: Any) -> web.Response:
        token, spoken = request.match_info["token"], _spoken(request)
        async with self._slots:
            return _response(await asyncio.to_thread(partial(make, token, spoken, *given)))


def check_origin(request: web.Request, base: str) -> None:
    """Refuse what another site's page sends to the bot, whose own address is `base`. Browsers that hide the
    origin say `null`: then what only the page itself holds, its address or a seal, is what counts.
    """
    origin = request.headers.get("Origin", "null")
    scheme, host = urlsplit(base)[:2]
    own = (f"{scheme}://{host}", f"{scheme}://{request.host}", "null")
    if request.headers.get("Sec-Fetch-Site") in ELSEWHERE or origin not in own:
        raise PageElsewhere


def mount(app: web.Application, desk: Desk, base: str) -> None:
    """Add the pages' routes."""
    pages = Pages(desk, base)
    page, stop = f"{PATH}/{{token}}", f"{PATH}/{{token}}/stop"
    app.router.add_get(page, pages.guarded(pages.show))
    app.router.add_post(page, pages.guarded(pages.press))
    app.router.add_get(stop, pages.guarded(pages.show_stop))
    app.router.add_post(stop, pages.guarded(pages.stop))
    app.router.add_post(f"{page}/resume", pages.guarded(pages.resume))
    app.router.add_post(f"{page}/language", pages.guarded(pages.language))


async def _form(request: web.Request) -> Fields:
    """The fields that were sent, in order. Raises PageOld for a body that isn't a form's."""
    try:
        if request.content_type == MULTIPART:
            return [(name, value) for name, value in (await request.post()).items() if isinstance(value, str)]
        if request.content_type != FORM and request.can_read_body:
            raise PageOld
        body = (await request.read()).decode("utf-8")
        return parse_qsl(body, keep_blank_values=True, max_num_fields=FIELDS)
    except (ValueError, web.RequestPayloadError) as error:
        raise PageOld from error


def _typed(fields: Fields) -> Typed:
    """By field: what stands in it. Of a switch, the last: its box comes after what it is when empty."""
    typed: dict[str, tuple[str, ...]] = {}
    for name, value in fields:
        shape, _, field = name.partition(".")
        if shape == "some":
            typed[field] = (*typed.get(field, ()), *([value] if value else ()))
        elif shape in SHAPES:
            typed[field] = (value.replace("\r\n", "\n"),)
    return typed


def _response(sheet: Sheet) -> web.Response:
    return web.Response(text=sheet.html, status=sheet.status, content_type="text/html", headers=HEADERS)


def _spoken(request: web.Request) -> str | None:
    return wanted(request.headers.get("Accept-Language"))
