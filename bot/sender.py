"""Sending to the Bot Connector over one shared ClientSession; the answer's status decides what follows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import quote

import aiohttp

from .auth import AnyDoor

DEADLINE = aiohttp.ClientTimeout(total=10)
AGAIN = frozenset({408, 412, 425, 429, 500, 502, 503, 504})


class TokenSource(Protocol):
    """Where the bot's own token comes from."""

    async def get(self) -> str:
        """A token that holds now."""


class SendFailed(Exception):
    """A message wasn't taken. `again` tells whether trying later can help."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


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
        try:
            headers = await self._headers()
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=DEADLINE, allow_redirects=False
            ) as response:
                return await _read(response)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise SendFailed(type(error).__name__, again=True) from error

    async def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if self._token is not None:
            headers["Authorization"] = f"Bearer {await self._token.get()}"
        return headers


def _activities(conversation: str) -> str:
    return f"v3/conversations/{quote(conversation, safe='')}/activities"


async def _read(response: aiohttp.ClientResponse) -> Mapping[str, Any]:
    """The answer's JSON object; anything else that was accepted counts as empty."""
    if response.status >= 300:
        raise SendFailed(f"HTTP {response.status}", again=response.status in AGAIN)
    try:
        body = json.loads(await response.read() or b"{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
