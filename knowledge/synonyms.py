"""Words of the field that mean the same or nearly so, in three languages: the groups of `data/synonyms.json`.

What holds one of a group's words speaks of the group's concept, in whatever language it is written.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from knowledge.words import Token, Words

LANGUAGES = ("fi", "sv", "en")
CONCEPT = "#"  # begins the name of a concept, as it begins no word
WHOLE = "="  # before a word that means something else inside a compound: "raja" in "maakuntaraja"

Groups = Mapping[str, Mapping[str, str]]
"""Name of a group → language → its words and phrases, with commas between."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a concept is named: the tokens from `first` to before `last`; `part`: inside a compound."""

    concept: str
    first: int
    last: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class _Key:
    """The words that name a concept after the first one, by their base forms."""

    concept: str
    rest: tuple[frozenset[str], ...]
    whole: bool


class Synonyms:
    """The groups; a language's words are read when the first text in it is. Many threads may use it."""

    def __init__(self, groups: Groups, words: Words) -> None:
        self.groups = groups
        self._words = words
        self._keys = lru_cache(len(LANGUAGES))(self._read)
        self.signature = f"synonyms {zlib.crc32(json.dumps(groups, sort_keys=True).encode()):08x}"

    def mentions(self, tokens: Sequence[Token], lang: str) -> Iterator[Mention]:
        """The concepts that content words name, by themselves, as phrases, and inside compounds."""
        find = self._keys(lang if lang in LANGUAGES else LANGUAGES[0]).get
        for at, token in enumerate(tokens):
            for form in token.terms:
                if keys := find(form):
                    yield from _mentions(keys, tokens, at, part=form not in token.lemmas)

    def _read(self, lang: str) -> Mapping[str, tuple[_Key, ...]]:
        """The keys of a language by the base form of their first word."""
        found: dict[str, tuple[_Key, ...]] = {}
        for name, texts in self.groups.items():
            for phrase in texts.get(lang, "").split(","):
                first, *rest = self._phrase(phrase, lang)
                key = _Key(CONCEPT + name, tuple(rest), phrase.strip().startswith(WHOLE))
                for form in first:
                    found[form] = (*found.get(form, ()), key)
        return found

    def _phrase(self, phrase: str, lang: str) -> list[frozenset[str]]:
        """The content words of a phrase. A word given in its base form is only that: not the other words of
        which it may be a form."""
        tokens = [token for token in self._words.tokens(phrase, lang) if not token.stop]
        return [_base_forms(token) for token in tokens] or [frozenset()]


def load_synonyms(words: Words) -> Synonyms:
    """The product's own groups."""
    text = (files("knowledge") / "data" / "synonyms.json").read_text(encoding="utf-8")
    return Synonyms(json.loads(text)["groups"], words)


def _base_forms(token: Token) -> frozenset[str]:
    written = token.text.lower()
    return frozenset({written} if written in token.lemmas else token.lemmas[:1])


def _mentions(keys: Iterable[_Key], tokens: Sequence[Token], at: int, *, part: bool) -> Iterator[Mention]:
    """What the keys name that begin with the token at a position, or with a part of it."""
    for key in keys:
        last = at + 1 + len(key.rest)
        if not (part and (key.whole or key.rest)) and _continued(key, tokens[at + 1 : last]):
            yield Mention(key.concept, at, last, part)


def _continued(key: _Key, tokens: Sequence[Token]) -> bool:
    """Whether the tokens are the rest of the key."""
    pairs = zip(key.rest, tokens, strict=False)
    return len(tokens) == len(key.rest) and all(not forms.isdisjoint(t.lemmas) for forms, t in pairs)
