"""The peer: an echo bot on botbuilder's CloudAdapter, as Microsoft's samples write it (`02.echo-bot`).

The samples take `CloudAdapter` from botbuilder-integration-aiohttp, which only hands aiohttp's requests to
`CloudAdapterBase`; `process` below is its POST branch. Everything that takes time (reading the activity,
authentication, the connector client, the turn) is botbuilder-core's and botframework-connector's own.
"""

from __future__ import annotations

import sys

from aiohttp import web
from botbuilder.core import ActivityHandler, Bot, CloudAdapterBase, MessageFactory, TurnContext
from botbuilder.schema import Activity
from botframework.connector.auth import (
    AuthenticationConfiguration,
    BotFrameworkAuthenticationFactory,
    PasswordServiceClientCredentialFactory,
)


class CloudAdapter(CloudAdapterBase):  # type: ignore[misc]  # botbuilder carries no types
    """CloudAdapterBase behind aiohttp."""

    async def process(self, request: web.Request, bot: Bot) -> web.Response:
        """Answer a posted activity."""
        activity = Activity().deserialize(await request.json())
        authorization = request.headers.get("Authorization", "")
        await self.process_activity(authorization, activity, bot.on_turn)
        return web.Response(status=201)


class EchoBot(ActivityHandler):  # type: ignore[misc]
    """Says what it is told."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Answer a message with its own text."""
        await turn_context.send_activity(MessageFactory.text(f"Echo: {turn_context.activity.text}"))


HOW = web.AppKey("how", CloudAdapter)
BOT = web.AppKey("bot", EchoBot)


async def messages(request: web.Request) -> web.Response:
    """POST /api/messages."""
    return await request.app[HOW].process(request, request.app[BOT])


async def healthy(_: web.Request) -> web.Response:
    """GET /healthz."""
    return web.Response(text="ok")


def adapter() -> CloudAdapter:
    """The adapter without an app id, which turns its authentication off."""
    authentication = BotFrameworkAuthenticationFactory.create(
        validate_authority=True,
        credential_factory=PasswordServiceClientCredentialFactory("", ""),
        auth_configuration=AuthenticationConfiguration(),
    )
    return CloudAdapter(authentication)


def application() -> web.Application:
    """The bot."""
    app = web.Application()
    app[HOW], app[BOT] = adapter(), EchoBot()
    app.add_routes([web.post("/api/messages", messages), web.get("/healthz", healthy)])
    return app


if __name__ == "__main__":
    web.run_app(application(), host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)
