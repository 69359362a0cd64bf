"""The way of a conclusion: from proposals over the agenda's item and the session to what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Source:
    """A proposal that a conclusion goes back to; `number` is what people call it by."""

    id: int
    number: str
    title: str


@dataclass(frozen=True)
class Report:
    """What an organisation told of a conclusion."""

    organisation: str
    state: str
    at: datetime


@dataclass(frozen=True)
class Trail:
    """Where a conclusion comes from and what came of it; `item` is 0 where no agenda had it."""

    conclusion: str
    session: str
    names: Mapping[str, str] = field(hash=False)
    version: int
    part: int
    item: int = 0
    item_title: str = ""
    proposals: tuple[Source, ...] = ()
    reports: tuple[Report, ...] = ()

    @property
    def whole(self) -> bool:
        """Does it lead back to proposals, without a gap?"""
        return bool(self.proposals and self.item and self.session and self.version)
