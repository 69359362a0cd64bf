"""`alke import minutes`: a Word document into the draft of a session."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import open_store
from bot.settings import Settings
from knowledge.sessions import State
from storage import minutes, sessions
from tests.bot.commands import Run, rows
from tests.bot.minutes_files import minutes_file
from tests.demo import NOW

AT = ("--now", "2026-11-24T11:00")
ALL_IN = "Nothing was added: the draft has all of it already."


@pytest.fixture
def session(data: Path) -> str:
    """Lapland's session, held."""
    store = open_store(Settings(data_dir=data))
    with store.transaction() as db:
        found = sessions.find(db, "2026-19")
        assert found
        sessions.put(db, replace(found, state=State.HELD).at(NOW - timedelta(days=1)))
    store.close()
    return "2026-19"


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "muistio.docx"
    path.write_bytes(minutes_file())
    return str(path)


def parts(data: Path) -> int:
    store = open_store(Settings(data_dir=data))
    with store.read() as db:
        found = len(minutes.draft(db, "2026-19").parts)
    store.close()
    return found


def test_a_document_goes_into_the_draft_once(alke: Run, session: str, file: str) -> None:
    told = alke("import", "minutes", file, "--session", session, *AT)
    assert "New: Lentokenttä" in told
    assert "“Marsin liitto” is no organisation that I know" in told
    assert ALL_IN in alke("import", "minutes", file, "--session", session, *AT)


def test_a_dry_run_writes_nothing(alke: Run, session: str, file: str, data: Path) -> None:
    told = alke("import", "minutes", file, "--session", session, "--dry-run", *AT)
    assert "New: Lentokenttä" in told
    assert "Nothing was written." in told
    assert 0 == parts(data)


def test_what_is_refused_is_said_in_a_line_and_nothing_is_written(
    alke: Run, session: str, file: str, data: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.docx"
    for body, said in (
        (b"%PDF", "isn't a Word document"),
        (minutes_file(said="x" * 4001), "4001 characters"),
    ):
        bad.write_bytes(body)
        assert said in alke("import", "minutes", str(bad), "--session", session, *AT, code=2)
    assert "isn't marked as held" in alke("import", "minutes", file, "--session", "2026-17", *AT, code=2)
    assert "can't find that session" in alke("import", "minutes", file, "--session", "x", *AT, code=2)
    assert "Your role" in alke("import", "minutes", file, "--session", session, "--as", "lappi", *AT, code=2)
    assert "--session" in alke("import", "minutes", file, code=2)
    assert 0 == parts(data)


def test_lines_are_said_on_the_command_line(alke: Run, session: str) -> None:
    said = ("#muistio 2026-19", "#johtopäätös Rata: Kuntoon", "#peru")
    printed = rows(alke("say", "--as", "tyoryhma", "--json", *AT, *said))
    assert ["minute_line"] * 3 == [row["intent"] for row in printed]
    assert "Johtopäätös 2026-19-01" in printed[1]["replies"][0]["text"]
    assert "Peruttu" in printed[2]["replies"][0]["text"]
