"""Finding regions and ministries in a sentence, in every case form and three languages.

A municipality leads to its region. Names are looked up word by word in one table of forms that is made once,
so a sentence costs a few dictionary look-ups and no morphology.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.placeforms import (
    FOLD,
    INHABITANT,
    Name,
    abbreviations,
    all_names,
    inhabitants,
    stripped,
)
from knowledge.places import Places

WORD = re.compile(r"[^\W_]+(?::[^\W\d_]+)?(?:['’][^\W\d_]+)?")
LONGEST = 6  # words of the longest name: "Elinkeino-, …", "undervisnings- och kulturministeriet"
AND = frozenset({"ja", "tai", "sekä", "och", "eller", "samt", "and", "or"})
CASE_ENDING = re.compile(r"(.+?)(?::\w+|'s|[ai]?n|[iy]?(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle)|in|iin|ä|s)?")


@dataclass(frozen=True)
class Piece:
    """A word, or a part of a hyphenated one, with its place in the text."""

    text: str
    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Named:
    """What a text names: region codes, abbreviations of ministries, codes of municipalities (which lead to
    their regions), and the spans that named them."""

    regions: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


def pieces(text: str) -> list[Piece]:
    """The words of a text with hyphenated ones in parts, so that "Pohjois Karjala" is also found."""
    return [
        Piece(word[0], word[0].lower().replace("’", "'"), word.start(), word.end())
        for word in WORD.finditer(text)
    ]


@dataclass(frozen=True)
class PlaceFinder:
    """The table of forms and the way through it."""

    names: Mapping[tuple[str, ...], Name]
    starts: frozenset[str]  # first words of names of several words
    firsts: frozenset[str]  # "etelä", "norra": may stand for a whole name in "Etelä- ja Pohjois-Savo"
    people: Mapping[str, Name]
    short: Mapping[str, Name]

    def finnish_words(self) -> set[str]:
        """The words of the Finnish names of regions and ministries, in their forms."""
        return {word for key, name in self.names.items() if name.folds and not name.town for word in key}

    def find(self, words: Sequence[Piece]) -> Named:
        """Everything named, in the order of the text, each once."""
        found = _Found()
        at = 0
        while at < len(words):
            at = self._elliptic(words, at, found) or self._longest(words, at, found) or at + 1
        return found.named()

    def _elliptic(self, words: Sequence[Piece], at: int, found: "_Found") -> int | None:
        """ "Etelä-, Keski- ja Pohjois-Pohjanmaalla": the shared last word belongs to each first one."""
        end = at
        while end < len(words) and words[end].key in self.firsts | AND:
            end += 1
        first = [word for word in words[at:end] if word.key not in AND]
        if end == len(words) or len(first) < 2 or words[at].key in AND or words[end - 2].key not in AND:
            return None
        names = [self._name((word.key,), words[end]) for word in first]
        if self._match(words, at) or not all(names):
            return None
        found.add([name for name in names if name], words[at].start, words[end].end)
        return end + 1

    def _longest(self, words: Sequence[Piece], at: int, found: "_Found") -> int | None:
        match = self._match(words, at)
        if match is None:
            return None
        name, end = match
        found.add([name], words[at].start, words[end - 1].end)
        return end

    def _match(self, words: Sequence[Piece], at: int) -> tuple[Name, int] | None:
        longest = LONGEST if words[at].key in self.starts else 1
        for end in range(min(at + longest, len(words)), at, -1):
            head = tuple(word.key for word in words[at : end - 1])
            name = self._name(head, words[end - 1])
            if name and name.allows(words[at].text, words[end - 1].key):
                return name, end
        return self._single(words[at], at)

    def _single(self, word: Piece, at: int) -> tuple[Name, int] | None:
        name = self._abbreviation(word.text) or self._inhabitant(word.key)
        return (name, at + 1) if name else None

    def _name(self, head: tuple[str, ...], last: Piece) -> Name | None:
        for form in stripped(last.key):
            if name := self.names.get((*head, form)):
                return name
        return None

    def _abbreviation(self, text: str) -> Name | None:
        ending = CASE_ENDING.fullmatch(text)
        base = ending[1] if ending else text
        return self.short.get(text) or self.short.get(base)

    def _inhabitant(self, key: str) -> Name | None:
        people = INHABITANT.fullmatch(key)
        return self.people.get(people[1]) if people else None


def place_finder(places: Places) -> PlaceFinder:
    """Make the table of forms; about 20,000 entries, some 50 ms."""
    names: dict[tuple[str, ...], Name] = {}
    for form, name in all_names(places):
        names.setdefault(tuple(piece.key for piece in pieces(form)), name)
    names = {**dict(_folded(names)), **names}
    return PlaceFinder(
        names,
        starts=frozenset(key[0] for key in names if len(key) > 1),
        firsts=frozenset(key[0] for key, name in names.items() if len(key) == 2 and name.regions),
        people=dict(inhabitants(places)),
        short=dict(abbreviations(places)),
    )


def _folded(names: Mapping[tuple[str, ...], Name]) -> Iterator[tuple[tuple[str, ...], Name]]:
    """Finnish names as typed without dots: "Jyvaskyla", "Etela-Savo"."""
    for key, name in names.items():
        plain = tuple(part.translate(FOLD) for part in key)
        if name.folds and plain != key:
            yield plain, name


@dataclass
class _Found:
    regions: dict[str, None] = field(default_factory=dict)
    ministries: dict[str, None] = field(default_factory=dict)
    towns: dict[str, None] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def add(self, names: Iterable[Name], start: int, end: int) -> None:
        for name in names:
            self.regions.update(dict.fromkeys(name.regions))
            self.ministries.update(dict.fromkeys(name.ministries))
            self.towns.update(dict.fromkeys(filter(None, [name.town])))
        self.spans.append((start, end))

    def named(self) -> Named:
        return Named(tuple(self.regions), tuple(self.ministries), tuple(self.towns), tuple(self.spans))
