"""What depends on the reader's language: dates on a Finnish clock, names, plural forms."""

from datetime import UTC, date, datetime

import pytest

from cards.language import ERASED, Texts, texts, wanted
from knowledge import people

LATE_EVENING = datetime(2026, 8, 31, 21, 30, tzinfo=UTC)  # 1 September 0.30 in Finland
WINTER = datetime(2026, 11, 23, 22, 5, tzinfo=UTC)  # 24 November 0.05 in Finland


@pytest.mark.parametrize(
    ("language", "expected"), [("fi", "1.9.2026"), ("sv", "1.9.2026"), ("en", "1 Sept 2026")]
)
def test_a_day_is_the_day_in_finland(language: str, expected: str) -> None:
    assert expected == texts(language).day(LATE_EVENING)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", "ti 1.9.2026 klo 0.30"),
        ("sv", "tis 1.9.2026 kl. 0.30"),
        ("en", "Tue 1 Sept 2026 at 00:30"),
    ],
)
def test_a_moment_is_told_on_a_finnish_clock(language: str, expected: str) -> None:
    assert expected == texts(language).moment(LATE_EVENING)


def test_winter_time_is_two_hours_ahead_of_utc() -> None:
    assert "ti 24.11.2026 klo 0.05" == texts("fi").moment(WINTER)


@pytest.mark.parametrize(
    ("language", "expected"), [("fi", "ti 24.11.2026"), ("sv", "tis 24.11.2026"), ("en", "Tue 24 Nov 2026")]
)
def test_a_date_without_a_time_has_no_clock(language: str, expected: str) -> None:
    assert expected == texts(language).moment(date(2026, 11, 24))


def test_a_date_in_a_text_is_written_in_the_language() -> None:
    said = texts("sv").say("Proposals are open until {date}.", date=WINTER)

    assert "Du kan lämna förslag nu. Förslagstiden går ut tis 24.11.2026 kl. 0.05." == said


def test_a_name_without_a_translation_is_shown_in_finnish() -> None:
    names = {"fi": "Kainuun liitto", "sv": None, "en": ""}

    assert ["Kainuun liitto"] * 3 == [texts(language).name(names) for language in ("fi", "sv", "en")]


def test_a_name_is_shown_in_the_language_that_has_it() -> None:
    names = {"fi": "Lappi", "sv": "Lappland", "en": "Lapland"}

    assert ["Lappi", "Lappland", "Lapland"] == [texts(code).name(names) for code in ("fi", "sv", "en")]


def test_a_thing_without_names_is_nameless() -> None:
    assert "" == texts("en").name({})


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", ["0 johtopäätöstä", "1 johtopäätös", "2 johtopäätöstä"]),
        ("sv", ["0 slutsatser", "1 slutsats", "2 slutsatser"]),
        ("en", ["0 conclusions", "1 conclusion", "2 conclusions"]),
    ],
)
def test_a_number_takes_its_plural_form(language: str, expected: list[str]) -> None:
    count = texts(language).count

    assert expected == [count("{n} conclusion", "{n} conclusions", n) for n in (0, 1, 2)]


@pytest.mark.parametrize("language", ["de", "", "FI", "fi-FI"])
def test_an_unknown_language_gives_finnish(language: str) -> None:
    unknown = texts(language)

    assert ("fi", "Johtopäätös") == (unknown.language, unknown.say("Conclusion"))


def test_a_text_without_a_translation_is_shown_as_it_is() -> None:
    assert "Suomeksi" == texts("sv").say("Suomeksi")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_braces_in_a_value_are_not_filled(language: str) -> None:
    spoken: Texts = texts(language)

    assert spoken.say("Proposed by") in spoken.say(
        "{day} at {time}", day=spoken.say("Proposed by"), time="{day}"
    )
    assert spoken.say("{day} at {time}", day="1", time="{day.__class__}").endswith("{day.__class__}")


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("sv-FI", "sv"),
        ("fi_FI", "fi"),
        ("EN-gb", "en"),
        ("fi", "fi"),
        ("de-DE", None),
        ("", None),
        (None, None),
    ],
)
def test_the_language_wanted_is_read_from_a_locale(locale: str | None, expected: str | None) -> None:
    assert expected == wanted(locale)


def test_somebody_erased_is_named_in_words_wherever_a_text_names_them() -> None:
    assert people.ERASED == ERASED
    spoken = texts("fi")
    assert "versio 1 · Poistettu henkilö" == spoken.person(f"versio 1 · {ERASED}")
    assert "Tekijä: Poistettu henkilö" == spoken.say("Tekijä: {by}", by=ERASED)
