"""Roads by number: "valtatie 9", "vt 9", "riksväg 9" and "highway 9" are one name, not a word and a number.

A number tells the road whatever the word, since no two public roads of Finland share one. European roads
("E12") are single words as they are written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TIE = "tie(?:n|t|tä|llä|lle|ltä|ssä|stä|hen)?"
_TEI = "tei(?:den|tä|llä|lle|ltä|ssä|stä|hin)"  # by itself mostly "you"
_NUMBER = r"\d{1,3}(?::[a-zäö]{1,4})?"
_NUMBERS = rf"{_NUMBER}(?:\s?(?:,|–|-|ja|sekä|och|samt|and)\s?{_NUMBER})*"
ROAD = (
    rf"(?P<word>\b(?:(?:valta|kanta|seutu|yhdys|maan)(?:{_TIE}|{_TEI})|{_TIE}|vt|kt|rv"
    r"|(?:riks|stam|lands)?väg(?:en|ar|arna)?|(?:high|motor)ways?|(?:main |trunk )?roads?))"
    rf"\.?\s(?P<numbers>{_NUMBERS})(?![\d.:,-]*\d)(?!\s?(?:km|m|kilom|%|€))"
)
"""A road's word in any form, and one or more numbers after it."""

ONE = re.compile(r"(?P<number>\d+)(?::\w+)?")
_BASES = (
    ("valta", "valtatie"),
    ("kanta", "kantatie"),
    ("seutu", "seututie"),
    ("yhdys", "yhdystie"),
    ("maan", "maantie"),
    ("ti", "tie"),
    ("vt", "valtatie"),
    ("kt", "kantatie"),
    ("riks", "riksväg"),
    ("rv", "riksväg"),
    ("stam", "stamväg"),
    ("lands", "landsväg"),
    ("vä", "väg"),
    ("high", "highway"),
    ("motor", "motorway"),
    ("", "road"),
)
"""How a road's word begins, and its base form."""


@dataclass(frozen=True, slots=True)
class Road:
    """A road named in a text: the base form of its word, its number, and where it stands."""

    base: str
    number: str
    start: int
    end: int

    @property
    def lemmas(self) -> tuple[str, str]:
        """The name as one says it, and as any language and class of roads has it."""
        return f"{self.base} {self.number}", f"tie {self.number}"


def roads(found: re.Match[str]) -> Iterator[Road]:
    """The roads that a match of ROAD names; the word stands with the first of them."""
    base, at = _base(found["word"].lower()), found.start("numbers")
    for order, number in enumerate(ONE.finditer(found["numbers"])):
        start = at + number.start() if order else found.start()
        yield Road(base, number["number"], start, at + number.end())


def _base(word: str) -> str:
    return next(base for beginning, base in _BASES if word.startswith(beginning))
