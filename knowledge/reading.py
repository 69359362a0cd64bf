"""Reading a sentence: its language, words, places, years and concepts, each found once."""

import re
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from knowledge.concepts import Found, load_empty_words, load_lexicons, written_words
from knowledge.ids import Ids, Span, find_ids, joined
from knowledge.places import Places
from knowledge.placewords import Named, Piece, pieces, place_finder
from knowledge.reckoning import NUMBERS
from knowledge.scope import Scope, find_scope, left_out
from knowledge.spelling import make_spelling
from knowledge.timewords import When, time_finder
from knowledge.tongue import CLEAR_WORDS, Guess, Tongues, finnish_only
from knowledge.topics import content_terms, within
from knowledge.understood import Context
from knowledge.words import STOP, Token, Words
from knowledge.years import Calendar

LONGEST_TEXT = 2_000  # characters looked at
MOST_WORDS = 150
SHORT = 4  # words
COLON = re.compile(r":\s")  # not the one of "LVM:n"
# Concepts whose words are never what a sentence is about, whatever it wants.
MANNERS = frozenset({"GREETING", "YOU_CAN", "HELP", "PROCESS"})
TONGUES = frozenset({"TONGUE", "TONGUE_ADJ"})


@dataclass(frozen=True)
class Sentence:
    """A text with everything found in it."""

    text: str
    tongue: Guess
    tokens: tuple[Token, ...]
    named: Named
    when: When
    ids: Ids
    concepts: Found
    content: tuple[str, ...]  # base forms of the content words
    topics: tuple[str, ...]  # of those, the ones that mean nothing to the process itself
    scope: Scope
    after: str | None  # the intent of the question before

    @property
    def language(self) -> str:
        """The language it is read in."""
        return self.tongue.language

    @property
    def spans(self) -> tuple[Span, ...]:
        """Stretches of characters that name places, ministries or years."""
        return (*self.named.spans, *self.when.spans, *self.scope.spans)

    @property
    def names_record(self) -> bool:
        """Whether it names a record by its id: "2025-19-03"."""
        return bool(self.ids.records)

    @property
    def present(self) -> frozenset[str]:
        """The concepts, and what the shape of the sentence adds to them (#…)."""
        shape = {
            "#SHORT": len(self.tokens) <= SHORT,
            "#BARE": not self.content and not self.spans,
            "#REGION": bool(self.named.regions) or self.scope.home or self.scope.everywhere,
            "#EVERYWHERE": self.scope.everywhere,
            "#NAMED": bool(self.named.regions or self.named.ministries),
            "#INDICATOR": any(concept.startswith("sure:") for concept in self.concepts),
            "#AFTER_FIGURES": self.after == "indicator",
            "#TREND": any(concept.startswith("maybe:") for concept in self.concepts),
            "#TOPIC": bool(self.topics),
            "#ASKED": "?" in self.text,
            "#RECORD": self.names_record,
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
            lang: (STOP[lang] | self.empty[lang] | set(written_words(lexicon))) - NUMBERS.keys()
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
        named, scope = self._places_of(lower, parts)
        tongue = self._tongue(text, _outside(parts, named.spans), context.language)
        ids = find_ids(text)
        tokens = tuple(joined(self._words.tokens(text, tongue.language)[:MOST_WORDS], ids.spans, text))
        concepts = _without_names(self._lexicons[tongue.language].find(tokens), tokens, named, scope)
        when = self._times.find(lower, _calendar(context))
        spans = (*named.spans, *when.spans, *scope.spans)
        manners = {at for concept in MANNERS for at in concepts.get(concept, ())}
        meant = {at for positions in concepts.values() for at in positions}
        content, topics = (
            content_terms(tokens, spans, self.empty[tongue.language], used) for used in (manners, meant)
        )
        after = context.previous.intent if context.previous else None
        return Sentence(text, tongue, tokens, named, when, ids, concepts, content, topics, scope, after)

    def _corrected(self, text: str, context: Context) -> str:
        """The text with near misses of the field's Finnish words put right."""
        dotted = self._spelling.dotted(unicodedata.normalize("NFC", text[:LONGEST_TEXT]))
        if self._tongue(dotted, pieces(dotted)[:MOST_WORDS], context.language).language != "fi":
            return dotted
        return self._spelling.corrected(dotted)

    def _places_of(self, lower: str, parts: list[Piece]) -> tuple[Named, Scope]:
        """What a text names and does not exclude; where it excludes all it names, it means every region."""
        scope, named = find_scope(lower), self._places.find(parts)
        excluded = left_out(lower, named.spans)
        if not excluded:
            return named, scope
        kept = self._places.find(_outside(parts, excluded))
        others = bool(named.regions) and not kept.regions
        named = replace(kept, spans=(*named.spans, *excluded))
        return named, replace(scope, everywhere=scope.everywhere or others)

    def _tongue(self, text: str, parts: Sequence[Piece], fallback: str) -> Guess:
        """The language of what leads to a colon ("Haluan ehdottaa: …"), where that decides; else of all."""
        colon = COLON.search(text)
        keys = [part.key for part in parts]
        lead = [part.key for part in parts if colon and part.start < colon.start()]
        told = next((guess for said in (lead, keys) if (guess := self._guess(said, fallback)).language), None)
        if told:
            return told
        return Guess("fi" if fallback != "fi" and finnish_only(self._words, keys, fallback) else fallback)

    def _guess(self, keys: Sequence[str], fallback: str) -> Guess:
        """By the known words and endings; what is Finnish by these and all in its dictionary is clear too."""
        guess = self._tongues.guess(keys)
        if guess.language != "fi" or guess.clear or fallback == "fi" or len(keys) < CLEAR_WORDS:
            return guess
        return replace(guess, clear=finnish_only(self._words, keys, fallback))


def _outside(parts: Sequence[Piece], spans: Sequence[Span]) -> list[Piece]:
    return [part for part in parts if not any(start <= part.start < end for start, end in spans)]


def _without_names(found: Found, tokens: Sequence[Token], named: Named, scope: Scope) -> Found:
    """The concepts outside names: a ministry of employment is no figure, "koko Suomi" is no language."""
    names = {at for at, token in enumerate(tokens) if within(token, named.spans)}
    areas = names | {at for at, token in enumerate(tokens) if within(token, scope.spans)}
    kept = {c: positions - (areas if c in TONGUES else names) for c, positions in found.items()}
    return {concept: positions for concept, positions in kept.items() if positions}


def _calendar(context: Context) -> Calendar:
    previous = context.previous.slots.years if context.previous else ()
    return Calendar(context.today, context.rounds, previous)


def _lower(text: str) -> str:
    """Lower case of the same length, so that positions hold."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )
