"""Minutes by typed lines: the words that begin an entry, and the entries of a message.

A line that begins with # and a known word begins an entry; the lines below it belong to it. Nothing here
raises, and nothing that was typed is left out: what isn't understood is an entry without a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

SHOWN = 60
"""Characters of a line that are repeated to say which one is meant."""
ALIKE = 0.75
"""How alike a word must be to one that is known, to be taken for a misspelling of it."""


class Word(StrEnum):
    """What a line is."""

    CONCLUSION = "conclusion"
    MEASURE = "measure"  # a conclusion that says what somebody does
    NOTE = "note"  # what was said on an item
    ITEM = "item"  # the item that the following lines belong to
    PRESENT = "present"
    STATE = "state"  # the state's view of the situation picture
    REGION = "region"  # the regions' view of it
    UNDO = "undo"
    CHAT = "chat"  # which session's minutes are written in this chat
    HELP = "help"


ALONE = frozenset({Word.UNDO, Word.HELP})
"""What stands alone in a message, without a text."""
NUMBERED = frozenset({Word.CONCLUSION, Word.MEASURE, Word.NOTE})
"""What may begin with the number of its item: "#kirjaa 2: …"."""

SPOKEN: Mapping[str, Mapping[Word, tuple[str, ...]]] = {
    "fi": {
        Word.CONCLUSION: ("johtopäätös",),
        Word.MEASURE: ("toimenpide",),
        Word.NOTE: ("kirjaa", "keskustelu"),
        Word.ITEM: ("kohta", "asia"),
        Word.PRESENT: ("läsnä", "paikalla"),
        Word.STATE: ("valtio",),
        Word.REGION: ("maakunta",),
        Word.UNDO: ("peru", "kumoa"),
        Word.CHAT: ("muistio",),
        Word.HELP: ("apua", "ohje"),
    },
    "sv": {
        Word.CONCLUSION: ("slutsats",),
        Word.MEASURE: ("åtgärd",),
        Word.NOTE: ("anteckna", "diskussion"),
        Word.ITEM: ("punkt",),
        Word.PRESENT: ("närvarande",),
        Word.STATE: ("staten",),
        Word.REGION: ("landskapet",),
        Word.UNDO: ("ångra",),
        Word.CHAT: ("promemoria",),
        Word.HELP: ("hjälp",),
    },
    "en": {
        Word.CONCLUSION: ("conclusion",),
        Word.MEASURE: ("measure",),
        Word.NOTE: ("note", "discussion"),
        Word.ITEM: ("item",),
        Word.PRESENT: ("present",),
        Word.STATE: ("state",),
        Word.REGION: ("region",),
        Word.UNDO: ("undo",),
        Word.CHAT: ("minutes",),
        Word.HELP: ("help",),
    },
}
"""The words by language, the first of each being the one that is taught."""


@dataclass(frozen=True)
class Line:
    """An entry of a message.

    `word` is None where it isn't known, `near` then a known one that may have been meant. `called` is it
    as it was typed, `language` that of the word; `text` what follows, `item` the number before it; `typed`
    the whole entry.
    """

    typed: str
    word: Word | None = None
    called: str = ""
    language: str = ""
    text: str = ""
    item: int = 0
    near: str = ""

    @property
    def written(self) -> str:
        """The language that the text goes under: minutes are in Finnish and in Swedish."""
        return "sv" if self.language == "sv" else "fi"

    @property
    def shown(self) -> str:
        """The beginning of the entry, to say which one is meant."""
        line = self.typed.split("\n", 1)[0].strip()
        return line if len(line) <= SHOWN else line[: SHOWN - 1].rstrip() + "…"


def folded(text: str) -> str:
    """A word without case and dots, so that "johtopaatos" is "johtopäätös"."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


KNOWN: Mapping[str, tuple[Word, str]] = {
    folded(called): (word, language)
    for language, words in SPOKEN.items()
    for word, every in words.items()
    for called in every
}
TAUGHT: Mapping[str, str] = {
    folded(called): called for words in SPOKEN.values() for every in words.values() for called in every
}
_BEGINS = re.compile(r"[ \t\u00a0]*#(?P<gap>[ \t\u00a0]?)(?P<word>[^\W\d_][\w-]*)[:.]?[ \t\u00a0]*")
_OF_ITEM = re.compile(r"(?:(?:kohta|punkt|item)\s+)?(?P<item>\d{1,3})\s*:(?!\d)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<item>\d{1,3})(?!\w)\s*[:.)–-]*\s*")


def is_typed_line(text: str) -> bool:
    """Whether a message is minutes by typed lines: it begins with # and a word."""
    found = _BEGINS.match(text.lstrip())
    return bool(found and (not found["gap"] or folded(found["word"]) in KNOWN))


def lines(text: str) -> tuple[Line, ...]:
    """The entries of a message, in their order."""
    return tuple(map(_read, _entries(text)))


def _entries(text: str) -> Iterator[str]:
    """The message cut where an entry begins; what stands before the first is one too."""
    held: list[str] = []
    for line in text.split("\n"):
        if held and _begins(line) and any(each.strip() for each in held):
            yield "\n".join(held).strip()
            held = []
        held.append(line)
    if last := "\n".join(held).strip():
        yield last


def _begins(line: str) -> bool:
    """Whether a line begins an entry: with a known word, or with one that is nearly known."""
    found = _BEGINS.match(line)
    if not found:
        return False
    word = folded(found["word"])
    return word in KNOWN or (not found["gap"] and bool(_near(word)))


def _near(word: str) -> str:
    """The known word that was probably meant, empty where none is near."""
    return next(iter(get_close_matches(word, KNOWN, 1, ALIKE)), "")


def _read(typed: str) -> Line:
    found = _BEGINS.match(typed)
    if found is None or (found["gap"] and folded(found["word"]) not in KNOWN):
        return Line(typed)
    called, text = found["word"], typed[found.end() :].strip()
    word, language = KNOWN.get(folded(called), (None, ""))
    if word is None:
        return Line(typed, None, called, text=text, near=TAUGHT.get(_near(folded(called)), ""))
    item, text = _item(word, text)
    return Line(typed, word, called, language, text, item)


def _item(word: Word, text: str) -> tuple[int, str]:
    """The number of the item that a text begins with, and the rest."""
    pattern = _NUMBER if word is Word.ITEM else _OF_ITEM if word in NUMBERED else None
    found = pattern.match(text) if pattern else None
    return (int(found["item"]), text[found.end() :].strip()) if found else (0, text)


def taught(language: str) -> Iterable[tuple[Word, str]]:
    """Each word with how it is written in a language."""
    return ((word, every[0]) for word, every in SPOKEN.get(language, SPOKEN["fi"]).items())
