"""The bot's own token, with which it may speak to the Bot Connector."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta

import aiohttp
import structlog

SCOPE = "https://api.botframework.com/.default"
RENEW_BEFORE = timedelta(minutes=5)

log = structlog.get_logger(__name__)


class TokenUnavailable(Exception):
    """The login service gave the bot no token. `reason` says why and never holds the secret."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Shared:
    """A call of which one runs at a time: whoever asks while it runs waits for the same outcome."""

    def __init__(self, call: Callable[[], Awaitable[None]]) -> None:
        self._call = call
        self._running: asyncio.Future[None] | None = None

    @property
    def running(self) -> bool:
        return self._running is not None and not self._running.done()

    async def __call__(self) -> None:
        """Start the call or join the one that runs; raises what the call raises."""
        if self._running is None or self._running.done():
            self._running = asyncio.ensure_future(self._call())
        # Shielded: one caller who gives up must not take the outcome from the others.
        await asyncio.shield(self._running)


class OutboundToken:
    """An access token of a single-tenant bot, by client credentials, kept until shortly before its end.

    Source: Microsoft, "Authenticate from your bot to the Bot Connector service".
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        clock: Callable[[], datetime],
        app_id: str,
        secret: str,
        tenant: str,
        login_url: str = "https://login.microsoftonline.com",
        deadline: float = 10.0,
    ) -> None:
        """`deadline`: seconds that one fetch may take."""
        self._session = session
        self._clock = clock
        self._url = f"{login_url.rstrip('/')}/{tenant}/oauth2/v2.0/token"
        self._form = {
            "grant_type": "client_credentials",
            "client_id": app_id,
            "client_secret": secret,
            "scope": SCOPE,
        }
        self._deadline = deadline
        self._token = ""
        self._ends = datetime.min.replace(tzinfo=UTC)
        self._renew = Shared(self._fetch)
        self.failed: str | None = None
        """Why the newest fetch brought none; None when it did, or none was tried."""

    @property
    def ends(self) -> datetime | None:
        """Until when the token at hand holds; None before the first."""
        return self._ends if self._token else None

    async def get(self) -> str:
        """The token for an `Authorization: Bearer` header. Raises TokenUnavailable."""
        if self._left() <= RENEW_BEFORE:
            await self._renew_or_keep()
        return self._token

    def refuse(self, token: str) -> None:
        """The service took this token no longer: another is fetched before the next call."""
        if token == self._token:
            self._ends = datetime.min.replace(tzinfo=UTC)

    def _left(self) -> timedelta:
        return self._ends - self._clock()

    async def _renew_or_keep(self) -> None:
        """Fetch a new token; while the old one still holds, a failure is only worth a line in the log."""
        try:
            await self._renew()
        except TokenUnavailable as error:
            if self._left() <= timedelta(0):
                raise
            log.warning("token.not_renewed", reason=error.reason)

    async def _fetch(self) -> None:
        asked = self._clock()
        try:
            self._token, seconds = await self._granted()
        except TokenUnavailable as error:
            self.failed = error.reason
            raise
        self._ends, self.failed = asked + timedelta(seconds=seconds), None

    async def _granted(self) -> tuple[str, int]:
        try:
            async with asyncio.timeout(self._deadline):
                return _granted(await self._ask())
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise TokenUnavailable(f"no token from the login service: {type(error).__name__}") from error

    async def _ask(self) -> object:
        async with self._session.post(self._url, data=self._form, allow_redirects=False) as response:
            if response.status != 200:
                raise TokenUnavailable(await _refusal(response))
            answer: object = await response.json(content_type=None)
            return answer


def _granted(answer: object) -> tuple[str, int]:
    """The token and the seconds it lasts. Raises ValueError when the answer holds neither."""
    match answer:
        case {"access_token": str(token), "expires_in": int() | str() as seconds} if token:
            return token, int(seconds)
    raise ValueError("an answer without a token")


async def _refusal(response: aiohttp.ClientResponse) -> str:
    """The status and the login service's own error code, such as `invalid_client`."""
    try:
        answer: object = await response.json(content_type=None)
    except ValueError:
        answer = None
    code = answer.get("error") if isinstance(answer, Mapping) else None
    return f"the login service answered {response.status} {code or 'without a reason'}"
