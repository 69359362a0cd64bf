"""The steps of a round: opened early, extended, and read only when it is over."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from bot.app import Core
from bot.features.round_notices import MOVED, still_so
from knowledge.rounds import Phase, phase
from storage import rounds
from tests.bot.chat import Chat
from tests.bot.features.round_chats import COORDINATOR, current, extension
from tests.bot.outbox import notices


@pytest.mark.parametrize("step", ["agenda", "sessions"])
def test_a_step_without_a_deadline_is_not_extended(core: Core, coordinator: Chat, step: str) -> None:
    for verb in ("step.extend", "step.extend_now"):
        coordinator.press(verb, {"round": current(core).id, "step": step})
        assert "no deadline that could be extended" in coordinator.text


def test_a_sentence_with_a_day_opens_the_form_with_it(core: Core, coordinator: Chat) -> None:
    coordinator.say("extend the deadline for proposals to 15.12.")
    assert "2026-12-15" == coordinator.values()["day"]
    coordinator.press("step.extend_now", {**coordinator.carried(), **coordinator.values()})
    assert date(2026, 12, 15) == current(core).proposals_close.date()
    coordinator.say("extend the deadline for proposals")
    assert "Extend the time for proposals" in coordinator.buttons


def test_proposals_are_opened_early_and_told(core: Core, coordinator: Chat) -> None:
    early = coordinator.at(datetime.fromisoformat("2026-10-28T09:00+02:00"))
    number = current(core).id
    early.press("step.show", {"round": number})
    assert "not open yet" in early.text
    early.press("step.open_now", {"round": number})
    assert early.now == current(core).proposals_open
    assert 0 < len(notices(core, MOVED))
    early.press("step.open_now", {"round": number})
    assert "open already" in early.text


def test_a_deadline_is_extended_with_its_reason_told(core: Core, coordinator: Chat) -> None:
    extension(coordinator, current(core).id, day="2026-12-15", reason="Liitot pyysivät *lisäaikaa*.")
    assert datetime.fromisoformat("2026-12-15T16:15+02:00") == current(core).proposals_close
    told = notices(core, MOVED)
    assert {"text": "Liitot pyysivät *lisäaikaa*."} in told[0]["lines"]
    assert len(told) >= 30


def test_a_deadline_that_closed_is_opened_again_by_extending_it(core: Core, coordinator: Chat) -> None:
    later = coordinator.at(datetime.fromisoformat("2026-12-10T09:00+02:00"))
    extension(later, current(core).id, day="2026-12-16")
    assert Phase.PROPOSALS is phase(current(core), later.now)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-23", "This day has passed"),
        ("2026-12-01", "Extending it needs a later day"),
        ("2026-12-12", "The next working day is Mon 14 Dec 2026"),
        ("2027-01-11", "The next step begins"),
        ("huomenna", "no day that I can read"),
        ("", "Fill in this field."),
    ],
)
def test_an_extension_that_cannot_be_is_refused_and_kept(
    core: Core, coordinator: Chat, day: str, said: str
) -> None:
    before = current(core).proposals_close
    extension(coordinator, current(core).id, day=day, reason="Koska.")
    assert said in coordinator.text
    assert ("Koska.", before) == (coordinator.values()["reason"], current(core).proposals_close)


def test_two_extensions_at_once_make_one(core: Core, coordinator: Chat, chat: Callable[..., Chat]) -> None:
    other = chat(COORDINATOR, language="en")
    number = current(core).id
    other.press("step.extend", {"round": number, "step": "proposals"})
    extension(coordinator, number, day="2026-12-15")
    other.press("step.extend_now", {**other.carried(), "day": "2026-12-16", "reason": ""})
    assert "after you opened this form" in other.text
    assert datetime.fromisoformat("2026-12-15T16:15+02:00") == current(core).proposals_close


def test_a_notice_of_dates_that_moved_on_is_not_needed(core: Core, coordinator: Chat) -> None:
    number = current(core).id
    extension(coordinator, number, day="2026-12-15")
    first = notices(core, MOVED)[0]
    with core.store.read() as db:
        assert still_so(db, first)
    extension(coordinator, number, day="2026-12-16")
    with core.store.read() as db:
        assert [False, True] == [still_so(db, each) for each in (first, notices(core, MOVED)[-1])]


def test_a_round_that_is_over_is_read_only(core: Core, coordinator: Chat) -> None:
    with core.store.read() as db:
        over = next(each for each in rounds.all_rounds(db) if each.year == 2025)
    for verb in ("round.edit", "round.save", "step.extend", "step.extend_now", "step.open_now"):
        coordinator.press(verb, {"round": over.id})
        assert "2025 is over" in coordinator.text
    coordinator.press("step.show", {"round": over.id})
    assert ["All rounds"] == coordinator.buttons
