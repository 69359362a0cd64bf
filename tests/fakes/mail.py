"""A real mail server on a free port, which refuses and stalls where it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


@dataclass
class FakeMail:
    """What came, and what is answered: to a recipient, to a content; `stalls` never answers a content."""

    port: int = 0
    came: list[Envelope] = field(default_factory=list)
    recipient: str = ""
    content: str = ""
    stalls: bool = False
    hangs_up: bool = False
    connections: int = 0
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    held: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def messages(self) -> list[EmailMessage]:
        """What came, read."""
        return [read(each.original_content or b"") for each in self.came]

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.hangs_up and server.transport:
            server.transport.close()
        if self.recipient:
            return self.recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.stalls:
            await self.held.wait()
        if self.content:
            return self.content
        self.came.append(envelope)
        return "250 OK"

    def login(self, server: SMTP, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        """Take whoever comes."""
        self.logins.append((given.login, given.password))
        return AuthResult(success=True)


def read(raw: bytes) -> EmailMessage:
    """An e-mail as a message."""
    made = message_from_bytes(raw, policy=default)
    assert isinstance(made, EmailMessage)
    return made


@asynccontextmanager
async def mail_server(**how: Any) -> AsyncIterator[FakeMail]:
    """Serve on a free port of this machine until the block ends."""
    fake, loop = FakeMail(), asyncio.get_running_loop()

    def connected() -> SMTP:
        fake.connections += 1
        usual = {"authenticator": fake.login, "auth_require_tls": False, "enable_SMTPUTF8": True}
        return SMTP(fake, loop=loop, hostname="mail.test", **(usual | how))

    server = await loop.create_server(connected, "127.0.0.1", 0)
    fake.port = server.sockets[0].getsockname()[1]
    try:
        yield fake
    finally:
        fake.held.set()
        server.close()
        await server.wait_closed()
