"""E-mail as a channel for notices: each is written from its card and handed to the mail server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol
from uuid import uuid4

from cards.mail import Way, letter

from . import reasons
from .mail_links import VALID, MailLinks, Visit
from .mail_message import BadAddress, Post, Sender, message
from .outcomes import SendFailed
from .parcels import Parcel
from .settings import Misconfigured, Settings
from .smtp import Envelope, Server, Smtp

CHANNEL = "mail"
LOCAL_SENDER = "alke-botti@localhost.localdomain"
FOLDER = "mail"

Clock = Callable[[], datetime]


class Outlet(Protocol):
    """Where written e-mails go."""

    async def take(self, envelope: Envelope) -> None:
        """Take one. Raises SendFailed."""

    async def close(self) -> None:
        """No more come."""


class Folder:
    """Keeps e-mails as files to look at, where there is no mail server to try the bot with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def take(self, envelope: Envelope) -> None:
        """Keep it, under a name that sorts by time."""
        await asyncio.to_thread(self._write, envelope)

    def _write(self, envelope: Envelope) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        (self._folder / f"{stamp}.eml").write_bytes(envelope.body)

    async def close(self) -> None:
        """Nothing is open."""


class Mail:
    """The postman for e-mail. `offered`: the verbs that the pages have buttons for."""

    def __init__(
        self, outlet: Outlet, sender: Sender, links: MailLinks, offered: frozenset[str], clock: Clock
    ) -> None:
        self._outlet = outlet
        self._sender = sender
        self._links = links
        self._offered = offered
        self._clock = clock

    @classmethod
    def of(cls, settings: Settings, links: MailLinks, offered: frozenset[str], clock: Clock) -> Mail | None:
        """The one that the settings tell of, None without. Raises Misconfigured."""
        check = mail_check(settings)
        if not check.fine:
            raise Misconfigured(check.advice)
        url = settings.smtp_url.get_secret_value()
        if not url and not settings.local:
            return None
        sender = Sender.of(settings.mail_from or LOCAL_SENDER)
        name = sender.address.domain
        outlet = Smtp(Server.of(url), name) if url else Folder(settings.data_dir / FOLDER)
        return cls(outlet, sender, links, offered, clock)

    async def deliver(self, parcel: Parcel, replaces: str | None = None) -> str:
        """Send the card as an e-mail, in answer to the one it would replace: its id. Raises SendFailed."""
        envelope, number = await asyncio.to_thread(self._written, parcel, replaces)
        await self._outlet.take(envelope)
        return number

    async def close(self) -> None:
        """No more is sent."""
        await self._outlet.close()

    def _written(self, parcel: Parcel, replaces: str | None) -> tuple[Envelope, str]:
        now, domain = self._clock(), self._sender.address.domain
        page, way = self._page(parcel, now)
        number = self._links.message_id(parcel.message, domain) if parcel.message else _other_id(domain)
        to = str(parcel.where.user.get("address", ""))
        post = Post(to, number, parcel.language, now, replaces, f"{page}/stop" if page else None)
        written = letter(parcel.card, parcel.language, self._offered, way)
        try:
            made = message(written, post, self._sender, parcel.files)
        except BadAddress as error:
            raise SendFailed(reasons.NO_MAILBOX, gone=True) from error
        recipient = made["To"].addresses[0].addr_spec
        utf8 = not recipient.isascii()
        return Envelope(self._sender.address.addr_spec, recipient, made.as_bytes(), utf8), number

    def _page(self, parcel: Parcel, now: datetime) -> tuple[str | None, Way | None]:
        """The address of the reader's page, where there can be one."""
        if self._links.base is None or parcel.message is None or parcel.person is None:
            return None, None
        until = (now + VALID).replace(microsecond=0)
        page = f"{self._links.base}{self._links.visit(Visit(parcel.person, parcel.message, until))}"
        return page, Way(page, until)


def _other_id(domain: str) -> str:
    """The id of an e-mail that isn't a message of the outbox."""
    return f"<{uuid4().hex}@{domain}>"


class MailCheck(NamedTuple):
    """How e-mail is set up: in words, whether it is sound, and what to do where it isn't."""

    state: str
    fine: bool
    advice: str = ""


def mail_check(settings: Settings) -> MailCheck:
    """Look at the settings of e-mail; no server is called."""
    url = settings.smtp_url.get_secret_value()
    if not url:
        return _without_server(settings)
    try:
        server = Server.of(url)
        Sender.of(settings.mail_from)
    except Misconfigured as wrong:
        return MailCheck("the mail server's address can't be read", fine=False, advice=str(wrong))
    except BadAddress:
        advice = "Set ALKE_MAIL_FROM to the address that e-mail comes from, such as alke@example.fi."
        return MailCheck("no address that e-mail comes from", fine=False, advice=advice)
    page = "" if settings.local or settings.public_url else ", without pages: ALKE_PUBLIC_URL isn't set"
    return MailCheck(f"by {server.host}:{server.port}{page}", fine=True)


def _without_server(settings: Settings) -> MailCheck:
    if settings.local:
        return MailCheck(f"kept as files in {settings.data_dir / FOLDER}", fine=True)
    return MailCheck("none is sent: ALKE_SMTP_URL isn't set", fine=True)
