"""The scenes, played once for the whole run."""

import pytest

from tests.cards.scenes import scenes
from tests.cards.stage import Scene


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scene, ...]:
    """Every card of every walk, in every language."""
    return scenes(tmp_path_factory.getbasetemp())
