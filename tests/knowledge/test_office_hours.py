"""Since when what can wait may go out: Finnish office hours, on working days."""

from datetime import UTC, datetime, time

import pytest

from knowledge.notices import opened

HOURS = (time(8), time(17))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-24T09:00+02:00", "2026-11-24T08:00+02:00"),
        ("2026-11-24T08:00+02:00", "2026-11-24T08:00+02:00"),
        ("2026-11-24T07:59+02:00", None),
        ("2026-11-24T17:00+02:00", None),
        ("2026-11-28T10:00+02:00", None),  # a Saturday
        ("2026-12-24T10:00+02:00", None),  # Christmas Eve
        ("2026-10-26T09:00+02:00", "2026-10-26T08:00+02:00"),  # the first working day of winter time
        ("2027-03-29T09:00+03:00", None),  # Easter Monday
        ("2027-03-30T09:00+03:00", "2027-03-30T08:00+03:00"),
    ],
)
def test_offices_opened_in_the_morning_of_a_working_day(now: str, expected: str | None) -> None:
    since = datetime.fromisoformat(expected) if expected else None
    assert since == opened(datetime.fromisoformat(now), HOURS)


def test_without_hours_everything_may_always_go() -> None:
    assert datetime.min.replace(tzinfo=UTC) == opened(datetime(2026, 11, 28, 3, tzinfo=UTC), None)
