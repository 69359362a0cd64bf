"""`alke audit`, for administrators."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from storage import tables as t
from storage.store import Store
from tests.bot.commands import Run, rows
from tests.storage.audit_rows import add, tamper

NOW, MOMENT = "2026-11-24T11:00", datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def store(data: Path) -> Store:
    return Store.at(data)


def test_a_sound_log_says_so(alke: Run) -> None:
    sealed = alke("audit", "seal").splitlines()
    assert "1 rows were sealed." == sealed[-1]
    lines = alke("audit", "verify").splitlines()
    assert "1 rows in 1 seals were checked; 0 aren't sealed yet." == lines[0]
    assert "Nothing was altered." == lines[-1]
    assert sealed[0].split()[-1] == lines[1].split()[-1]


def test_one_altered_row_is_named_and_the_command_fails(alke: Run, store: Store) -> None:
    add(store, 2000, MOMENT)
    alke("audit", "seal")
    tamper(store, "UPDATE audit SET about = 'proposal:x' WHERE id = 1234")
    line = alke("audit", "verify", code=1).splitlines()[2]
    where = "(2026-11-24 09:00:00.000000 UTC, proposal.sent, proposal:x)"
    assert f"ALTERED: row 1234 was altered {where}, seal 2." == line
    [found] = rows(alke("audit", "verify", "--json", code=1))
    assert (False, 1, 1234) == (found["sound"], found["faults"], found["first"][0]["row"]["id"])


def test_many_faults_are_told_shortly(alke: Run, store: Store) -> None:
    add(store, 100, MOMENT)
    alke("audit", "seal")
    tamper(store, "UPDATE audit SET who = 'x'")
    assert "And 91 more." == alke("audit", "verify", code=1).splitlines()[-1]


def test_a_digest_that_was_noted_is_looked_for(alke: Run) -> None:
    head = alke("audit", "seal").splitlines()[0].split()[-1]
    alke("audit", "verify", "--head", head)
    assert "isn't in the chain" in alke("audit", "verify", "--head", "0" * 64, code=1)


def test_the_key_of_the_settings_seals_and_checks(alke: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALKE_AUDIT_KEY", "a secret")
    alke("audit", "seal")
    alke("audit", "verify")
    monkeypatch.setenv("ALKE_AUDIT_KEY", "another")
    assert "KEY: seal 1 was made with a key that isn't given here" in alke("audit", "verify", code=1)


def test_final_minutes_that_arent_what_their_checksum_says_are_named(alke: Run, store: Store) -> None:
    with store.read() as db:
        session = db.exec(select(t.Minutes.session_id).where(col(t.Minutes.checksum).is_not(None))).first()
    tamper(store, "UPDATE minutes SET checksum = 'abc' WHERE session_id = :of", "minutes", of=session)
    assert f"MINUTES: the final minutes of {session} aren't" in alke("audit", "verify", code=1)


def test_rows_are_listed_and_chosen(alke: Run) -> None:
    alke("people", "add", *PERSON, "--organisation", "council:18", "--role", "observer", "--now", NOW)
    [row] = rows(alke("audit", "show", "--what", "membership.granted", "--json"))
    assert ("administrator", {"organisation": "council:18", "role": "observer"}) == (row["who"], row["data"])
    assert 1 == len(alke("audit", "show", "--about", row["about"]).splitlines())
    assert [] == alke("audit", "show", "--who", "12").splitlines()
    assert 2 == len(alke("audit", "show", "--limit", "5").splitlines())


PERSON = ("--tenant", "T", "--object-id", "O", "--name", "Eeva Esimerkki")


def test_an_import_is_written_down_when_it_changes_something(alke: Run, tmp_path: Path) -> None:
    file = tmp_path / "o.jsonl"
    file.write_text(json.dumps({"id": "other:x", "kind": "other", "name_fi": "X"}) + "\n")
    for _ in range(2):
        alke("import", "organisations", str(file))
    found = rows(alke("audit", "show", "--what", "imported", "--json"))
    assert [("import:organisations", {"added": 1, "changed": 0})] == [(r["about"], r["data"]) for r in found]


def test_the_log_is_exported_with_its_seals(alke: Run, tmp_path: Path) -> None:
    alke("audit", "seal")
    alke("people", "add", *PERSON, "--organisation", "council:18", "--role", "observer", "--now", NOW)
    alke("audit", "export", str(tmp_path / "log.jsonl"))
    seal, first, last = rows((tmp_path / "log.jsonl").read_text())
    assert (1, 1, None) == (seal["seal"], first["seal"], last["seal"])
    assert ("demo.built", "membership.granted") == (first["what"], last["what"])
