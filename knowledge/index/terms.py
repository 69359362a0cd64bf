"""Entries and questions as weighted terms."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import sqrt
from typing import NamedTuple
from unicodedata import normalize

from knowledge.index.records import Entry, Text
from knowledge.synonyms import Mention, Synonyms
from knowledge.words import LIGHT, Token, Words

LANGUAGES = ("fi", "sv", "en")
TITLE, BODY, LABEL = 3.0, 1.0, 0.3  # a title says what a text is about; a label hardly tells entries apart
INSIDE = 0.5  # a concept that is named inside a compound only
LONGEST = 20_000  # characters of a question that are looked at


@dataclass(frozen=True, slots=True)
class Reader:
    """What entries and questions are read with."""

    words: Words
    synonyms: Synonyms

    @property
    def signature(self) -> str:
        """Two readers of one signature read alike."""
        return f"{self.words.signature}; {self.synonyms.signature}"


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
    """One word of a question, or a phrase that names a concept, and how often it occurs there.

    `parts`: of a compound, or the words of a phrase, which has no lemmas; `faint`: those of them that are
    general words. `concepts`: what it means together with its synonyms. `light`: a word that decides nothing.
    """

    lemmas: tuple[str, ...]
    parts: tuple[str, ...]
    times: int = 1
    concepts: tuple[str, ...] = ()
    faint: frozenset[str] = frozenset()
    light: bool = False

    @property
    def boost(self) -> float:
        """Each of n terms gets 1/√n, lest a word of many terms outweigh the others (a phrase is as many words
        as it has); repetition counts by its root."""
        return sqrt(self.times / (len(self.lemmas) + len(self.parts) if self.lemmas else 1))


def document(entry: Entry, reader: Reader) -> Document:
    """The entry's words, each with the weight of where it stands."""
    terms: dict[str, dict[str, float]] = {lang: {} for lang in LANGUAGES}
    lengths = dict.fromkeys(LANGUAGES, 0.0)
    for lang, weight, text in _passages(entry):
        tokens = list(content(text, lang, reader.words))
        lengths[lang] += weight * len(tokens)
        for token in tokens:
            _add(terms[lang], token.terms, weight)
        for mention in reader.synonyms.mentions(tokens, lang) if weight > LABEL else ():
            _add(terms[lang], (mention.concept,), weight * (INSIDE if mention.part else 1.0))
    for lang in {_language(text) for text in entry.texts}:
        _add(terms[lang], (entry.id.lower(),), TITLE)
    row = Row(entry.id, entry.kind, entry.year, tuple(lengths.values()))
    return Document(row, terms, tuple(_facets(entry)))


def content(text: str, lang: str, words: Words) -> Iterator[Token]:
    """The words that are not function words."""
    return (token for token in words.tokens(text, lang) if not token.stop)


def asked(text: str, lang: str, reader: Reader) -> list[Wanted]:
    """The content words of a question."""
    return _wanted(list(content(text[:LONGEST], lang, reader.words)), lang, reader.synonyms)


def asked_words(chosen: Iterable[str], lang: str, reader: Reader) -> list[Wanted]:
    """Words that were chosen already, each taken as it is."""
    tokens = [token for word in islice(chosen, LONGEST) for token in reader.words.tokens(word, lang)]
    return _wanted(tokens, lang, reader.synonyms)


def _wanted(tokens: Sequence[Token], lang: str, synonyms: Synonyms) -> list[Wanted]:
    """The different words and phrases of a question in the order of their first appearance."""
    counted = Counter(_units(tokens, lang, synonyms))
    return [replace(unit, times=times) if times > 1 else unit for unit, times in counted.items()]


def _units(tokens: Sequence[Token], lang: str, synonyms: Synonyms) -> Iterator[Wanted]:
    """The longest phrases that name a concept, and the words between them."""
    named = [mention for mention in synonyms.mentions(tokens, lang) if not mention.part]
    at = 0
    while at < len(tokens):
        here = [mention for mention in named if mention.first == at]
        last = max((mention.last for mention in here), default=at + 1)
        yield _unit(tokens[at:last], [mention for mention in here if mention.last == last], lang)
        at = last


def _unit(tokens: Sequence[Token], mentions: Iterable[Mention], lang: str) -> Wanted:
    concepts = tuple(dict.fromkeys(mention.concept for mention in mentions))
    first = tokens[0]
    lemmas = first.lemmas if len(tokens) == 1 else ()
    parts = _parts(first) if len(tokens) == 1 else tuple(token.lemmas[0] for token in tokens)
    faint = LIGHT.get(lang, LIGHT[LANGUAGES[0]]).intersection(parts)
    return Wanted(lemmas, parts, 1, concepts, faint, light=first.light and len(tokens) == 1)


def _parts(token: Token) -> tuple[str, ...]:
    """The parts of a compound; none of a numbered road, which is that one and no other."""
    return () if " " in token.lemmas[0] else token.terms[len(token.lemmas) :]


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
    yield from (f"area {area}" for area in entry.areas)
