"""The bot served over HTTP, with Teams around it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from sqlmodel import select

from bot.app import CORE, create_app
from bot.settings import Settings
from storage import tables as t
from storage.store import Store
from tests.fakes.activities import Activity, aad_id
from tests.fakes.clock import StandingClock
from tests.fakes.teams import FakeTeams, Sent

Local = Callable[..., AbstractAsyncContextManager[TestServer]]
"""Serves the bot in local mode, with settings besides; see the fixture `local`."""


class Bot:
    """The served bot and the Teams around it."""

    def __init__(self, teams: FakeTeams, server: TestServer, store: Store, clock: StandingClock) -> None:
        self.teams, self.server, self.store, self.clock = teams, server, store, clock

    async def post(self, activity: Activity, **more: str) -> tuple[int, object]:
        return await self.teams.post(str(self.server.make_url("/api/messages")), activity, **more)

    async def hears(self, count: int) -> list[Sent]:
        return await asyncio.wait_for(self.teams.until_sent(count), 10)

    async def settled(self, state: str) -> None:
        """Wait until a turn has come to this state."""
        for _ in range(1000):
            if state in [turn.state for turn in self.turns()]:
                return
            await asyncio.sleep(0.01)
        pytest.fail(f"no turn came to be {state}")

    def turns(self) -> list[t.Turn]:
        with self.store.read() as db:
            return list(db.exec(select(t.Turn)).all())


@asynccontextmanager
async def served(data: Path, teams: FakeTeams, clock: StandingClock) -> AsyncIterator[Bot]:
    """Serve a copy of the demo whose people have the ids that this Teams gives them."""
    settings = Settings(
        data_dir=data,
        app_id=teams.app_id,
        app_secret=teams.secret,
        app_tenant=teams.tenant,
        tenants=(teams.tenant,),
        service_hosts=(teams.host,),
        openid_url=teams.openid_url,
        login_url=teams.login_url,
    )
    app = create_app(settings, clock)
    store = app[CORE].store
    with store.transaction() as db:
        for person in db.exec(select(t.Person)).all():
            person.tenant, person.object_id = teams.tenant, aad_id(person.slug or "")
            db.add(person)
    async with TestServer(app) as server:
        yield Bot(teams, server, store, clock)
