"""Importing records: every fault named by line and column, all or nothing, twice changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.records import Record, Wording
from storage import changes, records
from storage.store import Store
from storage.transfer import BadRows, Fault, Imported, import_records, numbered, read_jsonl

RAIL = {
    "id": "2025-19-01",
    "kind": "conclusion",
    "year": 2025,
    "regions": ["19"],
    "ministries": ["LVM"],
    "goals": ["ALKE2024-E1"],
    "areas": ["transport"],
    "lang": "fi",
    "title": "Rata",
    "text": "Radan suunnittelua jatketaan.",
    "source": "koe",
}
BARE = {"id": "ohje.1:a_b", "kind": "document", "text": "Ohje."}


def put(store: Store, *rows: dict[str, Any]) -> Imported:
    with store.transaction() as db:
        return import_records(db, numbered(rows))


def found(store: Store, id_: str) -> Record:
    with store.read() as db:
        return records.by_ids(db, [id_])[0]


def test_a_record_is_imported_with_all_that_its_row_says(store: Store) -> None:
    assert Imported(1, 0, 0) == put(store, RAIL)
    expected = Record(
        "2025-19-01",
        "conclusion",
        2025,
        {"fi": Wording("Rata", "Radan suunnittelua jatketaan.")},
        regions=("19",),
        ministries=("LVM",),
        goals=("ALKE2024-E1",),
        areas=("transport",),
        source="koe",
    )
    assert expected == found(store, "2025-19-01")


def test_id_kind_and_text_are_enough(store: Store) -> None:
    put(store, BARE)
    assert Record("ohje.1:a_b", "document", None, {"fi": Wording("", "Ohje.")}) == found(store, "ohje.1:a_b")


def test_null_counts_as_left_out(store: Store) -> None:
    put(store, {**BARE, "year": None, "regions": None, "lang": None, "title": None, "source": None})
    assert Record("ohje.1:a_b", "document", None, {"fi": Wording("", "Ohje.")}) == found(store, "ohje.1:a_b")


def test_importing_twice_changes_nothing(store: Store) -> None:
    put(store, RAIL, BARE)
    with store.transaction() as db:
        before = changes.position(db)
        assert Imported(0, 0, 2) == import_records(db, numbered([RAIL, BARE]))
        assert before == changes.position(db)


def test_a_row_in_another_language_adds_that_language(store: Store) -> None:
    swedish = {"id": "2025-19-01", "kind": "conclusion", "lang": "sv", "title": "Bana", "text": "Banan."}
    assert (Imported(1, 0, 0), Imported(0, 1, 0)) == (put(store, RAIL), put(store, swedish))
    both = {"fi": Wording("Rata", "Radan suunnittelua jatketaan."), "sv": Wording("Bana", "Banan.")}
    assert (both, ("19",)) == (found(store, "2025-19-01").texts, found(store, "2025-19-01").regions)


def test_languages_of_one_file_make_one_record(store: Store) -> None:
    english = {"id": "2025-19-01", "kind": "conclusion", "lang": "en", "text": "The line."}
    assert Imported(1, 0, 0) == put(store, RAIL, english)
    assert ({"fi", "en"}, 2025) == (set(found(store, "2025-19-01").texts), found(store, "2025-19-01").year)


def test_a_changed_row_changes_the_record(store: Store) -> None:
    put(store, RAIL)
    assert Imported(0, 1, 0) == put(store, {**RAIL, "regions": ["17", "19", "17"], "text": "Uusi."})
    changed = found(store, "2025-19-01")
    assert (("17", "19"), "Uusi.") == (changed.regions, changed.texts["fi"].text)


@pytest.mark.parametrize(
    ("wrong", "column", "message"),
    [
        ({"id": "a b"}, "id", "odd characters, or more than 120"),
        ({"id": "a\n"}, "id", "odd characters, or more than 120"),
        ({"id": "a" * 121}, "id", "odd characters, or more than 120"),
        ({"id": ""}, "id", "odd characters, or more than 120"),
        ({"id": None}, "id", "required"),
        ({"id": 7}, "id", "Input should be a valid string"),
        ({"text": ""}, "text", "empty"),
        ({"text": "a\0b"}, "text", "holds a NUL character"),
        ({"text": "a\ud800b"}, "text", "not proper Unicode"),
        ({"year": "2025"}, "year", "Input should be a valid integer"),
        ({"year": True}, "year", "Input should be a valid integer"),
        ({"regions": "19"}, "regions", "Input should be a valid list"),
        ({"regions": ["19", "99"]}, "regions", "unknown code '99'"),
        ({"regions": [19]}, "regions", "Input should be a valid string"),
        ({"ministries": ["XYZ"]}, "ministries", "unknown code 'XYZ'"),
        ({"lang": "de"}, "lang", "unknown language 'de'; known: en, fi, sv"),
        ({"colour": "red"}, "colour", "unknown column"),
        ({"colo\ud800r": "red"}, None, "not proper Unicode"),
        ({"source": "a\udfffb"}, "source", "not proper Unicode"),
        (
            {"kind": "decision"},
            "kind",
            "unknown kind 'decision'; known: agenda, conclusion, document, goal, minutes",
        ),
    ],
)
def test_a_fault_is_named_with_its_line_and_column(
    sqlite_store: Store, wrong: dict[str, Any], column: str | None, message: str
) -> None:
    with pytest.raises(BadRows) as refused:
        put(sqlite_store, BARE, {**RAIL, **wrong})
    assert (Fault(2, column, message),) == refused.value.faults


def test_all_faults_are_named_in_the_order_of_lines(sqlite_store: Store) -> None:
    with pytest.raises(BadRows) as refused:
        put(sqlite_store, {"kind": "goal", "text": "x"}, BARE, {**RAIL, "regions": ["98", "99"]})
    assert (
        "line 1, id: required\nline 3, regions: unknown code '98'\nline 3, regions: unknown code '99'"
        == str(refused.value)
    )


def test_one_bad_row_keeps_all_out(store: Store) -> None:
    with pytest.raises(BadRows):
        put(store, RAIL, {**BARE, "kind": "x"})
    with store.read() as db:
        assert ((), 0) == (records.by_ids(db, ["2025-19-01"]), changes.position(db))


@pytest.mark.parametrize(
    ("second", "fault"),
    [
        ({}, Fault(2, "id", "the same is on line 1 already")),
        ({"lang": "sv", "kind": "minutes"}, Fault(2, "kind", "line 1 says that it is a conclusion")),
    ],
)
def test_rows_that_contradict_each_other_are_refused(
    sqlite_store: Store, second: dict[str, Any], fault: Fault
) -> None:
    with pytest.raises(BadRows) as refused:
        put(sqlite_store, RAIL, {**RAIL, **second})
    assert (fault,) == refused.value.faults


def test_thousands_of_records_go_in_at_once(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    rows = [{**RAIL, "id": f"r-{number}", "text": f"Teksti {number}."} for number in range(2000)]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    with store.transaction() as db:
        assert (Imported(2000, 0, 0), 1) == (import_records(db, read_jsonl(file)), changes.position(db))
