"""What relative years are relative to: today, the known rounds, the question before."""

from dataclasses import dataclass
from datetime import date

Years = tuple[int, ...]

TERMS = ((2011, 2015), (2016, 2019), (2020, 2023), (2024, 2027))
"""First and last year of each regional development decision."""

WIDEST = 60  # years: no range that a person means is wider


@dataclass(frozen=True)
class Calendar:
    """The year now, the years of the known rounds (ascending), and those of the question before this one."""

    today: date
    rounds: Years = ()
    previous: Years = ()

    @property
    def year(self) -> int:
        """This calendar year."""
        return self.today.year

    def between(self, first: int, last: int) -> Years:
        """The rounds from one year to another; the years themselves where no round is known."""
        first, last = sorted((first, last))
        last = min(last, first + WIDEST)
        return tuple(year for year in self.rounds if first <= year <= last) or tuple(range(first, last + 1))

    def before(self, year: int, count: int | None = None) -> Years:
        """The latest `count` rounds before a year, or all of them."""
        earlier = [known for known in self.rounds if known < year]
        return tuple(earlier if count is None else earlier[-count:])

    def term(self, offset: int) -> Years:
        """The rounds of this government term (0), of the one before (-1), …"""
        now = next(
            (at for at, (first, last) in enumerate(TERMS) if first <= self.year <= last), len(TERMS) - 1
        )
        return self.between(*TERMS[max(0, min(now + offset, len(TERMS) - 1))])

    def this_round(self) -> Years:
        """The round of this year, or the latest one before it."""
        return self.before(self.year + 1, 1)

    def next_round(self) -> Years:
        """The first round after this year, where it is known."""
        return tuple(known for known in self.rounds if known > self.year)[:1]

    def shifted(self, years: int) -> Years:
        """The years of the question before this one, moved; this year moved where it named none."""
        return tuple(year + years for year in self.previous or (self.year,))
