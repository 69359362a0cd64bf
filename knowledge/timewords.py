"""Years meant by time words: absolute, relative, ranges, rounds and government terms, in fi, sv and en."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.ids import Span, find_ids
from knowledge.reckoning import Resolve
from knowledge.timerules import rules
from knowledge.years import Calendar, Years


@dataclass(frozen=True)
class When:
    """Years found in a text, ascending, and the spans of characters that named them."""

    years: Years = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class TimeFinder:
    """The rules, read from the top: a stretch of text that one rule has taken is gone for those below."""

    rules: tuple[tuple[re.Pattern[str], Resolve], ...]

    def find(self, text: str, calendar: Calendar) -> When:
        """All years that a lower-case text means; ids and numbers of acts hold none."""
        years: set[int] = set()
        spans: list[Span] = []
        taken: list[Span] = list(find_ids(text).spans)
        for pattern, resolve in self.rules:
            for match in _free(pattern.finditer(text), taken):
                meant = resolve(calendar, match)
                years.update(meant)
                taken.append(match.span())
                spans.extend([match.span()] if meant else [])
        return When(tuple(sorted(years)), tuple(sorted(spans)))


def time_finder() -> TimeFinder:
    """Compile the rules; the caller keeps them."""
    return TimeFinder(rules())


def _free(matches: Iterable[re.Match[str]], taken: list[Span]) -> list[re.Match[str]]:
    return [m for m in matches if all(m.end() <= start or end <= m.start() for start, end in taken)]
