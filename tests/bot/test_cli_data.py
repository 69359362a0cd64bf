"""`alke people export` and `erase`, `alke retention`, `alke archive`: for administrators."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlmodel import select

from storage import tables as t
from storage.store import Store
from tests.bot.commands import Run, rows

NOW = "2026-11-24T11:00"


def flat(printed: str) -> str:
    """What a box says, on one line."""
    return " ".join(line.strip("│╭╮╰╯─ ") for line in printed.splitlines())


# A person


def test_all_about_a_person_is_written_into_a_file(alke: Run, tmp_path: Path) -> None:
    file = tmp_path / "lappi.json"
    assert f"Everything about Aila Tunturila: {file}\n" == alke("people", "export", "lappi", str(file))
    told = json.loads(file.read_text(encoding="utf-8"))
    assert ("Aila Tunturila", "council:19") == (told["person"]["name"], told["roles"][0]["organisation_id"])
    assert ["person.exported"] == [r["what"] for r in rows(alke("audit", "show", "--json", "--limit", "1"))]


def test_a_person_is_erased_and_found_no_more(alke: Run, data: Path) -> None:
    number = alke("people", "erase", "lappi", "--yes").split("Number ")[1].split()[0]
    assert "nobody is called 'lappi'" in alke("people", "erase", "lappi", "--yes", code=2)
    assert "nobody is called" in alke("people", "export", number, "x", code=2)
    [row] = rows(alke("audit", "show", "--what", "person.erased", "--json"))
    assert ("administrator", f"person:{number}") == (row["who"], row["about"])
    with Store.at(data).read() as db:
        assert [] == list(db.exec(select(t.Person).where(t.Person.slug == "lappi")))


def test_the_only_coordinator_isnt_erased(alke: Run) -> None:
    refused = alke("people", "erase", "tem-koordinaattori", "--yes", code=2)
    assert "Johanna Siltakoski is the only coordinator" in refused
    alke("people", "export", "tem-koordinaattori", "/dev/null")


def test_an_erasure_is_asked_for_first(alke: Run) -> None:
    alke("people", "erase", "lappi", code=1)
    assert "Aila Tunturila" in alke("people", "list")


# Retention


def test_how_long_things_are_kept_is_listed_with_what_is_due(alke: Run) -> None:
    found = {row["kind"]: row for row in rows(alke("retention", "show", "--json", "--now", NOW))}
    assert (None, None) == (found["minutes"]["days"], found["minutes"]["due"])
    assert (395, 0) == (found["outbox"]["days"], found["outbox"]["due"])
    assert "for good" in alke("retention", "show", "--now", NOW)


def test_what_is_due_is_counted_first_and_then_removed(alke: Run) -> None:
    later = "2040-01-01T11:00"
    due = {row["kind"]: row["due"] for row in rows(alke("retention", "show", "--json", "--now", later))}
    dry = alke("retention", "apply", "--dry-run", "--now", later).splitlines()
    wet = alke("retention", "apply", "--now", later).splitlines()
    assert (dry[:-1], "Nothing was removed.", "Removed.") == (wet[:-1], dry[-1], wet[-1])
    counted = {line.split()[0]: int(line.split()[1]) for line in wet[:-1]}
    assert {kind: number for kind, number in due.items() if number is not None} == counted
    again = alke("retention", "apply", "--now", later).splitlines()[:-1]
    assert {0} == {int(line.split()[1]) for line in again}
    alke("audit", "verify")


def test_a_wrong_setting_is_told(alke: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALKE_KEEP_LONGER", "outbox=1")
    with pytest.raises(AssertionError, match="outbox is kept for 395 days at least"):
        alke("retention", "show")


# The archive


def test_a_round_is_packed_and_checked(alke: Run, tmp_path: Path) -> None:
    file = tmp_path / "2025.zip"
    alke("archive", "2025", str(file), "--now", NOW)
    assert "Every file is as it was packed.\n" == alke("archive", "verify", str(file))
    with ZipFile(file) as zipped:
        names = {name.removeprefix("alke-2025/") for name in zipped.namelist()}
        about = json.loads(zipped.read("alke-2025/data/round.json"))
        found = json.loads(zipped.read("alke-2025/data/conclusions.json"))
    assert {"data/conclusions.csv", "data/follow-up.json", "data/proposals.json", "bagit.txt"} <= names
    session = about["sessions"][0]["id"]
    documents = {Path(name).suffix for name in names if name.startswith(f"data/{session}/")}
    assert (2025, {".docx", ".html"}) == (about["round"]["year"], documents)
    assert found
    assert {2025} == {each["year"] for each in found}


def test_nobodys_contacts_are_in_a_package(alke: Run, data: Path, tmp_path: Path) -> None:
    alke("archive", "2025", str(tmp_path / "bag"), "--now", NOW)
    with Store.at(data).read() as db:
        people = db.exec(select(t.Person.name, t.Person.object_id)).all()
    told = "\n".join(
        each.read_text(encoding="utf-8")
        for each in (tmp_path / "bag" / "data").rglob("*")
        if each.suffix in (".json", ".csv")
    )
    assert [] == [name for name, object_id in people if name in told or object_id in told]


def test_the_same_round_packed_twice_has_the_same_manifest(alke: Run, tmp_path: Path) -> None:
    for name, when in (("a", NOW), ("b", "2026-12-24T11:00")):
        alke("archive", "2025", str(tmp_path / name), "--now", when)
    a, b = ((tmp_path / name / "manifest-sha256.txt").read_text() for name in ("a", "b"))
    assert a == b


def test_an_altered_package_fails_the_check(alke: Run, tmp_path: Path) -> None:
    folder = tmp_path / "bag"
    alke("archive", "2025", str(folder), "--now", NOW)
    (folder / "data" / "conclusions.csv").write_text("x")
    assert "data/conclusions.csv was altered" in alke("archive", "verify", str(folder), code=1)


def test_what_cant_be_packed_or_checked_is_said(alke: Run, tmp_path: Path) -> None:
    assert "there is no round of 1999" in alke("archive", "1999", str(tmp_path / "x"), code=2)
    (tmp_path / "there").mkdir()
    assert "is there already" in flat(alke("archive", "2025", str(tmp_path / "there"), code=2))
    assert "is no archive package" in flat(alke("archive", "verify", str(tmp_path / "there"), code=2))
