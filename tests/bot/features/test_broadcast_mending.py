"""A notice to many once it is out: read and acknowledged, corrected, recalled, reminded of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.app import Core
from storage import turns
from storage.outbox import State as Message
from tests.bot.chat import Chat
from tests.bot.features.broadcast_chats import (
    ANNOUNCED,
    COORDINATOR,
    LINK,
    Chats,
    confirmed,
    kept,
    messages,
    press,
    seen,
    settle,
)
from tests.demo import NOW


def test_the_reader_s_card_has_what_was_attached(core: Core, sender: Chat) -> None:
    number = confirmed(sender, attach=ANNOUNCED, calendar="true", link=LINK)
    data = seen(core, "lappi", number)
    assert data is not None
    titles = [button.title for button in data["buttons"]]

    assert ["Acknowledge", "Open the link", "Open the session", "Calendar file"] == titles
    assert "Lapin keskustelu 2026" == data["session"]["names"]["fi"]


def test_a_reader_acknowledges_once(core: Core, sender: Chat, chat: Chats) -> None:
    number = confirmed(sender)
    reader = chat("lappi", language="fi")
    reader.press("broadcast.acknowledge", {"broadcast": number})
    first = reader.text
    reader.at(NOW + timedelta(days=1)).press("broadcast.acknowledge", {"broadcast": number})

    assert "Kuittasit tämän" in first
    assert first == reader.text
    assert "Kuittaa luetuksi" not in reader.buttons


@pytest.mark.parametrize("slug", ["uusimaa", COORDINATOR])
def test_others_learn_nothing_of_it(sender: Chat, chat: Chats, slug: str) -> None:
    number = confirmed(sender)
    other = chat(slug, language="fi")
    other.press("broadcast.acknowledge", {"broadcast": number})

    assert "En löydä tätä tiedotetta" in other.text


def test_one_that_asks_for_nothing_needs_no_acknowledgement(sender: Chat, chat: Chats) -> None:
    number = confirmed(sender, acknowledge="false")
    reader = chat("lappi", language="fi")
    reader.press("broadcast.acknowledge", {"broadcast": number})

    assert "ei pyydetä kuittausta" in reader.text


# After sending


def corrected(chat: Chat, number: int, **changes: Any) -> Chat:
    chat.press("broadcast.correct", {"broadcast": number})
    return press(chat, "broadcast.correct_now", **{"text_fi": "Uusi", "note_fi": "Aika muuttui"} | changes)


def test_a_correction_replaces_the_cards_of_those_who_have_it(core: Core, sender: Chat) -> None:
    number = confirmed(sender)
    settle(core, number, {"lappi": Message.SENT})
    corrected(sender, number)
    again = messages(core, "broadcast corrected")

    assert ["lappi"] == list(again)
    assert ("replace", f"broadcast:{number}") == (again["lappi"].place, again["lappi"].about)
    data = seen(core, "kainuu", number)
    assert data is not None
    assert ("Uusi", "Aika muuttui") == (data["texts"]["fi"]["text"], data["texts"]["fi"]["note"])
    assert NOW == data["corrected"]


def test_a_correction_pressed_twice_is_one(core: Core, sender: Chat) -> None:
    number = confirmed(sender)
    settle(core, number, {"lappi": Message.SENT})
    sender.press("broadcast.correct", {"broadcast": number})
    data = sender.filled("broadcast.correct_now", text_fi="Uusi", note_fi="Aika")
    for _ in range(2):
        sender.press("broadcast.correct_now", data)

    assert 2 == kept(core, number).version


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text_fi": "Aineisto on nyt luettavissa."}, "Tekstit ovat ennallaan"),
        ({"note_fi": ""}, "Täytä tämä kenttä"),
        ({"text_fi": ""}, "Kirjoita tämä ainakin suomeksi"),
    ],
)
def test_a_correction_says_what_is_different(
    core: Core, sender: Chat, changes: dict[str, str], said: str
) -> None:
    number = confirmed(sender)
    corrected(sender, number, **changes)

    assert said in sender.text
    assert 1 == kept(core, number).version


def test_a_recall_says_why_and_stops_the_rest(core: Core, sender: Chat, chat: Chats) -> None:
    number = confirmed(sender)
    settle(core, number, {"lappi": Message.SENT})
    sender.press("broadcast.recall", {"broadcast": number})
    press(sender, "broadcast.recall_now")
    assert "Täytä tämä kenttä" in sender.text
    press(sender, "broadcast.recall_now", reason="Väärä päivä")

    assert ["lappi"] == list(messages(core, "broadcast recalled"))
    assert Message.CANCELLED == messages(core)["kainuu"].state
    data = seen(core, "lappi", number, "broadcast recalled")
    assert data is not None
    assert ("Väärä päivä", NOW, ()) == (data["reason"], data["recalled"], data["buttons"])
    reader = chat("lappi", language="fi")
    reader.press("broadcast.acknowledge", {"broadcast": number})
    assert "vetänyt tämän tiedotteen takaisin" in reader.text


def test_exactly_those_who_got_it_and_were_silent_are_reminded(core: Core, sender: Chat, chat: Chats) -> None:
    number = confirmed(sender)
    settle(core, number, {"lappi": Message.SENT, "kainuu": Message.SENT})
    chat("lappi").press("broadcast.acknowledge", {"broadcast": number})
    sender.press("broadcast.follow", {"broadcast": number})
    data = sender.filled("broadcast.remind")
    for _ in range(2):
        sender.press("broadcast.remind", data)
    reminders = messages(core, "broadcast not acknowledged")

    assert ["kainuu"] == list(reminders)
    assert not reminders["kainuu"].urgent
    chat("kainuu").press("broadcast.acknowledge", {"broadcast": number})
    assert seen(core, "kainuu", number, "broadcast not acknowledged") is None


def test_nobody_silent_is_nobody_to_remind(sender: Chat) -> None:
    number = confirmed(sender)
    sender.press("broadcast.follow", {"broadcast": number})

    assert "Muistutettavia ei ole" in sender.text


def test_a_card_that_shows_something_else_meanwhile_is_left_alone(core: Core, sender: Chat) -> None:
    number = confirmed(sender)

    def pressed(verb: str) -> None:
        data = {"broadcast": number}
        sender.answer(replace(sender.activity("press", verb=verb, data=data), card="card-1"))

    where = ("msteams", sender.conversation, f"broadcast:{number}:progress")
    pressed("broadcast.show")
    with core.store.read() as db:
        assert "card-1" == turns.standing(db, *where)
    pressed("broadcast.list")
    with core.store.read() as db:
        assert turns.standing(db, *where) is None
