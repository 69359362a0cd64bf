"""What an analyser of one language is."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Reading:
    """Base forms of a word, likeliest first, and the base forms of its parts; lower case.

    `light`: the word can only describe (an adjective that is made of no noun, a verb, an adverb).
    """

    lemmas: tuple[str, ...]
    parts: tuple[str, ...] = ()
    light: bool = False


class Analyser(Protocol):
    """Reads words of one language; words come in lower case. Not safe for two threads at once.

    `capital`: the word was written with a capital letter, as names are.
    """

    @property
    def name(self) -> str:
        """Library, version and dictionary: two analysers of one name read alike."""

    def read(self, word: str, capital: bool = False) -> Reading | None:
        """The word, or None when the dictionary doesn't know it."""

    def read_part(self, word: str) -> Reading | None:
        """The word as it stands at the head of a compound ("kehittämis-"), or None."""


def unique(*words: str) -> tuple[str, ...]:
    """The words without repetition, in the order of their first appearance."""
    return tuple(dict.fromkeys(words))


def combining(word: str) -> str | None:
    """The adjective or noun that a Finnish combining form stands for: "yhteis" → "yhteinen"."""
    return f"{word[:-1]}nen" if len(word) > 3 and word.endswith("s") else None
