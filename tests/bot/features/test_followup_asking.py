"""What came of conclusions is asked for: when the next round opens, and on days of their own."""

from collections.abc import Callable
from datetime import date, time

import pytest
from sqlmodel import select

from bot.app import Core
from bot.features.reminder_rings import UPDATED
from cards.render import as_text
from knowledge.clock import at
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.cores import BOTH
from tests.bot.features.reminder_chats import Bells, hears, morning, quiet
from tests.bot.features.round_chats import form, newest
from tests.bot.outbox import owed

Chats = Callable[..., Chat]
RAIL, FARMS = "2025-19-02", "2025-02-02"
ASKED = {RAIL: ("LVM", "PLM", "council:19")}
BEFORE, KICK_OFF = at(date(2027, 8, 13), time(12)), at(date(2027, 8, 16), time(9, 1))
"""A moment before the next round's kick-off, and one on its morning."""


def only(core: Core, asked: dict[str, tuple[str, ...]]) -> None:
    """Only for these conclusions, only these are responsible, and they haven't reported."""
    with core.store.transaction() as db:
        for row in db.exec(select(t.FollowUp)).all():
            if row.record_id in asked:
                db.delete(row)
        for tag in db.exec(select(t.RecordTag).where(t.RecordTag.facet == "responsible")).all():
            if tag.value not in asked.get(tag.record_id, ()):
                db.delete(tag)


@pytest.fixture
def opened(core: Core, coordinator: Chat) -> Core:
    """The next round has been opened by its form."""
    only(core, ASKED)
    coordinator.press("round.create", form(coordinator))
    assert 2027 == newest(core).year
    hears(core, "lvm", "plm", "lappi", "tem", "kainuu", "tyoryhma", "aune", "tem-koordinaattori")
    return core


def reported(somebody: Chat, record: str) -> None:
    somebody.press("followup.report", {"record": record})
    somebody.press("followup.save", somebody.filled("followup.save", state="under way", note="Kesken."))
    assert "Seurantatieto kirjattu" in somebody.text


@BOTH
def test_opening_the_next_round_asks_those_responsible_and_nobody_else(opened: Core) -> None:
    bells = Bells(opened, BEFORE)
    bells.ring(KICK_OFF)
    cards = bells.texts(KICK_OFF)
    assert ["lappi", "lvm", "plm"] == sorted(cards)
    assert "Tell what came of conclusions" in cards["lvm"]
    assert "Regional development discussions 2027" in cards["lvm"]
    assert "Conclusions that wait for your report: 1" in cards["lvm"]
    bells.ring(at(date(2027, 8, 17), time(9, 1)))
    assert {} == bells.sent(at(date(2027, 8, 17), time(9, 1)))


def test_after_all_is_reported_the_reminder_stops_and_its_card_says_who_did_it(
    opened: Core, chat: Chats
) -> None:
    bells = Bells(opened, BEFORE)
    bells.ring(KICK_OFF)
    bells.sent(KICK_OFF)
    later = at(date(2027, 8, 18), time(10))
    reported(chat("lvm", later), RAIL)
    bells.ring(at(date(2027, 8, 18), time(10, 1)))
    assert ["lvm"] == [bells._slug(row) for row in owed(opened, UPDATED)]
    card = as_text(bells.sent(at(date(2027, 8, 18), time(10, 2)), UPDATED)["lvm"])
    assert "Thank you: nothing of this is left to do" in card
    assert "Done by Anu Kotiranta" in card
    two_weeks = at(date(2027, 9, 17), time(9, 1))
    bells.ring(two_weeks)
    told = bells.texts(two_weeks).items()
    assert ["lappi", "plm"] == sorted(slug for slug, text in told if "Tell what came of conclusions" in text)


def test_the_reminder_leads_to_the_list_and_the_list_to_the_report(opened: Core, chat: Chats) -> None:
    bells = Bells(opened, BEFORE)
    bells.ring(KICK_OFF)
    (action,) = (
        each
        for item in bells.sent(KICK_OFF)["lappi"]["body"]
        for below in item.get("items", [])
        for each in below.get("actions", [])
    )
    lappi = chat("lappi", KICK_OFF, language="en")
    lappi.press(action["verb"], action["data"])
    assert "What waits for your report" in lappi.text
    assert RAIL in lappi.text
    lappi.press("followup.report", {"record": RAIL})
    lappi.press("followup.save", lappi.filled("followup.save", state="done", note=""))
    assert "Nothing else waits for a report now." in lappi.text
    lappi.press(action["verb"], action["data"])
    assert "Thank you: nothing waits for your organisation's report now." in lappi.text


def test_one_organisation_has_one_line_however_many_conclusions(core: Core, chat: Chats) -> None:
    lvm = chat("lvm", language="en")
    lvm.press("reminders.mine")
    assert 1 == lvm.text.count("Tell what came of conclusions")
    assert "Conclusions that wait for your report: 26" in lvm.text


@BOTH
def test_a_day_of_its_own_is_asked_for_in_time(core: Core, chat: Chats) -> None:
    quiet(core, "council:19")
    with core.store.transaction() as db:
        row = db.get_one(t.Record, FARMS)
        row.due, row.year = date(2026, 12, 15), 2026
        db.add(row)
        db.add(t.RecordTag(record_id=FARMS, facet="responsible", value="YM"))
    hears(core, "ym", "mmm")
    bells, ring = Bells(core, morning(1, time(8))), morning(8, time(9, 1))
    bells.ring(morning(1, time(9, 1)), ring)
    cards = bells.texts(ring)
    assert ["ym"] == sorted(cards)
    assert f"{FARMS} Saaristomeren valuma-alueen toimet" in cards["ym"]
    assert "Your organisation hasn't told it yet." in cards["ym"]
    reported(chat("ym", ring), FARMS)
    last = morning(15, time(9, 1))
    bells.ring(last)
    assert {} == bells.sent(last)


# The overview of the round


def test_the_round_shows_who_has_told_and_reminds_exactly_the_others(
    core: Core, chat: Chats, coordinator: Chat
) -> None:
    only(core, ASKED)
    hears(core, "lvm", "plm", "lappi")
    reported(chat("lvm"), RAIL)
    coordinator.press("status.show", {"step": "follow-up"})
    for part in (
        "Regional councils that have told what came of conclusions: 0 of 1",
        "Ministries that have told what came of conclusions: 1 of 2",
    ):
        assert part in coordinator.text
    assert "Remind exactly these (2)" in coordinator.buttons
    coordinator.button("Remind exactly these (2)")
    coordinator.press("reminding.send", coordinator.filled("reminding.send"))
    bells = Bells(core, morning(1))
    assert ["lappi", "plm"] == sorted(bells.sent(morning(1), "reminder by a coordinator"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("who hasn't reported the follow-up?", "told what came of conclusions"),
        ("kuka ei ole raportoinut seurantaa?", "jotka ovat kertoneet johtopäätösten seurannasta"),
        ("vilka har inte rapporterat uppföljningen?", "som har rapporterat hur det gått"),
        ("muistuta niitä jotka eivät ole raportoineet seurantaa", "Muistuta puuttuvia"),
    ],
)
def test_words_lead_to_the_step(coordinator: Chat, said: str, expected: str) -> None:
    coordinator.language = None
    coordinator.say(said)
    assert expected in coordinator.text
