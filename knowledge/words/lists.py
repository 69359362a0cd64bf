"""Words by simplemma's word lists, compounds by splitting, and stems by snowball."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.metadata import version

import snowballstemmer

from knowledge.words.analyser import Reading, combining, unique

SNOWBALL = {"fi": "finnish", "sv": "swedish", "en": "english"}
COMPOUNDING = frozenset({"fi", "sv"})
STEMMED_TOO = frozenset({"fi"})  # the Finnish list misses a quarter of the forms: the stem joins in
SHORTEST = (3, 4)  # letters of a first and of a last part: shorter pieces are mostly endings
FORMS = {"sv": ("en", "et", "n", "t"), "en": ("s",), "fi": ()}
"""Endings of nouns only, or near enough: what they are added to is one, whatever verb is spelt alike."""
PLURALS = ("ar", "er")


class Stemmer:
    """Cuts a word of one language to its stem. Not safe for two threads at once."""

    def __init__(self, lang: str) -> None:
        self._stemmer = snowballstemmer.stemmer(SNOWBALL[lang])

    @property
    def name(self) -> str:
        return f"snowball {version('snowballstemmer')}"

    def stem(self, word: str) -> str:
        stem: str = self._stemmer.stemWord(word)
        return stem


class ListAnalyser:
    """One language of simplemma in its frugal form (Finnish: 2 s, 50 MB), loaded when first asked."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._stemmer = Stemmer(lang)
        self._listed = lru_cache(20_000)(self._look_up)

    @property
    def name(self) -> str:
        return f"simplemma {version('simplemma')} {self._lang}"

    def read(self, word: str, capital: bool = False) -> Reading | None:
        """By the list, or by rules for endings and compounds; None leaves the word to others."""
        lemma = self._listed(word)
        if lemma is None and word.isalpha():
            lemma = self._by_rule(word)
        if lemma is None:
            return None
        stem = (self._stemmer.stem(word),) if self._lang in STEMMED_TOO else ()
        first = self._noun(word, lemma)
        return Reading(unique(first, lemma, *stem), self._split(first))

    def _noun(self, word: str, lemma: str) -> str:
        """The noun that the list forgets, as it gives a word one base form: "tåg", for which it has "tåga",
        and "hamn" for "hamnar"; else the lemma."""
        stem = word[:-2] if self._lang == "sv" and word.endswith(PLURALS) else ""
        nouns = (word, stem) if stem and lemma.startswith(f"{stem}a") else (word,)
        return next((noun for noun in nouns if self._is_noun(noun)), lemma)

    def _is_noun(self, word: str) -> bool:
        return any(self._listed(word + ending) == word for ending in FORMS[self._lang])

    def read_part(self, word: str) -> Reading | None:
        lemma = self._first(word)
        return None if lemma is None else Reading((lemma,))

    def _look_up(self, word: str) -> str | None:
        """The base form in the list; a name is listed with its capital."""
        from simplemma import is_known, lemmatize  # the lists are big: nothing of them before the first word

        if not is_known(word, self._lang, low_memory=True):
            return None
        return lemmatize(word, self._lang, low_memory=True).lower()

    def _by_rule(self, word: str) -> str | None:
        """By its ending or as a compound, Swedish first as a compound: its last part tells nouns from verbs.
        None when neither way knows it."""
        ways = (self._by_ending, self._by_last_part)
        first, second = reversed(ways) if self._lang == "sv" else ways
        return first(word) or second(word)

    def _by_ending(self, word: str) -> str | None:
        from simplemma import lemmatize

        lemma = lemmatize(word, self._lang, low_memory=True).lower()
        return None if lemma == word else lemma

    def _by_last_part(self, word: str) -> str | None:
        """ "arbetslöshetsgraden" by "arbetslöshets-" and "graden"."""
        for first, last in self._cuts(word, self._nominal):
            if self._first(first):
                return first + last
        return None

    def _split(self, word: str) -> tuple[str, ...]:
        """Base forms of the parts of a compound given in its base form; nothing when it is no compound."""
        cuts = list(self._cuts(word, self._base))
        for first, last in sorted(cuts, key=lambda cut: -min(map(len, cut))):
            if lemma := self._first(first):
                return lemma, last
        for first, last in cuts:
            if parts := self._split(first):
                return *parts, last
        return ()

    def _cuts(self, word: str, base: Callable[[str], str | None]) -> Iterator[tuple[str, str]]:
        """Every cut of which `base` knows the last part, that part in base form; longest last part first."""
        for at in range(SHORTEST[0], len(word) - SHORTEST[1] + 1) if self._lang in COMPOUNDING else ():
            if last := base(word[at:]):
                yield word[:at], last

    def _nominal(self, word: str) -> str | None:
        """The base form of a listed word, a noun's before a verb's."""
        lemma = self._listed(word)
        return lemma and self._noun(word, lemma)

    def _base(self, word: str) -> str | None:
        """The word when it is listed as a base form."""
        return word if self._listed(word) == word else None

    def _first(self, piece: str) -> str | None:
        """The base form of a part before the last: combining ("yhteis-"), as listed, or with a linking s."""
        if self._lang == "sv":
            lemma = self._listed(piece) or (self._listed(piece[:-1]) if piece.endswith("s") else None)
            return lemma and self._noun(piece, lemma)
        whole = combining(piece)
        return (self._listed(whole) if whole else None) or self._listed(piece)
