"""The conclusions that are counted and gathered: public ones only, with what was reported of them."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import update

from knowledge.grid import Fact
from knowledge.records import Record, Wording
from knowledge.reporting import Progress
from knowledge.rounds import Round
from storage import grid, packs, records, summary
from storage import tables as t
from storage.proposals import Author
from storage.store import Store

SESSION = "2026-19"
RAIL = Record(
    id="2026-19-01",
    kind="conclusion",
    year=2026,
    texts={"fi": Wording("Rata", "Radan suunnittelua jatketaan.")},
    regions=("19", "17"),
    ministries=("VM", "LVM"),
    goals=("ALKE2024-E1",),
    responsible=("LVM", "council:19"),
    used_in=("jts",),
)
BARE = Record("2020-x-1", "conclusion", 2020, {"fi": Wording("Koko maa", "Jatketaan.")})


@pytest.fixture
def held(store: Store, author: Author, open_round: Round, now: datetime) -> Store:
    """A session of the round, held by Lapland's council; its round and its author are in the store."""
    row = t.Session(id=SESSION, round_id=1, kind="regional", state="held", name_fi="Lapin keskustelu")
    with store.transaction() as db:
        row.round_id = open_round.id
        row.starts = now
        db.add(row)
    return store


def minutes(store: Store, version: int, state: str) -> int:
    with store.transaction() as db:
        row = t.Minutes(session_id=SESSION, version=version, state=state, content={"parts": []})
        db.add(row)
        db.flush()
        return row.id or 0


def put(store: Store, *found: Record) -> None:
    with store.transaction() as db:
        records.put_all(db, found, {RAIL.id: SESSION} if RAIL in found else {})


def facts(store: Store) -> tuple[Fact, ...]:
    with store.read() as db:
        return grid.facts(db)


def test_a_conclusion_is_read_with_its_codes_in_their_order(held: Store) -> None:
    put(held, RAIL, BARE)
    with held.transaction() as db:
        db.execute(update(t.Record).where(t.Record.id == RAIL.id).values(superseded=BARE.id))
    rail = Fact(
        RAIL.id,
        2026,
        ("19", "17"),
        ("ALKE2024-E1",),
        ("VM", "LVM"),
        ("LVM", "council:19"),
        ("jts",),
        BARE.id,
    )
    assert (rail, Fact(BARE.id, 2020)) == facts(held)


def test_only_conclusions_that_everybody_may_see_are_there(held: Store) -> None:
    put(held, RAIL, replace(BARE, kind="document"), replace(BARE, id="no-year", year=None))
    assert [RAIL.id] == [fact.id for fact in facts(held)]
    with held.transaction() as db:
        db.execute(update(t.Record).values(seen="org:council:19"))
    assert () == facts(held)


@pytest.mark.parametrize(("states", "public"), [(("out",), False), (("replaced", "final"), True)])
def test_a_conclusion_of_minutes_is_public_once_they_are_final(
    held: Store, states: tuple[str, ...], public: bool
) -> None:
    put(held, RAIL)
    for version, state in enumerate(states, 1):
        minutes(held, version, state)
    assert public == bool(facts(held))


def test_of_the_reports_each_organisations_newest_is_gathered(
    held: Store, author: Author, now: datetime
) -> None:
    put(held, RAIL)
    own = {"record_id": RAIL.id, "organisation_id": author.organisation.id, "person_id": author.person.id}
    with held.transaction() as db:
        db.add(t.FollowUp(**own, state="not started", at=now - timedelta(days=9)))
        db.add(t.FollowUp(**own, state="done", note="Valmis.", day=date(2026, 11, 1), at=now))
        db.add(t.FollowUp(record_id=RAIL.id, state="under way", at=now - timedelta(days=3)))
    with held.read() as db:
        (item,) = packs.gathered(db, [RAIL.id, "gone"])
    assert RAIL.id == item.record.id
    told = {
        report.organisation: (report.progress, report.note, report.day) for report in item.followed.reports
    }
    assert {
        "council:19": (Progress.DONE, "Valmis.", date(2026, 11, 1)),
        None: (Progress.UNDER_WAY, "", None),
    } == told


def test_many_conclusions_are_read_in_parts(held: Store, now: datetime) -> None:
    many = [replace(BARE, id=f"2020-x-{number:04}") for number in range(1201)]
    put(held, *many)
    with held.transaction() as db:
        db.add_all([t.FollowUp(record_id=each.id, state="done", at=now) for each in many])
    ids = [each.id for each in many]
    with held.read() as db:
        assert ids == [item.record.id for item in packs.gathered(db, ids) if item.state]


def test_a_year_is_summed_up_from_its_sessions_minutes_and_answers(held: Store, author: Author) -> None:
    first, second = minutes(held, 1, "replaced"), minutes(held, 2, "final")
    with held.transaction() as db:
        own = {"organisation_id": author.organisation.id}
        db.add(t.Confirmation(minutes_id=first, answer="correction", **own))
        db.add(t.Confirmation(minutes_id=second, answer="reservation", note="Varaus.", **own))
    with held.read() as db:
        found, other = summary.of_year(db, 2026), summary.of_year(db, 2021)
    assert ([SESSION], {"final": 1}, {"reservation": 1}) == (
        [session.id for session in found.sessions],
        found.minutes,
        found.answers,
    )
    assert ((), (), {}, {}) == (other.rounds, other.sessions, other.minutes, other.answers)


def test_proposals_that_were_not_sent_are_not_counted(held: Store, author: Author, open_round: Round) -> None:
    with held.transaction() as db:
        for number, state in enumerate(("draft", "submitted", "submitted", "accepted")):
            row = t.Proposal(round_id=open_round.id, number=number, organisation_id="council:19", state=state)
            row.title, row.description, row.changed = "Aihe", "", 0
            db.add(row)
    with held.read() as db:
        assert {"submitted": 2, "accepted": 1} == summary.of_year(db, 2026).proposals
