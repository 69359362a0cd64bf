"""Somebody who took the bot away and installs it anew is reached again, also on the same day."""

from collections.abc import Callable

from storage import reach
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.cores import BOTH


@BOTH
def test_installing_the_bot_anew_clears_that_it_was_gone(chat: Callable[..., Chat]) -> None:
    talk = chat("lappi")
    talk.arrive()
    store, incoming = talk.core.store, talk.activity("arrival")
    with store.transaction() as db:
        reach.gone(db, incoming.address, "has taken the bot away", talk.now)
    before = _gone(talk)
    talk.answer(incoming)  # the same arrival to us: it is greeted once only
    assert (True, False) == (before, _gone(talk))


@BOTH
def test_writing_to_the_bot_clears_it_too(chat: Callable[..., Chat]) -> None:
    talk = chat("lappi")
    talk.say("moi")
    with talk.core.store.transaction() as db:
        reach.gone(db, talk.activity("message").address, "has blocked the bot", talk.now)
    before = _gone(talk)
    talk.say("moi")
    assert (True, False) == (before, _gone(talk))


def _gone(talk: Chat) -> bool:
    with talk.core.store.read() as db:
        row = db.get_one(t.Conversation, (talk.conversation, "msteams"))
        return row.gone is not None
