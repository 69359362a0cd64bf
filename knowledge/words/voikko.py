"""Finnish by libvoikko: base forms, and the parts of compounds read each by itself."""

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import libvoikko

from knowledge.words.analyser import Reading, combining, unique

Analysis = dict[str, str]

# libvoikko looks for dictionaries in these, under a folder named by the format's version.
DICTIONARIES = ("/etc/voikko", "/usr/lib/voikko", "/usr/share/voikko", "/usr/local/lib/voikko")

ACTION_NOUN = re.compile(r"(.+mi)[ns]")  # "kehittämi|sessä"; greedy, so that the last one counts
NAMES = frozenset({"etunimi", "sukunimi", "paikannimi", "nimi"})
DESCRIBING = frozenset({"laatusana", "teonsana", "seikkasana", "lukusana"})
OF_NOUN = "nen"  # an adjective made of a noun says what kind it is, and so is about something: "digitaalinen"


class NoVoikko(Exception):
    """The native library or its Finnish dictionary is missing."""


class VoikkoAnalyser:
    """One Voikko handle. Raises NoVoikko when the machine has no libvoikko or no Finnish dictionary."""

    def __init__(self) -> None:
        if not _installed():
            raise NoVoikko("no native libvoikko with a Finnish dictionary")
        self._voikko = libvoikko.Voikko("fi")
        self._part = lru_cache(10_000)(self._read_inner)

    @property
    def name(self) -> str:
        return f"libvoikko {libvoikko.Voikko.getVersion()}, dictionary {_dictionary_checksum()}"

    def read(self, word: str, capital: bool = False) -> Reading | None:
        """By the analyses with the fewest parts: "matkailu" is one word, not "matka" and "ilu"."""
        analyses = sorted(self._simplest(word), key=lambda analysis: _unlikely(word, analysis, capital))
        if not analyses:
            return None
        lemmas = unique(*(lemma for analysis in analyses for lemma in _lemmas(word, analysis)))
        parts = unique(*(part for analysis in analyses for part in self._parts(word, analysis)))
        return Reading(lemmas, parts, light=all(map(_describes, analyses)))

    def read_part(self, word: str) -> Reading | None:
        whole = combining(word)
        return None if whole is None else self.read(whole)

    def _simplest(self, word: str) -> list[Analysis]:
        analyses: list[Analysis] = self._voikko.analyze(word)
        fewest = min((_size(analysis) for analysis in analyses), default=0)
        simplest = [analysis for analysis in analyses if _size(analysis) == fewest]
        # "kehittämistä" is hardly ever "from those that were developed", which Voikko offers besides
        return [analysis for analysis in simplest if _is_action(analysis)] or simplest

    def _parts(self, word: str, analysis: Analysis) -> Iterator[str]:
        """Base forms of the parts, and of the shorter compounds inside: "elinvoima" in "elinvoimakeskus"."""
        *inner, head = _segments(word, analysis["STRUCTURE"])
        if not inner:
            return
        for segment in inner:
            yield from self._part(segment)
        yield from self._head(head, analysis)
        for start in range(1, len(inner)):
            yield from self._head("".join((*inner[start:], head)), analysis)
            yield from self._part("".join(inner[: start + 1]))

    def _head(self, surface: str, whole: Analysis) -> Iterable[str]:
        """The inflected last part: of its readings, those of the word class of the whole."""
        analyses = self._simplest(surface.strip("-"))
        same = [analysis for analysis in analyses if analysis["CLASS"] == whole["CLASS"]]
        return unique(*(lemma for analysis in same or analyses for lemma in _lemmas(surface, analysis)))

    def _read_inner(self, surface: str) -> tuple[str, ...]:
        """A part before the last: a noun or an adjective, in the nominative, genitive or combining form. One
        that is no word by itself ("bio", "kyber") stays as it is."""
        word = surface.strip("-")
        analyses = self._simplest(word) or self._simplest(combining(word) or "-")
        nominal = [a for a in analyses if a["CLASS"] != "teonsana" or _is_action(a)]
        common = [analysis for analysis in nominal if analysis["CLASS"] not in NAMES]
        known = common or nominal or analyses
        return unique(*(lemma for a in known for lemma in _lemmas(word, a))) if known else (word,)


def _installed() -> bool:
    """Asked before a handle is made: one that could not be made complains when it is thrown away."""
    try:
        return any(dictionary.language == "fi" for dictionary in libvoikko.Voikko.listDicts(""))
    except OSError:
        return False


def _size(analysis: Analysis) -> int:
    return analysis["STRUCTURE"].count("=")


def _is_action(analysis: Analysis) -> bool:
    """A noun in -minen, which Voikko takes for a form of its verb."""
    return analysis.get("MOOD") == "MINEN-infinitive"


def _unlikely(word: str, analysis: Analysis, capital: bool) -> tuple[int, bool, bool, bool, int]:
    """The order of a word's readings: names last, but a place first where there is a capital; nouns before
    verbs; the word as it stands; "-sta" as a case, not as the end of a stem ("käytöstä" of "käyttö", not of
    "käytös"); the base form that changes the fewest letters ("turva" of "turvasta", not "turpa")."""
    kind, base = analysis["CLASS"], analysis["BASEFORM"].lower()
    name = -1 if capital and kind == "paikannimi" else int(kind in NAMES)
    verb = kind == "teonsana" and not _is_action(analysis)
    elative = analysis.get("SIJAMUOTO") == "sisaeronto"
    return name, verb, base != word, not elative, -_shared(base, word)


def _shared(base: str, word: str) -> int:
    """How many letters two words begin with alike."""
    pairs = zip(base, word, strict=False)
    return next((at for at, (its, other) in enumerate(pairs) if its != other), min(len(base), len(word)))


def _describes(analysis: Analysis) -> bool:
    """Whether a reading only says how something is or what is done: "osaava", not "digitaalinen"."""
    base = analysis["BASEFORM"]
    return analysis["CLASS"] in DESCRIBING and not base.endswith(OF_NOUN) and not _is_action(analysis)


def _lemmas(surface: str, analysis: Analysis) -> tuple[str, ...]:
    """The base form; for "kehittämistä" the noun "kehittäminen" first, then the verb "kehittää"."""
    base = analysis["BASEFORM"].lower()
    action = ACTION_NOUN.match(surface) if _is_action(analysis) else None
    return (f"{action.group(1)}nen", base) if action else (base,)


def _segments(word: str, structure: str) -> list[str]:
    """The word cut where its structure ("=pppp=ppppp") begins a new part."""
    segments: list[str] = []
    letters = iter(word)
    for mark in structure:
        if mark == "=":
            segments.append("")
        else:
            segments[-1] += next(letters, "")
    return segments


def _dictionary_checksum() -> str:
    """Of the files that hold the words, since the dictionary tells no version."""
    files = (file for folder in DICTIONARIES for file in sorted(Path(folder).glob("*/*/*.vfst")))
    checksum = 0
    for file in files:
        checksum = zlib.crc32(file.read_bytes(), checksum)
    return f"{checksum:08x}"
