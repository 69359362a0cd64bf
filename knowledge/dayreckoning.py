"""How a day word becomes days: each function reads what a pattern of `dayrules` caught."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

Match = re.Match[str]
AFTER_DAYS = 90
"""A day of the year that passed this long ago is next year's; one nearer has passed."""


@dataclass(frozen=True)
class Days:
    """Days from one to another, both included. `lasting`: so many days from now on, or from a first day on;
    `weekly`: a weekday, which comes again.
    """

    first: date
    last: date
    lasting: int = 0
    weekly: bool = False


def one_day(day: date) -> Days:
    """A single day."""
    return Days(day, day)


Resolve = Callable[[Match, date], Days]

NUMBERS = {
    **dict.fromkeys(("yksi", "yhden", "yhdeksi", "en", "ett", "a", "an", "one"), 1),
    **dict.fromkeys(("kaksi", "kahden", "kahdeksi", "pari", "parin", "pariksi", "två", "ett par"), 2),
    **dict.fromkeys(("a couple of", "two", "couple of"), 2),
    **dict.fromkeys(("kolme", "kolmen", "kolmeksi", "muutaman", "muutamaksi", "muutama", "tre"), 3),
    **dict.fromkeys(("några", "three", "a few"), 3),
    **dict.fromkeys(("neljä", "neljän", "neljäksi", "fyra", "four"), 4),
    **dict.fromkeys(("viisi", "viiden", "viideksi", "fem", "five"), 5),
    **dict.fromkeys(("kuusi", "kuuden", "kuudeksi", "sex", "six"), 6),
    **dict.fromkeys(("seitsemän", "seitsemäksi", "sju", "seven"), 7),
    **dict.fromkeys(("kahdeksan", "kahdeksaksi", "åtta", "eight"), 8),
    **dict.fromkeys(("yhdeksän", "yhdeksäksi", "nio", "nine"), 9),
    **dict.fromkeys(("kymmenen", "kymmeneksi", "tio", "ten"), 10),
}
"""Number words; of "a few" what people mean at least."""


def _year(match: Match, month: int, day: int, today: date) -> date:
    """The day of the year that was said; without one of the year in which it comes next."""
    if said := match.groupdict().get("y"):
        return date(int(said), month, day)
    this = date(today.year, month, day) if (month, day) != (2, 29) else _leap(today.year)
    passed = (today - this).days > AFTER_DAYS
    return date(this.year + 1, month, day) if passed and (month, day) != (2, 29) else this


def _leap(year: int) -> date:
    """The next 29 February."""
    return next(date(y, 2, 29) for y in range(year, year + 9) if monthrange(y, 2)[1] == 29)


def _month(match: Match) -> int:
    groups = match.groupdict()
    return int(groups.get("m") or next(at for at in range(1, 13) if groups.get(f"m{at}")))


def a_date(match: Match, today: date) -> Days:
    """A day by its number and month. Raises ValueError where the calendar has none such."""
    return one_day(_year(match, _month(match), int(match["d"]), today))


def turned_date(match: Match, today: date) -> Days:
    """2026-12-05."""
    return one_day(date(int(match["y"]), int(match["m"]), int(match["d"])))


def dates_of_month(match: Match, today: date) -> Days:
    """From a day to another of the same month: "5.–12.12."."""
    last = _year(match, _month(match), int(match["e"]), today)
    return Days(last.replace(day=int(match["d"])), last)


def a_weekday(match: Match, today: date) -> Days:
    """The weekday that comes next, today's a week ahead; of "next week" the one of that week."""
    weekday = next(at for at in range(7) if match[f"w{at}"])
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    if match.groupdict().get("week"):
        ahead = weekday - today.weekday() + (7 if match.groupdict().get("next") else 0)
    day = today + timedelta(days=ahead)
    return Days(day, day, weekly=True)


def in_days(days: int) -> Resolve:
    """The day so many days ahead."""
    return lambda _, today: one_day(today + timedelta(days=days))


def weeks_ahead(weeks: int) -> Resolve:
    """A week, from Monday to Sunday."""

    def week(_: Match, today: date) -> Days:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
        return Days(max(today, monday), monday + timedelta(days=6))

    return week


def numbered_week(match: Match, today: date) -> Days:
    """The week with this number, this year's or the next."""
    number = int(match["n"])
    this = date.fromisocalendar(today.isocalendar().year, number, 1)
    passed = (today - this).days > AFTER_DAYS
    monday = date.fromisocalendar(this.isocalendar().year + passed, number, 1)
    return Days(monday, monday + timedelta(days=6))


def end_of_week(match: Match, today: date) -> Days:
    """The Sunday of this week, or of the next."""
    sunday = weeks_ahead(1 if match["next"] else 0)(match, today).last
    return one_day(sunday)


def _end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def end_of_month(match: Match, today: date) -> Days:
    """The last day of this month, of the next, or of the one named."""
    if any(match.groupdict().get(f"m{at}") for at in range(1, 13)):
        last = _end_of(_year(match, _month(match), 1, today).year, _month(match))
        return one_day(last)
    last = _end_of(today.year, today.month)
    if match["next"]:
        last = _end_of(*_later(last, 1))
    return one_day(last)


def end_of_year(match: Match, today: date) -> Days:
    """New Year's Eve."""
    return one_day(date(today.year, 12, 31))


def a_month(match: Match, today: date) -> Days:
    """A whole month, by its name."""
    first = _year(match, _month(match), 1, today)
    return Days(max(today, first), _end_of(first.year, first.month))


def next_month(match: Match, today: date) -> Days:
    """The month after this one."""
    year, month = _later(today, 1)
    return Days(date(year, month, 1), _end_of(year, month))


def _later(day: date, months: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + months, 12)
    return day.year + years, month + 1


def lasting(unit: str) -> Resolve:
    """So many days, weeks or months from today on."""

    def span(match: Match, today: date) -> Days:
        word = " ".join((match.groupdict().get("n") or "1").split())
        number = int(word) if word.isdecimal() else NUMBERS[word]
        last = today + timedelta(days=number * {"day": 1, "week": 7, "fortnight": 14, "month": 0}[unit])
        if unit == "month":
            year, month = _later(today, number)
            last = date(year, month, min(today.day, monthrange(year, month)[1]))
        return Days(today, last, (last - today).days)

    return span
