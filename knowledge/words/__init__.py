"""Word → index terms in Finnish, Swedish and English; nothing else knows a morphology library.

Finnish: libvoikko, which gives base forms and the parts of compounds; where the native library or its
dictionary is missing, simplemma's word list does it less well. Swedish and English: simplemma, loaded when
first needed. A word that no dictionary knows is cut to its stem by snowball.
"""

import re
import threading
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from knowledge.words.analyser import Analyser, Reading, unique
from knowledge.words.light import LIGHT
from knowledge.words.lists import ListAnalyser, Stemmer
from knowledge.words.roads import ROAD, Road, roads
from knowledge.words.stop import STOP
from knowledge.words.voikko import NoVoikko, VoikkoAnalyser

__all__ = ["LIGHT", "STOP", "NoVoikko", "Token", "Words", "load_words"]

RULES = 2  # raise it when a change in this package changes what a word becomes
LONGEST = 64  # letters; what is longer is no word and is kept as it is
CACHED = 40_000  # words, about 20 MB when full

_LETTERS = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
# Letters and digits, joined inside by hyphens, apostrophes or soft hyphens, or by the colon of "EU:n"; the
# ending of "13 §:ssä" is no word.
_ENDING = r":(?=[^\W\d_]{1,4}(?![^\W_]))"
WORD = re.compile(rf"(?<![^\W_])(?<![§%]:){_LETTERS}(?:(?:[-'’\u00ad\u2010\u2011]|{_ENDING}){_LETTERS})*-?")
NAMED = re.compile(rf"{ROAD}|{WORD.pattern}", re.IGNORECASE)
PLAIN = str.maketrans({"\u00ad": None, "\u2010": "-", "\u2011": "-", "’": "'"})
JOINTS = re.compile("[-':]")


class Token(NamedTuple):
    """One word of a text: `start` and `end` are its span in characters.

    `lemmas`: base forms in lower case, likeliest first, at least one; an unknown word is its own, and so is
    its stem. `terms`: what goes into the index, each once: the lemmas, then the parts of a compound.
    `stop`: it can only be a function word. `light`: it only describes, or is one of the general words LIGHT.
    """

    text: str
    start: int
    end: int
    lemmas: tuple[str, ...]
    terms: tuple[str, ...]
    stop: bool
    light: bool = False


class Words:
    """The analysers of all languages behind one bounded cache; many threads may use it at once."""

    def __init__(self, analysers: Mapping[str, Analyser], note: str = "") -> None:
        self._analysers = analysers
        self._stemmers = {lang: Stemmer(lang) for lang in analysers}
        self._note = note
        self._lock = threading.Lock()
        self._cached = lru_cache(CACHED)(self._analyse)
        names = (analyser.name for analyser in analysers.values())
        self.signature = "; ".join((f"rules {RULES}", *names, self._stemmers["fi"].name))

    @property
    def native(self) -> bool:
        """Whether the native library reads Finnish."""
        return isinstance(self._analysers["fi"], VoikkoAnalyser)

    def describe(self) -> str:
        """What reads Finnish, in which version, and what to install when it is the second best."""
        return self._analysers["fi"].name + self._note

    def tokens(self, text: str, lang: str) -> list[Token]:
        """The words of `text` in order, a road with its number as one. `lang` is fi, sv or en; any other is
        read as Finnish."""
        known, tokens = self._known(lang), list[Token]()
        for found in NAMED.finditer(text):
            if found.lastgroup is None:
                word = found.group()
                lemmas, terms, stop, light = self._cached(word, known)
                tokens.append(Token(word, found.start(), found.end(), lemmas, terms, stop, light))
            else:
                tokens.extend(self._road(road, text, known) for road in roads(found))
        return tokens

    def token(self, word: str, lang: str) -> Token:
        """One word by itself; a string with no letter in it is its own base form."""
        lemmas, terms, stop, light = self._cached(word, self._known(lang))
        return Token(word, 0, len(word), lemmas, terms, stop, light)

    def _known(self, lang: str) -> str:
        return lang if lang in self._analysers else "fi"

    def _road(self, road: Road, text: str, lang: str) -> Token:
        terms = unique(*road.lemmas, *self.token(road.base, lang).terms)
        return Token(text[road.start : road.end], road.start, road.end, road.lemmas, terms, False)

    def _analyse(self, written: str, lang: str) -> tuple[tuple[str, ...], tuple[str, ...], bool, bool]:
        """Lemmas, terms, whether it is a function word, and whether it is a light one."""
        word = _normal(written)
        if word.isdecimal() or not 1 < len(word) <= LONGEST:
            return (word,), (word,), word in STOP[lang], False
        with self._lock:  # a Voikko handle is not for two threads at once
            reading = self._read(word, lang, written[:1].isupper())
        stop = word in STOP[lang] or STOP[lang].issuperset(reading.lemmas)
        light = reading.light or not LIGHT[lang].isdisjoint((word, *reading.lemmas))
        return reading.lemmas, unique(*reading.lemmas, *reading.parts), stop, light

    def _read(self, word: str, lang: str, capital: bool = False) -> Reading:
        """By the dictionary; else by the pieces that hyphen, colon or apostrophe join; else by its stem."""
        known = self._analysers[lang].read(word, capital) or self._analysers[lang].read_part(word)
        if known is not None:
            return known
        head, joint, tail = _last_joint(word)
        if not joint:
            return Reading(unique(word, self._stemmers[lang].stem(word)))
        if joint != "-":  # "EU:n", "region's": what follows is an ending
            return self._read(head, lang, capital)
        first, last = self._read(head, lang), self._read(tail, lang)
        lemmas = unique(*(f"{head}-{lemma}" for lemma in last.lemmas))
        return Reading(lemmas, (*first.lemmas, *first.parts, *last.lemmas, *last.parts))


def load_words(prefer: Literal["auto", "voikko", "fallback"] = "auto") -> Words:
    """The words of this machine: native Finnish where it is installed, unless the fallback is asked for.

    Raises NoVoikko when `prefer` is "voikko" and the native library or its dictionary is missing.
    """
    finnish, note = _finnish(prefer)
    return Words({"fi": finnish, "sv": ListAnalyser("sv"), "en": ListAnalyser("en")}, note)


def _finnish(prefer: str) -> tuple[Analyser, str]:
    if prefer == "fallback":
        return ListAnalyser("fi"), " (chosen by setting; libvoikko finds more)"
    try:
        return VoikkoAnalyser(), ""
    except NoVoikko as missing:
        if prefer == "voikko":
            raise
        return ListAnalyser("fi"), f" ({missing}; install libvoikko1 and voikko-fi to find more)"


def _normal(word: str) -> str:
    return unicodedata.normalize("NFC", word.translate(PLAIN)).lower().strip("-':")


def _last_joint(word: str) -> tuple[str, str, str]:
    """The word cut at its last joint, as `str.rpartition` does; an unjoined word is all tail."""
    *_, last = (None, *JOINTS.finditer(word))
    return ("", "", word) if last is None else (word[: last.start()], last.group(), word[last.end() :])
