"""What stands in a typed conclusion: its title, its text, and fields such as "vastuu: LVM; tavoite: 2"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from .minute_lines import folded

MADE = 80
"""Characters of a title that is made of a text's first words, at most."""
GIVEN = 120
"""Characters before a colon that are a title, at most."""
ALIKE = 0.8


class Field(StrEnum):
    """What may be said of a conclusion after its text."""

    RESPONSIBLE = "responsible"
    DUE = "due"
    GOALS = "goals"
    REGIONS = "regions"
    MINISTRIES = "ministries"
    AREAS = "areas"
    USED_IN = "used_in"
    SUPERSEDES = "supersedes"


SPOKEN: Mapping[Field, str] = {
    Field.RESPONSIBLE: "vastuu vastuutaho vastuutahot ansvarig ansvariga ansvar responsible",
    Field.DUE: "määräaika tidsfrist senast due deadline",
    Field.GOALS: "tavoite tavoitteet mål målen goal goals",
    Field.REGIONS: "alue alueet maakunnat region regioner landskap regions",
    Field.MINISTRIES: "ministeriö ministeriöt ministerium ministerier ministry ministries",
    Field.AREAS: "politiikka-ala politiikka-alat politikområde politikområden policy-area areas",
    Field.USED_IN: "käyttö användning används used",
    Field.SUPERSEDES: "korvaa ersätter supersedes replaces",
}
CALLED: Mapping[Field, tuple[str, str]] = {
    Field.RESPONSIBLE: ("vastuu", "ansvarig"),
    Field.DUE: ("määräaika", "tidsfrist"),
    Field.GOALS: ("tavoite", "mål"),
    Field.REGIONS: ("alue", "region"),
    Field.MINISTRIES: ("ministeriö", "ministerium"),
    Field.AREAS: ("politiikka-ala", "politikområde"),
    Field.USED_IN: ("käyttö", "användning"),
    Field.SUPERSEDES: ("korvaa", "ersätter"),
}
"""What a field is called in Finnish and in Swedish."""
KNOWN: Mapping[str, Field] = {folded(w): one for one, words in SPOKEN.items() for w in words.split()}
TAUGHT: Mapping[str, str] = {folded(word): word for words in SPOKEN.values() for word in words.split()}
_MARK = re.compile(r"(?P<cut>;|\n|^)[ \t]*(?P<word>[^\W\d_][\w-]*)[ \t]*:[ \t]*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
_END = ".!?:;, "


@dataclass(frozen=True)
class Said:
    """A conclusion as it was typed. `fields`: by field, what stands in it; `near`: words that are no field,
    each with the one that was probably meant.
    """

    title: str
    text: str
    fields: Mapping[Field, str] = field(default_factory=dict)
    near: tuple[tuple[str, str], ...] = ()


def called(name: Field, language: str) -> str:
    """What a field is called in the language of a text."""
    finnish, swedish = CALLED[name]
    return swedish if language == "sv" else finnish


def read(typed: str) -> Said:
    """Take a typed conclusion apart. The text is empty where there is none."""
    marks = [found for found in _MARK.finditer(typed) if folded(found["word"]) in KNOWN]
    ends = [*(found.start() for found in marks[1:]), len(typed)]
    fields: dict[Field, str] = {}
    for found, end in zip(marks, ends, strict=True) if marks else ():
        name, value = KNOWN[folded(found["word"])], typed[found.end() : end].strip(" \t\n;")
        fields[name] = ", ".join(filter(None, (fields.get(name), value)))
    body = typed[: marks[0].start()] if marks else typed
    return Said(*titled(body), fields, tuple(_misspelt(typed)))


def _misspelt(typed: str) -> list[tuple[str, str]]:
    """Words after a semicolon that are nearly a field's."""
    found = []
    for mark in _MARK.finditer(typed):
        word = folded(mark["word"])
        near = get_close_matches(word, KNOWN, 1, ALIKE) if mark["cut"] == ";" and word not in KNOWN else []
        found += [(mark["word"], TAUGHT[each]) for each in near]
    return found


def titled(body: str) -> tuple[str, str]:
    """The title and the text of what was written: "Title: text", or a title made of the text's beginning."""
    text = body.strip(" \t\n;")
    before, colon, after = text.partition(":")
    if colon and after.strip() and _is_title(before, after):
        return " ".join(before.split()), after.strip()
    return _made(text), text


def _is_title(before: str, after: str) -> bool:
    """A short beginning on one line that is no sentence; a time such as 12:30 is none, nor an address."""
    plain = "\n" not in before.strip() and not re.search(r"[.!?](?:\s|$)", before)
    return bool(before.strip()) and plain and len(before.strip()) <= GIVEN and after[0] in " \t\n"


def _made(text: str) -> str:
    """A title of a text's first sentence, or of as many of its first words as fit."""
    first = " ".join(_SENTENCE.split(text.strip(), maxsplit=1)[0].split()).rstrip(_END)
    if len(first) <= MADE:
        return first
    return first[:MADE].rsplit(" ", 1)[0].rstrip(_END) + "…"
