"""Opening a round, and which rounds there are."""

import json
from collections.abc import Callable
from datetime import date, datetime

import pytest

from bot.app import Core
from bot.features.round_notices import OPENED
from knowledge.rounds import Phase, phase
from storage import rounds
from tests.bot.chat import Chat
from tests.bot.features.round_chats import DAYS, current, form, newest
from tests.bot.outbox import notices
from tests.demo import NOW


def test_the_form_suggests_working_days_in_the_shape_of_the_last_round(coordinator: Chat) -> None:
    coordinator.press("round.open")
    values = coordinator.values()
    assert ("2027", "ALKE2024") == (values["year"], values["decision"])
    # the demo round lies around today: a year later, moved off Finnish holidays
    assert {
        "kick_off": "2027-10-12",
        "proposals_open": "2027-11-02",
        "picture_due": "2027-11-30",
        "proposals_close": "2027-12-07",
        "agenda_due": "2027-12-28",
        "sessions_from": "2028-01-11",
        "sessions_to": "2028-01-25",
    } == {name: values[name] for name in DAYS}
    assert (18, 12) == tuple(len(values[name].split(",")) for name in ("councils", "ministries"))


def test_a_round_is_opened_and_those_who_take_part_are_told(core: Core, coordinator: Chat) -> None:
    coordinator.press("round.create", form(coordinator, case_number="VN/123/2027", ministries="ministry:TEM"))
    assert "Regional development discussions 2027" in coordinator.text
    row = newest(core)
    assert (2027, "VN/123/2027", date(2027, 8, 16)) == (row.year, row.case_number, row.kick_off)
    assert datetime.fromisoformat("2027-10-01T16:15+03:00") == row.proposals_close
    with core.store.read() as db:
        taking_part = {o.id for o in rounds.participants(db, row.id or 0)}
    assert (19, True) == (len(taking_part), "ministry:TEM" in taking_part)
    told = notices(core, OPENED)
    assert len(told) >= 19
    assert Phase.PREPARING is phase(rounds.as_round(row), NOW)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"proposals_close": "2027-08-31"}, "before an earlier step"),
        ({"sessions_to": "2027-11-01"}, "before an earlier step"),
        ({"agenda_due": "2026-11-20"}, "This day has passed"),
        ({"agenda_due": "2027-10-23"}, "The next working day is Mon 25 Oct 2027"),
        ({"sessions_to": "2027-12-06"}, "The next working day is Tue 7 Dec 2027"),
        ({"sessions_from": "31.2.2027"}, "no day that I can read"),
        ({"proposals_open": ""}, "Fill in this field."),
        ({"year": "MMXXVII"}, "no whole number"),
        ({"year": "2019"}, "between 2026 and 2031"),
        ({"decision": "ALKE1812"}, "Choose the decision"),
        ({"days_to_confirm": "0"}, "a number of days"),
        ({"councils": "", "ministries": ""}, "at least one organisation"),
        ({"name_fi": "x" * 121}, "121 characters"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_at_its_field_and_kept(
    core: Core, coordinator: Chat, changes: dict[str, str], said: str
) -> None:
    before = newest(core).id
    typed = form(coordinator, case_number="VN/9/2027", **changes)
    coordinator.press("round.create", typed)
    assert said in coordinator.text
    assert ("VN/9/2027", before) == (coordinator.values()["case_number"], newest(core).id)
    assert {name: typed[name] for name in changes} == {name: coordinator.values()[name] for name in changes}


def test_a_form_of_the_longest_texts_fits_into_a_card(coordinator: Chat) -> None:
    texts = dict.fromkeys(coordinator_fields(coordinator), "ä" * 500)
    coordinator.press("round.create", texts)
    assert len(json.dumps(coordinator.card, ensure_ascii=False).encode()) < 28 * 1024
    coordinator.press("round.create", texts | {"name_sv": "ä" * 501})
    assert "more than 500 characters" in coordinator.text


def coordinator_fields(chat: Chat) -> list[str]:
    chat.press("round.open")
    return [name for name in chat.values() if name not in ("councils", "ministries", "decision")]


def test_every_fault_is_shown_at_once(coordinator: Chat) -> None:
    coordinator.press("round.create", form(coordinator, year="x", sessions_to="y", name_fi="z" * 200))
    assert 3 == sum(part in coordinator.text for part in ("no whole number", "no day", "200 characters"))


def test_the_same_year_may_have_two_rounds_but_not_of_one_name(core: Core, coordinator: Chat) -> None:
    coordinator.press("round.create", form(coordinator))
    coordinator.press("round.create", form(coordinator, name_fi="Ylimääräinen kierros 2027", year="2027"))
    assert "Ylimääräinen kierros 2027" == newest(core).name_fi
    coordinator.press("round.create", form(coordinator, name_fi="Ylimääräinen kierros 2027", year="2027"))
    assert "with this name already" in coordinator.text


def test_only_a_coordinator_opens_and_moves(core: Core, chat: Callable[..., Chat]) -> None:
    number = current(core).id
    for slug in ("lappi", "tyoryhma", "aune"):
        somebody = chat(slug, language="en")
        for verb in (
            "round.open",
            "round.create",
            "round.edit",
            "round.save",
            "step.show",
            "step.extend_now",
        ):
            somebody.press(verb, {"round": number})
            assert "Your role doesn't allow this." in somebody.text


@pytest.mark.parametrize("verb", ["round.show", "round.edit", "round.save", "step.show", "step.extend_now"])
def test_a_round_that_is_not_there_is_not_found(coordinator: Chat, verb: str) -> None:
    coordinator.press(verb, {"round": 404})
    assert "I can't find that round." in coordinator.text


def test_who_takes_part_in_one_of_two_rounds_acts_in_that_one(
    core: Core, coordinator: Chat, chat: Callable[..., Chat]
) -> None:
    extra = {"kick_off": "2026-11-24", "picture_due": "", "proposals_open": "2026-11-24",
             "proposals_close": "2026-12-17", "agenda_due": "2027-01-15", "sessions_from": "2027-02-01",
             "sessions_to": "2027-02-05"}  # fmt: skip
    named = {"name_fi": "Lisäkierros", "name_sv": "", "name_en": "Extra round"}
    coordinator.press("round.open")
    typed = {**coordinator.values(), **coordinator.carried(), **extra, **named, "year": "2026"}
    coordinator.press("round.create", {**typed, "councils": "council:19", "ministries": ""})
    assert "Extra round" in coordinator.text
    for slug, expected in (("lappi", "Extra round"), ("kainuu", "Regional development discussions 2026")):
        asked = chat(slug, language="en")
        asked.say("when do proposals close?")
        assert expected in asked.text
        assert "All rounds" in asked.buttons


def test_all_rounds_are_listed_with_where_they_stand(coordinator: Chat, chat: Callable[..., Chat]) -> None:
    group = chat("tyoryhma", language="en")
    group.press("round.list")
    assert "Regional development discussions 2026: proposals open" in group.text
    assert "Regional development discussions 2025: over: follow-up" in group.text
    assert "Open a round" not in group.buttons
    coordinator.press("round.list")
    assert "Open a round" in coordinator.buttons


def test_the_dates_of_a_named_year_are_told(chat: Callable[..., Chat]) -> None:
    asked = chat(language="en")
    asked.say("what were the deadlines in 2025?")
    assert "Regional development discussions 2025" in asked.text
