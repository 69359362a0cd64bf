"""What words mean for this process: the concepts of `data/concepts.json`, found by base form."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from knowledge.words import Token

LANGUAGES = ("fi", "sv", "en")
SHORTEST_ASKED = 8  # letters: of shorter words ("onko", "voiko") the lists name the form that asks
COURTESY = frozenset({"GREETING", "PLEASE"})
Found = dict[str, set[int]]
"""Concept → the positions of the words that named it."""


@dataclass(frozen=True)
class Lexicon:
    """One language's keys: base forms, "~heads of compounds", "=forms as written", "^first words", …."""

    concepts: Mapping[str, tuple[str, ...]]
    endings: tuple[tuple[str, str], ...]

    def find(self, tokens: Sequence[Token]) -> Found:
        """The concepts in a sentence."""
        found: Found = {}
        for key, positions in self._keys(tokens):
            for concept in self.concepts.get(key, ()):
                found.setdefault(concept, set()).update(positions)
        for at, token in enumerate(tokens):
            for ending, concept in self.endings:
                if token.text.lower().endswith(ending):
                    found.setdefault(concept, set()).add(at)
        return found

    def _keys(self, tokens: Sequence[Token]) -> Iterator[tuple[str, tuple[int, ...]]]:
        before: set[str] = set()
        first = self._first(tokens)
        for at, token in enumerate(tokens):
            written = token.text.lower()
            forms = {*token.lemmas, written}
            yield from ((f"={form}", (at,)) for form in _unasked(written))
            yield from ((f"~{head}", (at,)) for head in _heads(token))
            yield from ((form, (at,)) for form in forms)
            yield from ((f"{first}_{form}", (at - 1, at)) for first in before for form in forms)
            if at == first:
                yield from ((f"^{form}", (at,)) for form in (*forms, f"={written}"))
            before = forms

    def _first(self, tokens: Sequence[Token]) -> int:
        """Where the sentence begins: "hei" and "please" come before it."""
        words = (f"={token.text.lower()}" for token in tokens)
        return next((at for at, word in enumerate(words) if not COURTESY & {*self.concepts.get(word, ())}), 0)


def _unasked(written: str) -> tuple[str, ...]:
    """A form as written, and without the Finnish question ending where that is long: "ehdotettiinko"."""
    asks = len(written) >= SHORTEST_ASKED and written.endswith(("ko", "kö"))
    return (written, written[:-2]) if asks else (written,)


def _heads(token: Token) -> Iterator[str]:
    """The last parts of a compound, which say what it is: "ehdotus" of "matkailuehdotus"."""
    return (term for term in token.terms if any(lemma.endswith(term) for lemma in token.lemmas))


def load_lexicons() -> Mapping[str, Lexicon]:
    """The lexicon of each language, concepts of the process and "indicator …" ones together."""
    entries = [*_process_words(), *_indicator_words()]
    return {lang: _lexicon(entry[1:] for entry in entries if entry[0] == lang) for lang in LANGUAGES}


def load_empty_words() -> Mapping[str, frozenset[str]]:
    """Base forms per language that carry no topic: words of the process and of asking."""
    return {lang: frozenset(words.split()) for lang, words in _data("emptywords")["words"].items()}


def written_words(lexicon: Lexicon) -> Iterator[str]:
    """The single words of a lexicon, to tell languages apart by."""
    return (key.lstrip("=^~") for key in lexicon.concepts if "_" not in key)


def _lexicon(entries: Iterable[tuple[str, str]]) -> Lexicon:
    concepts: dict[str, tuple[str, ...]] = {}
    endings: list[tuple[str, str]] = []
    for key, concept in entries:
        if key.startswith("*"):
            endings.append((key[1:], concept))
        else:
            concepts[_plain(key)] = (*concepts.get(_plain(key), ()), concept)
    return Lexicon(concepts, tuple(endings))


def _plain(key: str) -> str:
    """Of two words either may be as written."""
    return key.lstrip("=") if "_" in key else key


def _process_words() -> Iterator[tuple[str, str, str]]:
    data = _data("concepts")
    asking = {lang: tuple(words.split()) for lang, words in data["asking"].items()}
    for concept, words in data["concepts"].items():
        for lang, keys in words.items():
            yield from ((lang, key, concept) for word in keys.split() for key in _spelled(word, asking[lang]))


def _spelled(word: str, asking: Iterable[str]) -> Iterator[str]:
    """The keys of a verb that is asked for: "!avata/avaa" is "avaa" as the first word, and "haluta_avata"."""
    if not word.startswith("!"):
        yield word
        return
    verb, *forms = word[1:].split("/")
    yield from (f"^={form}" for form in forms or [verb])
    yield from (f"{before}_{verb}" for before in asking)


def _indicator_words() -> Iterator[tuple[str, str, str]]:
    for indicator, degrees in _data("indicator_words")["indicators"].items():
        for degree, words in degrees.items():
            for lang, keys in words.items():
                yield from ((lang, key, f"{degree}:{indicator}") for key in keys.split())


def _data(name: str) -> Any:
    return json.loads((files("knowledge") / "data" / f"{name}.json").read_text(encoding="utf-8"))
