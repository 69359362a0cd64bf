"""Turning notices down and being away: by sentences, forms and buttons."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.app import Core
from knowledge.notices import Topic
from storage.wishes import Absence
from tests.bot.chat import Chat
from tests.bot.cores import ON_POSTGRES
from tests.bot.features.notification_chats import DAY, FRIDAY, away, off

EVERYTHING = dict.fromkeys(Topic)


@pytest.fixture
def lappi(chat: Callable[..., Chat]) -> Chat:
    return chat("lappi", language="en")


# Turning off and on


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mute the reminders until Friday", {Topic.REMINDERS: FRIDAY}),
        ("mykistä muistutukset perjantaihin asti", {Topic.REMINDERS: FRIDAY}),
        ("tysta påminnelserna till fredag", {Topic.REMINDERS: FRIDAY}),
        ("don't send reminders", {Topic.REMINDERS: None}),
        ("älä lähetä tiedotteita", {Topic.BROADCASTS: None}),
        ("mykistä perjantaihin asti", dict.fromkeys(Topic, FRIDAY)),
        ("mute everything", EVERYTHING),
        ("mykistä toistaiseksi", EVERYTHING),
    ],
)
@ON_POSTGRES
def test_a_sentence_turns_off_at_once(
    core: Core, lappi: Chat, text: str, expected: dict[Topic, date | None]
) -> None:
    lappi.say(text)
    assert ("Turned off", expected) == (lappi.text.splitlines()[0], off(core))


def test_an_undo_puts_back_what_was_before(core: Core, lappi: Chat) -> None:
    lappi.say("mute the reminders until Friday")
    lappi.say("mute everything")
    lappi.button("Undo")
    assert ({Topic.REMINDERS: FRIDAY}, "Undone") == (off(core), lappi.text.splitlines()[0])


def test_mute_alone_asks_what_and_until_when(core: Core, lappi: Chat) -> None:
    lappi.say("mute")
    assert {"topics": "", "length": "week", "until": ""} == lappi.values()
    lappi.button("Turn off", topics="proposals,views", length="friday")
    assert {Topic.PROPOSALS: FRIDAY, Topic.VIEWS: FRIDAY} == off(core)


def test_another_day_goes_before_the_length(core: Core, lappi: Chat) -> None:
    lappi.press("notifications.choose", {"topics": ["reminders"]})
    assert "reminders" == lappi.values()["topics"]
    day = DAY + timedelta(days=40)
    lappi.button("Turn off", topics="reminders", length="week", until=day.isoformat())
    assert {Topic.REMINDERS: day} == off(core)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"topics": ""}, "Choose at least one kind of notice."),
        ({"topics": "all,everything"}, "Choose at least one kind of notice."),
        ({"until": "2020-01-01"}, "has passed"),
        ({"until": "2031-01-01"}, "more than a year ahead"),
        ({"until": "31.2."}, "no day that I can read"),
    ],
)
def test_what_cant_be_is_said_at_the_form_and_changes_nothing(
    core: Core, lappi: Chat, typed: dict[str, str], said: str
) -> None:
    lappi.say("mute")
    lappi.button("Turn off", **{"topics": "reminders", "length": "week", **typed})
    assert said in lappi.text
    assert {} == off(core)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mute the reminders until 31.2.", "“31.2.” isn't in the calendar"),
        ("mute the reminders until 2020-02-03", "has passed"),
        ("mute the reminders until 1.1.2031", "more than a year ahead"),
    ],
)
def test_a_day_that_cant_be_is_said_and_the_topic_kept(core: Core, lappi: Chat, text: str, said: str) -> None:
    lappi.say(text)
    assert said in lappi.text
    assert ("reminders", {}) == (lappi.values()["topics"], off(core))


def test_notices_come_again(core: Core, lappi: Chat) -> None:
    lappi.say("mute everything")
    lappi.say("turn the reminders back on")
    assert set(Topic) - {Topic.REMINDERS} == set(off(core))
    lappi.say("resume notifications")
    assert {} == off(core)
    lappi.button("Undo")
    assert set(Topic) - {Topic.REMINDERS} == set(off(core))


def test_an_undo_forgets_what_has_ended_meanwhile_and_what_isnt_ours(core: Core, lappi: Chat) -> None:
    was = ["reminders:2020-01-01", "schedule:", "views:tomorrow", "everything:", "broadcasts:"]
    lappi.press("notifications.restore", {"topics": ["reminders", "schedule", "views"], "was": was})
    assert {Topic.SCHEDULE: None} == off(core)


def test_a_muted_persons_receipt_says_what_comes_all_the_same(lappi: Chat) -> None:
    lappi.say("mute everything")
    for said in ("cancelled or moved within two days", "is reminded instead", "sees that it didn't come"):
        assert said in lappi.text


# Being away


@pytest.mark.parametrize(
    "text", ["I am on holiday 5-12 December", "olen lomalla 5.–12.12.", "jag är på semester 5–12 december"]
)
def test_somebody_away_tells_the_days(core: Core, lappi: Chat, text: str) -> None:
    lappi.say(text)
    assert Absence(date(DAY.year, 12, 5), date(DAY.year, 12, 12)) == away(core)
    assert "Other notices still come to you" in lappi.text
    lappi.button("Undo")
    assert away(core) is None


def test_who_is_back_undoes_to_the_same_days(core: Core, lappi: Chat) -> None:
    lappi.say("I am on holiday 5-12 December")
    before = away(core)
    lappi.say("I'm back")
    assert away(core) is None
    lappi.button("Undo")
    assert before == away(core)


def test_who_wasnt_away_is_told_so(lappi: Chat) -> None:
    lappi.say("I'm back")
    assert "nothing changed" in lappi.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I am on holiday", "I need the first and the last day"),
        ("I am on holiday 3-5 January 2020", "has passed"),
        ("I am away 31.11.-5.12.", "“31.11.” isn't in the calendar"),
        ("I am away from 12.12. to 5.12.", "before its first"),
    ],
)
def test_an_absence_that_cant_be_asks_for_its_days(core: Core, lappi: Chat, text: str, said: str) -> None:
    lappi.say(text)
    assert said in lappi.text
    assert away(core) is None
    lappi.button("Save", since="2026-12-05", until="2026-12-04")
    assert "before its first" in lappi.text
    lappi.button("Save", since="2026-12-05", until="2026-12-06")
    assert Absence(date(2026, 12, 5), date(2026, 12, 6)) == away(core)


@pytest.mark.parametrize(
    "said", ["mykistä muistutukset kello 15 asti", "mute the reminders over Christmas until"]
)
def test_an_end_that_is_not_understood_is_asked_for(core: Core, lappi: Chat, said: str) -> None:
    lappi.say(said)
    assert "Turn notices off" in lappi.text or "Ilmoitusten mykistäminen" in lappi.text
    assert {} == off(core, "lappi")
