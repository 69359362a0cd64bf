"""Serving: one process on a data folder, and logs that hold nothing that people wrote."""

import io
import json
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from typer.testing import CliRunner

from bot.cli import app
from bot.facts import Facts
from bot.logs import log_as_json, place
from bot.serving import only_server
from bot.settings import Misconfigured, Settings

SECRET = "salaisuus krokotiilitarhasta"


@pytest.fixture
def data(demo_data: Path, tmp_path: Path, facts: Facts, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("bot.app.load_facts", lambda _: facts)
    shutil.copytree(demo_data, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Where the logs go while a test lasts."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers, root.level
    log_as_json(stream)
    yield stream
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def logged(lines: io.StringIO) -> dict[str, Any]:
    """The one line that was logged, without its time."""
    [line] = lines.getvalue().splitlines()
    told: dict[str, Any] = json.loads(line)
    assert told.pop("timestamp")
    return told


def test_a_second_server_of_a_folder_refuses_to_start(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALKE_LOCAL", "true")
    with only_server(Settings(data_dir=data)):
        result = CliRunner().invoke(app, ["--data", str(data), "serve"])
    assert isinstance(result.exception, Misconfigured)
    assert f"already serves from {data}" in str(result.exception)
    assert "ALKE_DATABASE_URL" in str(result.exception)


def test_the_folder_is_free_again_when_its_server_has_ended(data: Path) -> None:
    served = []
    for number in range(2):
        with only_server(Settings(data_dir=data)):
            served.append(number)
    assert [0, 1] == served


def test_several_servers_share_postgresql(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "none", database_url="postgresql+psycopg://x")
    with only_server(settings), only_server(settings):
        assert not settings.data_dir.exists()


def test_the_command_line_works_beside_a_server(data: Path, tmp_path: Path) -> None:
    row = {"id": "x-1", "kind": "document", "year": 2026, "regions": ["19"], "text": "Krokotiilitarhaus."}
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({**row, "source": "x"}), encoding="utf-8")
    with only_server(Settings(data_dir=data)):
        for arguments in (["say", "apua"], ["search", "matkailu"], ["import", "records", str(file)]):
            result = CliRunner().invoke(app, ["--data", str(data), *arguments])
            assert 0 == result.exit_code, result.output


def test_our_own_logs_are_json_lines(lines: io.StringIO) -> None:
    structlog.get_logger("bot.app").warning("door.turned_away", status=401)
    assert {"event": "door.turned_away", "status": 401, "level": "warning"} == logged(lines)


def test_an_error_in_a_library_is_logged_by_its_type_and_place(lines: io.StringIO) -> None:
    try:
        sqlite3.connect(":memory:").execute(f"SELECT {SECRET}")
    except sqlite3.OperationalError as error:
        where = place(error)
        logging.getLogger("aiohttp.server").error("Error handling request from %s", SECRET, exc_info=True)
    told = {"event": "Error handling request from %s", "logger": "aiohttp.server", "level": "error"}
    assert {**told, "error": "OperationalError", "at": where} == logged(lines)
    assert SECRET not in lines.getvalue()


def test_of_a_library_that_quotes_an_error_only_the_first_line_is_kept(lines: io.StringIO) -> None:
    logging.getLogger("asyncio").error(
        f"Task exception was never retrieved\nexception=ValueError('{SECRET}')"
    )
    told = {"event": "Task exception was never retrieved", "logger": "asyncio", "level": "error"}
    assert told == logged(lines)


def test_what_goes_well_in_a_library_is_not_logged(lines: io.StringIO) -> None:
    logging.getLogger("apscheduler.executors.default").info("Running job")
    assert "" == lines.getvalue()


def test_the_place_of_an_error_is_the_innermost_line_of_the_product(data: Path) -> None:
    settings = Settings(data_dir=data)
    with only_server(settings), pytest.raises(Misconfigured) as failed, only_server(settings):
        pass
    assert place(failed.value).startswith("bot.serving:")
