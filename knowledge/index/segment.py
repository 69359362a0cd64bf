"""What was read of the index, kept in memory in the form a search needs."""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.index.terms import LANGUAGES, Row, bare

K1, B = 1.2, 0.75  # the usual values of BM25: how fast repetition stops counting, how much length matters
ANY = ""  # the language of a concept, which is in none
ABROAD = 0.5  # a word found in another language's text: mostly a name
VIEWS = 64  # askers who see different things, each with what may take a megabyte
NO_WORD = re.compile("[# ]")  # a concept, a numbered road
CACHED, FACETS = 2000, 128  # terms whose impacts, filters whose documents stay in memory


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the index has come: the change it follows, and what made its terms."""

    position: int
    signature: str


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents in which a term occurs, ascending, and its weight in each."""

    documents: "array[int]"
    weights: "array[float]"


Impacts = Mapping[int, float]
"""How much a term says of each document in which it occurs; the keys meet a set without a loop of Python."""


class Segment:
    """A part of the index that never changes. Many threads may read it.

    `rows` by the documents' numbers, None where a document is gone; `fetch` reads the postings of a term in a
    field (a language, or "facet"), `lexicon` all terms of a language.
    """

    def __init__(
        self,
        rows: Sequence[Row | None],
        mark: Mark | None,
        fetch: Callable[[str, str], Postings],
        lexicon: Callable[[str], tuple[str, ...]],
    ) -> None:
        self.rows = rows
        self.mark = mark
        self._fetch = fetch
        self._lengths = [
            array("f", (row.lengths[at] if row else 0.0 for row in rows)) for at in range(len(LANGUAGES))
        ]
        self.years = array("i", ((row and row.year) or 0 for row in rows))
        self.totals = lru_cache(VIEWS)(self._totals)
        self.impacts = lru_cache(CACHED)(self._impacts)
        self.facets = lru_cache(FACETS)(self._facets)
        self._terms = lexicon
        self.lexicon = lru_cache(len(LANGUAGES))(self._lexicon)

    def _lexicon(self, lang: str) -> Mapping[tuple[str, int], Sequence[tuple[str, str]]]:
        """Every word of a language, bare and as it is, by its first letter and how many it has."""
        found: defaultdict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
        for term in self._terms(lang):
            if NO_WORD.search(term):
                continue
            letters = bare(term)
            found[letters[:1], len(letters)].append((letters, term))
        return found

    def _facets(self, name: str, values: frozenset[object]) -> frozenset[int]:
        """The documents that have any of the values."""
        return frozenset().union(*(self._fetch("facet", f"{name} {value}").documents for value in values))

    def _totals(self, numbers: frozenset[int]) -> tuple[tuple[float, int], ...]:
        """By language the length of the documents' texts, and how many documents have one."""
        found = [[length for number in numbers if (length := column[number])] for column in self._lengths]
        return tuple((sum(lengths), len(lengths)) for lengths in found)

    def _impacts(self, term: str, lang: str, means: tuple[float, ...]) -> Impacts:
        """How much the term says of each document: in the language asked or in ANY, else for less.

        `means`: the mean length of a text by language.
        """
        found: dict[int, float] = {}
        for at, other in enumerate(LANGUAGES):
            factor = 1.0 if lang in (other, ANY) else ABROAD
            for number, impact in self._saturated(other, term, self._lengths[at], means[at]):
                found[number] = max(found.get(number, 0.0), impact * factor)
        return found

    def _saturated(
        self, lang: str, term: str, lengths: "array[float]", mean: float
    ) -> list[tuple[int, float]]:
        """The term's weight in each document as BM25 counts it: 0…K1 + 1."""
        postings = self._fetch(lang, term)
        base, slope = K1 * (1 - B), K1 * B / mean
        return [
            (number, weight * (K1 + 1) / (weight + base + slope * lengths[number]))
            for number, weight in zip(postings.documents, postings.weights, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The index between two changes: its segments, and which documents of each are still in force."""

    mark: Mark
    segments: tuple[Segment, ...]
    live: tuple[frozenset[int], ...]


EMPTY = Snapshot(Mark(-1, ""), (), ())
