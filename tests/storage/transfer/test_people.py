"""Importing people: somebody with several roles stands on several rows."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlmodel import Session, select

from knowledge.people import Role
from storage import people, wishes
from storage import tables as t
from storage.store import Store
from storage.transfer import (
    BadRows,
    Fault,
    Imported,
    import_organisations,
    import_people,
    numbered,
    read_rows,
)
from storage.wishes import Mailbox

COUNCIL = {"id": "council:19", "kind": "council", "name_fi": "Lapin liitto", "region": "19"}
CONTACT = {
    "tenant": "T",
    "object_id": "A",
    "name": "Aila Tunturila",
    "organisation": "council:19",
    "role": "contact",
}


def put_people(db: Session, *rows: dict[str, Any]) -> Imported:
    import_organisations(db, numbered([COUNCIL, {"id": "aune", "kind": "advisory", "name_fi": "AUNE"}]))
    return import_people(db, numbered(rows))


def test_a_person_on_two_rows_has_two_roles(store: Store, now: datetime) -> None:
    observer = {**CONTACT, "organisation": "aune", "role": "observer", "until": "2027-12-31"}
    with store.transaction() as db:
        assert Imported(2, 0, 0) == put_people(db, CONTACT, observer)
        assert Imported(0, 0, 2) == put_people(db, CONTACT, observer)
        roles = [
            person.roles
            for day in (date(2027, 12, 31), date(2028, 1, 1))
            if (person := people.by_identity(db, "t", "a", day))
        ]
    assert [{Role.CONTACT, Role.OBSERVER}, {Role.CONTACT}] == roles


def test_a_chosen_language_and_a_slug_outlive_an_import(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        put_people(db, {**CONTACT, "slug": "lappi"})
        before = people.by_slug(db, "lappi", now.date())
        assert before is not None
        people.set_language(db, before.id, "sv")
        assert Imported(0, 1, 0) == put_people(db, {**CONTACT, "name": "Aila Uusi", "language": "fi"})
        after = people.by_slug(db, "lappi", now.date())
    assert after is not None
    assert ("Aila Uusi", "sv") == (after.name, after.language)


def test_an_address_is_used_and_one_that_somebody_confirmed_is_left_alone(
    store: Store, now: datetime
) -> None:
    known = {**CONTACT, "email": " aila@example.fi "}
    with store.transaction() as db:
        assert Imported(1, 0, 0) == put_people(db, known)
        assert Imported(0, 0, 1) == put_people(db, known)
        assert Imported(0, 0, 1) == put_people(db, CONTACT)
        assert Imported(0, 1, 0) == put_people(db, {**CONTACT, "email": "a@example.fi"})
        [person] = db.exec(select(t.Person.id)).all()
        assert Mailbox("a@example.fi", preferred=False, usable=True) == wishes.mailbox(db, person or 0)
        wishes.want_address(db, person or 0, "own@example.fi")
        wishes.confirm_address(db, person or 0, "own@example.fi", now)
        assert Imported(0, 0, 1) == put_people(db, known)
        assert Mailbox("own@example.fi", preferred=False, usable=True) == wishes.mailbox(db, person or 0)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"role": "deputy", "email": "a b@c.fi"}, Fault(2, "email", "no e-mail address: 'a b@c.fi'")),
        (
            {"role": "deputy", "email": "b@c.fi"},
            Fault(2, "email", "the person has another address on an earlier line"),
        ),
        ({"organisation": "council:99"}, Fault(2, "organisation", "unknown organisation 'council:99'")),
        ({}, Fault(2, "role", "the same is on line 1 already")),
        (
            {"name": "Toinen", "role": "deputy"},
            Fault(2, "name", "the person has another name on an earlier line"),
        ),
        ({"object_id": "B", "slug": "lappi"}, Fault(2, "slug", "'lappi' is somebody else")),
        ({"role": "deputy", "since": "2026-02-01", "until": "2026-01-01"}, Fault(2, "until", "before since")),
        ({"since": "2026-02-30"}, Fault(2, "since", "day is out of range for month")),
        ({"since": 20260230}, Fault(2, "since", "a day is written as 2026-11-24")),
    ],
)
def test_people_who_do_not_fit_are_refused(sqlite_store: Store, wrong: dict[str, Any], fault: Fault) -> None:
    with pytest.raises(BadRows) as refused, sqlite_store.transaction() as db:
        put_people(db, {**CONTACT, "slug": "lappi", "email": "a@c.fi"}, {**CONTACT, **wrong})
    assert (fault,) == refused.value.faults


HEAD = ["tenant", "object_id", "name", "organisation", "role", "until"]
Writer = Callable[[Path, list[list[str]]], None]


def as_csv(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def as_xlsx(path: Path, rows: list[list[str]]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([date.fromisoformat(cell) if cell.startswith("2027") else cell for cell in row])
    book.save(path)


@pytest.mark.parametrize(("name", "write"), [("people.csv", as_csv), ("people.xlsx", as_xlsx)])
@pytest.mark.parametrize(
    ("column", "wrong", "said"),
    [
        ("role", "chief", "unknown role 'chief'"),
        ("organisation", "council:99", "unknown organisation 'council:99'"),
        ("until", "31.12.2027", "Invalid isoformat string: '31.12.2027'"),
        ("name", "", "required"),
    ],
)
def test_one_bad_row_of_five_hundred_is_named_and_nothing_is_imported(
    store: Store, tmp_path: Path, name: str, write: Writer, column: str, wrong: str, said: str
) -> None:
    rows = [["t", f"o-{n}", f"Henkilö {n}", "council:19", "contact", "2027-12-31"] for n in range(500)]
    write(tmp_path / name, [HEAD, *rows])
    good = read_rows(tmp_path / name)
    rows[321][HEAD.index(column)] = wrong
    write(tmp_path / name, [HEAD, *rows])
    with store.transaction() as db:
        put_people(db)
    with pytest.raises(BadRows) as refused, store.transaction() as db:
        import_people(db, read_rows(tmp_path / name))
    [fault] = refused.value.faults
    assert (323, column) == (fault.line, fault.column)
    assert fault.message.startswith(said)
    with store.transaction() as db:
        assert [] == db.exec(select(t.Person)).all()
        assert Imported(500, 0, 0) == import_people(db, good)
