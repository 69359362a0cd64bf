"""Requests to be admitted, and the roles that come of them."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from knowledge.joining import State, Terms, Wish, body_of_region
from knowledge.people import Kind, Role, stranger
from storage import joining, memberships, people
from storage import tables as t
from storage.proposals import Author
from storage.store import Store
from storage.turns import Address

UUNO = stranger("T", "UUNO", "Uuno Uusi")
WISH = Wish("council:19", "", Role.DEPUTY, "Aloitin.")
WHERE = Address("msteams", "a:uuno", "https://smba.trafficmanager.net/emea/", "t", {}, {"name": "Uuno"})
TODAY = date(2026, 11, 24)


@pytest.fixture
def db_store(author: Author, store: Store) -> Store:
    """A store with one council and its contact."""
    return store


def days(db: Session, role: Role) -> tuple[date | None, date | None]:
    row = db.exec(select(t.Membership).where(t.Membership.role == role)).one()
    return row.since, row.until


def test_a_person_has_one_request_that_waits(db_store: Store, now: datetime) -> None:
    later = now + timedelta(hours=1)
    with db_store.transaction() as db:
        first, new = joining.ask(db, UUNO, WISH, "fi", WHERE, now)
        again, newer = joining.ask(db, UUNO, Wish(None, "Kemi", Role.CONTACT, ""), "sv", WHERE, later)
    with db_store.read() as db:
        waiting = joining.waiting(db)
        assert waiting == (joining.newest(db, UUNO),)
    assert (True, False, first.id) == (new, newer, again.id)
    assert ("Kemi", "sv", later) == (waiting[0].wish.named, waiting[0].language, waiting[0].at)
    assert first.seen != again.seen


def test_an_answer_frees_the_place_and_erases_the_address(
    db_store: Store, author: Author, now: datetime
) -> None:
    with db_store.transaction() as db:
        request, _ = joining.ask(db, UUNO, WISH, "fi", WHERE, now)
        assert WHERE == joining.decide(db, request, State.REFUSED, author.person, now, "Ei.")
        answered = joining.find(db, request.id)
        row = db.get_one(t.JoinRequest, request.id)
        _, new = joining.ask(db, UUNO, WISH, "fi", WHERE, now)
    assert answered is not None
    assert (State.REFUSED, "Ei.", "Aila Tunturila") == (answered.state, answered.reason, answered.decided_by)
    assert (None, True) == (row.address, new)


def test_what_is_taken_back_is_erased(db_store: Store, now: datetime) -> None:
    with db_store.transaction() as db:
        joining.ask(db, UUNO, WISH, "fi", WHERE, now)
        assert joining.take_back(db, UUNO) is not None
        assert joining.take_back(db, UUNO) is None
        assert joining.newest(db, UUNO) is None
        row = db.exec(select(t.JoinRequest)).one()
    assert ("", "", "", "", None) == (row.tenant, row.object_id, row.name, row.message, row.address)


def test_a_role_is_granted_prolonged_ended_and_granted_again(db_store: Store, now: datetime) -> None:
    with db_store.transaction() as db:
        number = memberships.person(db, "T", "UUNO", "Uuno Uusi", "sv")
        assert number == memberships.person(db, "t", "uuno", "Other", "fi")
        terms = Terms(people.organisations(db)["council:19"], Role.DEPUTY, date(2026, 12, 31))
        memberships.grant(db, number, terms, TODAY)
        memberships.grant(db, number, Terms(terms.organisation, Role.DEPUTY), TODAY + timedelta(days=9))
        assert (TODAY, None) == days(db, Role.DEPUTY)
        held = next(each for each in memberships.held(db, TODAY) if each.person == number)
        memberships.end(db, held.id, TODAY + timedelta(days=9))
        assert (TODAY, TODAY + timedelta(days=8)) == days(db, Role.DEPUTY)
        assert memberships.find(db, held.id, TODAY + timedelta(days=9)) is None
        memberships.grant(db, number, terms, date(2026, 12, 20))
        assert (date(2026, 12, 20), date(2026, 12, 31)) == days(db, Role.DEPUTY)
        person = people.by_id(db, number, date(2026, 12, 20))
    assert person is not None
    assert ("Uuno Uusi", "sv", {Role.DEPUTY}) == (person.name, person.language, person.roles)


def test_a_role_that_is_to_begin_later_begins_when_it_is_granted(db_store: Store) -> None:
    with db_store.transaction() as db:
        number = memberships.person(db, "t", "uuno", "Uuno", None)
        terms = Terms(people.organisations(db)["council:19"], Role.DEPUTY)
        memberships.grant(db, number, terms, date(2027, 1, 1))
        memberships.grant(db, number, terms, TODAY)
        assert (TODAY, None) == days(db, Role.DEPUTY)


def test_a_role_that_began_today_can_be_ended_today(db_store: Store) -> None:
    with db_store.transaction() as db:
        number = memberships.person(db, "t", "uuno", "Uuno", None)
        memberships.grant(db, number, Terms(people.organisations(db)["council:19"], Role.DEPUTY), TODAY)
        held = next(each for each in memberships.held(db, TODAY) if each.person == number)
        memberships.end(db, held.id, TODAY)
        person = people.by_id(db, number, TODAY)
        assert memberships.held(db, TODAY, []) == ()
    assert person is not None
    assert () == person.memberships


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Kemijärven kaupunki", "other:kemijarven-kaupunki"),
        ("Åbo Akademi / Vaasa", "other:abo-akademi-vaasa"),
        ("学校", "other:nimi"),
    ],
)
def test_an_added_organisation_gets_an_id_of_its_own(db_store: Store, name: str, id_: str) -> None:
    with db_store.transaction() as db:
        added = [memberships.add_organisation(db, body_of_region(name, "19")) for _ in range(3)]
        known = people.organisations(db)
    assert [id_, f"{id_}-2", f"{id_}-3"] == [each.id for each in added]
    assert (Kind.OTHER, "19", name) == (known[id_].kind, known[id_].region, known[id_].names["fi"])
