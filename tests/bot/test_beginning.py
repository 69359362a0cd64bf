"""The first coordinator, from the settings."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.app import CORE, create_app
from bot.beginning import first_coordinator
from bot.doctor import examine
from bot.facts import Facts
from bot.settings import Misconfigured, Settings
from knowledge.clock import today
from knowledge.people import Role
from storage import people, schema
from storage.beginnings import FirstCoordinator
from storage.store import Store


@pytest.fixture
def empty(tmp_path: Path, facts: Facts, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an upgraded, empty database."""
    monkeypatch.setattr("bot.app.load_facts", lambda _: facts)
    monkeypatch.setattr("bot.doctor.load_facts", lambda _: facts)
    store = Store.at(tmp_path / "data")
    schema.upgrade(store)
    store.close()
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", None),
        ("  ", None),
        ("t-1:o-1:Johanna Siltakoski", FirstCoordinator("t-1", "o-1", "Johanna Siltakoski")),
        ("t-1:o-1", FirstCoordinator("t-1", "o-1", "Koordinaattori")),
        (" t-1:o-1: Åsa: TEM ", FirstCoordinator("t-1", "o-1", "Åsa: TEM")),
    ],
)
def test_the_first_coordinator_is_read(written: str, expected: FirstCoordinator | None) -> None:
    assert expected == first_coordinator(Settings(coordinator=written))


@pytest.mark.parametrize(
    "written", ["johanna", "t-1:", ":o-1", "t 1:o-1", "t-1:o-1:", "a@b.fi:o-1", "t:o:\0"]
)
def test_what_cannot_be_read_says_how_to_write_it(written: str) -> None:
    with pytest.raises(Misconfigured, match="ALKE_COORDINATOR=TENANT-ID:OBJECT-ID"):
        first_coordinator(Settings(coordinator=written))


def test_a_coordinator_of_a_tenant_that_may_not_come_in_is_refused() -> None:
    with pytest.raises(Misconfigured, match="ALKE_TENANTS"):
        first_coordinator(Settings(coordinator="t-2:o-1", tenants=("t-1",)))
    assert first_coordinator(Settings(coordinator="T-1:o-1", tenants=("t-1",)))


def test_serving_makes_the_first_coordinator_and_no_second(empty: Path, now: datetime) -> None:
    for written in ("t:first:Johanna", "t:second:Toini"):
        app = create_app(Settings(data_dir=empty, local=True, coordinator=written), lambda: now)
        with app[CORE].store.read() as db:
            found = people.in_role(db, Role.COORDINATOR, today(now))
        assert ["first"] == [person.object_id for person in found]
        app[CORE].close()


def test_a_broken_setting_stops_serving_before_anything_is_opened(empty: Path, now: datetime) -> None:
    with pytest.raises(Misconfigured, match="ALKE_COORDINATOR"):
        create_app(Settings(data_dir=empty, local=True, coordinator="johanna"), lambda: now)


def test_the_doctor_tells_that_nobody_coordinates(empty: Path, now: datetime) -> None:
    settings = Settings(data_dir=empty, local=True)
    before = next(finding for finding in examine(settings, now) if finding.what == "Coordinator")
    assert (False, True) == (before.fine, "ALKE_COORDINATOR" in before.advice)
    create_app(Settings(data_dir=empty, local=True, coordinator="t:o:Johanna"), lambda: now)[CORE].close()
    after = next(finding for finding in examine(settings, now) if finding.what == "Coordinator")
    assert (True, "Johanna") == (after.fine, after.state)
