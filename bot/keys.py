"""The keys with which the Bot Connector signs its tokens."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import jwt
import structlog

from bot.tokens import Shared

RENEW_AFTER = timedelta(hours=12)
HOLD = timedelta(hours=24)  # the longest that keys serve without having been fetched again
FETCHES, WINDOW = 4, timedelta(minutes=1)  # made-up key ids cannot make us ask more often than this

UNREADABLE = (
    aiohttp.ClientError,
    TimeoutError,
    jwt.PyJWTError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
)

log = structlog.get_logger(__name__)


class KeyUnknown(Exception):
    """No key of that id is at hand, and none could be fetched."""


@dataclass(frozen=True)
class SigningKey:
    """A public key and the channels (`msteams`, …) whose activities it may vouch for."""

    public: Any  # an RSA public key as PyJWT takes it
    endorsements: frozenset[str]


class KeyRing:
    """Signing keys by their id: fetched when missing, kept for a while, one fetch at a time."""

    def __init__(
        self, session: aiohttp.ClientSession, clock: Callable[[], datetime], openid_url: str, deadline: float
    ) -> None:
        """`openid_url`: the OpenID configuration that names the keys' place; `deadline`: seconds for both."""
        self._session = session
        self._clock = clock
        self._openid_url = openid_url
        self._deadline = deadline
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched = datetime.min.replace(tzinfo=UTC)
        self._attempts: deque[datetime] = deque(maxlen=FETCHES)
        self._refresh = Shared(self._fetch)

    async def find(self, key_id: str) -> SigningKey:
        """The key of that id; an unknown one is looked for anew, so a rotated key works at once."""
        if self._should_fetch(key_id) and (self._refresh.running or self._may_fetch()):
            await self._refresh()
        if self._age() > HOLD:
            raise KeyUnknown("no fresh signing keys")
        if key_id not in self._keys:
            raise KeyUnknown("unknown signing key")
        return self._keys[key_id]

    def _age(self) -> timedelta:
        return self._clock() - self._fetched

    def _should_fetch(self, key_id: str) -> bool:
        return key_id not in self._keys or self._age() > RENEW_AFTER

    def _may_fetch(self) -> bool:
        return len(self._attempts) < FETCHES or self._clock() - self._attempts[0] > WINDOW

    async def _fetch(self) -> None:
        """Replace the keys. A failure is logged, and the keys at hand serve until they are too old."""
        self._attempts.append(self._clock())
        try:
            async with asyncio.timeout(self._deadline):
                openid = await self._get(self._openid_url)
                self._keys = _read_keys(await self._get(openid["jwks_uri"]))
        except UNREADABLE as error:
            log.warning("door.keys_not_fetched", url=self._openid_url, error=repr(error))
        else:
            self._fetched = self._clock()

    async def _get(self, url: str) -> Any:
        async with self._session.get(url, allow_redirects=False, raise_for_status=True) as response:
            return await response.json(content_type=None)


def _read_keys(document: Any) -> dict[str, SigningKey]:
    """Key id → key, of a JWK set. Raises one of UNREADABLE when it is none or holds no RSA key."""
    keys = {
        str(raw["kid"]): SigningKey(jwt.PyJWK(raw, "RS256").key, frozenset(raw.get("endorsements", ())))
        for raw in document["keys"]
        if raw["kty"] == "RSA"
    }
    if not keys:
        raise ValueError("no RSA key in the set")
    return keys
