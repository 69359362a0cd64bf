"""How a time expression becomes years: each function reads what a pattern of `timerules` caught."""

import re
from collections.abc import Callable

from knowledge.years import TERMS, Calendar, Years

Match = re.Match[str]
Resolve = Callable[[Calendar, Match], Years]

GOVERNMENTS = {"sipilä": TERMS[1], "marin": TERMS[2], "orpo": TERMS[3]}
NUMBERS = {
    **dict.fromkeys(("yksi", "yhden", "ett", "a", "one"), 1),
    **dict.fromkeys(
        ("kaksi", "kaks", "kahden", "kahdella", "kahdelta", "kahtena", "pari", "parin", "två", "two"), 2
    ),
    **dict.fromkeys(("kolme", "kolmen", "kolmella", "kolmelta", "kolmena", "tre", "three"), 3),
    **dict.fromkeys(("neljä", "neljän", "neljällä", "neljänä", "fyra", "four"), 4),
    **dict.fromkeys(("viisi", "viis", "viiden", "viidellä", "viitenä", "fem", "five"), 5),
}


def _said(match: Match) -> list[str]:
    """The numbers and names that a pattern caught, in order."""
    return [group for group in match.groups() if group]


def count(match: Match) -> int:
    """The number caught, in digits or as a word; one where none was said."""
    word = next(iter(_said(match)), "1")
    return int(word) if word.isdecimal() else NUMBERS[word]


def years_between(calendar: Calendar, match: Match) -> Years:
    """Of "2020/23" the range; "2026/06" counts no years, so it is its first."""
    first, last = _said(match)
    to = int(last if len(last) == 4 else first[:2] + last)
    return calendar.between(int(first), to) if len(last) == 4 or to > int(first) else (int(first),)


def since(calendar: Calendar, match: Match) -> Years:
    first = count(match)
    return calendar.between(first, max(calendar.year, first))


def after(calendar: Calendar, match: Match) -> Years:
    first = count(match) + 1
    return calendar.between(first, max(calendar.year, first))


def decade(calendar: Calendar, match: Match) -> Years:
    return calendar.between(count(match), count(match) + 9)


def the_year(calendar: Calendar, match: Match) -> Years:
    year = count(match)
    return (year if year > 99 else 2000 + year,)


def last_years(calendar: Calendar, match: Match) -> Years:
    return calendar.between(calendar.year - count(match), calendar.year)


def government_years(calendar: Calendar, match: Match) -> Years:
    return calendar.between(*GOVERNMENTS[_said(match)[0]])


def of(years: Callable[[Calendar], Years]) -> Resolve:
    return lambda calendar, match: years(calendar)


def year_off(years: int) -> Resolve:
    return lambda calendar, match: (calendar.year + years,)


def term_years(offset: int) -> Resolve:
    return lambda calendar, match: calendar.term(offset)
