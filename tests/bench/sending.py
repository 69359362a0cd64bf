"""`python -m tests.bench.sending NAME PORT COUNT`: send so many cards to a connector; prints sends a second.

NAME is `ours`, the adapter and the sender of the product, or a peer. `sdk`: botbuilder's CloudAdapter and its
`continue_conversation`, without an app id, so that it spends no time on tokens. `bare`: aiohttp, which posts
bytes that were made before. All keep as many in flight.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import aiohttp
from botbuilder.core import MessageFactory, TurnContext
from botbuilder.schema import Attachment, ChannelAccount, ConversationAccount, ConversationReference

from bot.answers import Answer
from bot.auth import Door, DoorRules
from bot.forms import Said, notice
from bot.parcels import Parcel
from bot.sender import Sender
from bot.teams import CARD, TeamsAdapter
from bot.tokens import OutboundToken
from cards.render import render
from storage.turns import Address
from tests.bench.stock import adapter
from tests.fakes.teams import APP_ID, SECRET, TENANT

IN_FLIGHT = 64
WARM_UP = 32
BOT, USER = {"id": "28:bot", "name": "ALKE-botti"}, {"id": "29:1", "name": ""}
Send = Callable[[int], Awaitable[Any]]


@asynccontextmanager
async def ours(port: int) -> AsyncIterator[Send]:
    """What delivery sends through, with the door and the token."""

    def now() -> datetime:
        return datetime.now(UTC)

    async def answered(_: Answer, __: Address) -> None:
        """No turn is answered here."""

    host = f"127.0.0.1:{port}"
    with ThreadPoolExecutor(1) as workers:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100)) as session:
            door = Door(DoorRules(app_id=APP_ID, service_hosts=(host,)), session, now)
            token = OutboundToken(session, now, APP_ID, SECRET, TENANT, f"http://{host}")
            teams = TeamsAdapter(Sender(session, door, token), lambda _: Answer(None), answered, now, workers)
            card = _card()

            async def send(number: int) -> None:
                where = Address("msteams", _chat(number), _service(port), TENANT, BOT, USER)
                await teams.deliver(Parcel(where, card))

            yield send


@asynccontextmanager
async def sdk(port: int) -> AsyncIterator[Send]:
    """botbuilder's own way to write first."""
    cloud, card = adapter(), Attachment(content_type=CARD, content=_card())

    async def speak(context: TurnContext) -> None:
        await context.send_activity(MessageFactory.attachment(card))

    async def send(number: int) -> None:
        reference = ConversationReference(
            activity_id="1:0",
            channel_id="msteams",
            service_url=_service(port),
            conversation=ConversationAccount(id=_chat(number)),
            bot=ChannelAccount(**BOT),
            user=ChannelAccount(**USER),
        )
        await cloud.continue_conversation(reference, speak, bot_app_id="")

    yield send


@asynccontextmanager
async def bare(port: int) -> AsyncIterator[Send]:
    """No product at all."""
    body = json.dumps(_activity(), ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "Authorization": "Bearer the-bots-own"}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100)) as session:

        async def send(number: int) -> None:
            url = f"{_service(port)}v3/conversations/{_chat(number)}/activities"
            async with session.post(url, data=body, headers=headers) as response:
                await response.read()

        yield send


CONTENDERS = {"ours": ours, "sdk": sdk, "bare": bare}


async def main(name: str, port: int, count: int) -> float:
    """Sends a second, after a few to warm up."""
    async with CONTENDERS[name](port) as send:
        await _all(send, WARM_UP)
        began = time.monotonic()
        await _all(send, count)
        return count / (time.monotonic() - began)


async def _all(send: Send, count: int) -> None:
    numbers = iter(range(count))

    async def flight() -> None:
        for number in numbers:
            await send(number)

    await asyncio.gather(*(flight() for _ in range(IN_FLIGHT)))


def _card() -> dict[str, Any]:
    lines = ("Lapin keskustelu siirtyy.", "Uusi aika kerrotaan ensi viikolla.")
    return render("notice", notice(Said("Who takes part"), lines=lines), "fi")


def _activity() -> dict[str, Any]:
    attachment = {"contentType": CARD, "content": _card()}
    return {
        "type": "message",
        "channelId": "msteams",
        "from": BOT,
        "recipient": USER,
        "attachments": [attachment],
    }


def _service(port: int) -> str:
    return f"http://127.0.0.1:{port}/emea/"


def _chat(number: int) -> str:
    return f"a:{number}"


if __name__ == "__main__":
    print(asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
