"""How well entries answer a question: BM25 over weighted terms, counted over what the asker may see."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import chain
from math import inf, log, sqrt
from operator import itemgetter

from knowledge.index.records import Filters, Found, Hit
from knowledge.index.segment import K1, Segment, Snapshot
from knowledge.index.terms import Wanted

PARTLY = 0.8  # the parts of a compound are weaker evidence than the compound, even all of them together
MOST_ASKED, MOST_ALIKE = 40, 25  # different words of a question, of a text whose like is sought
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
        row = self.segments[at].rows[number]
        return (row and row.year) or 0

    def rarity(self, term: str, lang: str) -> float:
        """Inverse document frequency; what nobody wrote is as rare as what was written once."""
        frequency = max(self.frequency(term, lang), 1)
        return log(1 + (max(self.count, 1) - frequency + 0.5) / (frequency + 0.5))

    def weight(self, word: Wanted, lang: str) -> float:
        """How much a word tells: the rarity of its most frequent reading."""
        return min(self.rarity(lemma, lang) for lemma in word.lemmas)

    def _means(self) -> tuple[float, ...]:
        """The mean length of a text by language."""
        totals = [s.totals(visible) for s, visible in zip(self.segments, self.visible, strict=True)]
        return tuple(_mean(of_language) for of_language in zip(*totals, strict=True))

    def _frequency(self, term: str, lang: str) -> int:
        """In how many entries a term occurs, in any language."""
        pairs = zip(self.segments, self.visible, strict=True)
        return sum(
            len(visible.intersection(s.impacts(term, lang, self.means).documents)) for s, visible in pairs
        )

    def _allowed(self, filters: Filters) -> Allowed:
        pairs = zip(self.segments, self.visible, strict=True)
        return tuple(_filter(segment, visible, filters) for segment, visible in pairs)


def _mean(totals: Iterable[tuple[float, int]]) -> float:
    """To two digits, so that it seldom changes and what was computed with it stays good."""
    length, count = (sum(column) for column in zip(*totals, strict=True))
    return float(f"{length / count:.2g}") if count else 1.0


def rank(
    view: View, allowed: Allowed, words: Sequence[Wanted], lang: str, floor: float
) -> tuple[Scores, ...]:
    """By segment the documents in which any of the words occurs.

    `floor`: the least share of the question that a document must hold, 0…1, each word weighing by its rarity.
    A word is held when one of its base forms is; of its parts, each holds its share of PARTLY.
    """
    pairs = zip(view.segments, allowed, strict=True)
    return tuple(_answering(view, segment, numbers, words, lang, floor) for segment, numbers in pairs)


def _answering(
    view: View, segment: Segment, allowed: frozenset[int], words: Sequence[Wanted], lang: str, floor: float
) -> Scores:
    least = floor - 1e-9  # two equal words of which one is there hold a half, whatever their sums round to
    scores, held = _weighed(view, segment, allowed, words, lang, least)
    return {number: score for number, score in scores.items() if held[number] >= least} if floor else scores


def _weighed(
    view: View, segment: Segment, allowed: frozenset[int], words: Sequence[Wanted], lang: str, least: float
) -> tuple[Scores, Scores]:
    """The score of each document, and how much of the question it holds, 0…1.

    Term by term over whole postings: the loop in which a search spends its time. The rarest words come first,
    so that documents which only have words too common to make up `least` are not looked at.
    """
    scores: Scores = {}
    held: Scores = {}
    weighty = sorted(((view.weight(word, lang), word) for word in words), key=itemgetter(0), reverse=True)
    whole = left = sum(weight for weight, _ in weighty)
    for weight, word in weighty:
        considered = allowed if left >= least * whole else frozenset(held)
        left -= weight
        shares: Scores = {}
        for term, share in _shares(word):
            peak = word.boost * view.rarity(term, lang)
            for number, impact in segment.impacts(term, lang, view.means).among(considered):
                scores[number] = scores.get(number, 0.0) + peak * impact
                shares[number] = shares.get(number, 0.0) + share
        for number, share in shares.items():
            held[number] = held.get(number, 0.0) + (share if share < 1 else 1.0) * weight / whole
    return scores, held


def answers(
    view: View, words: Sequence[Wanted], lang: str, filters: Filters, floor: float, recency: float
) -> tuple[Scores, ...]:
    """Entries that answer the words; without words all that the filters leave, scored by their year."""
    allowed = view.allowed(filters)
    if not words:
        return tuple({n: float(view.year(at, n)) for n in numbers} for at, numbers in enumerate(allowed))
    ranked = rank(view, allowed, strongest(view, words, lang, MOST_ASKED), lang, floor)
    return _faded(view, ranked, recency) if recency else ranked


def _faded(view: View, ranked: Sequence[Scores], recency: float) -> tuple[Scores, ...]:
    newest = max((view.year(at, n) for at, scores in enumerate(ranked) for n in scores), default=0)
    return tuple(
        {n: score / (1 + recency * (newest - (view.year(at, n) or newest))) for n, score in scores.items()}
        for at, scores in enumerate(ranked)
    )


def alike(
    view: View, words: Sequence[Wanted], lang: str, filters: Filters, floor: float
) -> tuple[Scores, ...]:
    """Entries that share the strongest words, scored by the share of what a twin of the text would score."""
    strong = strongest(view, words, lang, MOST_ALIKE)
    twin = _twin(view, strong, lang)
    ranked = rank(view, view.allowed(filters), strong, lang, 0.0)
    return tuple(
        {n: min(score / twin, 1.0) for n, score in scores.items() if score >= floor * twin}
        for scores in ranked
    )


def page(view: View, ranked: Sequence[Scores], limit: int, offset: int = 0) -> Found:
    """A stretch of the entries, best first; of equal ones the newest first, then by id."""
    last = min(nlargest(offset + limit, chain.from_iterable(s.values() for s in ranked)), default=inf)
    best = sorted(
        (-score, -view.year(at, n), row.id, row.kind)
        for at, scores in enumerate(ranked)
        for n, score in scores.items()
        if score >= last and (row := view.segments[at].rows[n])
    )
    hits = (Hit(id_, kind, -score) for score, _, id_, kind in best[offset : offset + limit])
    return Found(tuple(hits), sum(map(len, ranked)))


def strongest(view: View, words: Sequence[Wanted], lang: str, most: int) -> Sequence[Wanted]:
    """The words that tell the most of a text: the rare ones and the repeated ones."""
    if len(words) <= most:
        return words
    return nlargest(most, words, key=lambda word: view.weight(word, lang) * sqrt(word.times))


def _twin(view: View, words: Sequence[Wanted], lang: str) -> float:
    """What a text of mean length would score that has the words, each as often."""
    known = ((word, term) for word in words for term, _ in _shares(word) if view.frequency(term, lang))
    return sum(
        word.boost * view.rarity(term, lang) * (K1 + 1) * word.times / (word.times + K1)
        for word, term in known
    )


def _shares(word: Wanted) -> Iterator[tuple[str, float]]:
    """The terms of a word, and how far each stands for the whole."""
    yield from ((lemma, 1.0) for lemma in word.lemmas)
    yield from ((part, PARTLY / len(word.parts)) for part in word.parts)


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
