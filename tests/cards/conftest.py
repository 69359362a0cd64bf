"""The scenes, played once for the whole run."""

import pytest

from tests.cards.scenes import scenes, stages
from tests.cards.stage import Scene


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scene, ...]:
    """Every card of every walk, in every language."""
    return scenes(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def silent(drawn: tuple[Scene, ...], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """What all walks wrote without a word in the log of use."""
    return tuple(each for on in stages(tmp_path_factory.getbasetemp()) for each in on.silent)
