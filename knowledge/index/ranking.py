"""How well entries answer a question: BM25 over weighted terms, counted over what the asker may see."""

from collections.abc import Callable, Sequence, Set
from heapq import nlargest
from itertools import chain
from math import inf, sqrt
from operator import itemgetter

from knowledge.index.records import Filters, Found, Hit, Kin
from knowledge.index.segment import ANY, K1, Segment
from knowledge.index.terms import Wanted
from knowledge.index.view import Allowed, Scores, View

SAME = 0.6  # a word that means the same is somewhat weaker evidence than the word itself
MOST_ASKED, MOST_ALIKE = 40, 25  # different words of a question, of a text whose like is sought
SAME_REGION, SAME_AREAS = 0.3, 0.6  # how much likelier a shared region, all areas shared, make likeness


def rank(
    view: View, allowed: Allowed, words: Sequence[Wanted], lang: str, floor: float
) -> tuple[Scores, ...]:
    """By segment the documents in which any of the words occurs.

    `floor`: the least share of the question that a document must hold, 0…1, each word weighing by its rarity.
    A word is held when one of its base forms is, or one of its concepts; of its parts, see `View.shares`.
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
        told, shares = _told(view, segment, considered, word, lang)
        part = weight / whole
        scores = _sum(scores, told)
        held = _sum(held, {number: share * part if share < 1 else part for number, share in shares.items()})
    return scores, held


def _sum(scores: Scores, more: Scores) -> Scores:
    """Both by document, added up; either may be used up."""
    if not scores:
        return more
    for number, score in more.items():
        scores[number] = scores.get(number, 0.0) + score
    return scores


def _told(
    view: View, segment: Segment, allowed: frozenset[int], word: Wanted, lang: str
) -> tuple[Scores, Scores]:
    """What one word adds to each document, and how far each document holds it: wholly what means the same."""
    told: Scores = {}
    shares: Scores = {}
    for term, share in view.shares(word, lang):
        peak = word.boost * view.rarity(term, lang)
        impacts = segment.impacts(term, lang, view.means)
        found = impacts.keys() & allowed
        told = _sum(told, {number: peak * impacts[number] for number in found})
        shares = _sum(shares, dict.fromkeys(found, share))
    for concept in word.concepts:
        peak = SAME * sqrt(word.times) * view.rarity(concept, ANY)
        impacts = segment.impacts(concept, ANY, view.means)
        for number in impacts.keys() & allowed:
            told[number] = max(told.get(number, 0.0), peak * impacts[number])
            shares[number] = 1.0
    return told, shares


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
    pairs = [(scores, segment.years) for scores, segment in zip(ranked, view.segments, strict=True)]
    newest = max((years[n] for scores, years in pairs for n in scores), default=0)
    return tuple(
        {n: score / (1 + recency * (newest - (years[n] or newest))) for n, score in scores.items()}
        for scores, years in pairs
    )


def counts(
    view: View, words: Sequence[Wanted], lang: str, limits: Sequence[Filters], floor: float
) -> tuple[int, ...]:
    """How many entries answer the words within each of several limits: looked for once, for all of them."""
    each = [view.allowed(filters) for filters in limits]
    if not words:
        return tuple(sum(map(len, allowed)) for allowed in each)
    widest = tuple(frozenset().union(*of_segment) for of_segment in zip(*each, strict=True))
    ranked = rank(view, widest, strongest(view, words, lang, MOST_ASKED), lang, floor)
    return tuple(
        sum(len(scores.keys() & numbers) for scores, numbers in zip(ranked, allowed, strict=True))
        for allowed in each
    )


def named_first(
    view: View, ranked: tuple[Scores, ...], names: Sequence[Wanted], lang: str
) -> tuple[Scores, ...]:
    """The same entries, those that have any of the names before the others."""
    if not names:
        return ranked
    top = 1.0 + max(chain.from_iterable(scores.values() for scores in ranked), default=0.0)
    pairs = zip(view.segments, ranked, strict=True)
    return tuple(_raised(scores, _having(view, segment, names, lang), top) for segment, scores in pairs)


def _having(view: View, segment: Segment, names: Sequence[Wanted], lang: str) -> frozenset[int]:
    lemmas = {lemma for name in names for lemma in name.lemmas}
    return frozenset().union(*(segment.impacts(lemma, lang, view.means) for lemma in lemmas))


def _raised(scores: Scores, which: Set[int], by: float) -> Scores:
    return {number: score + by if number in which else score for number, score in scores.items()}


def alike(
    view: View, words: Sequence[Wanted], lang: str, filters: Filters, floor: float, kin: Kin
) -> tuple[Scores, ...]:
    """Entries that share the strongest words, scored by the share of what a twin of the text would score."""
    strong = strongest(view, words, lang, MOST_ALIKE)
    twin = _twin(view, strong, lang)
    least = floor * twin
    ranked = rank(view, view.allowed(filters), strong, lang, 0.0)
    pairs = zip(ranked, (_ties(segment, kin) for segment in view.segments), strict=True)
    return tuple(
        {n: min(score / twin * ties(n), 1.0) for n, score in scores.items() if score >= least}
        for scores, ties in pairs
    )


def _ties(segment: Segment, kin: Kin) -> Callable[[int], float]:
    """How much likelier a document is to be like a text of this kin."""
    regions = segment.facets("region", kin.regions)
    areas = [segment.facets("area", frozenset({area})) for area in kin.areas]

    def ties(number: int) -> float:
        shared = sum(number in area for area in areas) / len(areas) if areas else 0.0
        return (1 + SAME_REGION * (number in regions)) * (1 + SAME_AREAS * shared)

    return ties


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
    return sum(_peak(view, word, lang) * (K1 + 1) * word.times / (word.times + K1) for word in words)


def _peak(view: View, word: Wanted, lang: str) -> float:
    """The most that a word of a text can add, of what is known of it."""
    own = word.boost * sum(
        view.rarity(t, lang) for t, _ in view.shares(word, lang) if view.frequency(t, lang)
    )
    same = (view.rarity(concept, ANY) for concept in word.concepts if view.frequency(concept, ANY))
    return max(own, SAME * sqrt(word.times) * max(same, default=0.0))
