"""A notice ready to be sent: the drawn card, for whom, where to, and what goes along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlmodel import Session

from knowledge.people import Person
from storage.turns import Address

from .links import Document

Files = Callable[[Session, Person, Mapping[str, Any], str, datetime], tuple[Document, ...]]
"""The files that go with a notice in an e-mail: for somebody, by its data, in their language, now."""


@dataclass(frozen=True)
class Parcel:
    """A card to send. `message` is its number in the outbox, None for a turn's answer."""

    where: Address
    card: Mapping[str, Any] = field(hash=False)
    language: str = "fi"
    message: int | None = None
    person: int | None = None
    files: tuple[Document, ...] = ()


class Postman(Protocol):
    """A channel that carries cards: Teams, e-mail."""

    async def deliver(self, parcel: Parcel, replaces: str | None = None) -> str:
        """Send the card, or put it in the place of one sent before: its id. Raises SendFailed."""
