"""The only wiring: settings and a clock give an application that serves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
import structlog
from aiohttp import web

from storage import changes, schema
from storage.store import Store
from storage.turns import TEAMS

from . import beginning, keeping, mailing, pages, probes, webchat
from .auth import AnyDoor, Door, DoorRules, ForbiddenTenant, Head, LocalDoor, TurnedAway
from .bodies import Malformed, read_body
from .cast import local_people
from .delivery import Delivery
from .facts import Facts, load_facts
from .features import all_routes
from .health import Health
from .lastresort import LastResort
from .links import Links
from .mail import CHANNEL, Mail
from .memory import Memory
from .metrics import Metrics
from .parcels import Postman
from .sender import Sender
from .settings import Misconfigured, Settings, check_serving
from .teams import TeamsAdapter
from .ticks import Bell
from .tokens import OutboundToken
from .turns import Turns
from .watching import Pulse, Watched, sample_loop

BODY_LIMIT = 256 * 1024
NAME = "ALKE-botti"
LOCAL_BOT = webchat.BotIdentity(id="alke-botti", name=NAME)

Clock = Callable[[], datetime]
log = structlog.get_logger(__name__)


def now() -> datetime:
    """The time by this machine's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Core:
    """What answers, without the network around it."""

    store: Store
    memory: Memory
    turns: Turns

    def close(self) -> None:
        """Give the database and the index back."""
        self.memory.close()
        self.store.close()


def open_store(settings: Settings) -> Store:
    """The database. Raises Misconfigured when there is none, or it isn't up to date."""
    if settings.database_url is None and not (settings.data_dir / "alke.db").exists():
        raise Misconfigured(
            f"There is no database in {settings.data_dir}: run alke demo, or alke db upgrade."
        )
    store = Store(settings.store_url)
    if schema.revision(store) != schema.newest():
        raise Misconfigured(f"The database in {settings.data_dir} is not up to date: run alke db upgrade.")
    return store


def create_core(settings: Settings, facts: Facts | None = None) -> Core:
    """The store, the memory and the turns. Raises Misconfigured when the database isn't up to date."""
    store = open_store(settings)
    with store.read() as db:
        folder = settings.data_dir / "index" / str(changes.identity(db))
        newest = changes.position(db)
    memory = Memory(facts or load_facts(settings.words), folder)
    if memory.index.position > newest:  # the database is a backup, older than the index beside it
        memory.rebuild(store)
    links = Links.of(settings)
    return Core(store, memory, Turns(store, memory, all_routes(), settings.language, links))


def create_app(settings: Settings, clock: Clock = now) -> web.Application:
    """The application. Raises Misconfigured when the settings would leave a door open."""
    check_serving(settings)
    first = beginning.first_coordinator(settings)
    core = create_core(settings)
    beginning.make_sure(core.store, first, clock())
    app = web.Application(client_max_size=BODY_LIMIT)
    app[CORE], app[SETTINGS], app[CLOCK], app[METRICS] = core, settings, clock, Metrics()
    app[HEALTH] = Health(core.store, core.memory, settings, clock, Pulse(app[METRICS]))
    app.cleanup_ctx.append(_serving)
    app.on_shutdown.append(_ending)
    app.router.add_post("/api/messages", messages)
    probes.mount(app, app[HEALTH], app[METRICS], settings.metrics_token.get_secret_value())
    pages.mount(app, core.turns, settings, clock)
    watched = Watched(core.turns.answer, app[METRICS], core.turns.routes.by_verb)
    answering = LastResort(watched.answer, settings.language)
    app[ANSWERING] = answering
    app[MAIL] = mailing.mount(app, settings, core.turns, answering.answer, clock)
    if settings.local:
        webchat.mount(app, people=lambda: local_people(core.store, clock), clock=clock, bot=LOCAL_BOT)
    return app


CORE = web.AppKey("core", Core)
SETTINGS = web.AppKey("settings", Settings)
CLOCK: web.AppKey[Clock] = web.AppKey("clock")
METRICS = web.AppKey("metrics", Metrics)
HEALTH = web.AppKey("health", Health)
DOOR = web.AppKey("door", AnyDoor)
ADAPTER = web.AppKey("adapter", TeamsAdapter)
DELIVERY = web.AppKey("delivery", Delivery)
ANSWERING = web.AppKey("answering", LastResort)
MAIL: web.AppKey[Mail | None] = web.AppKey("mail")


async def _serving(app: web.Application) -> AsyncIterator[None]:
    """What lives as long as the application serves: connections, threads, delivery, the bell.

    Each is ended in its turn, the newest first, also where ending another fails.
    """
    core, settings = app[CORE], app[SETTINGS]
    async with AsyncExitStack() as ending:
        ending.callback(core.close)
        ending.callback(app[HEALTH].close)
        workers = ThreadPoolExecutor(settings.workers, thread_name_prefix="turn")
        ending.callback(workers.shutdown)
        connector = aiohttp.TCPConnector(limit=100)
        session = await ending.enter_async_context(aiohttp.ClientSession(connector=connector))
        delivery = app[DELIVERY] = _delivery(app)
        adapter = app[ADAPTER] = _adapter(app, session, workers)
        with core.store.read() as db:
            core.memory.refresh(db)
        postmen: dict[str, Postman] = {TEAMS: adapter}
        if mail := app[MAIL]:
            ending.push_async_callback(mail.close)
            postmen[CHANNEL] = mail
        delivery.start(postmen)
        ending.push_async_callback(delivery.stop)
        ending.callback(asyncio.create_task(sample_loop(app[METRICS])).cancel)
        bell = Bell(_ring(app))
        bell.start()
        ending.callback(bell.stop)
        yield


def _delivery(app: web.Application) -> Delivery:
    settings = app[SETTINGS]
    return Delivery(
        *(app[CORE].store, app[CLOCK], settings.language),
        hours=settings.office,
        rate=settings.send_rate,
        metrics=app[METRICS],
    )


def _adapter(app: web.Application, session: aiohttp.ClientSession, workers: Executor) -> TeamsAdapter:
    """The way to Teams and back, with the door that it comes in by."""
    settings, clock = app[SETTINGS], app[CLOCK]
    app[DOOR] = _door(settings, session, clock)
    token = app[HEALTH].token = _token(settings, session, clock)
    sender = Sender(session, app[DOOR], token)
    return TeamsAdapter(sender, app[ANSWERING].answer, app[DELIVERY].answer, clock, workers)


def _ring(app: web.Application) -> Callable[[], Awaitable[None]]:
    """What the bell does: what has become due; then delivery is hurried."""
    ringer, pulse = keeping.ringer(app[CORE].store, app[SETTINGS]), app[HEALTH].pulse

    async def ring() -> None:
        try:
            await asyncio.to_thread(ringer.ring, app[CLOCK]())
            pulse.rang()
        except Exception as error:
            pulse.rang(error)
            log.error("bell.failed", error=type(error).__name__)
        app[DELIVERY].wake()

    return ring


async def _ending(app: web.Application) -> None:
    """No notice is begun any more while the requests under way come to their end."""
    app[DELIVERY].halt()


def _door(settings: Settings, session: aiohttp.ClientSession, clock: Clock) -> AnyDoor:
    if settings.local:
        return LocalDoor(settings.port, other_ports=settings.local_ports)
    rules = DoorRules(
        app_id=settings.app_id,
        openid_url=settings.openid_url,
        service_hosts=settings.service_hosts,
        tenants=frozenset(settings.tenants),
    )
    return Door(rules, session, clock)


def _token(settings: Settings, session: aiohttp.ClientSession, clock: Clock) -> OutboundToken | None:
    named = (settings.app_id, settings.app_secret.get_secret_value(), settings.app_tenant)
    return None if settings.local else OutboundToken(session, clock, *named, settings.login_url)


async def messages(request: web.Request) -> web.Response:
    """Where Teams (or the local page) sends activities: both locks, then a turn."""
    door = request.app[DOOR]
    try:
        caller = await door.first_lock(Head.of(request.headers, request.remote))
        body = await _body(request)
        door.second_lock(caller, body)
        status, answer = await request.app[ADAPTER].process(body)
    except TurnedAway as away:
        log.warning("door.turned_away", status=away.status, reason=away.reason)
        request.app[METRICS].turned_away.labels(_why(away)).inc()
        return web.Response(status=away.status)
    except Malformed as malformed:
        return web.json_response({"error": str(malformed)}, status=400)
    return web.Response(status=status) if answer is None else _json(answer, status)


def _why(away: TurnedAway) -> str:
    """The reason as one of a few: of a tenant only that it isn't admitted, not which one was named."""
    return "tenant not admitted" if isinstance(away, ForbiddenTenant) else away.reason


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        return read_body(await request.read())
    except web.RequestPayloadError as error:
        raise Malformed("the body doesn't come as its headers say") from error


def _json(answer: Any, status: int) -> web.Response:
    """The answer as JSON; Finnish letters stay letters, since a card may hold only so many bytes."""
    body = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    return web.Response(body=body, status=status, content_type="application/json")
