"""The load: people who each say something, wait for the reply, and say the next thing.

One process holds both ends. It posts activities as Teams does, and takes replies as the Bot Connector does,
answering at once. A turn counts when its reply has arrived.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import aiohttp
from aiohttp import web

from tests.fakes.activities import Activities

IN_FLIGHT = 32
DEADLINE = 60.0  # seconds until a reply must have come
JSON = {"Content-Type": "application/json; charset=utf-8"}


@dataclass(frozen=True)
class Speaker:
    """Somebody in their personal chat with the bot."""

    slug: str
    tenant: str
    object_id: str


@dataclass(frozen=True)
class Contender:
    """What is measured: a bot, what is said to it, and bytes that each of its replies must hold."""

    name: str
    url: str
    texts: Sequence[str]
    reply: bytes


class Unexpected(Exception):
    """A bot refused an activity, or replied something else than its contender does."""


@dataclass
class Sink:
    """Takes replies: a future for each conversation in which one is awaited."""

    port: int = 0
    replies: dict[str, asyncio.Future[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The service URL of its chats."""
        return f"http://127.0.0.1:{self.port}/"

    def expect(self, conversation: str) -> asyncio.Future[bytes]:
        """The body of the next reply in a conversation."""
        future = asyncio.get_running_loop().create_future()
        self.replies[conversation] = future
        return future

    async def take(self, request: web.BaseRequest) -> web.Response:
        """POST …/v3/conversations/{conversation}/activities, with or without an activity's id."""
        body = await request.read()
        conversation = unquote(request.rel_url.raw_path).split("/v3/conversations/")[1].split("/")[0]
        if awaited := self.replies.pop(conversation, None):
            awaited.set_result(body)
        return web.json_response({"id": "1:reply"}, status=201)


@asynccontextmanager
async def listening() -> AsyncIterator[Sink]:
    """A sink on a free port."""
    sink = Sink()
    runner = web.ServerRunner(web.Server(sink.take, access_log=None), shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sink.port = runner.addresses[0][1]
    yield sink
    await runner.cleanup()


class Load(Activities):
    """People talking to bots whose replies go to the sink."""

    app_id, tenant = "a-bot", ""  # each speaker has a tenant of their own

    def __init__(
        self, session: aiohttp.ClientSession, sink: Sink, speakers: Sequence[Speaker], token: str = ""
    ) -> None:
        """`token`: what a bot that doesn't serve in local mode lets the sink's activities in for."""
        self._session = session
        self._sink = sink
        self._speakers = speakers
        self._headers = {**JSON, "Authorization": f"Bearer {token}"} if token else JSON
        self.times: list[float] = []  # seconds of every turn, from its activity to its reply

    @property
    def service_url(self) -> str:
        return self._sink.url

    async def run(
        self, contender: Contender, seconds: float, in_flight: int = IN_FLIGHT, pause: float = 0.0
    ) -> float:
        """Talk for so long, pausing after each turn; turns per second. Raises Unexpected, TimeoutError."""
        until = asyncio.get_running_loop().time() + seconds
        texts = itertools.cycle(contender.texts)
        speakers = itertools.islice(itertools.cycle(self._speakers), in_flight)
        chats = [_in_chat(who, number) for number, who in enumerate(speakers)]
        flights = [self._talk(contender, chat, texts, until, pause) for chat in chats]
        return sum(await asyncio.gather(*flights)) / seconds

    async def say(self, contender: Contender) -> None:
        """One turn of the first speaker. Raises Unexpected, TimeoutError."""
        await self._turn(contender, _in_chat(self._speakers[0], 0), contender.texts[0])

    async def _talk(
        self, contender: Contender, fields: dict[str, Any], texts: Iterator[str], until: float, pause: float
    ) -> int:
        """One conversation, turn after turn; the turns that were done in time."""
        clock, done = asyncio.get_running_loop().time, 0
        while clock() < until:
            await self._turn(contender, fields, next(texts))
            done += clock() < until
            await asyncio.sleep(pause)
        return done

    async def _turn(self, contender: Contender, fields: dict[str, Any], text: str) -> None:
        reply = self._sink.expect(fields["conversation"]["id"])
        body = json.dumps(self.message(text, **fields), ensure_ascii=False).encode()
        began = time.monotonic()
        async with self._session.post(contender.url, data=body, headers=self._headers) as response:
            if response.status >= 300:
                raise Unexpected(f"{contender.name}: HTTP {response.status}")
        got = await asyncio.wait_for(reply, DEADLINE)
        self.times.append(time.monotonic() - began)
        if contender.reply not in got:
            raise Unexpected(f"{contender.name}: {got[:200]!r}")


def _in_chat(who: Speaker, number: int) -> dict[str, Any]:
    """The fields of a speaker's messages. Each flight is a chat of its own, whoever speaks in it."""
    return {
        "from": {"id": f"29:{who.slug}", "name": who.slug, "aadObjectId": who.object_id},
        "conversation": {
            "id": f"a:{who.slug}-{number}",
            "conversationType": "personal",
            "tenantId": who.tenant,
        },
        "channelData": {"tenant": {"id": who.tenant}},
        "textFormat": "plain",
        "localTimezone": "Europe/Helsinki",
        "entities": [
            {
                "type": "clientInfo",
                "locale": "fi-FI",
                "country": "FI",
                "platform": "Windows",
                "timezone": "Europe/Helsinki",
            }
        ],
    }
