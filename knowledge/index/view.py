"""What an asker may see of the index, and how rare words are there."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from math import log

from knowledge.index.records import Filters
from knowledge.index.segment import ANY, Segment, Snapshot
from knowledge.index.terms import Wanted

PARTLY = 0.8  # the parts of a compound are weaker evidence than the compound, even all of them together
LIGHTLY = 0.2  # what a light word tells of what another of its rarity would
CACHED, FILTERS = 5000, 64  # terms whose frequency, filters whose entries are remembered

Allowed = tuple[frozenset[int], ...]
Scores = dict[int, float]  # by the number of a document in its segment; numbers cost the collector nothing


class View:
    """What holders of some tokens may see of a snapshot; nothing else enters a count or a word's weight."""

    def __init__(self, snapshot: Snapshot, seen: frozenset[str]) -> None:
        self.segments = snapshot.segments
        pairs = zip(snapshot.segments, snapshot.live, strict=True)
        self.visible = tuple(live & segment.facets("seen", seen) for segment, live in pairs)
        self.count = sum(map(len, self.visible))
        self.means = self._means()
        self.frequency = lru_cache(CACHED)(self._frequency)
        self.allowed = lru_cache(FILTERS)(self._allowed)

    def year(self, at: int, number: int) -> int:
        """The year of a document of the segment `at`, 0 where it has none."""
        return self.segments[at].years[number]

    def rarity(self, term: str, lang: str) -> float:
        """Inverse document frequency; what nobody wrote is as rare as what was written once."""
        return self._rarity(max(self.frequency(term, lang), 1))

    def _rarity(self, frequency: int) -> float:
        return log(1 + (max(self.count, 1) - frequency + 0.5) / (frequency + 0.5))

    def weight(self, word: Wanted, lang: str) -> float:
        """How much a word tells, by its rarity. A light word tells little, and a compound with a general word
        in it ("asuntopula") hardly more than its other parts."""
        whole = self._rarity_of(word, lang)
        told = min(whole, sum(self._parts(word, lang).values())) if word.faint else whole
        return told * LIGHTLY if word.light else told

    def shares(self, word: Wanted, lang: str) -> Iterator[tuple[str, float]]:
        """The terms of a word but its concepts, and how far each stands for the whole.

        The parts of a compound share PARTLY by their rarity, and all of it only where they tell as much as
        the rarest word: "talous" is no "biotalous", and "kunta" with "talous" no "kuntatalous", since two
        common words meet by chance. A general word beside them changes nothing.
        """
        parts = self._parts(word, lang)
        whole = max(sum(parts.values()), 0.0 if word.faint else self._rarity(1))
        yield from ((lemma, 1.0) for lemma in word.lemmas)
        yield from ((part, PARTLY * told / whole) for part, told in parts.items())

    def _rarity_of(self, word: Wanted, lang: str) -> float:
        """The rarity of a word's most frequent reading, what means the same included."""
        own = (self.rarity(lemma, lang) for lemma in word.lemmas)
        return min(chain(own, (self.rarity(concept, ANY) for concept in word.concepts)))

    def _parts(self, word: Wanted, lang: str) -> dict[str, float]:
        """How much each part tells."""
        return {
            part: self.rarity(part, lang) * (LIGHTLY if part in word.faint else 1.0) for part in word.parts
        }

    def _means(self) -> tuple[float, ...]:
        """The mean length of a text by language."""
        totals = [s.totals(visible) for s, visible in zip(self.segments, self.visible, strict=True)]
        return tuple(_mean(of_language) for of_language in zip(*totals, strict=True))

    def _frequency(self, term: str, lang: str) -> int:
        """In how many entries a term occurs, in any language."""
        pairs = zip(self.segments, self.visible, strict=True)
        return sum(len(s.impacts(term, lang, self.means).keys() & visible) for s, visible in pairs)

    def _allowed(self, filters: Filters) -> Allowed:
        pairs = zip(self.segments, self.visible, strict=True)
        return tuple(_filter(segment, visible, filters) for segment, visible in pairs)


def _mean(totals: Iterable[tuple[float, int]]) -> float:
    """To two digits, so that it seldom changes and what was computed with it stays good."""
    length, count = (sum(column) for column in zip(*totals, strict=True))
    return float(f"{length / count:.2g}") if count else 1.0


def _filter(segment: Segment, visible: frozenset[int], filters: Filters) -> frozenset[int]:
    groups: tuple[tuple[str, frozenset[object]], ...] = (
        ("kind", filters.kinds),
        ("year", filters.years),
        ("region", filters.regions),
        ("ministry", filters.ministries),
        ("goal", filters.goals),
    )
    facets = sorted((segment.facets(name, values) for name, values in groups if values), key=len)
    for facet in facets:  # the rarest first: of two sets the smaller one is walked through
        visible = visible & facet
    return visible - segment.facets("id", filters.without) if filters.without else visible
