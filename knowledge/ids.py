"""Ids of records and numbers of acts in a text: "2025-19-03", "2026-06", "756/2021"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.words import Token

Span = tuple[int, int]

RECORD = re.compile(
    r"(?<![\w/–-])(?:19|20)(?P<year>\d\d)-(?!luvu|luku|tal)(?P<part>\w{1,12})(?P<rest>(?:-\w{1,16})*)(?![\w/-])"
)
# "2025/2024" names years and "11/2024" a month; no act has had such a number.
ACT = re.compile(r"(?<![\w/–-])(?!(?:19|20)\d\d/)(?!(?:0?[1-9]|1[0-2])/)\d{1,4}/(?:19|20)\d\d(?![\w/-])")


@dataclass(frozen=True)
class Ids:
    """The stretches of characters that are ids of records, and those that are numbers of acts."""

    records: tuple[Span, ...] = ()
    acts: tuple[Span, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Both, in no order."""
        return (*self.records, *self.acts)


def find_ids(text: str) -> Ids:
    """All ids in a text."""
    records = tuple(match.span() for match in RECORD.finditer(text) if _is_id(match))
    return Ids(records, tuple(match.span() for match in ACT.finditer(text)))


def joined(tokens: Iterable[Token], spans: Sequence[Span], text: str) -> Iterator[Token]:
    """The words of a text with each id as one word of no parts: nothing in it means anything by itself."""
    for token in tokens:
        span = next(((start, end) for start, end in spans if start <= token.start < end), None)
        if span is None:
            yield token
        elif token.start == span[0]:
            yield _whole(token, text[span[0] : span[1]].lower(), span[1])


def _whole(token: Token, written: str, end: int) -> Token:
    """The id in its base form: "2025-08-muistio" of "2025-08-muistiossa"."""
    base = token.lemmas[0] if token.end >= end else written
    return token._replace(text=written, end=max(token.end, end), lemmas=(base,), terms=(base,), stop=False)


def _is_id(match: re.Match[str]) -> bool:
    """Whether the second part is a number or a code, and not the last year of a range: "2020-23"."""
    part, rest = match["part"], match["rest"]
    counts_on = len(part) == 4 or (len(part) == 2 and part > match["year"])
    if not part.isdecimal():
        return bool(rest)
    return rest[-1:].isdecimal() if counts_on else len(part) < 4
