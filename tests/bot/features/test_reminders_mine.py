"""What is missing from one's organisation, listed for whoever asks."""

from collections.abc import Callable
from datetime import time

import pytest

from bot.app import Core
from tests.bot.chat import Chat
from tests.bot.features.reminder_chats import Bells, lapland_waits, morning

Chats = Callable[..., Chat]
LAPPI, KAINUU, LVM = "council:19", "council:18", "ministry:LVM"
ON_TIME = time(9, 1)
SENT = morning(2, ON_TIME)


@pytest.fixture
def bells(core: Core) -> Bells:
    """Proposals are open until 9.12., and Lapland's council alone has sent none."""
    lapland_waits(core)
    return Bells(core, morning(1))


def test_one_sees_what_ones_organisation_has_to_do_and_the_next_reminder(bells: Bells, chat: Chats) -> None:
    somebody = chat("lappi", SENT, language="en")
    somebody.press("reminders.mine")
    for part in (
        "Your organisation has one thing to do",
        "Propose topics for the agenda",
        "in 7 days",
        "The next reminder comes Tue 8 Dec 2026 at 09:00.",
    ):
        assert part in somebody.text


def test_what_is_late_but_can_be_done_is_listed_too(bells: Bells, chat: Chats) -> None:
    somebody = chat("lappi", morning(10, ON_TIME), language="en")
    somebody.press("reminders.mine")
    assert "The time is over, but this can still be done." in somebody.text


@pytest.mark.parametrize("slug", ["kainuu", "aune", "tem-koordinaattori", "sodankyla"])
def test_others_have_nothing_to_do(bells: Bells, chat: Chats, slug: str) -> None:
    somebody = chat(slug, SENT, language="en")
    somebody.press("reminders.mine")
    assert "Nothing waits for you now" in somebody.text
    assert somebody.buttons


def test_who_has_turned_reminders_off_is_told_so(bells: Bells, chat: Chats) -> None:
    somebody = chat("lappi", SENT, language="en")
    somebody.press("notifications.mute", {"topics": "reminders", "length": "good"})
    somebody.press("reminders.mine")
    assert "You have turned reminders off" in somebody.text
    assert "The next reminder" not in somebody.text


def test_a_question_in_words_shows_the_same(bells: Bells, chat: Chats) -> None:
    somebody = chat("lappi", SENT)
    somebody.say("mitä meiltä puuttuu?")
    assert "Organisaatiollanne on yksi tehtävä" in somebody.text
