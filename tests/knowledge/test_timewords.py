from datetime import date

import pytest

from knowledge.timewords import TimeFinder, time_finder
from knowledge.years import Calendar

ROUNDS = (2018, 2020, 2022, 2023, 2024, 2025, 2026)


@pytest.fixture(scope="module")
def finder() -> TimeFinder:
    return time_finder()


def years(finder: TimeFinder, text: str, previous: tuple[int, ...] = ()) -> tuple[int, ...]:
    return finder.find(text, Calendar(date(2026, 10, 15), ROUNDS, previous)).years


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vuonna 2024", (2024,)),
        ("2021", (2021,)),
        ("2024:ssä", (2024,)),
        ("vuonna -22", (2022,)),
        ("12.11.2025", (2025,)),
        ("vuosina 2022 ja 2023", (2022, 2023)),
        ("muistio vuodelta 2024", (2024,)),
        ("minutes from 2024", (2024,)),
        ("protokoll från 2024", (2024,)),
    ],
)
def test_years_by_number(finder: TimeFinder, text: str, expected: tuple[int, ...]) -> None:
    assert expected == years(finder, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020–2023", (2020, 2022, 2023)),
        ("2020-23", (2020, 2022, 2023)),
        ("kaudella 2016-2019", (2018,)),
        ("vuodesta 2022 vuoteen 2024", (2022, 2023, 2024)),
        ("vuodesta 2024 lähtien", (2024, 2025, 2026)),
        ("sedan 2024", (2024, 2025, 2026)),
        ("since 2024", (2024, 2025, 2026)),
        ("mellan 2020 och 2023", (2020, 2022, 2023)),
        ("from 2020 to 2023", (2020, 2022, 2023)),
        ("ennen vuotta 2022", (2018, 2020)),
        ("2024 jälkeen", (2025, 2026)),
        ("viimeisen kolmen vuoden aikana", (2023, 2024, 2025, 2026)),
        ("the last two years", (2024, 2025, 2026)),
    ],
)
def test_a_range_gives_the_rounds_in_it(finder: TimeFinder, text: str, expected: tuple[int, ...]) -> None:
    assert expected == years(finder, text)


def test_a_range_without_rounds_gives_its_years(finder: TimeFinder) -> None:
    assert (2012, 2013, 2014) == years(finder, "2012–2014")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("viime vuonna", 2025),
        ("viime vuoden", 2025),
        ("edellisenä vuonna", 2025),
        ("i fjol", 2025),
        ("förra året", 2025),
        ("last year", 2025),
        ("toissa vuonna", 2024),
        ("toissavuonna", 2024),
        ("i förrfjol", 2024),
        ("the year before last", 2024),
        ("kaksi vuotta sitten", 2024),
        ("för tre år sedan", 2023),
        ("4 years ago", 2022),
        ("vuosi sitten", 2025),
        ("tänä vuonna", 2026),
        ("i år", 2026),
        ("this year", 2026),
        ("ensi vuonna", 2027),
        ("nästa år", 2027),
    ],
)
def test_relative_years_count_from_today(finder: TimeFinder, text: str, expected: int) -> None:
    assert (expected,) == years(finder, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("viime kierroksella", (2025,)),
        ("edellisellä kierroksella", (2025,)),
        ("viimeksi", (2025,)),
        ("viime keskustelussa", (2025,)),
        ("förra omgången", (2025,)),
        ("last round", (2025,)),
        ("tällä kierroksella", (2026,)),
        ("kahdella viime kierroksella", (2024, 2025)),
        ("the last three rounds", (2023, 2024, 2025)),
        ("ensimmäisellä kierroksella", (2018,)),
        ("seuraavalla kierroksella", ()),
    ],
)
def test_rounds_are_known_ones(finder: TimeFinder, text: str, expected: tuple[int, ...]) -> None:
    assert expected == years(finder, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("viime hallituskaudella", (2020, 2022, 2023)),
        ("edellisen aluekehittämispäätöksen aikana", (2020, 2022, 2023)),
        ("under förra regeringsperioden", (2020, 2022, 2023)),
        ("during the last government term", (2020, 2022, 2023)),
        ("nykyisellä hallituskaudella", (2024, 2025, 2026)),
        ("marinin hallituksen aikana", (2020, 2022, 2023)),
        ("sipilän hallituskaudella", (2018,)),
    ],
)
def test_a_term_gives_its_rounds(finder: TimeFinder, text: str, expected: tuple[int, ...]) -> None:
    assert expected == years(finder, text)


@pytest.mark.parametrize("text", ["vuotta aiemmin", "året innan", "the year before"])
def test_a_year_earlier_counts_from_the_question_before(finder: TimeFinder, text: str) -> None:
    assert (2022,) == years(finder, text, previous=(2023,))


@pytest.mark.parametrize(
    "text",
    ["2025-19-03", "laki 756/2021", "16 000 asukasta", "viime vuosina", "2023 henkilöä", "när senast ska"],
)
def test_what_is_no_year_gives_none(finder: TimeFinder, text: str) -> None:
    assert () == years(finder, text)


def test_the_spans_are_those_of_the_time_words(finder: TimeFinder) -> None:
    text = "mitä sovittiin viime vuonna ja 2020–2022"
    found = finder.find(text, Calendar(date(2026, 10, 15), ROUNDS))
    assert ["viime vuonna", "2020–2022"] == [text[a:b] for a, b in found.spans]
