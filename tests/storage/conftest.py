"""One council with a contact, and a round whose proposals are open."""

from datetime import datetime, timedelta

import pytest

from knowledge.clock import today
from knowledge.rounds import Round
from storage import people, rounds
from storage import tables as t
from storage.proposals import Author
from storage.store import Store
from storage.transfer import import_goals, import_organisations, import_people, numbered, official_goals

COUNCIL = {"id": "council:19", "kind": "council", "name_fi": "Lapin liitto", "region": "19"}
CONTACT = {
    "tenant": "7b1d6c0e-52f4-4a8e-9c35-0d1e2f3a4b5c",
    "object_id": "00000000-0000-4000-8000-000000000019",
    "name": "Aila Tunturila",
    "slug": "lappi",
    "organisation": "council:19",
    "role": "contact",
}


@pytest.fixture
def author(store: Store, now: datetime) -> Author:
    with store.transaction() as db:
        import_organisations(db, numbered([COUNCIL]))
        import_people(db, numbered([CONTACT]))
    with store.read() as db:
        person = people.by_slug(db, "lappi", today(now))
    assert person is not None
    return Author(person, person.memberships[0].organisation)


@pytest.fixture
def open_round(store: Store, now: datetime) -> Round:
    row = t.Round(
        year=2026,
        name_fi="Aluekehittämiskeskustelut 2026",
        decision="ALKE2024",
        proposals_open=now - timedelta(weeks=3),
        proposals_close=now + timedelta(weeks=2),
    )
    with store.transaction() as db:
        import_goals(db, official_goals())
        db.add(row)
    return rounds.as_round(row)
