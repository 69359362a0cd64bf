"""Loading what texts are read with: morphology, places, the reading of questions."""

from __future__ import annotations

from typing import Literal

from knowledge.places import load_places
from knowledge.question import Interpreter
from knowledge.words import load_words

from .memory import Facts


def load_facts(words: Literal["auto", "voikko", "fallback"] = "auto") -> Facts:
    """The facts, with the Finnish morphology that was asked for."""
    loaded, places = load_words(words), load_places()
    return Facts(loaded, places, Interpreter(loaded, places))
