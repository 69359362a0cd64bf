"""Importing organisations."""

import pytest

from storage import people
from storage.store import Store
from storage.transfer import BadRows, Imported, import_organisations, numbered

COUNCIL = {"id": "council:19", "kind": "council", "name_fi": "Lapin liitto", "region": "19"}


def test_organisations_are_added_changed_and_left_alone(store: Store) -> None:
    with store.transaction() as db:
        assert Imported(1, 0, 0) == import_organisations(db, numbered([COUNCIL]))
        assert Imported(0, 0, 1) == import_organisations(db, numbered([COUNCIL]))
        named = {**COUNCIL, "name_sv": "Lapplands förbund"}
        assert Imported(0, 1, 0) == import_organisations(db, numbered([named]))
        assert {"fi": "Lapin liitto", "sv": "Lapplands förbund"} == people.organisations(db)[
            "council:19"
        ].names


def test_an_organisation_of_an_unknown_kind_or_region_is_refused(sqlite_store: Store) -> None:
    with pytest.raises(BadRows) as refused, sqlite_store.transaction() as db:
        import_organisations(db, numbered([{**COUNCIL, "kind": "club"}, {**COUNCIL, "region": "3"}]))
    assert [(1, "kind"), (2, "region")] == [(fault.line, fault.column) for fault in refused.value.faults]
