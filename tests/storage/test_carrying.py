"""What earlier rounds left: what is offered, and taken once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from knowledge.proposals import Content, Proposal, Standing, State
from knowledge.records import Record, Wording
from knowledge.reporting import Progress
from knowledge.rounds import Round
from storage import carrying, proposals, records
from storage import tables as t
from storage.proposals import Author
from storage.rounds import as_round
from storage.store import Store

CONTENT = Content("Yöjunat", "Vuorot loppuvat.", urgency="Sopimus päättyy.")


@pytest.fixture
def last_round(store: Store, open_round: Round, now: datetime) -> Round:
    """Last year's; the one in hand is this year's."""
    return earlier(store, 2025, now)


def earlier(store: Store, year: int, now: datetime) -> Round:
    then = now - timedelta(days=365 * (2026 - year))
    row = t.Round(
        year=year, name_fi=f"Kierros {year}", decision="ALKE2024", proposals_open=then, proposals_close=then
    )
    with store.transaction() as db:
        db.add(row)
    return as_round(row)


def left(store: Store, round_: Round, author: Author, now: datetime, to: State) -> Proposal:
    with store.transaction() as db:
        made = proposals.add(db, round_, author, CONTENT, now)
        return proposals.move(db, made, to, author.person, now, "Syy.")


def conclusion(number: int, year: int) -> Record:
    return Record(f"{year}-19-{number:02}", "conclusion", year, {"fi": Wording("Junat", "Junat kulkevat.")})


def reported(store: Store, record: str, at: datetime, state: Progress) -> None:
    with store.transaction() as db:
        db.add(t.FollowUp(record_id=record, state=state, at=at))


def test_what_the_last_round_deferred_is_offered_and_nothing_else(
    store: Store, open_round: Round, last_round: Round, author: Author, now: datetime
) -> None:
    wanted = left(store, last_round, author, now, State.DEFERRED)
    left(store, last_round, author, now, State.ACCEPTED)
    left(store, earlier(store, 2024, now), author, now, State.DEFERRED)
    left(store, open_round, author, now, State.DEFERRED)
    with store.read() as db:
        assert [wanted.id] == [each.id for each in carrying.deferred(db, open_round)]
        assert () == carrying.deferred(db, earlier_of_all(open_round))


def earlier_of_all(round_: Round) -> Round:
    return Round(**{**vars(round_), "year": 1999})


def test_conclusions_of_the_last_two_rounds_are_offered_while_their_follow_up_is_open(
    store: Store, open_round: Round, last_round: Round, now: datetime
) -> None:
    for year in (2024, 2023):
        earlier(store, year, now)
    written = [conclusion(n, year) for n, year in ((1, 2025), (2, 2025), (3, 2025), (1, 2024), (1, 2023))]
    with store.transaction() as db:
        records.put_all(db, written, {})
    reported(store, "2025-19-01", now, Progress.DONE)
    reported(store, "2025-19-02", now - timedelta(days=9), Progress.DONE)
    reported(store, "2025-19-02", now, Progress.UNDER_WAY)
    with store.read() as db:
        found = carrying.conclusions(db, open_round)
    assert [
        ("2025-19-02", Progress.UNDER_WAY, now),
        ("2025-19-03", None, None),
        ("2024-19-01", None, None),
    ] == [(each.record.id, each.progress, each.newest and each.newest.at) for each in found]


def test_a_conclusion_is_open_until_all_those_responsible_say_so_and_not_once_it_is_replaced(
    store: Store, open_round: Round, last_round: Round, author: Author, now: datetime
) -> None:
    both = replace(conclusion(1, 2025), responsible=("council:19", "LVM"))
    with store.transaction() as db:
        records.put_all(db, [both, conclusion(2, 2025), conclusion(3, 2025)], {})
        db.execute(update(t.Record).where(col(t.Record.id) == "2025-19-02").values(superseded="2025-19-03"))
        db.add(
            t.FollowUp(record_id=both.id, state=Progress.DONE, at=now, organisation_id=author.organisation.id)
        )
    with store.read() as db:
        found = carrying.conclusions(db, open_round)
    assert [("2025-19-01", Progress.UNDER_WAY), ("2025-19-03", None)] == [
        (each.record.id, each.progress) for each in found
    ]


def test_a_deferred_proposal_goes_on_with_its_partners_and_its_bringer(
    store: Store, open_round: Round, last_round: Round, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        for id_ in ("council:18", "council:17", "other:kunta"):
            db.add(t.Organisation(id=id_, kind="council", name_fi=id_))
        db.flush()
        made = proposals.add(db, last_round, author, CONTENT, now, brought_by="other:kunta")
        made = proposals.ask(db, made, ["council:18", "council:17"], author.person, now)
        made = proposals.answer(db, made, "council:18", Standing.ACCEPTED, author.person, now)
        made = proposals.move(db, made, State.DEFERRED, author.person, now)
        new = carrying.take_deferred(db, open_round, made, author.person, CONTENT, now)
    assert (State.SUBMITTED, "2026-01", CONTENT) == (new.state, new.number, new.content)
    assert (("council:19", "council:18"), "other:kunta") == (new.owners, new.brought_by)
    with store.read() as db:
        assert {f"proposal:{made.id}": new.id} == carrying.taken(db, open_round.id)


def test_one_matter_is_taken_into_a_round_once(
    store: Store, open_round: Round, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        carrying.take(db, open_round, "2025-19-01", author, CONTENT, now)
    with pytest.raises(IntegrityError), store.transaction() as db:
        carrying.take(db, open_round, "2025-19-01", author, CONTENT, now)
