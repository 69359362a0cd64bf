"""Reading a sentence: its language, words, places, years and concepts, each found once."""

import re
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass

from knowledge.concepts import Found, load_empty_words, load_lexicons, written_words
from knowledge.places import Places
from knowledge.placewords import Named, Piece, pieces, place_finder
from knowledge.scope import Scope, find_scope
from knowledge.spelling import make_spelling
from knowledge.timewords import When, time_finder
from knowledge.tongue import Tongues
from knowledge.topics import Span, content_terms
from knowledge.understood import Context
from knowledge.words import STOP, Token, Words
from knowledge.years import Calendar

LONGEST_TEXT = 2_000  # characters looked at
MOST_WORDS = 150
SHORT = 4  # words
RECORD_ID = re.compile(r"\b\d{4}-\w{1,5}-\d{1,3}\b")
# Concepts whose words are never what a sentence is about, whatever it wants.
MANNERS = frozenset({"GREETING", "YOU_CAN", "HELP", "PROCESS"})


@dataclass(frozen=True)
class Sentence:
    """A text with everything found in it."""

    text: str
    language: str
    tokens: tuple[Token, ...]
    named: Named
    when: When
    concepts: Found
    content: tuple[str, ...]  # base forms of the content words
    scope: Scope
    after: str | None  # the intent of the question before

    @property
    def spans(self) -> tuple[Span, ...]:
        """Stretches of characters that name places, ministries or years."""
        return (*self.named.spans, *self.when.spans, *self.scope.spans)

    @property
    def names_record(self) -> bool:
        """Whether it names a record by its id: "2025-19-03"."""
        return RECORD_ID.search(self.text) is not None

    @property
    def present(self) -> frozenset[str]:
        """The concepts, and what the shape of the sentence adds to them (#…)."""
        shape = {
            "#SHORT": len(self.tokens) <= SHORT,
            "#BARE": not self.content and not self.spans,
            "#REGION": bool(self.named.regions) or self.scope.home or self.scope.everywhere,
            "#INDICATOR": any(concept.startswith("sure:") for concept in self.concepts),
            "#AFTER_FIGURES": self.after == "indicator",
            "#TREND": any(concept.startswith("maybe:") for concept in self.concepts),
        }
        return frozenset(self.concepts) | {name for name, holds in shape.items() if holds}

    def positions(self, concepts: Set[str]) -> set[int]:
        """The words that named any of the concepts."""
        return {at for concept in concepts for at in self.concepts.get(concept, ())}


class Reader:
    """Reads sentences; all tables are made at construction."""

    def __init__(self, words: Words, places: Places) -> None:
        self._words = words
        self._places = place_finder(places)
        self._times = time_finder()
        self._lexicons = load_lexicons()
        self.empty = load_empty_words()
        known = {
            lang: STOP[lang] | self.empty[lang] | set(written_words(lexicon))
            for lang, lexicon in self._lexicons.items()
        }
        self._tongues = Tongues(known)
        finnish = known["fi"] | self._places.finnish_words()
        self._spelling = make_spelling(finnish, known["sv"] | known["en"], words)

    def read(self, text: str, context: Context) -> Sentence:
        """Everything found in a text; at most its first 2,000 characters and 150 words."""
        text = self._corrected(text, context)
        lower = _lower(text)
        parts = pieces(text)[:MOST_WORDS]
        named = self._places.find(parts)
        language = self._language(text, parts, named, context)
        tokens = tuple(self._words.tokens(text, language)[:MOST_WORDS])
        concepts = self._lexicons[language].find(tokens)
        when = self._times.find(lower, _calendar(context))
        manners = {at for concept in MANNERS for at in concepts.get(concept, ())}
        scope = find_scope(lower)
        spans = (*named.spans, *when.spans, *scope.spans)
        content = content_terms(tokens, spans, self.empty[language], manners)
        after = context.previous.intent if context.previous else None
        return Sentence(text, language, tokens, named, when, concepts, content, scope, after)

    def _corrected(self, text: str, context: Context) -> str:
        """The text with near misses of the field's Finnish words put right."""
        dotted = self._spelling.dotted(unicodedata.normalize("NFC", text[:LONGEST_TEXT]))
        if self._tongue(dotted, pieces(dotted)[:MOST_WORDS], context.language) != "fi":
            return dotted
        return self._spelling.corrected(dotted)

    def _language(self, text: str, parts: list[Piece], named: Named, context: Context) -> str:
        """The language of the words that are no names."""
        spans = named.spans
        plain = [part for part in parts if not any(a <= part.start < b for a, b in spans)]
        return self._tongue(text, plain, context.language)

    def _tongue(self, text: str, parts: Sequence[Piece], fallback: str) -> str:
        """The language of what leads to a colon ("Haluan ehdottaa: …"), where that decides; else of all."""
        colon = text.find(":")
        lead = self._tongues.guess((part.key for part in parts if part.start < colon), "")
        return lead or self._tongues.guess((part.key for part in parts), fallback)


def _calendar(context: Context) -> Calendar:
    previous = context.previous.slots.years if context.previous else ()
    return Calendar(context.today, context.rounds, previous)


def _lower(text: str) -> str:
    """Lower case of the same length, so that positions hold."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )
