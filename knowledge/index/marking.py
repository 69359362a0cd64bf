"""Which words of a text a question finds, and which known words a mistyped one may mean."""

from collections.abc import Iterable, Sequence
from math import inf
from unicodedata import normalize

from knowledge.index.ranking import View
from knowledge.index.terms import Wanted
from knowledge.words import Token, Words

MOST = 5  # suggestions
SHORT = 5  # letters: a word up to that long may differ by one edit only
MOST_EDITS = 2


def marked(tokens: Sequence[Token], words: Iterable[Wanted]) -> list[tuple[int, int]]:
    """Spans of the tokens that are a word or a part of it, or have the word for a part."""
    lemmas: set[str] = set()
    terms: set[str] = set()
    for word in words:
        lemmas.update(word.lemmas)
        terms.update(word.lemmas, word.parts)
    return [
        (token.start, token.end)
        for token in tokens
        if not terms.isdisjoint(token.lemmas) or not lemmas.isdisjoint(token.terms)
    ]


def near(view: View, token: Token, lang: str, words: Words) -> tuple[str, ...]:
    """Base forms that the asker may see, by how few edits away, then by how many entries have them."""
    if any(view.frequency(lemma, lang) for lemma in token.lemmas):
        return ()
    ranked = sorted(
        (edits, -view.frequency(term, lang), term)
        for term in {term for segment in view.segments for term in segment.lexicon(lang)}
        for word in token.lemmas  # itself and its stem, as it is unknown
        if (edits := distance(word, term)) <= MOST_EDITS
    )
    visible = dict.fromkeys(term for _, frequency, term in ranked if frequency)
    return tuple(term for term in visible if words.token(term, lang).lemmas[0] == term)[:MOST]


def distance(word: str, other: str) -> float:
    """Edits (a letter added, lost, changed, or two swapped) between two words; a missing dot or ring over a
    letter counts as a tenth. Infinite when they are too far apart for their length or begin differently."""
    limit = 1 if len(word) <= SHORT else MOST_EDITS
    bare, other_bare = _bare(word), _bare(other)
    if abs(len(word) - len(other)) > limit or bare[:1] != other_bare[:1]:
        return inf
    edits = _edits(bare, other_bare)
    return edits + (word != other) / 10 if edits <= limit else inf


def _bare(word: str) -> str:
    """The word without what stands over its letters."""
    return "".join(letter for letter in normalize("NFD", word) if letter.isalnum())


def _edits(word: str, other: str) -> int:
    """The optimal string alignment distance, row by row."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(word, 1):
        following = [at]
        for to, its in enumerate(other, 1):
            cost = min(row[to] + 1, following[-1] + 1, row[to - 1] + (letter != its))
            if to > 1 < at and letter == other[to - 2] and word[at - 2] == its:
                cost = min(cost, before[to - 2] + 1)
            following.append(cost)
        before, row = row, following
    return row[-1]
