"""Somebody's own e-mail address: nothing is sent there before it is confirmed on the page of its message."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.app import Core
from bot.features.kinds import CONFIRM
from bot.links import Links
from knowledge.clock import today
from storage import people, wishes
from storage import tables as t
from storage.wishes import Mailbox
from tests.bot.chat import Chat
from tests.demo import NOW

ADDRESS = "aila@example.fi"
Chats = Callable[..., Chat]


@pytest.fixture
def lappi(core: Core, chat: Chats) -> Chat:
    """The council's contact, in English, with a bot that knows its own address."""
    core.turns.links = Links("https://bot.example")
    return chat("lappi", language="en")


def box(core: Core) -> Mailbox | None:
    with core.store.read() as db:
        person = people.by_slug(db, "lappi", today(NOW))
        return wishes.mailbox(db, person.id) if person else None


def asked(core: Core) -> list[t.Outbox]:
    """The messages that ask whether an address is somebody's."""
    with core.store.read() as db:
        return list(db.exec(select(t.Outbox).where(t.Outbox.cause == CONFIRM)).all())


def give(chat: Chat, address: str) -> None:
    chat.press("notifications.address_now", {"address": address})


def by_mail(chat: Chat, verb: str, **data: Any) -> None:
    """Press a button on the page of an e-mail."""
    activity = chat.activity("press", verb=verb, data=data)
    where = replace(activity.address, channel="mail", conversation="mail:1")
    chat.answer(replace(activity, address=where, key=replace(activity.key, channel="mail")))


def test_an_address_gets_a_message_and_is_used_once_it_is_confirmed(core: Core, lappi: Chat) -> None:
    lappi.say("send me email instead")
    assert "I don't have a confirmed e-mail address of yours" in lappi.text
    lappi.button("Send the message to confirm it", address=ADDRESS)
    assert "Look into your e-mail" in lappi.text
    [message] = asked(core)
    assert ({"address": ADDRESS, "urgent": True}) == {
        "address": message.data["address"],
        "urgent": message.urgent,
    }
    assert Mailbox(ADDRESS, preferred=False, usable=False, wanted=ADDRESS) == box(core)
    by_mail(lappi, "mail.confirm", address=ADDRESS)
    assert "The address is confirmed" in lappi.text
    assert Mailbox(ADDRESS, preferred=True, usable=True) == box(core)


def test_an_address_isnt_confirmed_in_the_chat(core: Core, lappi: Chat) -> None:
    give(lappi, ADDRESS)
    lappi.press("mail.confirm", {"address": ADDRESS})
    assert "confirmed on the page that its message leads to" in lappi.text
    assert Mailbox(ADDRESS, preferred=False, usable=False, wanted=ADDRESS) == box(core)


def test_an_older_message_confirms_nothing(core: Core, lappi: Chat) -> None:
    give(lappi, ADDRESS)
    give(lappi, "other@example.fi")
    by_mail(lappi, "mail.confirm", address=ADDRESS)
    assert "isn't waiting to be confirmed any more" in lappi.text
    found = box(core)
    assert found
    assert not found.usable


def test_the_card_that_is_confirmed_leads_nowhere_else(lappi: Chat) -> None:
    give(lappi, ADDRESS)
    by_mail(lappi, "mail.confirm", address=ADDRESS)
    assert [] == lappi.buttons


@pytest.mark.parametrize(
    "address", ["", "aila", "a@b.fi, c@d.fi", "a@b.fi\r\nBcc: c@d.fi", "<b>@x.fi", "a" * 400]
)
def test_what_is_no_address_is_said_and_kept(core: Core, lappi: Chat, address: str) -> None:
    give(lappi, address)
    assert "That is no e-mail address" in lappi.text
    assert ([], None) == (asked(core), box(core))


def test_strangers_arent_bothered_with_many_messages(core: Core, lappi: Chat) -> None:
    for number in range(4):
        give(lappi, f"a{number}@example.fi")
    assert "You have given 3 addresses today" in lappi.text
    assert 3 == len(asked(core))
    later = lappi.at(NOW + timedelta(days=1, minutes=1))
    give(later, "a4@example.fi")
    assert 4 == len(asked(core))


def test_where_there_is_no_page_no_address_is_asked(core: Core, chat: Chats) -> None:
    nowhere = chat("lappi", language="en")
    give(nowhere, ADDRESS)
    assert "can't be confirmed here" in nowhere.text
    assert (ADDRESS, []) == (nowhere.values()["address"], asked(core))


def test_a_sentence_with_an_address_fills_the_form(lappi: Chat) -> None:
    lappi.say(f"send my notices by e-mail to {ADDRESS}")
    assert ADDRESS == lappi.values()["address"]


def test_notices_go_by_mail_and_back_to_the_chat(core: Core, lappi: Chat) -> None:
    give(lappi, ADDRESS)
    by_mail(lappi, "mail.confirm", address=ADDRESS)
    lappi.say("don't send me e-mail")
    assert "Notices come here, in the chat" in lappi.text
    assert Mailbox(ADDRESS, preferred=False, usable=True) == box(core)
    lappi.button("Undo")
    assert Mailbox(ADDRESS, preferred=True, usable=True) == box(core)
    lappi.say("Notice settings")
    assert f"E-mail address: {ADDRESS}" in lappi.text


def test_nobody_gets_mail_without_a_confirmed_address(core: Core, lappi: Chat) -> None:
    lappi.press("notifications.channel", {"channel": "mail"})
    assert "I don't have a confirmed e-mail address of yours" in lappi.text
    assert box(core) is None


def test_an_address_is_forgotten(core: Core, lappi: Chat) -> None:
    give(lappi, ADDRESS)
    lappi.press("notifications.address")
    lappi.button("Forget the address")
    assert box(core) is None
    by_mail(lappi, "mail.confirm", address=ADDRESS)
    assert box(core) is None


def test_settings_tell_what_is_wrong_with_an_address(core: Core, lappi: Chat) -> None:
    give(lappi, ADDRESS)
    lappi.say("Notice settings")
    assert f"The address {ADDRESS} waits to be confirmed" in lappi.text
    by_mail(lappi, "mail.confirm", address=ADDRESS)
    with core.store.transaction() as db:
        person = people.by_slug(db, "lappi", today(NOW))
        assert person
        wishes.bounce(db, person.id, ADDRESS, NOW, "no such box")
    lappi.say("Notice settings")
    assert f"E-mail to {ADDRESS} came back" in lappi.text
    lappi.say("send me email instead")
    assert ADDRESS == lappi.values()["address"]
