"""Final minutes: when they can be finalised, and the checksum by which any later change shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from .confirming import Book, Standing
from .minutes import State, Version
from .records import Answer, Record
from .refusals.conclusions import (
    CorrectionsOpen,
    MinutesFinal,
    MinutesNotSent,
    NewerVersion,
    TimeLeft,
)

FORM = "alke-minutes-1"
"""The first line of what the checksum is of: it says how the rest is written."""


@dataclass(frozen=True)
class Answered:
    """An organisation's answer to a version: its reservation in `note`, and by which way it came."""

    organisation: str
    answer: Answer
    note: str = ""
    at: datetime | None = None
    way: str = "chat"
    case_number: str = ""


# The checksum


def canonical(session: str, number: int, content: Mapping[str, Any], answers: Iterable[Answered]) -> bytes:
    """What the checksum is of: JSON in UTF-8, keys in order, no spaces, one line after that of the form.

    `content` is the version's as it is kept (JSON); answers stand in order of the organisations' ids.
    """
    told = {
        "session": session,
        "version": number,
        "content": content,
        "answers": [_plain(each) for each in sorted(answers, key=lambda each: each.organisation)],
    }
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{FORM}\n{written}".encode()


def _plain(answered: Answered) -> dict[str, str]:
    return {
        "organisation": answered.organisation,
        "answer": answered.answer.value,
        "note": answered.note,
        "at": answered.at.astimezone(UTC).isoformat() if answered.at else "",
        "way": answered.way,
        "case_number": answered.case_number,
    }


def checksum(session: str, number: int, content: Mapping[str, Any], answers: Iterable[Answered]) -> str:
    """The SHA-256 of a version with the answers to it, in hexadecimal digits."""
    return hashlib.sha256(canonical(session, number, content, answers)).hexdigest()


# Finalising


def check_finalising(book: Book, wanted: int, now: datetime) -> Version:
    """The version that becomes final: the newest, when it is the one that was seen. Raises a Refusal.

    Before the time to answer is up, everybody must have confirmed, with or without a reservation.
    """
    newest = book.newest
    if newest is None:
        raise MinutesNotSent
    if newest.state is State.FINAL:
        raise MinutesFinal
    if newest.number != wanted:
        raise NewerVersion(version=newest.number)
    if unsettled := len(book.undecided) + len(book.accepted):
        raise CorrectionsOpen(count=unsettled)
    if book.waiting and newest.due and now <= newest.due:
        raise TimeLeft(date=newest.due, count=len(book.waiting))
    return newest


def silent(book: Book, version: Version) -> tuple[Answered, ...]:
    """What is recorded of those who never answered a version: no answer, which confirms nothing."""
    standing = {each: book.standing(each, version.number) for each in book.asked}
    return tuple(
        Answered(each, Answer.NO_ANSWER, way="") for each, how in standing.items() if how is Standing.SILENT
    )


# Published


@dataclass(frozen=True)
class Published:
    """A conclusion as the memory gets it, and where it comes from: its part, the agenda's item, proposals."""

    record: Record
    part: int
    item: int | None = None
    proposals: tuple[int, ...] = ()
    due: date | None = None
    supersedes: str = ""
