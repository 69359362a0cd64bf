"""Agendas in a real database: kept, published, opened to all, and never two at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session as Db

from knowledge.agendas import Agenda, Item
from knowledge.people import Person
from knowledge.proposals import Content, State
from knowledge.sessions import Kind, Session
from knowledge.sessions import State as SessionState
from storage import agendas, changes, people, proposals, sessions
from storage import tables as t
from storage.rounds import as_round
from storage.store import Store

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
LAPLAND, NORTH = "2026-19", "2026-17"


@pytest.fixture
def people_by_slug(store: Store) -> dict[str, Person]:
    """A round with two announced sessions, and two people."""
    with store.transaction() as db:
        db.add(t.Goal(id="g", term="x", kind="decision", position=1, title_fi="G", source="x", certainty="x"))
        for region in ("17", "19"):
            db.add(
                t.Organisation(
                    id=f"council:{region}", kind="council", name_fi=f"Liitto {region}", region=region
                )
            )
        db.flush()
        row = t.Round(
            year=2026,
            name_fi="Kierros",
            decision="g",
            proposals_open=NOW - timedelta(days=60),
            proposals_close=NOW + timedelta(days=1),
        )
        db.add(row)
        for slug in ("lappi", "tyoryhma"):
            person = t.Person(tenant="t", object_id=slug, name=slug.title(), slug=slug)
            db.add(person)
            db.flush()
            db.add(t.Membership(person_id=person.id, organisation_id="council:19", role="contact"))
        db.flush()
        for id_, region in ((LAPLAND, "19"), (NORTH, "17")):
            session = Session(
                id_, as_round(row), Kind.REGIONAL, SessionState.ANNOUNCED, {"fi": id_}, (region,)
            )
            sessions.put(db, session.at(NOW + timedelta(days=14)))
        found = {slug: people.by_slug(db, slug, TODAY) for slug in ("lappi", "tyoryhma")}
    return {slug: person for slug, person in found.items() if person}


def round_id(db: Db) -> int:
    found = sessions.find(db, LAPLAND)
    assert found is not None
    return found.round.id


def accepted(db: Db, who: Person, title: str, state: State = State.ACCEPTED) -> int:
    """A proposal of Lapland's council that triage has released."""
    session = sessions.find(db, LAPLAND)
    assert session is not None
    author = proposals.Author(who, who.memberships[0].organisation)
    made = proposals.add(db, session.round, author, Content(title, "Kuvaus", regions=("19",)), NOW)
    return proposals.move(db, made, state, who, NOW).id


def test_an_agenda_that_nobody_has_begun_is_empty(store: Store, people_by_slug: dict[str, Person]) -> None:
    with store.read() as db:
        assert Agenda(LAPLAND) == agendas.find(db, LAPLAND)
        assert None is agendas.newest(db, LAPLAND)


def test_an_agenda_comes_back_as_it_was_put(store: Store, people_by_slug: dict[str, Person]) -> None:
    with store.transaction() as db:
        numbers = [accepted(db, people_by_slug["lappi"], title) for title in ("A", "B")]
        first = Item("Eka", 30, "Huom", "council:19", "Aila", (numbers[1], numbers[0]))
        put = agendas.put(db, Agenda(LAPLAND, (first, Item("Toka")), 10), NOW)
    with store.read() as db:
        kept = agendas.find(db, LAPLAND)
    assert put == kept
    assert (1, 10, ["Eka", "Toka"]) == (kept.edition, kept.buffer, [item.title for item in kept.items])
    assert tuple(sorted(numbers)) == kept.items[0].proposals


def test_an_item_keeps_its_id_when_it_moves_and_an_id_is_not_given_again(
    store: Store, people_by_slug: dict[str, Person]
) -> None:
    with store.transaction() as db:
        first, second = agendas.put(db, Agenda(LAPLAND, (Item("Eka"), Item("Toka"))), NOW).items
        turned = agendas.put(db, replace(agendas.find(db, LAPLAND), items=(second, first)), NOW)
        assert [second, first] == list(turned.items)
        agendas.put(db, replace(turned, items=(first,)), NOW)
        last = agendas.put(db, replace(agendas.find(db, LAPLAND), items=(first, Item("Kolmas"))), NOW).items[
            1
        ]
    assert last.id not in (first.id, second.id)


def test_publishing_opens_the_proposals_to_all_once(store: Store, people_by_slug: dict[str, Person]) -> None:
    who = people_by_slug["tyoryhma"]
    with store.transaction() as db:
        one, other = accepted(db, who, "Agendalla"), accepted(db, who, "Muualla")
        agenda = agendas.put(db, Agenda(LAPLAND, (Item("Eka", 30, proposals=(one,)),)), NOW)
        before = changes.position(db)
        agendas.publish(db, agenda, who, NOW)
        assert [one] == [each.id for each in proposals.changed_since(db, before)]
        again = agendas.put(db, replace(agendas.find(db, LAPLAND), buffer=5), NOW)
        agendas.publish(db, again, who, NOW + timedelta(days=1))
    with store.read() as db:
        assert NOW == proposals.by_id(db, one).published
        assert None is proposals.by_id(db, other).published


def test_a_version_stays_as_it_was_published(store: Store, people_by_slug: dict[str, Person]) -> None:
    who = people_by_slug["tyoryhma"]
    with store.transaction() as db:
        agenda = agendas.put(db, Agenda(LAPLAND, (Item("Eka", 30, opener="Aila"),)), NOW)
        first = agendas.publish(db, agenda, who, NOW)
        agendas.put(db, replace(agenda, items=(replace(agenda.items[0], title="Uusi"),)), NOW)
        second = agendas.publish(db, agendas.find(db, LAPLAND), who, NOW)
    with store.read() as db:
        assert (second, first) == agendas.newest_two(db, LAPLAND)
        assert first == agendas.version(db, LAPLAND, 1)
        assert (1, {LAPLAND: (1, 2)}) == (first.number, agendas.standings(db, [LAPLAND, NORTH]))


def test_what_other_agendas_hold_is_known_but_not_what_a_cancelled_one_held(
    store: Store, people_by_slug: dict[str, Person]
) -> None:
    with store.transaction() as db:
        one = accepted(db, people_by_slug["lappi"], "A")
        agendas.put(db, Agenda(NORTH, (Item("Eka", 30, proposals=(one,)),)), NOW)
        [other] = agendas.elsewhere(db, LAPLAND, round_id(db))
        assert (NORTH, frozenset({"17"}), frozenset({one})) == (other.session, other.regions, other.proposals)
        assert () == agendas.elsewhere(db, NORTH, round_id(db))
        north = sessions.find(db, NORTH)
        assert north is not None
        sessions.put(db, replace(north, state=SessionState.CANCELLED))
        assert () == agendas.elsewhere(db, LAPLAND, round_id(db))


def test_only_what_triage_has_released_for_a_session_is_a_candidate(
    store: Store, people_by_slug: dict[str, Person]
) -> None:
    with store.transaction() as db:
        who = people_by_slug["lappi"]
        wanted = [accepted(db, who, "A"), accepted(db, who, "B", State.IN_DEPTH)]
        accepted(db, who, "C", State.DEFERRED)
        assert wanted == [each.id for each in agendas.candidates(db, round_id(db))]


def test_of_edits_made_at_once_on_one_edition_a_single_one_lands(
    store: Store, people_by_slug: dict[str, Person]
) -> None:
    def edit(title: str) -> bool:
        with store.transaction() as db:
            sessions.hold(db, LAPLAND)
            agenda = agendas.find(db, LAPLAND)
            if agenda.edition:
                return False
            agendas.put(db, replace(agenda, items=(Item(title),)), NOW)
            return True

    with ThreadPoolExecutor(4) as threads:
        landed = list(threads.map(edit, "abcd"))
    assert [False, False, False, True] == sorted(landed)
    with store.read() as db:
        assert 1 == len(agendas.find(db, LAPLAND).items)
