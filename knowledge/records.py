"""What the memory holds, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a record is."""

    CONCLUSION = "conclusion"
    GOAL = "goal"
    AGENDA = "agenda"
    MINUTES = "minutes"
    DOCUMENT = "document"


IMPORTABLE = frozenset(Kind)


class Answer(StrEnum):
    """How an organisation answered a version of the minutes."""

    CONFIRMED = "confirmed"
    RESERVATION = "reservation"
    CORRECTION = "correction"
    NO_ANSWER = "no answer"


@dataclass(frozen=True)
class Wording:
    """A record's text in one language."""

    title: str
    text: str


@dataclass(frozen=True)
class Confirmations:
    """How a session's organisations answered its minutes, by answer; `final` when the minutes are locked."""

    final: bool
    finalised: datetime | None
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def asked(self) -> int:
        """How many organisations were asked."""
        return sum(self.counts.values())

    @property
    def confirmed(self) -> int:
        """How many confirmed, with or without a reservation."""
        return self.counts.get(Answer.CONFIRMED, 0) + self.counts.get(Answer.RESERVATION, 0)


@dataclass(frozen=True)
class Meeting:
    """The session that a record comes from: names by language and the moment it began."""

    id: str
    names: dict[str, str]
    starts: datetime | None


@dataclass(frozen=True)
class Record:
    """One record. Codes: regions by Statistics Finland, ministries by Finnish abbreviation, goals by id.

    Of a conclusion, `due` is the day by which those responsible report what came of it, `superseded` the id
    of the conclusion that stands in its place.
    """

    id: str
    kind: str
    year: int | None
    texts: dict[str, Wording]
    regions: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    used_in: tuple[str, ...] = ()
    source: str | None = None
    meeting: Meeting | None = None
    confirmations: Confirmations | None = None
    due: date | None = None
    superseded: str | None = None

    def wording(self, language: str) -> tuple[str, Wording]:
        """The text in the language, else in Finnish, else in what there is; with the language it is in."""
        found = next((lang for lang in (language, "fi", "sv", "en") if lang in self.texts), None)
        return (found, self.texts[found]) if found else (language, Wording("", ""))
