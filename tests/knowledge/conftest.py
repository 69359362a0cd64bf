"""Words are read once for all the tests of knowledge."""

import pytest

from knowledge.places import load_places
from knowledge.question import Interpreter
from knowledge.words import Words, load_words


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words("voikko")


@pytest.fixture(scope="session")
def interpreter(words: Words) -> Interpreter:
    return Interpreter(words, load_places())
