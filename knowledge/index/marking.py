"""Which words of a text a question finds, and which known words a mistyped one may mean."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from knowledge.index.terms import Reader, Wanted, bare
from knowledge.index.view import View
from knowledge.words import Token, Words

MOST = 5  # suggestions
SHOWN = 500  # texts whose reading is remembered, which takes some kilobytes each
Meanings = Mapping[str, frozenset[int]]
"""Where in a text the words stand that name a concept, by concept: the characters at which they begin."""
Reading = Callable[[str, str], tuple[Sequence[Token], Meanings]]
"""The words of a text in a language, and what they mean."""
Lexicon = Mapping[tuple[str, int], Sequence[tuple[str, str]]]
SHORT = 5  # letters: a word up to that long may differ by one edit only


class Highlighter:
    """Finds the words of texts that are a question's words or parts of them, have them for parts, or mean the
    same."""

    def __init__(self, words: Sequence[Wanted], reading: Reading) -> None:
        self._reading = reading
        self._lemmas = frozenset(chain.from_iterable(word.lemmas for word in words))
        self._terms = self._lemmas.union(*(word.parts for word in words))
        self._concepts = frozenset(chain.from_iterable(word.concepts for word in words))

    def spans(self, text: str, lang: str) -> list[tuple[int, int]]:
        """Where they stand, in characters, in order."""
        if not self._terms:
            return []
        tokens, meanings = self._reading(text, lang)
        same = {start for concept in self._concepts for start in meanings.get(concept, ())}
        others, parts = self._lemmas.isdisjoint, self._terms.isdisjoint
        return [
            (token.start, token.end)
            for token in tokens
            if not others(token.terms) or not parts(token.lemmas) or token.start in same
        ]


def readings(reader: Reader) -> Reading:
    """Reads texts; those that are shown most are remembered as they were read."""

    @lru_cache(SHOWN)
    def reading(text: str, lang: str) -> tuple[Sequence[Token], Meanings]:
        tokens = reader.words.tokens(text, lang)
        content = [token for token in tokens if not token.stop]
        starts: dict[str, frozenset[int]] = {}
        for each in reader.synonyms.mentions(content, lang):
            here = frozenset(token.start for token in content[each.first : each.last])
            starts[each.concept] = starts.get(each.concept, frozenset()) | here
        return tokens, starts

    return reading


def near(view: View, token: Token, lang: str, words: Words) -> tuple[str, ...]:
    """Base forms that the asker may see, by how few edits away, then by how many entries have them."""
    if any(view.frequency(lemma, lang) for lemma in token.lemmas):
        return ()
    like = {
        found
        for word in token.lemmas  # itself and its stem, as it is unknown
        for segment in view.segments
        for found in _like(word, segment.lexicon(lang))
    }
    ranked = sorted((distance, -view.frequency(term, lang), term) for distance, term in like)
    visible = dict.fromkeys(term for _, frequency, term in ranked if frequency)
    return tuple(term for term in visible if words.token(term, lang).lemmas[0] == term)[:MOST]


def _like(word: str, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """The terms with the same first letter that are a few edits away (a letter added, lost, changed, or two
    swapped), and how many; a difference over the letters is none."""
    limit = 1 if len(word) <= SHORT else 2
    letters = bare(word)
    for length in range(len(letters) - limit, len(letters) + limit + 1):
        for its, term in lexicon.get((letters[:1], length), ()):
            edits = _edits(letters, its, limit)
            if edits <= limit:
                yield edits, term


def _edits(word: str, other: str, limit: int) -> int:
    """The optimal string alignment distance, row by row, as soon as it is known to be more than the limit."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(word, 1):
        following = [at]
        for to, its in enumerate(other, 1):
            cost = min(row[to] + 1, following[-1] + 1, row[to - 1] + (letter != its))
            if to > 1 < at and letter == other[to - 2] and word[at - 2] == its:
                cost = min(cost, before[to - 2] + 1)
            following.append(cost)
        if min(following) > limit and min(row) > limit:
            return limit + 1
        before, row = row, following
    return row[-1]
