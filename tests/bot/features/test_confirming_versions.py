"""A new version of minutes: who answered is asked only what is new, old cards record nothing."""

from collections.abc import Callable

import pytest

from bot.app import Core
from tests.bot.chat import Chat
from tests.bot.features.confirming_chats import (
    COUNCIL,
    HERE,
    LVM,
    RAIL,
    confirmed,
    drafted,
    given,
    opened,
    sent,
    written,
)
from tests.bot.features.session_chats import delivered

Chats = Callable[..., Chat]


@pytest.fixture
def second(core: Core, chat: Chats) -> list[int]:
    """Version 2 is out; the council has confirmed version 1."""
    parts = drafted(core)
    sent(core, chat)
    confirmed(chat("lappi"))
    delivered(core)
    written(core, parts[-1], RAIL.replace("2027", "2028"))
    sent(core, chat)
    return parts


def test_who_answered_is_asked_only_what_is_new(core: Core, chat: Chats, second: list[int]) -> None:
    council, lvm = opened(chat("lappi")), opened(chat("lvm"))
    assert "Uutta versiossa 2 sen jälkeen, kun organisaationne vastasi versioon 1" in council.text
    assert "vuonna [pois: 2027.] [uutta: 2028.]" in council.text
    assert "Keskusteltiin raiteista." not in council.text
    assert "Vastauksenne versioon 1: Vahvisti (Aila Tunturila" in council.text
    assert "Keskusteltiin raiteista." in lvm.text
    council.press("minutes.show", {**HERE, "whole": True})
    assert "Keskusteltiin raiteista." in council.text


def test_what_went_and_came_is_not_told_by_colour_alone(chat: Chats, second: list[int]) -> None:
    council = opened(chat("lappi"))
    runs = [
        run
        for item in council.card["body"]
        for each in item.get("items", [])
        for run in each.get("inlines", [])
    ]
    old, new = (next(run for run in runs if word in run["text"]) for word in ("2027.", "2028."))
    assert ("[pois: 2027.] ", True) == (old["text"], old["strikethrough"])
    assert ("[uutta: 2028.] ", "Bolder", "Good") == (new["text"], new["weight"], new["color"])


def test_everybody_gets_a_new_card_and_the_old_one_says_that_it_is_old(
    core: Core, chat: Chats, second: list[int]
) -> None:
    got = delivered(core)
    assert {"lappi", "lappi-vara", "lvm", "okm", "tem"} == set(got)
    assert [("minutes replaced", "only"), ("minutes sent", "new")] == [
        (card.cause, card.place) for card in got["lvm"]
    ]
    assert "Muistiosta on uudempi versio" in got["lvm"][0].text


def test_an_old_card_shows_the_new_version_and_records_nothing(
    core: Core, chat: Chats, second: list[int]
) -> None:
    lvm = chat("lvm")
    lvm.press("minutes.confirm", {**HERE, "version": 1, "organisation": LVM})
    assert "Vahvistettavana on nyt versio 2" in lvm.text
    assert {(COUNCIL, 1): "confirmed"} == given(core)
    confirmed(chat("lvm"))
    assert {(COUNCIL, 1): "confirmed", (LVM, 2): "confirmed"} == given(core)


def test_the_dates_tell_by_when_minutes_are_confirmed_until_they_are(chat: Chats, second: list[int]) -> None:
    told = "Muistio vahvistettava viimeistään ti 8.12.2026 klo 23.59: Lapin keskustelu 2026"
    council = chat("lappi")
    council.say("mihin mennessä muistio pitää vahvistaa?")
    assert told in council.text
    confirmed(council).say("mihin mennessä muistio pitää vahvistaa?")
    assert told not in council.text


def test_minutes_that_are_still_written_are_announced_to_those_who_will_confirm_them(
    core: Core, chat: Chats
) -> None:
    drafted(core)
    somebody = chat("lappi", language="en")
    somebody.say("which minutes wait for us?")
    assert "Minutes are still being prepared" in somebody.text
    assert "Lapland discussion 2026" in somebody.text
    assert RAIL not in somebody.text
