"""Drafts of minutes in a real database: what their tests share."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session as Db

from knowledge.minutes import Attendance, Conclusion, Content, Draft, Item, PartKind, View
from knowledge.people import Person
from knowledge.records import Wording
from knowledge.sessions import Kind, Session
from knowledge.sessions import State as SessionState
from storage import minutes, people, sessions
from storage import tables as t
from storage.minutes import Writer
from storage.rounds import as_round
from storage.store import Store

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LAPLAND = "2026-19"
BEGINNING: tuple[tuple[PartKind, Content], ...] = (
    (PartKind.ATTENDANCE, Attendance({"council:19": ""})),
    (PartKind.STATE_VIEW, View({"fi": "Näkemys"})),
    (PartKind.REGION_VIEW, View()),
    (PartKind.ITEM, Item("Raiteet", agenda_item=7, proposals=(3,))),
    (PartKind.ITEM, Item("Muut")),
)


@pytest.fixture
def writers(store: Store) -> dict[str, Person]:
    """Two people, and a session that was held."""
    with store.transaction() as db:
        db.add(t.Goal(id="g", term="x", kind="decision", position=1, title_fi="G", source="x", certainty="x"))
        db.add(t.Organisation(id="council:19", kind="council", name_fi="Lapin liitto", region="19"))
        db.flush()
        row = t.Round(
            year=2026,
            name_fi="Kierros",
            decision="g",
            proposals_open=NOW - timedelta(days=60),
            proposals_close=NOW - timedelta(days=30),
        )
        db.add(row)
        for slug in ("aino", "eero"):
            person = t.Person(tenant="t", object_id=slug, name=slug.title(), slug=slug)
            db.add(person)
            db.flush()
            db.add(t.Membership(person_id=person.id or 0, organisation_id="council:19", role="contact"))
        db.flush()
        held = Session(
            LAPLAND,
            as_round(row),
            Kind.REGIONAL,
            SessionState.HELD,
            {"fi": LAPLAND},
            ("19",),
            ("council:19",),
        )
        sessions.put(db, held)
        found = {slug: people.by_slug(db, slug, NOW.date()) for slug in ("aino", "eero")}
    return {slug: person for slug, person in found.items() if person}


def by(db: Db, person: Person, minute: int = 0) -> Writer:
    return Writer(db, LAPLAND, person, NOW + timedelta(minutes=minute))


def begun(store: Store, person: Person) -> Draft:
    with store.transaction() as db:
        by(db, person).begin(BEGINNING)
        return minutes.draft(db, LAPLAND)


def conclusion(number: int, text: str = "Teksti", item: int = 0) -> Conclusion:
    return Conclusion(number, {"fi": Wording("Otsikko", text)}, item=item)


def now(store: Store) -> Draft:
    with store.read() as db:
        return minutes.draft(db, LAPLAND)
