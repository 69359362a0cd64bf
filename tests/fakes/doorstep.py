"""The smallest app behind a door: it says 200 to whom both locks let in, else the status and the reason."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.auth import AnyDoor, Head, TurnedAway
from tests.fakes.activities import Activity
from tests.fakes.teams import FakeTeams

PATH = "/api/messages"


class Doorstep:
    def __init__(self, door: AnyDoor, teams: FakeTeams) -> None:
        self.first_lock_open = asyncio.Event()
        self.server = TestServer(web.Application())
        self.server.app.router.add_post(PATH, self._receive)
        self._door = door
        self._teams = teams

    async def knock(self, token: str | None = None, body: Activity | None = None) -> tuple[int, str]:
        """Status and reason of an activity posted with this token, good ones where none is given."""
        activity = body or self._teams.message("moi")
        status, answer = await self._teams.post(str(self.server.make_url(PATH)), activity, token)
        return status, answer["reason"]

    async def knock_raw(self, *headers: bytes) -> bytes:
        """The status line for a request whose head is complete while no byte of its body has come."""
        reader, writer = await self.open_raw(*headers)
        try:
            return await reader.readline()
        finally:
            writer.close()
            await writer.wait_closed()

    async def open_raw(self, *headers: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Send a head that promises a large body, and no body."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        head = (b"POST /api/messages HTTP/1.1", b"Host: bot", b"Content-Length: 262144", *headers)
        writer.write(b"\r\n".join(head) + b"\r\n\r\n")
        await writer.drain()
        return reader, writer

    async def _receive(self, request: web.Request) -> web.Response:
        try:
            caller = await self._door.first_lock(Head.of(request.headers, request.remote))
            self.first_lock_open.set()
            self._door.second_lock(caller, await request.json())
        except TurnedAway as no:
            return web.json_response({"reason": no.reason}, status=no.status)
        return web.json_response({"reason": "let in"})


@asynccontextmanager
async def doorstep(door: AnyDoor, teams: FakeTeams) -> AsyncIterator[Doorstep]:
    step = Doorstep(door, teams)
    await step.server.start_server(shutdown_timeout=0.1)
    try:
        yield step
    finally:
        await step.server.close()
