"""Settings that can be written wrongly."""

from datetime import time

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import Misconfigured, Settings


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("8-17", (time(8), time(17))),
        ("08-16", (time(8), time(16))),
        ("0-24", (time(0), time.max)),
        ("12-24", (time(12), time.max)),
        ("", None),
    ],
)
def test_office_hours_are_whole_hours_of_a_day(hours: str, expected: tuple[time, time] | None) -> None:
    assert expected == Settings(office_hours=hours).office


@pytest.mark.parametrize("hours", ["17-8", "8-8", "8", "8-25", "8–17", "8.30-16", "always", "-", " "])
def test_other_office_hours_are_refused(hours: str) -> None:
    with pytest.raises(ValidationError, match="such as 8-17"):
        Settings(office_hours=hours)


def test_local_mode_sends_at_any_hour() -> None:
    assert Settings(local=True).office is None


def test_a_wrong_setting_is_said_by_its_name_without_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALKE_PORT", "salaisuus")
    monkeypatch.setenv("ALKE_OFFICE_HOURS", "17-8")
    result = CliRunner().invoke(app, ["doctor"])
    assert isinstance(result.exception, Misconfigured)
    told = str(result.exception)
    assert "salaisuus" not in told
    assert ["ALKE_PORT", "ALKE_OFFICE_HOURS"] == [part.partition(":")[0] for part in told.split("; ")]
