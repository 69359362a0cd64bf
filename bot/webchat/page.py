"""The page, its files, and what it asks of the server: people, transcript, live changes."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from aiohttp import WSMsgType, web

from bot.webchat.connector import read_json
from bot.webchat.people import BotIdentity, People
from bot.webchat.transcripts import Change, Follower, Transcripts

STATIC = Path(__file__).with_name("static")
MODULES = Path(__file__).with_name("node_modules")

VENDOR: Mapping[str, str] = {
    "adaptivecards.js": "adaptivecards/dist/adaptivecards.min.js",
    "adaptivecards.css": "adaptivecards/dist/adaptivecards.css",
    "markdown-it.js": "markdown-it/dist/browser/markdown-it.esm.min.mjs",
    "dompurify.js": "dompurify/dist/purify.es.mjs",
}
"""The only files of the npm packages that are served, by the name the page uses."""

TYPES: Mapping[str, str] = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}

MISSING = "The page's libraries are not installed: run `make demo`, or `npm ci` in bot/webchat.\n"


class Page:
    """Serves one application's page."""

    def __init__(self, transcripts: Transcripts, people: People, bot: BotIdentity) -> None:
        self._transcripts = transcripts
        self._people = people
        self._bot = bot

    async def index(self, request: web.Request) -> web.Response:
        """GET /: the page itself, or how to install what it needs."""
        if not all((MODULES / path).is_file() for path in VENDOR.values()):
            return web.Response(text=MISSING, status=503)
        return file(STATIC / "index.html", {"Content-Security-Policy": policy(request.url.port or 80)})

    async def static(self, request: web.Request) -> web.Response:
        """GET /webchat/static/NAME: a file of ours; the folder is flat."""
        found = {path.name: path for path in STATIC.iterdir()}.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        return file(found)

    async def vendor(self, request: web.Request) -> web.Response:
        """GET /webchat/vendor/NAME: one of the files in `VENDOR`."""
        path = VENDOR.get(request.match_info["name"])
        if path is None:
            raise web.HTTPNotFound
        if not (MODULES / path).is_file():
            return web.Response(text=MISSING, status=503)
        return file(MODULES / path)

    async def people(self, request: web.Request) -> web.Response:
        """GET /webchat/people: a list of `DemoPerson` as objects."""
        return data([asdict(person) for person in self._people()])

    async def bot(self, request: web.Request) -> web.Response:
        """GET /webchat/bot: {"id", "name"} of the chat partner."""
        return data(asdict(self._bot))

    async def transcript(self, request: web.Request) -> web.Response:
        """GET /webchat/conversations/{conversation}: {"installed", "activities"}, oldest first."""
        found = self._transcripts.of(request.match_info["conversation"])
        return data({"installed": found.installed, "activities": list(found.activities.values())})

    async def record(self, request: web.Request) -> web.Response:
        """PUT …/{conversation}/activities/{id}: what the person said, or a card as it was replaced."""
        activity = {**await read_json(request), "id": request.match_info["activity"]}
        self._transcripts.put(request.match_info["conversation"], activity)
        return web.Response(status=204)

    async def installed(self, request: web.Request) -> web.Response:
        """PUT …/{conversation}/installed: the install events have been sent."""
        self._transcripts.of(request.match_info["conversation"]).installed = True
        return web.Response(status=204)

    async def live(self, request: web.Request) -> web.WebSocketResponse:
        """GET /webchat/live?conversation=…: a WebSocket of {"kind", "conversation", "activity"}.

        Of other conversations only {"kind": "elsewhere", "conversation"} is told, when a message is new.
        """
        socket = web.WebSocketResponse(heartbeat=30)
        with self._transcripts.followed() as follower:  # before the page knows, so that it misses nothing
            await socket.prepare(request)
            feed = asyncio.create_task(_feed(socket, follower, request.query.get("conversation", "")))
            end = asyncio.create_task(_until_cut(socket, follower))
            async for message in socket:
                if message.type is WSMsgType.ERROR:
                    break
            feed.cancel()
            end.cancel()
        return socket

    async def stop(self, app: web.Application) -> None:
        """Let the live pages go when the server stops; they come back by themselves."""
        self._transcripts.cut_all()


async def _feed(socket: web.WebSocketResponse, follower: Follower, conversation: str) -> None:
    with suppress(ConnectionError):  # the page is gone; its next connection reads the transcript
        while not socket.closed:
            change = await follower.changes.get()
            if told := seen_from(conversation, change):
                await socket.send_json(told)


async def _until_cut(socket: web.WebSocketResponse, follower: Follower) -> None:
    await follower.cut.wait()
    await socket.close()


def seen_from(conversation: str, change: Change) -> dict[str, object] | None:
    """What a page that shows `conversation` is told of the change, if anything."""
    if change.conversation == conversation:
        return {"kind": change.kind, "conversation": conversation, "activity": change.activity}
    if change.kind == "new":
        return {"kind": "elsewhere", "conversation": change.conversation}
    return None


def policy(port: int) -> str:
    """The page's Content-Security-Policy: our own files only; pictures of this server by either name."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: http://127.0.0.1:{port} http://localhost:{port}",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def file(path: Path, headers: Mapping[str, str] | None = None) -> web.Response:
    """A file of the page. Checked for a newer one each time: an upgrade shows at once."""
    return web.Response(
        body=path.read_bytes(),
        content_type=TYPES.get(path.suffix, "application/octet-stream"),
        charset="utf-8",
        headers={"Cache-Control": "no-cache", **PROTECTION, **(headers or {})},
    )


def data(body: object) -> web.Response:
    """JSON that no cache keeps."""
    return web.json_response(body, headers={"Cache-Control": "no-store", **PROTECTION})


PROTECTION: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
