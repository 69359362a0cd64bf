"""The chat page's server side, served over real HTTP on loopback."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.webchat import BotIdentity, DemoPerson, mount

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)

LAURA = DemoPerson("lappi", "Laura Lapinlahti", "Lapin liitto", "contact", "fi", "oid-1", "t-1", "council")

Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    """A client of an application that holds the page and nothing else."""
    app = web.Application()
    mount(app, people=lambda: (LAURA,), clock=lambda: NOON, bot=BotIdentity("alke", "ALKE-botti"))
    async with TestClient(TestServer(app)) as opened:
        yield opened
