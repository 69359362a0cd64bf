"""Days meant by a text in fi, sv and en: "perjantaihin asti", "nästa vecka", "5–12 December"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from knowledge.dayreckoning import Days, Resolve, one_day
from knowledge.dayrules import rules

LONGEST = 500  # characters looked at
FOR_GOOD = re.compile(
    r"\b(?:toistaiseksi|pysyvästi|kokonaan|lopullisesti|iäksi|tills\s+vidare|för\s+gott|permanent\w*"
    r"|for\s+good|forever|until\s+further\s+notice|indefinitely)\b"
)
TO_BEFORE = re.compile(
    r"(?:\b(?:fram\s+till|ända\s+till|till\s+och\s+med|till|tills|until|till|til|through|to|by|up\s+to)"
    r"|\bt\.?\s?o\.?\s?m\.?)\s+(?:the\s+|den\s+|på\s+|om\s+)?$"
)
FROM_BEFORE = re.compile(
    r"(?:\b(?:från\s+och\s+med|från|from|starting|since)|\bfr\.?\s?o\.?\s?m\.?)\s+(?:the\s+|den\s+|on\s+)?$"
)
IN_BEFORE = re.compile(r"\b(?:om|in)\s+$")
TO_AFTER = re.compile(r"^:?\w{0,4}\s*(?:asti|saakka|mennessä)\b")
FROM_AFTER = re.compile(r"^\s*(?:alkaen|lähtien|eteenpäin|och\s+framåt|onwards?)\b")
IN_AFTER = re.compile(r"^\s*(?:päästä|kuluttua|jälkeen|from\s+now)\b")
DASHED = re.compile(r"^\s*[-–—−]\s*$")
TO_CASES = ("hin", "hun", "oon", "on")
"""Endings of the Finnish case that tells where something ends."""
FROM_CASES = ("sta", "stä")


@dataclass(frozen=True)
class Said:
    """What a text says of days. `wrong` is what looks like a day and is none, such as "31.2."."""

    days: Days | None = None
    for_good: bool = False
    wrong: str = ""


@dataclass(frozen=True)
class _Piece:
    """One expression: where it stands, its days, and whether days begin or end there."""

    start: int
    end: int
    days: Days
    role: str


@dataclass(frozen=True)
class DayFinder:
    """The rules, read from the top: a stretch of text that one rule has taken is gone for those below."""

    rules: tuple[tuple[re.Pattern[str], Resolve], ...]

    def find(self, text: str, today: date) -> Said:
        """The days that a text means."""
        lower = text[:LONGEST].lower()
        pieces: list[_Piece] = []
        for pattern, resolve in self.rules:
            for match in pattern.finditer(lower):
                if any(match.end() > piece.start and piece.end > match.start() for piece in pieces):
                    continue
                try:
                    pieces.append(_piece(lower, match, resolve(match, today)))
                except (ValueError, OverflowError):
                    return Said(wrong=match.group().strip())
        found = _together(lower, sorted(pieces, key=lambda piece: piece.start), today)
        return Said(found, for_good=bool(FOR_GOOD.search(lower)))


@cache
def day_finder() -> DayFinder:
    """The finder, its rules compiled once."""
    return DayFinder(rules())


def _piece(text: str, match: re.Match[str], days: Days) -> _Piece:
    role = _role(text[: match.start()], match, text[match.end() :])
    ends = "end" in match.groupdict() and match["end"] is not None
    if role == "to" and days.first != days.last and not days.lasting and not ends:
        days = one_day(days.first - timedelta(days=1))  # "until next week" ends before it begins
    if role == "in":
        days = one_day(days.last)
    return _Piece(match.start(), match.end(), days, "to" if ends else role)


def _role(before: str, match: re.Match[str], after: str) -> str:
    """Whether days begin or end there, or it is so far ahead."""
    case = match.groupdict().get("case") or ""
    told = {
        "to": TO_BEFORE.search(before) or TO_AFTER.search(after) or case.endswith(TO_CASES),
        "from": FROM_BEFORE.search(before) or FROM_AFTER.search(after) or case.endswith(FROM_CASES),
        "in": IN_BEFORE.search(before) or IN_AFTER.search(after),
    }
    return next((role for role, said in told.items() if said), "at")


def _together(text: str, pieces: list[_Piece], today: date) -> Days | None:
    """One stretch of days of all that was named."""
    if not pieces:
        return None
    first, *others = pieces
    if not others:
        return _alone(first, today)
    second = others[0]
    if second.days.lasting and not first.days.lasting:  # "from 5 December for a week"
        return Days(first.days.first, first.days.first + timedelta(days=second.days.lasting - 1))
    dashed = DASHED.match(text[first.end : second.start])
    if second.role == "to" or first.role == "from" or dashed:
        return Days(first.days.first, _not_before(first.days.first, second.days))
    return _alone(first, today)


def _alone(piece: _Piece, today: date) -> Days:
    return replace(piece.days, first=min(today, piece.days.first)) if piece.role == "to" else piece.days


def _not_before(first: date, end: Days) -> date:
    """The end of days that begin then: a weekday is the one after that."""
    weeks = -(-(first - end.last).days // 7)
    return end.last + timedelta(weeks=weeks) if end.weekly and end.last < first else end.last
