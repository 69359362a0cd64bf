"""`python -m tests.faults.connector`: a Teams in a process of its own, which does what its plan says.

Serves the key server, the login service and the connector on a free port, which it prints. It writes down
every message with its moment, and is told and asked at /control/: `plan`, `tally`, `log`, `token`.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote

import jwt
from aiohttp import web

from tests.fakes.teams import APP_ID, rsa_key
from tests.faults.weather import ARRIVED, Answer, Outcome, Plan, Weather

FOREVER = 600.0  # seconds: longer than any deadline
CHANNEL = "msteams"
FAR = 4_000_000_000  # seconds since 1970: tokens hold by any clock a test may have

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class Connector:
    """All of Teams behind one handler."""

    def __init__(self) -> None:
        self.port = 0
        self._weather = Weather(Plan())
        self._log: list[dict[str, Any]] = []
        self._tally: Counter[str] = Counter()
        self._keeps_bodies = False
        self._ids = self._flying = 0
        self._routes: dict[str, Handler] = {
            "/v1/.well-known/openidconfiguration": self._openid,
            "/v1/.well-known/keys": self._keys,
            "/control/plan": self._plan,
            "/control/tally": self._told_tally,
            "/control/log": self._told_log,
            "/control/token": self._token,
        }

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Any request."""
        path = request.rel_url.raw_path
        if "/v3/conversations/" in path:
            return await self._activity(request, path)
        if path.endswith("/oauth2/v2.0/token"):
            granted = {"token_type": "Bearer", "expires_in": 86_400, "access_token": "the-bots-own"}
            return web.json_response(granted)
        return await self._routes.get(path, _unknown)(request)

    async def _activity(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        body, at = await request.read(), time.monotonic()
        conversation, _, replaces = path.split("/v3/conversations/")[1].partition("/activities")
        conversation = unquote(conversation)
        answer = self._weather.falls(conversation, at)
        self._flying += 1
        self._tally["most"] = max(self._tally["most"], self._flying)
        self._note(at, request.method, conversation, unquote(replaces.strip("/")), body, answer)
        try:
            await asyncio.sleep(self._weather.plan.delay if answer.status else FOREVER)
        finally:
            self._flying -= 1
        return self._answered(answer)

    def _note(self, at: float, method: str, to: str, replaces: str, body: bytes, answer: Answer) -> None:
        self._tally["arrived"] += 1
        self._tally[answer.outcome] += 1
        self._tally["copies"] += answer.outcome in ARRIVED and method == "POST"
        entry = {"at": at, "method": method, "to": to, "outcome": answer.outcome, "replaces": replaces}
        self._log.append(entry | {"body": body.decode()} if self._keeps_bodies else entry)

    def _answered(self, answer: Answer) -> web.Response:
        self._ids += 1
        if answer.outcome is Outcome.TAKEN:
            return web.Response(
                body=b'{"id":"1:%d"}' % self._ids, status=201, content_type="application/json"
            )
        if isinstance(answer.body, str):
            return web.Response(text=answer.body, status=answer.status, content_type="text/html")
        return web.json_response(answer.body, status=answer.status, headers=answer.headers)

    async def _plan(self, request: web.BaseRequest) -> web.Response:
        """A new plan, and a new page in the log."""
        told = json.loads(await request.read())
        self._keeps_bodies = told.pop("bodies", False)
        self._weather = Weather(Plan(**told))
        self._log, self._tally = [], Counter()
        return web.json_response({})

    async def _told_tally(self, _: web.BaseRequest) -> web.Response:
        return web.json_response(self._tally)

    async def _told_log(self, _: web.BaseRequest) -> web.Response:
        return web.json_response(self._log)

    async def _token(self, request: web.BaseRequest) -> web.Response:
        """A token for the bot's door; `service`: the service URL that it is for."""
        claims = {"iss": "https://api.botframework.com", "aud": APP_ID, "nbf": 0, "exp": FAR}
        claims |= {"serviceurl": request.query["service"]}
        return web.json_response(jwt.encode(claims, rsa_key(1), "RS256", headers={"kid": "key-1"}))

    async def _openid(self, _: web.BaseRequest) -> web.Response:
        return web.json_response({"jwks_uri": f"http://127.0.0.1:{self.port}/v1/.well-known/keys"})

    async def _keys(self, _: web.BaseRequest) -> web.Response:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(rsa_key(1).public_key()))
        return web.json_response({"keys": [key | {"kid": "key-1", "use": "sig", "endorsements": [CHANNEL]}]})


async def _unknown(_: web.BaseRequest) -> web.Response:
    return web.Response(status=404)


async def serve() -> None:
    """Serve until the process is ended."""
    connector = Connector()
    runner = web.ServerRunner(web.Server(connector.handle, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    connector.port = runner.addresses[0][1]
    print(connector.port, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())
