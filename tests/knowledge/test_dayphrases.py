"""Days that people name, in the words of three languages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dayphrases import Said, day_finder
from knowledge.dayreckoning import Days

TODAY = date(2026, 11, 24)
"""A Tuesday."""


def found(text: str, today: date = TODAY) -> tuple[date, date] | None:
    days = day_finder().find(text, today).days
    return (days.first, days.last) if days else None


def until(text: str) -> date | None:
    days = found(text)
    return days[1] if days else None


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("mykistä perjantaihin asti", date(2026, 11, 27)),
        ("mykistä pe asti", date(2026, 11, 27)),
        ("tysta till fredag", date(2026, 11, 27)),
        ("tysta t.o.m. fredag", date(2026, 11, 27)),
        ("mute until Friday", date(2026, 11, 27)),
        ("keskiviikkoon saakka", date(2026, 11, 25)),
        ("tiistaihin asti", date(2026, 12, 1)),
        ("huomiseen", date(2026, 11, 25)),
        ("till i morgon", date(2026, 11, 25)),
        ("until tomorrow", date(2026, 11, 25)),
        ("ylihuomiseen asti", date(2026, 11, 26)),
        ("ensi viikkoon", date(2026, 11, 29)),
        ("till nästa vecka", date(2026, 11, 29)),
        ("until next week", date(2026, 11, 29)),
        ("ensi maanantaihin", date(2026, 11, 30)),
        ("ensi viikon keskiviikkoon", date(2026, 12, 2)),
        ("till nästa fredag", date(2026, 12, 4)),
        ("until Friday next week", date(2026, 12, 4)),
        ("viikoksi", date(2026, 12, 1)),
        ("i en vecka", date(2026, 12, 1)),
        ("for a week", date(2026, 12, 1)),
        ("kahdeksi viikoksi", date(2026, 12, 8)),
        ("i två veckor", date(2026, 12, 8)),
        ("for a fortnight", date(2026, 12, 8)),
        ("pariksi päiväksi", date(2026, 11, 26)),
        ("kuukaudeksi", date(2026, 12, 24)),
        ("viikonlopun yli", date(2026, 11, 29)),
        ("kuun loppuun", date(2026, 11, 30)),
        ("ensi kuun loppuun", date(2026, 12, 31)),
        ("joulukuun loppuun asti", date(2026, 12, 31)),
        ("till slutet av månaden", date(2026, 11, 30)),
        ("until the end of the week", date(2026, 11, 29)),
        ("vuoden loppuun", date(2026, 12, 31)),
        ("året ut", date(2026, 12, 31)),
        ("joulukuuhun asti", date(2026, 11, 30)),
        ("5.12. asti", date(2026, 12, 5)),
        ("5.1. asti", date(2027, 1, 5)),
        ("till den 4 december 2026", date(2026, 12, 4)),
        ("until December 4th", date(2026, 12, 4)),
        ("until 2026-12-04", date(2026, 12, 4)),
    ],
)
def test_a_sentence_says_until_when(text: str, last: date) -> None:
    assert last == until(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("olen lomalla 5.–12.12.", ("2026-12-05", "2026-12-12")),
        ("5.-12. joulukuuta", ("2026-12-05", "2026-12-12")),
        ("5–12 december", ("2026-12-05", "2026-12-12")),
        ("December 5–12", ("2026-12-05", "2026-12-12")),
        ("21.12. - 6.1.", ("2026-12-21", "2027-01-06")),
        ("5.12.2026–7.1.2027", ("2026-12-05", "2027-01-07")),
        ("från den 5 december till den 12 december", ("2026-12-05", "2026-12-12")),
        ("from 5 December to 12 December", ("2026-12-05", "2026-12-12")),
        ("maanantaista perjantaihin", ("2026-11-30", "2026-12-04")),
        ("från måndag till onsdag", ("2026-11-30", "2026-12-02")),
        ("1.12. alkaen viikon", ("2026-12-01", "2026-12-07")),
        ("olen poissa ensi viikolla", ("2026-11-30", "2026-12-06")),
        ("jag är borta nästa vecka", ("2026-11-30", "2026-12-06")),
        ("I'm away next week", ("2026-11-30", "2026-12-06")),
        ("tällä viikolla", ("2026-11-24", "2026-11-29")),
        ("viikolla 50", ("2026-12-07", "2026-12-13")),
        ("vecka 2", ("2027-01-11", "2027-01-17")),
        ("joulukuussa", ("2026-12-01", "2026-12-31")),
        ("huomenna", ("2026-11-25", "2026-11-25")),
        ("viikon päästä", ("2026-12-01", "2026-12-01")),
        ("om tre dagar", ("2026-11-27", "2026-11-27")),
        ("in a week", ("2026-12-01", "2026-12-01")),
    ],
)
def test_a_sentence_says_from_when_to_when(text: str, days: tuple[str, str]) -> None:
    assert (date.fromisoformat(days[0]), date.fromisoformat(days[1])) == found(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("mykistä 31.2. asti", "31.2."),
        ("till den 31 november", "31 november"),
        ("until 2026-02-30", "2026-02-30"),
        ("99.99.", "99.99."),
        ("viikolla 60", "viikolla 60"),
        ("29.2.2027", "29.2.2027"),
    ],
)
def test_what_looks_like_a_day_and_is_none_is_named(text: str, wrong: str) -> None:
    assert Said(wrong=wrong) == day_finder().find(text, TODAY)


@pytest.mark.parametrize("text", ["", "mykistä", "hello, may I mute", "agenda kohta 3", "keskustelu 2026"])
def test_where_no_day_is_named_none_is_found(text: str) -> None:
    assert Said() == day_finder().find(text, TODAY)


@pytest.mark.parametrize("text", ["toistaiseksi", "tills vidare", "for good"])
def test_for_good_is_no_day(text: str) -> None:
    assert Said(for_good=True) == day_finder().find(text, TODAY)


def test_a_day_that_has_just_passed_is_this_years() -> None:
    assert date(2026, 11, 5) == until("5.11. asti")


def test_the_next_leap_day_is_found() -> None:
    assert date(2028, 2, 29) == until("29.2.")


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.sampled_from(range(7)))
def test_until_a_weekday_is_within_the_next_seven_days(today: date, weekday: int) -> None:
    names = (
        "maanantaihin",
        "tiistaihin",
        "keskiviikkoon",
        "torstaihin",
        "perjantaihin",
        "lauantaihin",
        "sunnuntaihin",
    )
    days = day_finder().find(f"mykistä {names[weekday]} asti", today).days
    assert days
    assert weekday == days.last.weekday()
    assert timedelta(days=1) <= days.last - today <= timedelta(days=7)


@given(st.text(max_size=60), st.dates())
def test_no_text_and_no_day_makes_it_fail(text: str, today: date) -> None:
    days = day_finder().find(text, today).days
    assert days is None or isinstance(days, Days)


@given(st.text(alphabet="0123456789.–- asti ", max_size=25))
def test_any_digits_are_days_in_order_or_are_told(text: str) -> None:
    said = day_finder().find(text, TODAY)
    assert not (said.days and said.wrong)
