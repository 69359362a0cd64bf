"""Rounds in the database: opened, changed, and who takes part."""

from dataclasses import replace
from datetime import date, datetime
from threading import Thread

import pytest

from knowledge.opening import DAYS, Plan, days_of
from knowledge.people import Kind, Membership, Organisation, Person, Role
from knowledge.rounds import Round
from storage import rounds
from storage import tables as t
from storage.store import Store

DATES = (
    "2026-08-17 2026-10-01 2026-09-01 2026-10-02 2026-10-22 2026-11-09 2026-12-04".split()  # noqa: SIM905
)
PLAN = Plan(
    2026, {"fi": "Keskustelut 2026", "sv": "Diskussionerna 2026"}, "VN/1/2026", "ALKE2024",
    {name: date.fromisoformat(day) for name, day in zip(DAYS, DATES, strict=True)}, 10, 20, ("council:19",),
)  # fmt: skip


@pytest.fixture
def opened(store: Store) -> Round:
    with store.transaction() as db:
        db.add(t.Goal(
            id="ALKE2024", term="2024-2027", kind="decision", position=1, title_fi="Päätös", source="-",
            certainty="-",
        ))  # fmt: skip
        for id_, kind in (
            ("council:19", Kind.COUNCIL),
            ("ministry:LVM", Kind.MINISTRY),
            ("town", Kind.OTHER),
        ):
            db.add(t.Organisation(id=id_, kind=kind, name_fi=id_))
        db.flush()
        return rounds.add(db, PLAN)


def test_a_round_is_kept_as_it_was_planned(store: Store, opened: Round) -> None:
    with store.read() as db:
        found = rounds.by_id(db, opened.id)
        assert found is not None
        assert (opened, PLAN.days, PLAN.names) == (found, days_of(found), found.names)
        assert (10, 20, "VN/1/2026") == (found.days_to_send, found.days_to_confirm, found.case_number)
        assert None is rounds.by_id(db, 404)


def test_those_who_were_named_take_part(store: Store, opened: Round) -> None:
    with store.read() as db:
        assert ["council:19"] == [o.id for o in rounds.participants(db, opened.id)]


def test_where_nobody_was_named_councils_and_ministries_take_part(store: Store, opened: Round) -> None:
    with store.read() as db:
        assert {"council:19", "ministry:LVM"} == {o.id for o in rounds.participants(db, 404)}


def test_a_change_keeps_the_hours_of_days_that_stay(store: Store, opened: Round) -> None:
    moved = datetime.fromisoformat("2026-10-02T12:00+03:00")
    with store.transaction() as db:
        extended = rounds.set_moment(db, opened, "proposals_close", moved)
        days = {**PLAN.days, "agenda_due": date(2026, 10, 26)}
        plan = Plan(2026, PLAN.names, "", "ALKE2024", days, 10, 20, ("ministry:LVM",))
        changed = rounds.change(db, extended, plan)
    assert (moved, date(2026, 10, 26), None) == (
        changed.proposals_close,
        changed.agenda_due,
        changed.case_number,
    )
    with store.read() as db:
        assert ["ministry:LVM"] == [o.id for o in rounds.participants(db, opened.id)]


def test_who_holds_a_round_is_waited_for(store: Store, opened: Round) -> None:
    seen: list[str] = []

    def extend(name: str) -> None:
        with store.transaction() as db:
            held = rounds.hold(db, opened.id)
            assert held is not None
            seen.append(f"{name} in")
            rounds.set_moment(db, held, "proposals_close", held.proposals_close)
            seen.append(f"{name} out")

    threads = [Thread(target=extend, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first, second = seen[0][0], seen[2][0]
    assert [f"{first} in", f"{first} out", f"{second} in", f"{second} out"] == seen


def test_a_round_of_one_name_is_opened_once_when_two_open_it(store: Store, opened: Round) -> None:
    said: list[bool] = []

    def open_it() -> None:
        with store.transaction() as db:
            taken = "Lisäkierros" in {each.names["fi"] for each in rounds.hold_all(db)}
            said.append(taken)
            if not taken:
                rounds.add(db, replace(PLAN, names={"fi": "Lisäkierros"}))

    threads = [Thread(target=open_it) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [False, True] == sorted(said)


def somebody(organisation: str, kind: Kind, role: Role = Role.CONTACT, region: str | None = None) -> Person:
    member = Membership(Organisation(organisation, kind, {}, region), role)
    return Person(1, "t", "o", "Somebody", memberships=(member,))


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (somebody("council:19", Kind.COUNCIL), "Keskustelut 2026"),
        (somebody("ministry:LVM", Kind.MINISTRY), "Lisäkierros"),
        (somebody("town", Kind.OTHER, region="19"), "Keskustelut 2026"),  # its council takes part
        (somebody("a town of no region", Kind.OTHER), "Lisäkierros"),
        (somebody("secretariat", Kind.SECRETARIAT, Role.COORDINATOR), "Lisäkierros"),
        (None, "Lisäkierros"),
    ],
)
def test_the_round_in_hand_is_one_in_which_the_person_takes_part(
    store: Store, opened: Round, person: Person | None, expected: str
) -> None:
    now = datetime.fromisoformat("2026-09-10T12:00+03:00")
    with store.transaction() as db:
        db.get_one(t.Organisation, "council:19").region = "19"
        rounds.add(db, replace(PLAN, names={"fi": "Lisäkierros"}, organisations=("ministry:LVM",)))
    with store.read() as db:
        assert expected == rounds.current(db, now, person).names["fi"]
