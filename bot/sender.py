"""Sending to the Bot Connector over one shared ClientSession; the answer's status decides what follows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import quote

import aiohttp

from .auth import AnyDoor
from .outcomes import SendFailed as SendFailed
from .refused import refusal

DEADLINE = aiohttp.ClientTimeout(total=10, sock_connect=5)
UNWRITTEN = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
"""What ends a call before anything of it was written."""
DENIED = "HTTP 401"
BODY_BYTES = 8192  # of an answer: an id, or why not


class TokenSource(Protocol):
    """Where the bot's own token comes from."""

    async def get(self) -> str:
        """A token that holds now."""

    def refuse(self, token: str) -> None:
        """This one was not taken."""


class Sender:
    """The connector's calls that the bot makes. `token` is None in local mode."""

    def __init__(self, session: aiohttp.ClientSession, door: AnyDoor, token: TokenSource | None) -> None:
        self._session = session
        self._door = door
        self._token = token

    async def send(self, service_url: str, conversation: str, activity: Mapping[str, Any]) -> str:
        """Post an activity; the id that it got. Raises SendFailed."""
        answered = activity.get("replyToId")
        path = (
            f"{_activities(conversation)}/{quote(answered, safe='')}"
            if answered
            else _activities(conversation)
        )
        body = await self._call("POST", service_url, path, activity)
        return str(body.get("id", ""))

    async def update(self, service_url: str, conversation: str, activity: Mapping[str, Any]) -> None:
        """Replace an activity that was sent before. Raises SendFailed."""
        path = f"{_activities(conversation)}/{quote(str(activity['id']), safe='')}"
        await self._call("PUT", service_url, path, activity)

    async def delete(self, service_url: str, conversation: str, activity_id: str) -> None:
        """Take an activity back. Raises SendFailed."""
        path = f"{_activities(conversation)}/{quote(activity_id, safe='')}"
        await self._call("DELETE", service_url, path, None)

    async def _call(
        self, method: str, service_url: str, path: str, activity: Mapping[str, Any] | None
    ) -> Mapping[str, Any]:
        if not self._door.allows_service_url(service_url):
            raise SendFailed("the service URL is not allowed", again=False)
        body = (
            None if activity is None else json.dumps(activity, ensure_ascii=False).encode("utf-8", "replace")
        )
        url = f"{service_url.rstrip('/')}/{path}"
        token = await self._bearer()
        try:
            return await self._ask(method, url, body, token)
        except SendFailed as failed:
            if failed.reason != DENIED or self._token is None:
                raise
            self._token.refuse(token)
        return await self._ask(method, url, body, await self._bearer())

    async def _ask(self, method: str, url: str, body: bytes | None, token: str) -> Mapping[str, Any]:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=DEADLINE, allow_redirects=False
            ) as response:
                return await _read(response)
        except (aiohttp.ClientError, TimeoutError) as error:
            unsure = not isinstance(error, UNWRITTEN)
            raise SendFailed(type(error).__name__, again=True, ambiguous=unsure) from error

    async def _bearer(self) -> str:
        return await self._token.get() if self._token is not None else ""


def _activities(conversation: str) -> str:
    return f"v3/conversations/{quote(conversation, safe='')}/activities"


async def _read(response: aiohttp.ClientResponse) -> Mapping[str, Any]:
    """The answer's JSON object; anything else that was accepted counts as empty. Raises SendFailed."""
    raw = await _body(response)
    if response.status >= 300:
        raise refusal(response.status, response.headers, raw)
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


async def _body(response: aiohttp.ClientResponse) -> bytes:
    """The beginning of the body, or what came of it: the status has told already what became of the call."""
    read = b""
    try:
        async for part in response.content.iter_any():
            read += part
            if len(read) >= BODY_BYTES:
                break
    except (aiohttp.ClientError, TimeoutError):
        return read
    return read
