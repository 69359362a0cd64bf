"""Words are read once for all the tests of knowledge."""

import pytest

from knowledge.words import Words, load_words


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words("voikko")
