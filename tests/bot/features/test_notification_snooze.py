"""Asking in a sentence to be reminded later."""

from collections.abc import Callable
from datetime import datetime, time

import pytest

from bot.app import Core
from tests.bot.chat import Chat
from tests.bot.features.reminder_chats import Bells, hears, morning, quiet, withdrawn

Chats = Callable[..., Chat]
SENT = morning(2, time(9, 1))
"""Wednesday; proposals close a week later."""


@pytest.fixture
def bells(core: Core) -> Bells:
    """Lapland's council was reminded of its proposals."""
    quiet(core, "council:19", "council:18")
    withdrawn(core, "council:19")
    hears(core, "lappi")
    bells = Bells(core, morning(1))
    bells.ring(SENT)
    assert ["lappi"] == list(bells.sent(SENT))
    return bells


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("remind me tomorrow", morning(3, time(9, 1))),
        ("snooze", morning(3, time(9, 1))),
        ("muistuta minua perjantaina", morning(4, time(9, 1))),
        ("påminn mig på måndag", morning(7, time(9, 1))),
        ("remind me on Saturday", morning(7, time(9, 1))),
    ],
)
def test_the_last_reminder_comes_again_on_the_day_that_is_said(
    bells: Bells, chat: Chats, text: str, again: datetime
) -> None:
    lappi = chat("lappi", SENT, language="en")
    lappi.say(text)
    assert "I remind you again" in lappi.text
    assert {} == bells.sent(morning(2, time(16)))
    assert ["lappi"] == list(bells.sent(again))


def test_a_day_after_the_deadline_is_refused(bells: Bells, chat: Chats) -> None:
    lappi = chat("lappi", SENT, language="en")
    lappi.say("remind me in two weeks")
    assert "The deadline comes before that" in lappi.text
    assert 1 == bells.told().count("lappi")


@pytest.mark.parametrize(
    ("text", "said"),
    [("remind me on 31.2.", "“31.2.” isn't in the calendar"), ("remind me 5.11.2026", "has passed")],
)
def test_a_day_that_cant_be_is_said(bells: Bells, chat: Chats, text: str, said: str) -> None:
    lappi = chat("lappi", SENT, language="en")
    lappi.say(text)
    assert said in lappi.text


def test_without_a_reminder_what_is_missing_is_shown(bells: Bells, chat: Chats) -> None:
    kainuu = chat("kainuu", SENT, language="en")
    kainuu.say("remind me tomorrow")
    assert "Nothing waits for you now" in kainuu.text
