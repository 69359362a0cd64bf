"""Signed links to documents: what is to be made, for whom, in which language, until when the link works."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from itsdangerous import BadData, URLSafeSerializer
from sqlmodel import Session

from knowledge.people import Person
from knowledge.refusals.agendas import LinkBroken, LinkOld, NoAddress

from .settings import Settings

VALID = timedelta(minutes=15)
PATH = "/documents"


@dataclass(frozen=True)
class Ticket:
    """What a link asks for: a kind of document with its data (JSON-safe), for whom, in whose language."""

    kind: str
    person: int
    language: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Link:
    """A ticket and the moment it ends."""

    ticket: Ticket
    until: datetime

    def check(self, now: datetime) -> None:
        """Refuse a link that has expired."""
        if now > self.until:
            raise LinkOld(minutes=int(VALID.total_seconds()) // 60)


@dataclass(frozen=True)
class Document:
    """A file: its name, its type, its bytes."""

    name: str
    content_type: str
    body: bytes


Builder = Callable[[Session, Person, Ticket, datetime], Document]
"""Makes a kind of document for somebody, when they may have it. Raises a Refusal."""


class Links:
    """Makes links and reads them again. Without `base`, the bot's own address, none can be made."""

    def __init__(self, base: str | None = None, key: bytes | None = None) -> None:
        self._base = base
        how = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
        self._sealed = URLSafeSerializer(
            key or secrets.token_bytes(32), salt="alke.documents", signer_kwargs=how
        )

    @classmethod
    def of(cls, settings: Settings) -> Links:
        """The links of a process: in local mode its key is its own, else every replica has the same."""
        if settings.local:
            return cls(f"http://127.0.0.1:{settings.port}")
        return cls(settings.public_url or None, settings.app_secret.get_secret_value().encode() or None)

    @property
    def possible(self) -> bool:
        """Whether the bot knows its own address."""
        return self._base is not None

    def lasting(self, path: str = "") -> str:
        """A permanent address such as that of a conclusion; empty where the bot doesn't know its own."""
        return f"{self._base}{path}" if self._base else ""

    def make(self, ticket: Ticket, now: datetime, path: str = PATH) -> str:
        """An address that works for a quarter of an hour. Raises NoAddress."""
        if self._base is None:
            raise NoAddress
        return f"{self._base}{path}/{self.seal(ticket, now)}"

    def seal(self, ticket: Ticket, now: datetime) -> str:
        """A ticket that nobody can change, with its end."""
        until = int((now + VALID).timestamp())
        return str(
            self._sealed.dumps([ticket.kind, ticket.person, ticket.language, dict(ticket.data), until])
        )

    def open(self, token: str) -> Link:
        """What a link asks for. Raises LinkBroken for one that wasn't made here."""
        try:
            kind, person, language, data, until = self._sealed.loads(token)
        except BadData as error:
            raise LinkBroken from error
        return Link(Ticket(kind, person, language, data), datetime.fromtimestamp(until, UTC))
