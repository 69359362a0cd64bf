"""Sessions and polls in the database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from sqlmodel import Session as Db
from sqlmodel import select

from knowledge import sessions as rules
from knowledge.availability import Option, Suits
from knowledge.clock import today
from knowledge.rounds import Round
from knowledge.sessions import Kind, Session, State
from storage import polls, sessions
from storage import tables as t
from storage.proposals import Author
from storage.store import Store
from storage.transfer import import_organisations, import_people, numbered

STARTS = datetime(2027, 1, 12, 7, 0, tzinfo=UTC)
LVM = {"id": "ministry:LVM", "kind": "ministry", "name_fi": "Liikenne- ja viestintäministeriö"}
SECRETARIAT = {"id": "secretariat", "kind": "secretariat", "name_fi": "Sihteeristö"}


def somebody(slug: str, organisation: str, role: str) -> dict[str, str]:
    """A row of somebody's membership."""
    return {
        "tenant": "7b1d6c0e-52f4-4a8e-9c35-0d1e2f3a4b5c",
        "object_id": str(uuid5(NAMESPACE_URL, slug)),
        "name": slug.title(),
        "slug": slug,
        "organisation": organisation,
        "role": role,
    }


@pytest.fixture
def planned(store: Store, author: Author, open_round: Round) -> Session:
    with store.transaction() as db:
        import_organisations(db, numbered([LVM, SECRETARIAT]))
        rows = [
            somebody("vara", "council:19", "deputy"),
            somebody("tarkkailija", "council:19", "observer"),
            somebody("lvm", "ministry:LVM", "contact"),
            somebody("koordinaattori", "secretariat", "coordinator"),
        ]
        import_people(db, numbered(rows))
        return sessions.put(db, session(open_round))


def session(round_: Round, **changes: Any) -> Session:
    """Lapland's planned session."""
    plain = Session(
        "2026-19", round_, Kind.REGIONAL, State.PLANNED, {"fi": "Lapin keskustelu", "sv": "Lappland"},
        ("19",), ("council:19", "ministry:LVM"), theme="Rajat", place="Rovaniemi", link="https://esimerkki.fi",
        case_number="VN/1/2026",
    )  # fmt: skip
    return replace(plain.at(STARTS), **changes)


def test_a_session_is_read_as_it_was_put(store: Store, planned: Session) -> None:
    with store.read() as db:
        assert planned == sessions.find(db, "2026-19")
        assert None is sessions.find(db, "2026-18")
        assert (planned,) == sessions.of_round(db, planned.round.id)
        assert {"2026-19"} == sessions.ids(db)


def test_a_session_put_anew_leaves_nothing_of_what_was_taken_out(store: Store, planned: Session) -> None:
    changed = replace(planned, organisations=("ministry:LVM",), regions=(), theme="", names={"fi": "Toinen"})
    with store.transaction() as db:
        sessions.put(db, changed)
    with store.transaction() as db:
        assert changed == sessions.hold(db, "2026-19")


def test_sessions_come_in_order_of_time_and_those_without_one_last(store: Store, planned: Session) -> None:
    with store.transaction() as db:
        sessions.put(db, replace(planned, id="2026-v1").at(None))
        sessions.put(db, replace(planned, id="2026-y1").at(STARTS - timedelta(days=1)))
    with store.read() as db:
        found = [each.id for each in sessions.of_round(db, planned.round.id)]
    assert ["2026-y1", "2026-19", "2026-v1"] == found


def test_what_runs_at_the_same_time_is_found_in_any_round_but_for_what_is_cancelled(
    store: Store, planned: Session
) -> None:
    elsewhere = t.Round(
        year=2027, name_fi="Toinen", decision="ALKE2024", proposals_open=STARTS, proposals_close=STARTS
    )
    with store.transaction() as db:
        db.add(elsewhere)
        db.flush()
        other = replace(planned.round, id=elsewhere.id or 0)
        for id_, starts, more in (
            ("2027-19", STARTS + timedelta(minutes=149), {"round": other}),
            ("2026-y1", STARTS + timedelta(minutes=150), {}),
            ("2026-y2", STARTS, {"state": State.CANCELLED}),
        ):
            sessions.put(db, replace(planned, id=id_, **more).at(starts))
    with store.read() as db:
        assert ["2027-19"] == [each.id for each in sessions.running(db, planned)]
        assert () == sessions.running(db, planned.at(None))


def audience(db: Db, session_: Session, now: datetime) -> list[str]:
    return sorted(person.slug or "" for person in sessions.audience(db, session_, today(now)))


def test_contacts_deputies_and_those_named_are_the_audience(
    store: Store, planned: Session, now: datetime
) -> None:
    with store.read() as db:
        assert ["lappi", "lvm", "vara"] == audience(db, planned, now)
        observer = db.exec(select(t.Person.id).where(t.Person.slug == "tarkkailija")).one()
        named = replace(planned, people=(observer or 0,))
        assert ["lappi", "lvm", "tarkkailija", "vara"] == audience(db, named, now)
        assert ["koordinaattori"] == audience(db, replace(planned, organisations=("secretariat",)), now)
        assert [] == audience(db, replace(planned, organisations=()), now)


def test_two_who_plan_at_once_do_so_one_after_the_other(store: Store, planned: Session) -> None:
    """Each looks whether the time is free and takes it: only one finds it free."""
    free = replace(planned, id="").at(STARTS + timedelta(days=1))
    start, taken = Barrier(2), []

    def plan() -> None:
        start.wait()
        with store.transaction() as db:
            sessions.hold_plans(db)
            if not sessions.running(db, free):
                id_ = rules.next_id(free.round, Kind.JOINT, (), sessions.ids(db))
                taken.append(sessions.put(db, replace(free, id=id_)).id)

    threads = [Thread(target=plan) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert ["2026-y1"] == taken


# Polls

TIMES = [Option(0, STARTS + timedelta(days=n), STARTS + timedelta(days=n, minutes=150)) for n in (2, 1)]


def test_a_poll_offers_its_times_in_order(
    store: Store, planned: Session, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        added = polls.add(db, planned.id, TIMES, now + timedelta(days=7), author.person.id, now)
    with store.read() as db:
        assert added == polls.find(db, added.id)
        assert added == polls.open_of(db, planned.id)
        assert (added,) == polls.open_ones(db)
        assert None is polls.find(db, added.id + 1)
    assert [TIMES[1].starts, TIMES[0].starts] == [each.starts for each in added.options]


def test_an_answer_takes_the_place_of_the_one_before(
    store: Store, planned: Session, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        poll = polls.add(db, planned.id, TIMES, now + timedelta(days=7), author.person.id, now)
        for suits, at in ((Suits.YES, now), (Suits.NO, now + timedelta(hours=1))):
            chosen = {option.id: suits for option in poll.options}
            polls.answer(db, poll, "council:19", chosen, author.person.id, at)
        polls.answer(db, poll, "ministry:LVM", chosen, author.person.id, now)
    with store.read() as db:
        found = polls.find(db, poll.id)
    assert found is not None
    assert {"council:19", "ministry:LVM"} == set(found.answers)
    answer = found.answers["council:19"]
    assert ({Suits.NO}, now + timedelta(hours=1)) == (set(answer.suits.values()), answer.at)
    assert (author.person.id, author.person.name) == (answer.person, answer.by)


def test_asking_anew_closes_what_was_asked(
    store: Store, planned: Session, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        first, second = (
            polls.add(db, planned.id, TIMES, now + timedelta(days=7), author.person.id, now) for _ in range(2)
        )
    with store.transaction() as db:
        before, after = polls.hold(db, first.id), polls.hold(db, second.id)
        assert before is not None
        assert after is not None
        assert (now, None) == (before.closed, after.closed)
        polls.close(db, planned.id, now)
        assert None is polls.open_of(db, planned.id)
