"""Working days, the dates that a new round is suggested, and its steps."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar import day_in, is_working, last_working, next_working, working_days
from knowledge.opening import DAYS, Plan, days_of, faults, moment, passed, suggested
from knowledge.rounds import Round
from knowledge.steps import Standing, Step, extending, steps

OPENS = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)
CLOSES = datetime(2026, 10, 1, 13, 15, tzinfo=UTC)
ROUND = Round(
    1, 2026, {"fi": "Keskustelut 2026"}, None, "ALKE2024", date(2026, 8, 17), CLOSES, OPENS, CLOSES,
    date(2026, 10, 22), date(2026, 11, 9), date(2026, 12, 4),
)  # fmt: skip
NOW = datetime(2026, 12, 15, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-24", True),
        ("2026-11-28", False),  # Saturday
        ("2026-12-24", False),  # Christmas Eve
        ("2026-12-25", False),
        ("2027-01-06", False),  # Epiphany, a Wednesday
        ("2026-06-19", False),  # Midsummer Eve
        ("2026-05-14", False),  # Ascension Day
        ("2026-12-31", True),
    ],
)
def test_offices_work_on_working_days(day: str, works: bool) -> None:
    assert works is is_working(date.fromisoformat(day))


def test_the_next_working_day_is_past_the_holidays() -> None:
    assert date(2026, 12, 28) == next_working(date(2026, 12, 24))
    assert date(2026, 12, 28) == next_working(date(2026, 12, 28))
    assert (date(2026, 12, 23), date(2026, 12, 28)) == working_days(date(2026, 12, 23), date(2026, 12, 28))


def test_the_last_working_day_is_before_the_holidays() -> None:
    assert date(2026, 12, 23) == last_working(date(2026, 12, 27))
    assert date(2026, 12, 23) == last_working(date(2026, 12, 23))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("jatka ehdotusten jättöaikaa perjantaihin 12.12.", "2026-12-12"),
        ("förläng tiden till 4.1", None),
        ("förläng tiden till 4.1.", "2027-01-04"),
        ("extend it to 2026-12-15, please", "2026-12-15"),
        ("klo 16.15 asti", None),
        ("31.2. tai 1.3.2027", "2027-03-01"),
        ("asia VN/12.12.20261/9", None),
    ],
)
def test_a_day_is_read_from_a_sentence(text: str, day: str | None) -> None:
    assert (date.fromisoformat(day) if day else None) == day_in(text, date(2026, 11, 24))


@given(st.integers(2024, 2040))
def test_what_is_suggested_is_in_order_on_working_days_and_near_the_same_date(year: int) -> None:
    days = suggested(ROUND, year)
    assert list(DAYS) == list(days)
    found = [day for day in days.values() if day]
    assert all(map(is_working, found))
    late = [each for name in DAYS if name != "picture_due" and (each := days[name])]
    assert late == sorted(late)
    for name, day in days_of(ROUND).items():
        suggestion = days[name]
        assert day is not None
        assert suggestion is not None
        assert -4 <= (suggestion - day.replace(year=year)).days <= 10


def test_without_a_round_before_nothing_is_suggested() -> None:
    assert {None} == set(suggested(None, 2027).values())


def test_a_suggested_round_can_be_opened_as_it_is() -> None:
    plan = Plan(2027, {"fi": "Uusi"}, "", "ALKE2024", suggested(ROUND, 2027), 14, 14, ("council:19",))
    assert () == faults(plan, NOW, (ROUND,), ("ALKE2024",))


def test_days_that_have_passed_stay_as_they_were_when_a_round_is_changed() -> None:
    plan = Plan(2026, ROUND.names, "", "ALKE2024", days_of(ROUND), 14, 14, ("council:19",))
    assert () == faults(plan, NOW, (ROUND,), ("ALKE2024",), ROUND)
    assert len(faults(plan, NOW, (ROUND,), ("ALKE2024",))) > 0


AUTUMN = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)  # proposals have closed, the agenda is to come


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"proposals_close": "2026-10-08"}, ""),  # a deadline that passed is opened again
        ({"proposals_close": "2026-09-30"}, "DayStays proposals_close, DayPassed proposals_close"),
        ({"proposals_open": "2026-10-06"}, "DayStays proposals_open, WrongOrder proposals_close"),
        ({"kick_off": None}, "DayStays kick_off"),
        ({"agenda_due": None}, ""),
        ({"agenda_due": "2062-10-23"}, "FarFromYear agenda_due, WrongOrder sessions_from"),
        ({"sessions_to": "2026-11-06"}, "WrongOrder sessions_to"),
        ({"proposals_close": None}, "FieldMissing proposals_close, DayStays proposals_close"),
    ],
)
def test_what_has_passed_stays_and_deadlines_move_on(days: dict[str, str | None], expected: str) -> None:
    changed = {name: date.fromisoformat(day) if day else None for name, day in days.items()}
    plan = Plan(2026, ROUND.names, "", "ALKE2024", {**days_of(ROUND), **changed}, 14, 14, ("council:19",))
    found = faults(plan, AUTUMN, (ROUND,), ("ALKE2024",), ROUND)
    assert expected == ", ".join(f"{type(each).__name__} {each.field}" for each in found)


def test_proposals_opened_before_the_kick_off_do_not_keep_a_round_from_being_changed() -> None:
    early = replace(ROUND, proposals_open=datetime(2026, 8, 10, 6, 0, tzinfo=UTC))
    plan = Plan(2026, early.names, "", "ALKE2024", days_of(early), 14, 14, ("council:19",))
    assert () == faults(plan, AUTUMN, (early,), ("ALKE2024",), early)


def test_no_step_ends_at_an_hour_that_has_passed_today() -> None:
    day = date(2026, 10, 5)
    assert [False, True] == [
        passed("proposals_close", day, datetime(2026, 10, 5, hour, 0, tzinfo=UTC)) for hour in (9, 14)
    ]
    late = datetime(2026, 10, 5, 14, 0, tzinfo=UTC)
    assert ["DayPassed"] == [type(each).__name__ for each in extending(ROUND, Step.PROPOSALS, day, late)]


def test_a_step_begins_in_the_morning_and_ends_in_the_afternoon() -> None:
    assert (OPENS, CLOSES) == (
        moment("proposals_open", date(2026, 9, 1)),
        moment("proposals_close", date(2026, 10, 1)),
    )


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - timedelta(days=30), "coming coming coming coming"),
        (OPENS, "open open coming coming"),
        (CLOSES + timedelta(minutes=1), "closed closed open coming"),
        (datetime(2026, 11, 9, 9, 0, tzinfo=UTC), "closed closed closed open"),
        (NOW, "closed closed closed closed"),
    ],
)
def test_steps_open_and_close_by_date(now: datetime, expected: str) -> None:
    assert [Standing(each) for each in expected.split()] == [line.standing for line in steps(ROUND, now)]


@given(st.dates(date(2026, 8, 1), date(2027, 1, 31)))
def test_a_deadline_moves_only_to_a_later_working_day_before_the_next_step(day: date) -> None:
    now = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
    allowed = is_working(day) and date(2026, 10, 1) < day <= date(2026, 10, 22)
    assert allowed is not any(extending(ROUND, Step.PROPOSALS, day, now))
