"""The page's and the connector's routes, in one table."""

from aiohttp import web

from bot.webchat.connector import Connector
from bot.webchat.guard import guarded
from bot.webchat.page import Page
from bot.webchat.people import BotIdentity, Clock, People
from bot.webchat.transcripts import Transcripts

CHAT = "/webchat/conversations/{conversation}"
V3 = "/webchat/connector/v3/conversations"


def mount(app: web.Application, *, people: People, clock: Clock, bot: BotIdentity) -> None:
    """Add the local chat page at `/` and its connector under `/webchat/connector/` to the application.

    For local mode only: every route answers loopback alone. `people` is asked each time, so that a
    person admitted meanwhile can be picked.
    """
    transcripts = Transcripts()
    page = Page(transcripts, people, bot)
    connector = Connector(transcripts, people, clock, bot)
    routes = (
        web.get("/", guarded(page.index)),
        web.get("/webchat/static/{name}", guarded(page.static)),
        web.get("/webchat/vendor/{name}", guarded(page.vendor)),
        web.get("/webchat/people", guarded(page.people)),
        web.get("/webchat/bot", guarded(page.bot)),
        web.get("/webchat/live", guarded(page.live)),
        web.get(CHAT, guarded(page.transcript)),
        web.put(f"{CHAT}/installed", guarded(page.installed)),
        web.put(f"{CHAT}/activities/{{activity}}", guarded(page.record)),
        web.post(V3, guarded(connector.create)),
        web.post(f"{V3}/{{conversation}}/activities", guarded(connector.send)),
        web.post(f"{V3}/{{conversation}}/activities/{{activity}}", guarded(connector.send)),
        web.put(f"{V3}/{{conversation}}/activities/{{activity}}", guarded(connector.update)),
        web.delete(f"{V3}/{{conversation}}/activities/{{activity}}", guarded(connector.delete)),
    )
    app.add_routes(routes)
    app.on_shutdown.append(page.stop)
