"""The door: is this the Bot Connector? Decided before the body is parsed.

It has two locks. The first sees the head of the request only: the token's signature, issuer, audience and
times, the endorsement of its key for the channel, its service URL. The second, after a bounded parse and
before any turn, compares the body with the token and asks for an admitted tenant.

Source: Microsoft, "Authenticate from the Bot Connector service to your bot".
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, Self

import aiohttp
import jwt
from jwt.types import Options

from bot.keys import KeyRing, KeyUnknown, SigningKey

LEEWAY = 300  # seconds the two clocks may differ, as Microsoft says
LOOPBACK_PEERS = ("127.0.0.1", "::1")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
# No userinfo, query, backslash or escape has a place here, so no two parsers can disagree about the host.
SERVICE_URL = re.compile(r"(https?)://([A-Za-z0-9.-]+|\[::1\])(:[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?")

UNREADABLE_TOKEN = (jwt.PyJWTError, ValueError, TypeError, RecursionError)  # PyJWT < 2.15 lets some out


class TurnedAway(Exception):
    """The request stays outside. `status` is the HTTP answer, `reason` is for the log and holds no token."""

    status: int

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unauthorised(TurnedAway):
    """Not shown to come from the Bot Connector."""

    status = 401


class ForbiddenTenant(TurnedAway):
    """From the Bot Connector, on behalf of an organisation that is not admitted."""

    status = 403


@dataclass(frozen=True)
class Head:
    """What the first lock may know of a request: three headers and the address of the peer."""

    authorization: str | None = None
    host: str | None = None
    origin: str | None = None
    peer: str | None = None

    @classmethod
    def of(cls, headers: Mapping[str, str], peer: str | None) -> Self:
        """From case-insensitive headers and the peer's IP address (aiohttp: `request.remote`)."""
        return cls(headers.get("Authorization"), headers.get("Host"), headers.get("Origin"), peer)


@dataclass(frozen=True)
class Caller:
    """Who the first lock let in: where answers to it go, and the channels that its key is endorsed for."""

    service_url: str
    endorsements: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class DoorRules:
    """Whom to let in. No tenant is admitted unless named here.

    `service_hosts`: whole host names, reached by https only; a name with its port (`127.0.0.1:3978`) also by
    http when it is a loopback name. The defaults are those of Microsoft's public cloud (Teams SDK).
    """

    app_id: str
    openid_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    issuer: str = "https://api.botframework.com"
    channel: str = "msteams"
    service_hosts: tuple[str, ...] = ("smba.trafficmanager.net", "smba.onyx.prod.teams.trafficmanager.net")
    tenants: frozenset[str] = frozenset()
    key_deadline: float = 5.0  # seconds that fetching the keys may take

    def __post_init__(self) -> None:
        if not self.app_id:
            raise ValueError("a door without an app id would let everyone in")


class AnyDoor(Protocol):
    """What the app needs of a door: the real one and the local one alike."""

    async def first_lock(self, head: Head) -> Caller:
        """Let the head of a request in, or raise Unauthorised. Never sees the body."""

    def second_lock(self, caller: Caller, body: Mapping[str, object]) -> None:
        """Raise Unauthorised or ForbiddenTenant unless the body is what the caller may send."""

    def allows_service_url(self, url: object) -> bool:
        """Whether the bot may send there; asked again before every send."""


class Door:
    """The door of a bot that serves Teams."""

    def __init__(
        self, rules: DoorRules, session: aiohttp.ClientSession, clock: Callable[[], datetime]
    ) -> None:
        self._rules = rules
        self._clock = clock
        self._keys = KeyRing(session, clock, rules.openid_url, rules.key_deadline)
        self._hosts = frozenset(host.lower() for host in rules.service_hosts)
        self._tenants = frozenset(tenant.lower() for tenant in rules.tenants)

    async def first_lock(self, head: Head) -> Caller:
        token = _bearer(head.authorization)
        key = await self._key(_key_id(token))
        claims = self._verified(token, key)
        _check_times(claims, self._clock().timestamp())
        if not self.allows_service_url(claims["serviceurl"]):
            raise Unauthorised("the token's service URL is not allowed")
        return Caller(claims["serviceurl"], key.endorsements)

    def second_lock(self, caller: Caller, body: Mapping[str, object]) -> None:
        if body.get("serviceUrl") != caller.service_url:
            raise Unauthorised("the body's service URL is not the token's")
        if body.get("channelId") != self._rules.channel:
            raise Unauthorised("the body's channel is not the token's")
        tenant = _tenant(body)
        if tenant.lower() not in self._tenants:
            raise ForbiddenTenant(f"tenant {tenant[:64]!r} is not admitted")

    def allows_service_url(self, url: object) -> bool:
        return _allowed(url, self._hosts)

    async def _key(self, key_id: str) -> SigningKey:
        try:
            key = await self._keys.find(key_id)
        except KeyUnknown as error:
            raise Unauthorised(str(error)) from error
        if self._rules.channel not in key.endorsements:
            raise Unauthorised("the signing key is not endorsed for the channel")
        return key

    def _verified(self, token: str, key: SigningKey) -> dict[str, Any]:
        """The claims of a token that is signed well and meant for this bot; its times are still to check."""
        try:
            return jwt.decode(
                token,
                key.public,
                algorithms=["RS256"],
                audience=self._rules.app_id,
                issuer=self._rules.issuer,
                options=Options(
                    require=["iss", "aud", "exp", "serviceurl"],
                    strict_aud=True,
                    verify_exp=False,
                    verify_nbf=False,
                    verify_iat=False,
                ),
            )
        except UNREADABLE_TOKEN as error:
            raise Unauthorised(type(error).__name__) from error


class LocalDoor:
    """The door of the local chat page: no token, but nothing from outside this machine or another site.

    A page of another site could post here from the person's browser, and a host name that points to
    loopback could make it look like ours; so both Host and Origin must be this server's own.
    """

    def __init__(self, port: int, channel: str = "msteams", other_ports: Iterable[int] = ()) -> None:
        """`other_ports`: where stand-ins for Teams on this machine take answers (the Agents Playground)."""
        self._channel = channel
        self._hosts = _loopback(port)
        self._service_hosts = self._hosts + tuple(host for other in other_ports for host in _loopback(other))

    async def first_lock(self, head: Head) -> Caller:
        if head.peer not in LOOPBACK_PEERS:
            raise Unauthorised("the peer is not on this machine")
        if head.host not in self._hosts:
            raise Unauthorised("the request is for another host")
        if head.origin not in (None, f"http://{head.host}"):
            raise Unauthorised("the request is from another site")
        return Caller(f"http://{head.host}", frozenset({self._channel}))

    def second_lock(self, caller: Caller, body: Mapping[str, object]) -> None:
        if not self.allows_service_url(body.get("serviceUrl")):
            raise Unauthorised("the body's service URL is not on this machine")
        if body.get("channelId") != self._channel:
            raise Unauthorised("the body's channel is not the local page's")

    def allows_service_url(self, url: object) -> bool:
        return _allowed(url, self._service_hosts)


def _bearer(authorization: str | None) -> str:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthorised("no bearer token")
    return token


def _key_id(token: str) -> str:
    """The key that the token says it is signed with; only for tokens of the one algorithm we take."""
    try:
        header = jwt.get_unverified_header(token)
    except UNREADABLE_TOKEN as error:
        raise Unauthorised(type(error).__name__) from error
    if header.get("alg") != "RS256" or not isinstance(header.get("kid"), str):
        raise Unauthorised("not signed with RS256 and a named key")
    return str(header["kid"])


def _check_times(claims: Mapping[str, Any], now: float) -> None:
    """`exp` is required and `nbf` honoured, both in seconds since 1970. Written so that NaN fails too."""
    ends, begins = claims["exp"], claims.get("nbf", 0)
    if type(ends) not in (int, float) or not now < ends + LEEWAY:
        raise Unauthorised("the token has expired")
    if type(begins) not in (int, float) or not begins - LEEWAY <= now:
        raise Unauthorised("the token is not valid yet")


def _allowed(url: object, hosts: Collection[str]) -> bool:
    match = SERVICE_URL.fullmatch(url) if isinstance(url, str) else None
    if match is None:
        return False
    scheme, host, port = match[1], match[2].lower(), match[3] or ""
    if scheme == "https":
        return host + port.removesuffix(":443") in hosts
    return bool(port) and host in LOOPBACK and host + port in hosts


def _tenant(body: Mapping[str, object]) -> str:
    match body.get("channelData"):
        case {"tenant": {"id": str(tenant)}}:
            return tenant
    raise ForbiddenTenant("the body names no tenant")


def _loopback(port: int) -> tuple[str, ...]:
    return tuple(f"{name}:{port}" for name in LOOPBACK)
