"""Moves that triage plans: provisional, undone, released; and what never happens on the way."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import Session

from knowledge import merging
from knowledge import triage as rules
from knowledge.clock import today
from knowledge.proposals import Content, Proposal, State
from knowledge.refusals import Refusal
from knowledge.rounds import Round
from knowledge.triage import Board, Plan
from storage import changes, people, proposals, triage
from storage import tables as t
from storage.proposals import Author
from storage.rounds import as_round
from storage.store import Store
from storage.transfer import import_goals, import_organisations, import_people, numbered, official_goals
from tests.storage.conftest import CONTACT, COUNCIL

CONTENT = Content("Yöjunat", "Vuorot loppuvat.", urgency="Sopimus päättyy.")
DEFERRED = Plan(State.DEFERRED, "Ensi vuonna.")


@pytest.fixture
def three(store: Store, open_round: Round, author: Author, now: datetime) -> tuple[Proposal, ...]:
    with store.transaction() as db:
        return tuple(proposals.add(db, open_round, author, CONTENT, now) for _ in range(3))


def board(store: Store, round_: Round) -> Board:
    with store.read() as db:
        return triage.board(db, round_.id)


def planned(store: Store, round_: Round, author: Author, now: datetime, plan: Plan, *ids: int) -> Board:
    with store.transaction() as db:
        triage.hold(db, round_.id)
        known = triage.board(db, round_.id)
        triage.plan(db, [known[each] for each in ids], plan, author.person, now)
    return board(store, round_)


def released(store: Store, round_: Round, author: Author, now: datetime) -> tuple[Proposal, ...]:
    with store.transaction() as db:
        triage.hold(db, round_.id)
        plan = merging.release(triage.board(db, round_.id))
        return tuple(proposal for _, proposal in triage.release(db, plan, author.person, now))


def test_the_board_holds_what_was_sent_and_nothing_of_drafts(
    store: Store, open_round: Round, author: Author, three: tuple[Proposal, ...], now: datetime
) -> None:
    with store.transaction() as db:
        draft = proposals.add(db, open_round, author, CONTENT, now, state=State.DRAFT)
        deleted = proposals.add(db, open_round, author, CONTENT, now, state=State.DRAFT)
        proposals.erase(db, deleted, author.person, now)
    found = board(store, open_round)
    assert [each.id for each in three] == list(found)
    assert draft.id not in found
    assert {frozenset({"19"})} == {case.regions for case in found.values()}


def test_a_move_is_kept_beside_the_proposal_which_stays_as_it_is(
    store: Store, open_round: Round, author: Author, three: tuple[Proposal, ...], now: datetime
) -> None:
    with store.read() as db:
        before = changes.position(db)
    found = planned(store, open_round, author, now, DEFERRED, three[0].id, three[1].id)
    assert [DEFERRED.to, DEFERRED.to, None] == [c.move.to if c.move else None for c in found.values()]
    with store.read() as db:
        assert before == changes.position(db)  # nothing that the memory would show
        assert three == tuple(proposals.by_id(db, each.id) for each in three)
    move = found[three[0].id].move
    assert move is not None
    assert ("Aila Tunturila", now, 1, "Ensi vuonna.") == (move.by, move.at, move.version, move.reason)


def test_moving_again_replaces_the_move_and_keeps_it_in_the_history(
    store: Store, open_round: Round, author: Author, three: tuple[Proposal, ...], now: datetime
) -> None:
    later = now + timedelta(minutes=1)
    planned(store, open_round, author, now, DEFERRED, three[0].id)
    found = planned(store, open_round, author, later, Plan(State.ACCEPTED), three[0].id)
    move = found[three[0].id].move
    assert move is not None
    assert State.ACCEPTED is move.to
    with store.read() as db:
        kept = triage.history(db, three[0].id)
    assert [(State.DEFERRED, later), (State.ACCEPTED, None)] == [(each.to, each.undone) for each in kept]


def test_undoing_takes_any_move_back_until_it_is_released(
    store: Store, open_round: Round, author: Author, three: tuple[Proposal, ...], now: datetime
) -> None:
    found = planned(store, open_round, author, now, DEFERRED, *(each.id for each in three))
    moves = [case.move.id for case in found.values() if case.move]
    with store.transaction() as db:
        triage.undo(db, moves[:2], now)
    assert [None, None, moves[2]] == [
        c.move.id if c.move else None for c in board(store, open_round).values()
    ]
    released(store, open_round, author, now)
    with store.transaction() as db:
        triage.undo(db, moves, now + timedelta(hours=1))
        last = triage.history(db, three[2].id)[-1]
    assert (now, None) == (last.released, last.undone)


def test_a_release_moves_each_with_its_reason_in_the_history(
    store: Store, open_round: Round, author: Author, three: tuple[Proposal, ...], now: datetime
) -> None:
    first, second, third = three
    planned(store, open_round, author, now, Plan(State.MERGED, "Sama asia.", into=third), first.id)
    planned(store, open_round, author, now, Plan(State.REDIRECTED, "Rahaa.", where="Talousarvio"), second.id)
    planned(store, open_round, author, now, Plan(State.ACCEPTED), third.id)
    released(store, open_round, author, now)
    with store.read() as db:
        found = [proposals.by_id(db, each.id) for each in three]
    assert [
        (State.MERGED, third.number, "Sama asia."),
        (State.REDIRECTED, None, "Talousarvio: Rahaa."),
        (State.ACCEPTED, None, ""),
    ] == [(each.state, each.merged_into, each.events[-1].note) for each in found]
    assert [] == [case for case in board(store, open_round).values() if case.move]


def test_the_move_of_what_was_withdrawn_falls_away_at_the_release(
    store: Store, open_round: Round, author: Author, three: tuple[Proposal, ...], now: datetime
) -> None:
    planned(store, open_round, author, now, DEFERRED, three[0].id, three[1].id)
    with store.transaction() as db:
        proposals.move(db, three[0], State.WITHDRAWN, author.person, now)
    assert [three[1].id] == [each.id for each in released(store, open_round, author, now)]
    with store.read() as db:
        [void] = triage.history(db, three[0].id)
    assert (None, now) == (void.released, void.undone)


def test_a_round_holds_triage_but_not_those_who_propose(postgres_store: Store, now: datetime) -> None:
    with postgres_store.transaction() as db:
        import_goals(db, official_goals())
        import_organisations(db, numbered([COUNCIL]))
        import_people(db, numbered([CONTACT]))
        row = t.Round(
            year=2026,
            name_fi="K",
            decision="ALKE2024",
            proposals_open=now,
            proposals_close=now + timedelta(days=9),
        )
        db.add(row)
    with postgres_store.read() as db:
        person = people.by_slug(db, "lappi", today(now))
    assert person is not None
    author, round_ = Author(person, person.memberships[0].organisation), as_round(row)
    with postgres_store.transaction() as holding:
        triage.hold(holding, round_.id)
        with postgres_store.transaction() as db:
            proposals.add(db, round_, author, CONTENT, now)


def test_two_who_move_one_proposal_at_once_leave_one_move(
    store: Store, open_round: Round, author: Author, three: tuple[Proposal, ...], now: datetime
) -> None:
    start, told = Barrier(2), []

    def act(plan: Plan) -> None:
        def work(db: Session) -> None:
            triage.hold(db, open_round.id)
            case = triage.board(db, open_round.id)[three[0].id]
            if refusal := rules.hindrance(case, 0):
                raise refusal
            triage.plan(db, [case], plan, author.person, now)

        start.wait()
        try:
            store.write(work)
        except Refusal as refusal:
            told.append(refusal)

    threads = [Thread(target=act, args=(plan,)) for plan in (DEFERRED, Plan(State.ACCEPTED))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as db:
        assert 1 == len(triage.history(db, three[0].id))
    assert ["MovedMeanwhile"] == [type(each).__name__ for each in told]
