"""A scripted bot behind the real chat page: it answers over the page's own connector."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.webchat import BotIdentity, DemoPerson, Group, mount

Json = dict[str, Any]
CARD = "application/vnd.microsoft.card.adaptive"


def person(slug: str, name: str, organisation: str, language: str, group: Group) -> DemoPerson:
    """Someone to pick."""
    role = "coordinator" if group == "secretariat" else "contact"
    return DemoPerson(slug, name, organisation, role, language, f"oid-{slug}", "t-1", group)


PEOPLE = (
    person("lappi", "Laura Lapinlahti", "Lapin liitto", "fi", "council"),
    person("pohjanmaa", "Per Österman", "Österbottens förbund", "sv", "council"),
    person("uusimaa", "Ulla Uusitalo", "Uudenmaan liitto", "fi", "council"),
    person("lvm", "Liisa Väylänen", "liikenne- ja viestintäministeriö", "en", "ministry"),
    person("tem-koordinaattori", "Kaisa Koordinen", "työ- ja elinkeinoministeriö", "fi", "secretariat"),
)


def card(*body: Json, actions: tuple[Json, ...] = (), **more: Any) -> Json:
    """An Adaptive Card 1.5."""
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": list(actions), **more}


def words(text: str, **more: Any) -> Json:
    """A text block that wraps."""
    return {"type": "TextBlock", "text": text, "wrap": True, **more}


def with_card(content: Json, summary: str = "Kortti") -> Json:
    """A message that holds the card alone."""
    return {
        "type": "message",
        "summary": summary,
        "attachments": [{"contentType": CARD, "content": content}],
    }


@dataclass
class StubBot:
    """Keeps what it was sent. `says` and `answers` script it: by a message's text, by an invoke's name."""

    origin: str = ""
    session: ClientSession | None = None
    got: list[Json] = field(default_factory=list)
    says: dict[str, Json] = field(default_factory=dict)
    answers: dict[str, Json] = field(default_factory=dict)
    fails: list[int] = field(default_factory=list)
    """Statuses to answer the next activities with, instead of taking them."""
    holding: asyncio.Event | None = None
    """Answers to invokes wait until this is set."""
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def receive(self, request: web.Request) -> web.Response:
        """POST /api/messages."""
        activity = await request.json()
        async with self.news:
            self.got.append(activity)
            self.news.notify_all()
        if self.fails:
            return web.Response(status=self.fails.pop(0))
        if activity["type"] == "invoke" and self.holding:
            await self.holding.wait()
        if activity["type"] == "invoke":
            return web.json_response(self.answers.get(activity["name"], {}))
        if answer := self.says.get(activity.get("text", "")):
            await self.send(activity["from"]["id"].removeprefix("29:"), answer)
        return web.Response(status=202)

    async def send(self, slug: str, activity: Json) -> str:
        """Send to the person, as the connector's client does; the activity's id."""
        return str((await self._call("POST", f"{quote(f'a:{slug}')}/activities", activity))["id"])

    async def update(self, slug: str, activity_id: str, activity: Json) -> None:
        """Replace what was sent before."""
        await self._call("PUT", f"{quote(f'a:{slug}')}/activities/{quote(activity_id)}", activity)

    async def delete(self, slug: str, activity_id: str) -> None:
        """Take back what was sent before."""
        await self._call("DELETE", f"{quote(f'a:{slug}')}/activities/{quote(activity_id)}", None)

    async def _call(self, method: str, path: str, body: Json | None) -> Json:
        assert self.session is not None
        url = f"{self.origin}/webchat/connector/v3/conversations/{path}"
        async with self.session.request(method, url, json=body) as answer:
            answer.raise_for_status()
            return await answer.json() if answer.content_type == "application/json" else {}

    async def receives(self, kind: str, count: int = 1) -> list[Json]:
        """Wait until this many activities of the type have come; they, oldest first."""
        async with asyncio.timeout(5), self.news:
            await self.news.wait_for(lambda: len(self.of_type(kind)) >= count)
        return self.of_type(kind)

    def of_type(self, kind: str) -> list[Json]:
        """The activities of this type that came, oldest first."""
        return [one for one in self.got if one["type"] == kind]


def stub_app(bot: StubBot) -> web.Application:
    """The application: the page and the scripted bot."""
    app = web.Application()
    mount(
        app,
        people=lambda: PEOPLE,
        clock=lambda: datetime(2026, 9, 1, 9, 0, tzinfo=UTC),
        bot=BotIdentity("alke", "ALKE-botti"),
    )
    app.router.add_post("/api/messages", bot.receive)
    return app


@asynccontextmanager
async def stub_bot() -> AsyncIterator[StubBot]:
    """Serve it on a free port of loopback until the block ends."""
    bot = StubBot()
    async with TestServer(stub_app(bot)) as server, ClientSession() as session:
        bot.origin, bot.session = f"http://127.0.0.1:{server.port}", session
        yield bot
