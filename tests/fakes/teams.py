"""Teams over HTTP, the only fake of the suite: key server, login service and connector on loopback.

async with FakeTeams() as teams:
    status, body = await teams.post(f"{bot}/api/messages", teams.message("moi", person="lappi"))
    [answer] = await teams.until_sent(1)
"""

import asyncio
import itertools
import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any, Self

import aiohttp
import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.fakes.activities import Activities, Activity

APP_ID = "7e57b07a-0000-4000-8000-000000000001"
TENANT = "7e57b07a-0000-4000-8000-0000000000aa"
SECRET = "the-secret-of-the-bot"
HANG = 3600.0  # seconds: longer than any deadline; the end of the fake cuts it short


@cache
def rsa_key(number: int) -> rsa.RSAPrivateKey:
    """Another key for each number; kept, for making one takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True)
class Answer:
    """What an endpoint answers: a response of its own, or (no `status`) the usual one, only later.

    A `body` of text is sent as HTML, the way gateways do; anything else as JSON. `delay` in seconds.
    """

    status: int | None = None
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0

    def response(self, status: int) -> web.Response:
        if isinstance(self.body, str):
            return web.Response(status=status, text=self.body, content_type="text/html", headers=self.headers)
        return web.json_response(self.body, status=status, headers=self.headers)


class Endpoint:
    """Counts its calls; answers what `then` has queued, after that `always`."""

    def __init__(self) -> None:
        self.calls = 0
        self.called = asyncio.Event()
        self.always = Answer()
        self._queue: deque[Answer] = deque()

    def then(self, *answers: Answer) -> None:
        """Answer these next, one a call."""
        self._queue.extend(answers)

    async def respond(self, usual: Callable[[], web.Response]) -> web.Response:
        self.calls += 1
        self.called.set()
        answer = self._queue.popleft() if self._queue else self.always
        await asyncio.sleep(answer.delay)
        return usual() if answer.status is None else answer.response(answer.status)


@dataclass(frozen=True)
class Sent:
    """A request of the bot to the connector; `at` in seconds of the monotonic clock."""

    method: str
    conversation: str
    replaces: str  # the id of the activity that it answers, updates or deletes, else ""
    activity: Activity
    headers: Mapping[str, str]
    at: float


class FakeTeams(Activities):
    """Serves while `async with` lasts. `openid_url`, `login_url` and `host` are what the settings need.

    `sent` has every request as it arrived, `accepted` those answered with success.
    """

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """`clock`: the bot's, so that tokens are valid by it."""
        self.app_id, self.tenant, self.secret = APP_ID, TENANT, SECRET
        self.openid, self.jwks, self.login, self.connector = (Endpoint() for _ in range(4))
        self.published: dict[int, tuple[str, ...]] = {}  # signing keys by number → channels they vouch for
        self.sent: list[Sent] = []
        self.accepted: list[Sent] = []
        self.issued: list[str] = []  # access tokens that the bot got
        self._clock = clock
        self._ids = itertools.count(1)
        self._arrival = asyncio.Condition()
        self._server = TestServer(_routes(self))
        self.add_key()

    async def __aenter__(self) -> Self:
        await self._server.start_server(shutdown_timeout=0.1)
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        await self._server.close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.port}"

    @property
    def service_url(self) -> str:
        return f"http://{self.host}/emea/"

    @property
    def login_url(self) -> str:
        return f"http://{self.host}"

    @property
    def openid_url(self) -> str:
        return f"http://{self.host}/v1/.well-known/openidconfiguration"

    def add_key(self, *channels: str) -> None:
        """Publish one more key, endorsed for these channels (Teams when none), and sign with it."""
        self.signing = max(self.published, default=0) + 1
        self.published[self.signing] = channels or ("msteams",)

    def rotate(self) -> None:
        """Sign with a new key and withdraw the others."""
        self.add_key()
        self.published = {self.signing: self.published[self.signing]}

    def token(self, key: int | None = None, **changes: object) -> str:
        """A token as the connector signs it; `changes` replace claims, None takes one away."""
        now = int(self._clock().timestamp())
        usual = {
            "iss": "https://api.botframework.com",
            "aud": self.app_id,
            "nbf": now - 300,
            "exp": now + 3600,
            "serviceurl": self.service_url,
        }
        claims = {name: value for name, value in (usual | changes).items() if value is not None}
        number = key or self.signing
        return jwt.encode(claims, rsa_key(number), "RS256", headers={"kid": f"key-{number}"})

    async def post(self, url: str, activity: Activity, token: str | None = None) -> tuple[int, Any]:
        """Bring an activity to the bot as Teams does: the status and the JSON (or text) of its answer."""
        headers = {"Authorization": f"Bearer {token or self.token()}"}
        async with self._session.post(url, json=activity, headers=headers) as response:
            text = await response.text()
            is_json = response.content_type == "application/json" and text
            return response.status, json.loads(text) if is_json else text

    async def until_sent(self, count: int, seconds: float = 5.0) -> list[Sent]:
        """All requests of the bot, as soon as there are that many."""
        async with asyncio.timeout(seconds), self._arrival:
            await self._arrival.wait_for(lambda: len(self.sent) >= count)
        return list(self.sent)

    async def serve_openid(self, _: web.Request) -> web.Response:
        document = {"jwks_uri": f"http://{self.host}/v1/.well-known/keys"}
        return await self.openid.respond(lambda: web.json_response(document))

    async def serve_keys(self, _: web.Request) -> web.Response:
        keys = [
            json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(rsa_key(number).public_key()))
            | {"kid": f"key-{number}", "use": "sig", "endorsements": list(channels)}
            for number, channels in self.published.items()
        ]
        return await self.jwks.respond(lambda: web.json_response({"keys": keys}))

    async def serve_login(self, request: web.Request) -> web.Response:
        form = await request.post()
        good = request.match_info["tenant"] == self.tenant and form == {
            "grant_type": "client_credentials",
            "client_id": self.app_id,
            "client_secret": self.secret,
            "scope": "https://api.botframework.com/.default",
        }
        return await self.login.respond(self._grant if good else _refuse)

    def _grant(self) -> web.Response:
        """A token for the connector: the audience is not the bot, so it opens no door of ours."""
        issuer = f"https://sts.windows.net/{self.tenant}/"
        jti = str(next(self._ids))
        self.issued.append(self.token(aud="https://api.botframework.com", iss=issuer, jti=jti))
        granted = {"token_type": "Bearer", "expires_in": 3599, "access_token": self.issued[-1]}
        return web.json_response(granted)

    async def serve_connector(self, request: web.Request) -> web.Response:
        where = request.match_info
        activity = await request.json() if request.can_read_body else {}
        sent = Sent(
            request.method,
            where.get("conversation", ""),
            where.get("activity", ""),
            activity,
            request.headers,
            time.monotonic(),
        )
        self.sent.append(sent)
        async with self._arrival:
            self._arrival.notify_all()
        response = await self.connector.respond(lambda: self._accept(sent))
        if response.status < 300:
            self.accepted.append(sent)
        return response

    def _accept(self, sent: Sent) -> web.Response:
        if sent.headers.get("Authorization", "").removeprefix("Bearer ") not in self.issued:
            return web.json_response({"message": "Authorization has been denied."}, status=401)
        new_id = sent.replaces if sent.method == "PUT" else f"1:{next(self._ids)}"
        return web.json_response({"id": new_id}, status=201 if sent.method == "POST" else 200)


def _refuse() -> web.Response:
    return web.json_response({"error": "invalid_client", "error_codes": [7000215]}, status=401)


def _routes(teams: FakeTeams) -> web.Application:
    app = web.Application()
    conversation = "/emea/v3/conversations/{conversation}"
    app.add_routes(
        [
            web.get("/v1/.well-known/openidconfiguration", teams.serve_openid),
            web.get("/v1/.well-known/keys", teams.serve_keys),
            web.post("/{tenant}/oauth2/v2.0/token", teams.serve_login),
            web.post("/emea/v3/conversations", teams.serve_connector),
            web.post(f"{conversation}/activities", teams.serve_connector),
            web.route("*", f"{conversation}/activities/{{activity}}", teams.serve_connector),
        ]
    )
    return app
