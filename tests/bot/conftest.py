"""A standing clock, Teams, and the door to knock on."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.app import Core, create_app, create_core
from bot.auth import Door, DoorRules
from bot.demonstration import build
from bot.facts import Facts, load_facts
from bot.settings import Settings
from storage.store import Store
from tests.bot.chat import Chat
from tests.bot.commands import Run, runner
from tests.bot.cores import core_on
from tests.bot.office import Office
from tests.bot.served import Bot, Local, served
from tests.demo import NOW
from tests.fakes.clock import StandingClock
from tests.fakes.doorstep import Doorstep, doorstep
from tests.fakes.teams import FakeTeams


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
async def teams(clock: StandingClock) -> AsyncIterator[FakeTeams]:
    async with FakeTeams(clock) as teams:
        yield teams


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def rules(teams: FakeTeams) -> DoorRules:
    return DoorRules(
        app_id=teams.app_id,
        openid_url=teams.openid_url,
        service_hosts=(teams.host, "smba.trafficmanager.net"),
        tenants=frozenset({teams.tenant.upper()}),
    )


@pytest.fixture
async def door(
    rules: DoorRules, session: aiohttp.ClientSession, clock: StandingClock, teams: FakeTeams
) -> AsyncIterator[Doorstep]:
    async with doorstep(Door(rules, session, clock), teams) as step:
        yield step


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, built once; tests work on copies."""
    folder = tmp_path_factory.mktemp("demo")
    build(Settings(data_dir=folder), NOW)
    return folder


@pytest.fixture(scope="session")
def facts() -> Facts:
    return load_facts()


@pytest.fixture
def data(demo_data: Path, tmp_path: Path) -> Path:
    """A folder with a fresh copy of the demo."""
    shutil.copytree(demo_data, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def alke(data: Path, facts: Facts, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a copy of the demo; what it prints."""
    monkeypatch.setattr("bot.app.load_facts", lambda _: facts)
    monkeypatch.setattr("bot.doctor.load_facts", lambda _: facts)
    return runner(data)


@pytest.fixture
def core(request: pytest.FixtureRequest, demo_data: Path, tmp_path: Path, facts: Facts) -> Iterator[Core]:
    """The bot on a fresh copy of the demo: on SQLite, or on PostgreSQL where a test asks for it."""
    if getattr(request, "param", "sqlite") == "postgres":
        yield from core_on(request.getfixturevalue("postgres_store"), facts, tmp_path / "index")
        return
    shutil.copytree(demo_data, tmp_path / "data")
    core = create_core(Settings(data_dir=tmp_path / "data"), facts)
    yield core
    core.close()


@pytest.fixture
def chat(core: Core) -> Callable[..., Chat]:
    """Somebody's chat with the bot, by the name that the demo knows them by."""
    return lambda slug="lappi", now=NOW, **more: Chat(core, slug, now, **more)


@pytest.fixture
def office(demo_data: Path, tmp_path: Path, clock: StandingClock, now: datetime) -> Iterator[Office]:
    """A delivery on a copy of the demo, with a postman that can fail; the working group can be reached."""
    shutil.copytree(demo_data, tmp_path / "data")
    clock.now = now
    store = Store.at(tmp_path / "data")
    office = Office(store, clock)
    office.hears("tyoryhma")
    yield office
    store.close()


@pytest.fixture
def local(
    demo_data: Path,
    tmp_path: Path,
    facts: Facts,
    clock: StandingClock,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> Local:
    """Serve the bot in local mode on a copy of the demo, with these settings besides."""

    @asynccontextmanager
    async def serving(**settings: Any) -> AsyncIterator[TestServer]:
        monkeypatch.setattr("bot.app.load_facts", lambda _: facts)
        shutil.copytree(demo_data, tmp_path / "data")
        clock.now = now
        app = create_app(Settings(data_dir=tmp_path / "data", local=True, **settings), clock)
        async with TestServer(app) as server:
            yield server

    return serving


@pytest.fixture
async def bot(
    demo_data: Path,
    tmp_path: Path,
    facts: Facts,
    teams: FakeTeams,
    clock: StandingClock,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Bot]:
    """The bot on a copy of the demo, served to Teams."""
    monkeypatch.setattr("bot.app.load_facts", lambda _: facts)  # they take half a second, and never change
    shutil.copytree(demo_data, tmp_path / "data")
    clock.now = now
    async with served(tmp_path / "data", teams, clock) as bot:
        yield bot
