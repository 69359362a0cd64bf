"""What came of conclusions: reports are added, never changed; what a round asks of whom."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import select

from knowledge.clock import at
from knowledge.people import Person
from knowledge.records import Record, Wording
from knowledge.reminders import Duty, Kind
from knowledge.reporting import Progress, Report, Told
from knowledge.rounds import Round
from storage import people, records, reporting, status
from storage import tables as t
from storage.duties import duties
from storage.proposals import Author
from storage.store import Store
from storage.transfer import import_organisations, import_people, numbered
from tests.storage.conftest import CONTACT

LVM, LAPLAND = "ministry:LVM", "council:19"
UNDER_WAY, DONE = Told(Progress.UNDER_WAY, "Kesken."), Told(Progress.DONE, "", date(2026, 11, 1))


def conclusion(id_: str, *responsible: str, year: int = 2025) -> Record:
    texts = {"fi": Wording("Junat", "Junat kulkevat.")}
    return Record(id_, "conclusion", year, texts, regions=("19",), responsible=responsible)


@pytest.fixture
def lvm(store: Store, author: Author, now: datetime) -> Person:
    """A ministry's contact, beside the council's."""
    ministry = {"id": LVM, "kind": "ministry", "name_fi": "Liikenneministeriö", "abbreviation": "LVM"}
    contact = {**CONTACT, "object_id": CONTACT["object_id"].replace("019", "020"), "slug": "lvm"}
    with store.transaction() as db:
        import_organisations(db, numbered([ministry]))
        import_people(db, numbered([{**contact, "name": "Anu Kotiranta", "organisation": LVM}]))
    with store.read() as db:
        person = people.by_slug(db, "lvm", now.date())
    assert person is not None
    return person


def earlier(store: Store, now: datetime, *years: int) -> None:
    """Rounds of these years."""
    for year in years:
        then = now - timedelta(days=365 * (2026 - year))
        plain = {"decision": "ALKE2024", "proposals_open": then, "proposals_close": then}
        with store.transaction() as db:
            db.add(t.Round(year=year, name_fi=f"Kierros {year}", sessions_to=then.date(), **plain))


def put(store: Store, *every: Record) -> None:
    with store.transaction() as db:
        records.put_all(db, every, {})


def tell(store: Store, who: Person, organisation: str | None, id_: str, told: Told, now: datetime) -> Report:
    with store.transaction() as db:
        assert reporting.hold(db, id_) is not None
        return reporting.add(db, id_, organisation, told, who, now)


def asked(store: Store, now: datetime) -> dict[str, Duty]:
    """The duties of follow-up by their thing."""
    with store.read() as db:
        return {each.thing: each for each in duties(db, now, [Kind.FOLLOW_UP])}


def test_each_organisations_newest_report_counts_and_the_history_stays(
    store: Store, lvm: Person, author: Author, now: datetime
) -> None:
    put(store, conclusion("2025-19-01", "LVM", LAPLAND))
    first = tell(store, lvm, LVM, "2025-19-01", UNDER_WAY, now)
    other = tell(store, author.person, LAPLAND, "2025-19-01", DONE, now + timedelta(hours=1))
    last = tell(store, lvm, LVM, "2025-19-01", DONE, now + timedelta(hours=2))
    with store.read() as db:
        (found,) = reporting.followed(db, ["2025-19-01"])
        assert (first, other, last) == reporting.history(db, "2025-19-01")
    assert (other, last) == found.reports
    assert (LVM, LAPLAND) == found.responsible
    assert (Progress.DONE, "Anu Kotiranta", date(2026, 11, 1)) == (found.progress, last.by, last.day)
    assert last == found.newest


def test_a_report_knows_that_a_coordinator_made_it(store: Store, author: Author, now: datetime) -> None:
    put(store, conclusion("2025-19-01", LAPLAND))
    with store.transaction() as db:
        reporting.add(db, "2025-19-01", LAPLAND, DONE, author.person, now, behalf=True)
    with store.read() as db:
        assert [True] == [each.behalf for each in reporting.history(db, "2025-19-01")]


def test_what_is_no_conclusion_or_not_for_everybody_is_not_held(store: Store) -> None:
    put(store, replace(conclusion("2025-19-muistio"), kind="minutes"), conclusion("2025-19-01"))
    with store.transaction() as db:
        row = db.get_one(t.Record, "2025-19-01")
        row.seen = "oversight"
        db.add(row)
    with store.transaction() as db:
        assert None is reporting.hold(db, "2025-19-muistio")
        assert None is reporting.hold(db, "2025-19-01")
        assert None is reporting.hold(db, "no such")
        assert () == reporting.followed(db, ["2025-19-01", "2025-19-muistio", "no such"])


def test_more_conclusions_are_read_than_fit_into_one_query(
    store: Store, author: Author, now: datetime
) -> None:
    many = [conclusion(f"2025-19-{number:04}", LAPLAND) for number in range(1, 602)]
    put(store, *many)
    tell(store, author.person, LAPLAND, many[-1].id, DONE, now)
    with store.read() as db:
        found = reporting.followed(db, [each.id for each in many])
        assert [2025] == [*reporting.years(db)]
        assert 601 == len(reporting.of_years(db, [2025]))
    assert [each.id for each in many] == [each.id for each in found]
    assert [many[-1].id] == [each.id for each in found if each.reports]


# What a round asks


def test_a_round_asks_each_of_those_responsible_once_about_everything(
    store: Store, open_round: Round, lvm: Person, author: Author, now: datetime
) -> None:
    earlier(store, now, 2023, 2024, 2025)
    put(
        store,
        conclusion("2025-19-01", "LVM", LAPLAND),
        conclusion("2025-19-02", "LVM"),
        conclusion("2024-19-01", "LVM", year=2024),
        conclusion("2023-19-01", "LVM", year=2023),
        conclusion("2023-19-02", LAPLAND, year=2023),
        conclusion("2025-19-03"),
    )
    tell(store, author.person, LAPLAND, "2023-19-02", UNDER_WAY, now - timedelta(days=300))
    (duty,) = asked(store, now).values()
    assert (f"round:{open_round.id}", open_round.proposals_open, open_round.proposals_close) == (
        duty.thing,
        duty.opens,
        duty.due,
    )
    assert ({LVM: 3, LAPLAND: 2}, {LVM, LAPLAND}, {}) == (duty.left, duty.asked, duty.done)
    assert open_round.id == duty.round


def test_it_is_done_when_all_was_told_and_by_whom_the_last(
    store: Store, open_round: Round, lvm: Person, now: datetime
) -> None:
    earlier(store, now, 2025)
    put(store, conclusion("2025-19-01", "LVM", LAPLAND), conclusion("2025-19-02", "LVM"))
    tell(store, lvm, LVM, "2025-19-01", UNDER_WAY, now)
    assert {LVM: 1, LAPLAND: 1} == asked(store, now)[f"round:{open_round.id}"].left
    tell(store, lvm, LVM, "2025-19-02", DONE, now + timedelta(hours=1))
    duty = asked(store, now)[f"round:{open_round.id}"]
    assert [(LVM, "Anu Kotiranta", now + timedelta(hours=1))] == [
        (each, done.by, done.at) for each, done in duty.done.items()
    ]
    assert (f"round:{open_round.id}", LAPLAND) == (duty.items[0].thing, duty.items[0].organisation)
    with store.read() as db:
        assert {LVM: (2, 2), LAPLAND: (0, 1)} == status.facts(db, open_round).reports


def test_what_was_done_before_or_replaced_is_not_asked_and_without_conclusions_nothing_is(
    store: Store, open_round: Round, lvm: Person, now: datetime
) -> None:
    earlier(store, now, 2025)
    assert {} == asked(store, now)
    put(store, conclusion("2025-19-01", "LVM"), conclusion("2025-19-02", "LVM"))
    tell(store, lvm, LVM, "2025-19-01", DONE, now - timedelta(days=60))
    with store.transaction() as db:
        row = db.get_one(t.Record, "2025-19-02")
        row.superseded = "2025-19-01"
        db.add(row)
    assert {} == asked(store, now)


def test_a_round_that_begins_with_a_kick_off_asks_from_then_on(
    store: Store, open_round: Round, lvm: Person, now: datetime
) -> None:
    earlier(store, now, 2025)
    put(store, conclusion("2025-19-01", "LVM"))
    with store.transaction() as db:
        row = db.get_one(t.Round, open_round.id)
        row.kick_off = date(2026, 10, 13)
        db.add(row)
    (duty,) = asked(store, now).values()
    assert at(date(2026, 10, 13), time.min) == duty.opens


def test_a_day_of_its_own_is_asked_for_by_itself(
    store: Store, open_round: Round, lvm: Person, author: Author, now: datetime
) -> None:
    put(store, conclusion("2026-19-01", "LVM", LAPLAND, year=2026), conclusion("2026-19-02", year=2026))
    with store.transaction() as db:
        for row in db.exec(select(t.Record)).all():
            row.due = date(2026, 12, 15)
            db.add(row)
    tell(store, lvm, LVM, "2026-19-01", UNDER_WAY, now - timedelta(days=100))
    tell(store, author.person, LAPLAND, "2026-19-01", UNDER_WAY, now)
    (duty,) = asked(store, now).values()
    assert ("2026-19-01", {"fi": "2026-19-01 Junat"}) == (duty.thing, duty.names)
    assert {LAPLAND: now} == {each: done.at for each, done in duty.done.items()}
    assert [LVM] == [item.organisation for item in duty.items]
