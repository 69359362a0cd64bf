"""Which words of a text a question finds, and which known words a mistyped one may mean."""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import chain

from knowledge.index.terms import Reader, Wanted, bare
from knowledge.index.view import View
from knowledge.words import Token, Words

MOST = 5  # suggestions
Lexicon = Mapping[tuple[str, int], Sequence[tuple[str, str]]]
SHORT = 5  # letters: a word up to that long may differ by one edit only


def marked(
    tokens: Sequence[Token], lang: str, words: Sequence[Wanted], reader: Reader
) -> list[tuple[int, int]]:
    """Spans of the tokens that are a word or a part of it, have the word for a part, or mean the same."""
    lemmas = frozenset(chain.from_iterable(word.lemmas for word in words))
    terms = lemmas.union(*(word.parts for word in words))
    concepts = frozenset(chain.from_iterable(word.concepts for word in words))
    same = (
        _meaning(concepts, [token for token in tokens if not token.stop], lang, reader) if concepts else set()
    )
    return [
        (token.start, token.end)
        for token in tokens
        if token in same or not terms.isdisjoint(token.lemmas) or not lemmas.isdisjoint(token.terms)
    ]


def _meaning(concepts: Set[str], content: Sequence[Token], lang: str, reader: Reader) -> set[Token]:
    """The words that name any of the concepts."""
    named = (each for each in reader.synonyms.mentions(content, lang) if each.concept in concepts)
    return {token for mention in named for token in content[mention.first : mention.last]}


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
