"""Near misses: the field's words typed without dots or with one letter wrong."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from importlib.resources import files

from knowledge.placeforms import FOLD
from knowledge.tongue import in_dictionary
from knowledge.words import Words

DOTS = re.compile("[äöåÄÖÅ]")
LETTERS = re.compile(r"[^\W\d_]+")
SHORTEST_UNDOTTED = 4  # letters: shorter words look like too many others
SHORTEST_MISSPELT = 7
SHORTEST_COMMON = 4


@dataclass(frozen=True)
class Spelling:
    """The field's Finnish words by their look without dots and by their look without one letter."""

    undotted: Mapping[str, str]
    known: frozenset[str]
    without_one: Mapping[str, frozenset[str]]
    common: tuple[str, ...]  # short words that are put right too; the commonest first
    words: Words

    def dotted(self, text: str) -> str:
        """The same text, with the dots of known words where a text has none: "mita" is "mitä"."""
        if DOTS.search(text):
            return text
        return LETTERS.sub(lambda found: self.undotted.get(found[0].lower(), found[0]), text)

    def corrected(self, text: str) -> str:
        """The same text, with a word that no dictionary knows taken for the one known word a letter away."""
        return LETTERS.sub(lambda found: self._near(found[0]) or found[0], text)

    def _near(self, written: str) -> str | None:
        word = written.lower()
        if len(word) < SHORTEST_COMMON or word in self.known or in_dictionary(self.words, word, "fi"):
            return None
        return self._near_common(written) if len(word) < SHORTEST_MISSPELT else self._near_known(word)

    def _near_common(self, written: str) -> str | None:
        """Capitals that are no beginning are an abbreviation."""
        plain = written.islower() or written.istitle()
        return next((word for word in self.common if plain and _one_apart(word, written.lower())), None)

    def _near_known(self, word: str) -> str | None:
        near = {known for form in (word, *_shorter(word)) for known in self.without_one.get(form, ())}
        close = [known for known in near if _one_apart(word, known)]
        return close[0] if len(close) == 1 else None


def make_spelling(finnish: Set[str], others: Set[str], words: Words) -> Spelling:
    """The spelling of the given Finnish words; forms that are words of the other languages are left alone."""
    plain = {w.translate(FOLD): w for w in finnish if DOTS.search(w) and len(w) >= SHORTEST_UNDOTTED}
    undotted = {form: word for form, word in plain.items() if form not in finnish and form not in others}
    long = [word for word in finnish if len(word) >= SHORTEST_MISSPELT and word.isalpha()]
    return Spelling(undotted, frozenset(finnish | others), _without_one(long), _common_words(), words)


def _common_words() -> tuple[str, ...]:
    text = (files("knowledge") / "data" / "common_words.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["words"].split())


def _without_one(words: Iterable[str]) -> Mapping[str, frozenset[str]]:
    forms: dict[str, set[str]] = {}
    for word in words:
        for form in (word, *_shorter(word)):
            forms.setdefault(form, set()).add(word)
    return {form: frozenset(of) for form, of in forms.items()}


def _shorter(word: str) -> Iterator[str]:
    """The word without one letter, whichever but the first."""
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def _one_apart(a: str, b: str) -> bool:
    """Whether one letter added, left out, changed or swapped with its neighbour makes one word the other."""
    if len(a) > len(b):
        a, b = b, a
    start = next((at for at in range(len(a)) if a[at] != b[at]), len(a))
    rest_a, rest_b = a[start:], b[start:]
    if len(a) < len(b):
        return rest_a == rest_b[1:]
    swapped = rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
    return rest_a[1:] == rest_b[1:] or swapped
