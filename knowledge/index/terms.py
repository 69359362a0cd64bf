"""Entries and questions as weighted terms."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from math import sqrt
from typing import NamedTuple
from unicodedata import normalize

from knowledge.index.records import Entry, Text
from knowledge.words import Token, Words

LANGUAGES = ("fi", "sv", "en")
TITLE, BODY, LABEL = 3.0, 1.0, 0.3  # a title says what a text is about; a label hardly tells entries apart
LONGEST = 20_000  # characters of a question that are looked at


class Row(NamedTuple):
    """What a hit needs of an entry; `lengths` in weighted words, by language."""

    id: str
    kind: str
    year: int | None
    lengths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An entry as it is kept: weighted terms by language, and facets to filter by."""

    row: Row
    terms: dict[str, dict[str, float]]
    facets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word of a question, and how often it occurs there."""

    lemmas: tuple[str, ...]
    parts: tuple[str, ...]
    times: int = 1

    @property
    def boost(self) -> float:
        """Each of n terms gets 1/√n, lest a word of many terms outweigh the others; repetition counts by its
        root."""
        return sqrt(self.times / (len(self.lemmas) + len(self.parts)))


def document(entry: Entry, words: Words) -> Document:
    """The entry's words, each with the weight of where it stands."""
    terms: dict[str, dict[str, float]] = {lang: {} for lang in LANGUAGES}
    lengths = dict.fromkeys(LANGUAGES, 0.0)
    for lang, weight, text in _passages(entry):
        for token in content(text, lang, words):
            lengths[lang] += weight
            _add(terms[lang], token.terms, weight)
    for lang in {_language(text) for text in entry.texts}:
        _add(terms[lang], (entry.id.lower(),), TITLE)
    row = Row(entry.id, entry.kind, entry.year, tuple(lengths.values()))
    return Document(row, terms, tuple(_facets(entry)))


def content(text: str, lang: str, words: Words) -> Iterator[Token]:
    """The words that are not function words."""
    return (token for token in words.tokens(text, lang) if not token.stop)


def wanted(tokens: Iterable[Token]) -> list[Wanted]:
    """The different words of a question in the order of their first appearance."""
    readings = Counter((token.lemmas, token.terms) for token in tokens)
    return [Wanted(lemmas, terms[len(lemmas) :], times) for (lemmas, terms), times in readings.items()]


def asked(text: str, lang: str, words: Words) -> list[Wanted]:
    """The content words of a question."""
    return wanted(content(text[:LONGEST], lang, words))


def asked_words(chosen: Iterable[str], lang: str, words: Words) -> list[Wanted]:
    """Words that were chosen already, each taken as it is."""
    return wanted(token for word in islice(chosen, LONGEST) for token in words.tokens(word, lang))


def bare(word: str) -> str:
    """The word without what stands over its letters, as people type who lack the keys."""
    return "".join(letter for letter in normalize("NFD", word) if letter.isalnum())


def _add(terms: dict[str, float], new: Iterable[str], weight: float) -> None:
    for term in new:
        terms[term] = terms.get(term, 0.0) + weight


def _passages(entry: Entry) -> Iterator[tuple[str, float, str]]:
    yield from _weighted(entry.texts, TITLE, BODY)
    yield from _weighted(entry.labels, LABEL, LABEL)


def _weighted(texts: Iterable[Text], title: float, body: float) -> Iterator[tuple[str, float, str]]:
    for text in texts:
        yield _language(text), title, text.title
        yield _language(text), body, text.text


def _language(text: Text) -> str:
    return text.lang if text.lang in LANGUAGES else LANGUAGES[0]


def _facets(entry: Entry) -> Iterator[str]:
    yield f"id {entry.id}"
    yield f"kind {entry.kind}"
    yield f"year {entry.year}"
    yield from (f"seen {token}" for token in entry.seen)
    yield from (f"region {code}" for code in entry.regions)
    yield from (f"ministry {name}" for name in entry.ministries)
    yield from (f"goal {goal}" for goal in entry.goals)
