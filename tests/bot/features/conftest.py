"""Who acts in many of these tests."""

from collections.abc import Callable

import pytest

from bot.app import Core
from storage import rounds
from tests.bot.chat import Chat
from tests.demo import NOW


@pytest.fixture
def coordinator(chat: Callable[..., Chat]) -> Chat:
    """The coordinator's chat, in English."""
    return chat("tem-koordinaattori", language="en")


@pytest.fixture
def sender(chat: Callable[..., Chat]) -> Chat:
    """The coordinator's chat, in Finnish; those of Lapland, Kainuu and a ministry can be reached."""
    for slug in ("lappi", "kainuu", "lvm"):
        chat(slug).say("hei")
    return chat("tem-koordinaattori", language="fi")


@pytest.fixture
def group(chat: Callable[..., Chat]) -> Chat:
    """The working group's chat."""
    return chat("tyoryhma", language="fi")


@pytest.fixture
def round_id(core: Core) -> int:
    """The round in hand."""
    with core.store.read() as db:
        return rounds.current(db, NOW).id
