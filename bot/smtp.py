"""Handing e-mails to a mail server: connections kept for a burst, and what its answers mean."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import aiosmtplib
import structlog
from aiosmtplib import SMTP

from . import reasons
from .outcomes import SendFailed
from .settings import LOOPBACK, Misconfigured

DEADLINE = 20.0  # seconds for one e-mail, waiting for its turn included: less than its lease
WAITING = 5  # a fifth of it at most is spent waiting, so that what is begun has time to end
CONNECTIONS = 4
IDLE = 15.0  # seconds that a connection is kept
PORTS = {"smtp": 587, "smtps": 465}
LOOPBACK_PORT = 25
BROKEN = (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPTimeoutError, ConnectionError, ssl.SSLError)
_OURS = re.compile(r"\b5\.[3-7]\.\d+")  # enhanced codes of systems, routes, protocols, policies
_FULL = re.compile(r"\b5\.2\.[123]\b")  # a mailbox that is full or off for now
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Server:
    """A mail server's address. TLS from the start, or else begun before anything is said; on this machine
    none.
    """

    host: str
    port: int
    tls: bool
    user: str | None = None
    password: str | None = None

    @classmethod
    def of(cls, url: str) -> Server:
        """Read smtp://user:password@host:587. Raises Misconfigured, without a word of the password."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise Misconfigured(ADVICE) from None
        if parts.scheme not in PORTS or not parts.hostname:
            raise Misconfigured(ADVICE)
        usual = LOOPBACK_PORT if parts.hostname in LOOPBACK else PORTS[parts.scheme]
        given = (unquote(each) if each else None for each in (parts.username, parts.password))
        return cls(parts.hostname, port or usual, parts.scheme == "smtps", *given)

    @property
    def starts_tls(self) -> bool:
        """Whether TLS has to be begun on a connection that is plain at first."""
        return not self.tls and self.host not in LOOPBACK


ADVICE = "ALKE_SMTP_URL must look like smtp://user:password@host:587, or smtps://… for TLS from the start."


@dataclass(frozen=True)
class Envelope:
    """An e-mail as the server gets it."""

    sender: str
    recipient: str
    body: bytes
    utf8: bool = False


@dataclass
class Attempt:
    """How far an attempt has come."""

    handing_over: bool = False


class Smtp:
    """Hands e-mails to a server, a few at a time."""

    def __init__(self, server: Server, name: str, deadline: float = DEADLINE) -> None:
        """`name` is what the bot calls itself to the server."""
        self._server = server
        self._name = name
        self._deadline = deadline
        self._slots = asyncio.Semaphore(CONNECTIONS)
        self._idle: list[tuple[SMTP, asyncio.TimerHandle]] = []

    async def take(self, envelope: Envelope) -> None:
        """Hand it over. Raises SendFailed."""
        attempt = Attempt()
        try:
            async with asyncio.timeout(self._deadline / WAITING):
                await self._slots.acquire()
            try:
                async with asyncio.timeout(self._deadline * (1 - 1 / WAITING)):
                    await self._send(envelope, attempt)
            finally:
                self._slots.release()
        except Exception as error:
            failed = _failure(error, attempt)
            code = getattr(error, "code", None)
            log.warning("mail.failed", reason=failed.reason, error=type(error).__name__, code=code)
            raise failed from error

    async def close(self) -> None:
        """Leave the server."""
        while self._idle:
            smtp, timer = self._idle.pop()
            timer.cancel()
            smtp.close()

    async def _send(self, envelope: Envelope, attempt: Attempt) -> None:
        kept = self._kept()
        if kept is not None:
            try:
                return await self._through(kept, envelope, attempt)
            except BROKEN:
                if attempt.handing_over:
                    raise  # else the server had hung up meanwhile: try once more on a new connection
        return await self._through(await self._connected(), envelope, attempt)

    async def _through(self, smtp: SMTP, envelope: Envelope, attempt: Attempt) -> None:
        try:
            await _hand_over(smtp, envelope, attempt)
        except BaseException:
            smtp.close()
            raise
        self._keep(smtp)

    async def _connected(self) -> SMTP:
        server = self._server
        smtp = SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.tls,
            start_tls=server.starts_tls,
            local_hostname=self._name,
            timeout=self._deadline,
        )
        await smtp.connect()
        return smtp

    def _kept(self) -> SMTP | None:
        while self._idle:
            smtp, timer = self._idle.pop()
            timer.cancel()
            if smtp.is_connected:
                return smtp
        return None

    def _keep(self, smtp: SMTP) -> None:
        timer = asyncio.get_running_loop().call_later(IDLE, self._drop, smtp)
        self._idle.append((smtp, timer))

    def _drop(self, smtp: SMTP) -> None:
        self._idle = [each for each in self._idle if each[0] is not smtp]
        smtp.close()


async def _hand_over(smtp: SMTP, envelope: Envelope, attempt: Attempt) -> None:
    encoding = "utf-8" if envelope.utf8 else "ascii"
    options = ["SMTPUTF8"] if envelope.utf8 else []
    if envelope.utf8:
        await smtp.ehlo()
        if not smtp.supports_extension("smtputf8"):
            raise aiosmtplib.SMTPNotSupported("SMTPUTF8")
    await smtp.mail(envelope.sender, options=options, encoding=encoding)
    await smtp.rcpt(envelope.recipient, encoding=encoding)
    attempt.handing_over = True
    await smtp.data(envelope.body)


# What answers mean


def _failure(error: Exception, attempt: Attempt) -> SendFailed:
    for kind, follows in _FAILURES:
        if isinstance(error, kind):
            return follows(error, attempt)
    return SendFailed(type(error).__name__, again=True, ambiguous=attempt.handing_over)


def _recipient(error: Exception, _: Attempt) -> SendFailed:
    """Its mailbox isn't there: gone. A server that doesn't like us, or a full mailbox, is something else."""
    code, message = getattr(error, "code", 0), str(getattr(error, "message", ""))
    if code < 500 or _FULL.search(message):
        return SendFailed(reasons.MAIL_LATER, again=True)
    if _OURS.search(message):
        return SendFailed(reasons.MAIL_REFUSED)
    return SendFailed(reasons.NO_MAILBOX, gone=True)


def _content(error: Exception, _: Attempt) -> SendFailed:
    passing = getattr(error, "code", 0) < 500
    return SendFailed(reasons.MAIL_LATER if passing else reasons.MAIL_REFUSED, again=passing)


def _address(_: Exception, __: Attempt) -> SendFailed:
    """The server doesn't know letters beyond English ones in an address."""
    return SendFailed(reasons.NO_MAILBOX, gone=True)


def _silent(_: Exception, attempt: Attempt) -> SendFailed:
    """Whoever got the whole e-mail and fell silent may have taken it."""
    if attempt.handing_over:
        return SendFailed(reasons.MAIL_SILENT, ambiguous=True)
    return SendFailed(reasons.MAIL_AWAY, again=True)


def _ours(_: Exception, __: Attempt) -> SendFailed:
    """The server wants none of our e-mail now: somebody has to set that right."""
    return SendFailed(reasons.MAIL_REFUSED, again=True)


_FAILURES: tuple[tuple[type[Exception], Callable[[Exception, Attempt], SendFailed]], ...] = (
    (aiosmtplib.SMTPRecipientRefused, _recipient),
    (aiosmtplib.SMTPDataError, _content),
    (aiosmtplib.SMTPNotSupported, _address),
    (aiosmtplib.SMTPServerDisconnected, _silent),
    (aiosmtplib.SMTPResponseException, _ours),
    (OSError, _silent),
    (aiosmtplib.SMTPException, _ours),
)
"""The first that the error is decides; a time-out is an OSError."""
