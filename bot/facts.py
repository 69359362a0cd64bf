"""What texts are read with: morphology, places, the reading of questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.places import Places, load_places
from knowledge.question import Context, Interpreter
from knowledge.words import Words, load_words


@dataclass(frozen=True)
class Facts:
    """What texts are read with: morphology, places, and the reading of questions."""

    words: Words
    places: Places
    interpreter: Interpreter

    def language(self, text: str, otherwise: str) -> str:
        """The language that a text is written in, or the other one where nothing decides."""
        return self.interpreter.understand(text, Context(date.min, (), language=otherwise)).language


def load_facts(words: Literal["auto", "voikko", "fallback"] = "auto") -> Facts:
    """The facts, with the Finnish morphology that was asked for."""
    loaded, places = load_words(words), load_places()
    return Facts(loaded, places, Interpreter(loaded, places))
