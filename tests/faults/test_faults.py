"""Every fault in small; each prints its counts."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import URL

from tests.bench.figures import table
from tests.faults.faults import FAULTS
from tests.faults.stage import Stage
from tests.faults.teams import teams

pytestmark = pytest.mark.faults
KINDS = {fault.name: fault for fault in FAULTS}


@pytest.fixture(scope="module")
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    def server() -> URL:
        address: URL = request.getfixturevalue("postgres")
        return address

    with teams() as there:
        yield Stage(there, Path(tmp_path_factory.mktemp("faults")), server)


def happen(stage: Stage, name: str) -> Mapping[str, float]:
    """Let it happen in small, and print its counts: by their names without the fault's."""
    fault = KINDS[name]
    figures = fault.happen(stage, fault.small)
    Console().print(table(figures))
    return {figure.name.removeprefix(f"{name}."): figure.value for figure in figures}


@pytest.mark.parametrize("name", ["kill_sqlite", pytest.param("kill_postgres", marks=pytest.mark.postgres)])
def test_a_killed_process_loses_nothing_and_repeats_at_most_what_was_in_flight(
    stage: Stage, name: str
) -> None:
    found = happen(stage, name)
    assert 0 == found["lost"]
    assert found["extra"] <= found["claimed"]
    assert found["max_copies"] <= 2


def test_all_is_delivered_in_bad_weather_and_nothing_while_teams_wants_none(stage: Stage) -> None:
    found = happen(stage, "weather")
    assert (0, 0, 0) == (found["lost"], found["not_sent"], found["inside_window"])
    assert found["extra"] <= found["hung_taken"]
    assert 0 < found["throttled"] + found["broken"] + found["precondition"]
    assert 0 < found["turns"]


def test_who_is_gone_is_marked_once_and_reached_again_when_they_install_the_bot_anew(stage: Stage) -> None:
    found = happen(stage, "gone")
    assert found["gone"] == found["marked"] == found["unreachable"]
    assert (1, 0) == (found["tries_403"], found["sent_again"])
    assert 1 < found["tries_404"]
    assert (0, 0) == (found["still_marked"], found["lost_when_back"])
    assert (0, 0) == (found["lost"], found["extra"])


def test_a_process_that_is_asked_to_end_finishes_what_it_has_begun(stage: Stage) -> None:
    found = happen(stage, "sigterm")
    assert (0, 0, 0) == (found["lost"], found["extra"], found["left_claimed"])
    assert found["exit_s"] < 30


def test_after_two_hours_down_each_reminder_comes_once_or_has_expired(stage: Stage) -> None:
    found = happen(stage, "outage")
    assert (0, 0) == (found["lost"], found["extra"])
    assert (25, 25, 0) == (found["say_late"], found["expired"], found["expired_sent"])


def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change(stage: Stage) -> None:
    found = happen(stage, "clock_changes")
    assert (24, 0, 0, 0) == (found["reminders"], found["lost"], found["extra"], found["wrong_hour"])


@pytest.mark.postgres
def test_two_processes_that_ring_remind_everybody_once(stage: Stage) -> None:
    found = happen(stage, "replicas")
    assert found["people"] == found["sends"] == found["owed"]
    assert (0, 0) == (found["lost"], found["extra"])


@pytest.mark.postgres
def test_a_process_that_stood_still_repeats_at_most_what_it_had_in_flight(stage: Stage) -> None:
    found = happen(stage, "stopped")
    assert 0 == found["lost"]
    assert found["extra"] <= found["claimed"]
    assert found["max_copies"] <= 2


def test_an_activity_whose_answer_was_lost_gets_the_same_answer_and_has_one_effect(stage: Stage) -> None:
    found = happen(stage, "reply_lost")
    assert found["activities"] == found["effects"]
    assert (0, 0, 0) == (found["lost"], found["extra"], found["different"])


def test_of_a_broadcast_that_is_called_off_at_most_what_was_in_flight_goes_out(stage: Stage) -> None:
    found = happen(stage, "cancel")
    assert found["late"] <= found["claimed"]
    assert (0, 0) == (found["lost"], found["extra"])
    assert 0 < found["called_off"]


def test_every_fault_is_let_happen_here() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [] == [name for name in KINDS if f'"{name}"' not in source]
