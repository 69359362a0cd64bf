"""Changing a round: what may be moved, who is told, and who was faster."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.app import Core
from bot.features.round_notices import MOVED, OPENED
from tests.bot.chat import Chat
from tests.bot.features.round_chats import COORDINATOR, change, current
from tests.bot.outbox import notices, owed_to


def test_a_round_in_hand_is_changed_but_not_one_that_was_changed_meanwhile(
    core: Core, coordinator: Chat, chat: Callable[..., Chat]
) -> None:
    other = chat(COORDINATOR, language="en")
    number = current(core).id
    for each in (coordinator, other):
        each.press("round.edit", {"round": number})
    first, second = (
        {**each.values(), **each.carried(), "agenda_due": day}
        for each, day in ((coordinator, "2027-01-04"), (other, "2027-01-05"))
    )
    coordinator.press("round.save", first)
    other.press("round.save", second)
    assert date(2027, 1, 4) == current(core).agenda_due
    assert "changed Regional development discussions 2026 after" in other.text
    assert "2027-01-05" == other.values()["agenda_due"]
    other.press("round.save", {**other.values(), **other.carried()})
    assert date(2027, 1, 5) == current(core).agenda_due


def test_names_and_participants_changed_meanwhile_are_seen_too(
    core: Core, coordinator: Chat, chat: Callable[..., Chat]
) -> None:
    other = chat(COORDINATOR, language="en")
    for each in (coordinator, other):
        each.press("round.edit", {"round": current(core).id})
    first = {**coordinator.values(), **coordinator.carried(), "councils": "council:19"}
    coordinator.press("round.save", first)
    other.press("round.save", {**other.values(), **other.carried(), "name_en": "Mine"})
    assert "after you opened this form" in other.text
    assert "Agendas published: Tue 29 Dec 2026" in other.text
    assert "Mine" == other.values()["name_en"]


def test_dates_that_are_changed_are_told_to_everybody_with_the_old_and_the_new(
    core: Core, coordinator: Chat
) -> None:
    before = current(core)
    change(coordinator, before.id, agenda_due="2027-01-04", case_number="VN/7/2026")
    told = notices(core, MOVED)
    assert len(told) >= 30
    assert {"agenda_due": "2027-01-04"} == told[0]["moved"]
    assert {"day": "2026-12-29"} == told[0]["lines"][0]["values"]["old"]
    assert "Those who take part in the round are told." in coordinator.text


def test_a_change_of_names_only_is_told_to_nobody(core: Core, coordinator: Chat) -> None:
    change(coordinator, current(core).id, case_number="VN/7/2026")
    assert ("VN/7/2026", []) == (current(core).case_number, notices(core, MOVED))


def test_only_those_who_come_to_a_round_later_are_told_that_it_is_open(core: Core, coordinator: Chat) -> None:
    number = current(core).id
    change(coordinator, number, councils="council:18", ministries="")
    assert [] == notices(core, OPENED)
    change(coordinator, number, councils="council:18,council:19", ministries="")
    told = owed_to(core, OPENED)
    assert "lappi" in told
    assert "kainuu" not in told


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"proposals_open": "2026-12-01"}, "so it stays Tue 3 Nov 2026"),
        ({"kick_off": ""}, "so it stays Tue 13 Oct 2026"),
        ({"proposals_close": "2026-11-23"}, "This day has passed"),
        ({"sessions_to": "2206-12-05"}, "far from the round's year, 2026"),
        ({"year": "2025", "name_fi": "Aluekehittämiskeskustelut 2025"}, "with this name already"),
    ],
)
def test_a_change_that_cannot_be_is_refused_at_its_field(
    core: Core, coordinator: Chat, changes: dict[str, str], said: str
) -> None:
    before = current(core)
    change(coordinator, before.id, **changes)
    assert said in coordinator.text
    assert before == current(core)


def test_changing_a_day_keeps_the_hours_of_the_others(core: Core, coordinator: Chat) -> None:
    before = current(core)
    coordinator.press("round.edit", {"round": before.id})
    coordinator.press(
        "round.save", {**coordinator.values(), **coordinator.carried(), "agenda_due": "2027-01-04"}
    )
    after = current(core)
    assert (before.proposals_close, before.picture_due) == (after.proposals_close, after.picture_due)
