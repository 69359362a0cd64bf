"""What a database begins with."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from sqlmodel import select

from knowledge.clock import today
from knowledge.people import Kind, Role
from storage import people
from storage import tables as t
from storage.beginnings import FirstCoordinator, begin
from storage.goals import all_goals
from storage.store import Store
from storage.transfer import import_organisations, numbered

JOHANNA = FirstCoordinator("T", "OBJECT", "Johanna Siltakoski")
OTHER = FirstCoordinator("T", "OTHER", "Toini Toinen")
COUNCIL = {"id": "council:19", "kind": "council", "name_fi": "Lapin oma nimi", "region": "19"}


def coordinators(store: Store, now: datetime) -> list[str]:
    with store.read() as db:
        return [person.name for person in people.in_role(db, Role.COORDINATOR, today(now))]


def test_an_empty_database_gets_a_coordinator_the_organisations_and_the_goals(
    store: Store, now: datetime
) -> None:
    assert begin(store, JOHANNA, now)
    with store.read() as db:
        counted = Counter(each.kind for each in people.organisations(db).values())
        person = people.by_identity(db, "t", "object", today(now))
        goals = all_goals(db)
        audits = list(db.exec(select(t.Audit.who, t.Audit.what)).all())
    expected = {Kind.COUNCIL: 18, Kind.MINISTRY: 12, Kind.CENTRE: 10, Kind.SECRETARIAT: 1, Kind.ADVISORY: 1}
    assert expected == counted
    assert person is not None
    assert [("secretariat", Role.COORDINATOR)] == [(m.organisation.id, m.role) for m in person.memberships]
    assert len(goals) > 20
    assert [("settings", "coordinator.made")] == audits


def test_there_is_never_a_second_one_made(store: Store, now: datetime) -> None:
    assert begin(store, JOHANNA, now)
    assert not begin(store, JOHANNA, now)
    assert not begin(store, OTHER, now)
    assert ["Johanna Siltakoski"] == coordinators(store, now)


def test_several_processes_that_start_at_once_make_one(store: Store, now: datetime) -> None:
    with ThreadPoolExecutor(4) as four:
        made = list(four.map(lambda first: begin(store, first, now), [JOHANNA, OTHER] * 2))
    assert (1, 1) == (sum(made), len(coordinators(store, now)))


def test_organisations_that_are_there_are_left_as_they_are(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        import_organisations(db, numbered([COUNCIL]))
    begin(store, JOHANNA, now)
    with store.read() as db:
        known = people.organisations(db)
    assert {"council:19", "secretariat"} == set(known)
    assert "Lapin oma nimi" == known["council:19"].names["fi"]


def test_a_coordinator_whose_role_has_ended_is_none(store: Store, now: datetime) -> None:
    begin(store, JOHANNA, now)
    with store.transaction() as db:
        row = db.exec(select(t.Membership)).one()
        row.until = datetime(2020, 1, 1, tzinfo=now.tzinfo).date()
        db.add(row)
    assert begin(store, OTHER, now)
    assert ["Toini Toinen"] == coordinators(store, now)
