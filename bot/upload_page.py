"""The page of an import over HTTP: looking (GET), sending a file or what was found in it (POST)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from http import HTTPStatus

from aiohttp import BodyPartReader, web

from cards.language import wanted
from cards.upload import upload_page
from knowledge.refusals import Refusal
from knowledge.refusals.mail import PageOld
from knowledge.refusals.minute_files import FileTooBig
from storage.store import Store
from storage.transfer.docx import LARGEST, MEGABYTE

from .facts import Facts
from .features.minutes_import import PATH
from .links import Links
from .mail_page import HEADERS, check_origin
from .upload_desk import Sheet, UploadDesk

AT_ONCE = 2  # files that are read at the same time; others wait
SENT = (LARGEST + 1) * MEGABYTE  # bytes of what is sent, at most
CHUNK = 64 * 1024


class Uploads:
    """The requests of the page. `base` is the bot's own address."""

    def __init__(self, desk: UploadDesk, base: str) -> None:
        self._desk = desk
        self._base = base
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def show(self, request: web.Request) -> web.Response:
        """The page where a file is chosen."""
        return await self._made(request, self._desk.show)

    async def send(self, request: web.Request) -> web.Response:
        """A file, or what was found in one; nothing of what is sent is held for a link that doesn't work."""
        opened = await self._made(request, self._desk.show)
        if opened.status != HTTPStatus.OK:
            return opened
        try:
            check_origin(request, self._base)
            fields = await _fields(request)
        except Refusal as refusal:
            return await self._made(request, self._desk.refuse, refusal)
        if seal := fields.get("seal"):
            return await self._made(request, self._desk.take, seal.decode("ascii", "replace"))
        return await self._made(request, self._desk.read, fields.get("file", b""))

    async def _made(self, request: web.Request, make: Callable[..., Sheet], *given: object) -> web.Response:
        spoken = wanted(request.headers.get("Accept-Language"))
        async with self._slots:
            work = partial(make, request.match_info["token"], spoken, *given)
            sheet = await asyncio.to_thread(work)
        text = upload_page(sheet.page)
        return web.Response(text=text, status=sheet.status, content_type="text/html", headers=HEADERS)


async def _fields(request: web.Request) -> dict[str, bytes]:
    """The fields of the form, each read in pieces, so that no more than is taken is ever held."""
    if request.content_length and request.content_length > SENT:
        raise FileTooBig(megabytes=LARGEST)
    fields: dict[str, bytes] = {}
    try:
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            if isinstance(part, BodyPartReader) and part.name in ("file", "seal"):
                fields[part.name] = await _held(part)
    except (ValueError, AssertionError, web.RequestPayloadError) as error:
        raise PageOld from error
    return fields


async def _held(part: BodyPartReader) -> bytes:
    held = bytearray()
    while chunk := await part.read_chunk(CHUNK):
        held += chunk
        if len(held) > LARGEST * MEGABYTE:
            raise FileTooBig(megabytes=LARGEST)
    return bytes(held)


def mount(
    app: web.Application,
    store: Store,
    links: Links,
    facts: Facts,
    clock: Callable[[], datetime],
    language: str,
) -> None:
    """Add the page's routes, where the bot knows its own address."""
    if not links.possible:
        return
    uploads = Uploads(UploadDesk(store, links, facts, clock, language), links.lasting())
    app.router.add_get(f"{PATH}/{{token}}", uploads.show)
    app.router.add_post(f"{PATH}/{{token}}", uploads.send)
