"""Whatever the working group and the proposers do: nothing moves unreleased, runs in a circle or is lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from knowledge import merging
from knowledge import triage as rules
from knowledge.clock import today
from knowledge.proposals import Content, State
from knowledge.refusals import Refusal
from knowledge.triage import Board, Case, Plan
from storage import people, proposals, triage
from storage import tables as t
from storage.proposals import Author
from storage.rounds import as_round
from storage.store import Store
from storage.transfer import import_goals, import_organisations, import_people, numbered, official_goals
from tests.storage.conftest import CONTACT, COUNCIL

CONTENT = Content("Yöjunat", "Vuorot loppuvat.", urgency="Sopimus päättyy.")

NUMBERS = st.integers(1, 4)
STEPS = st.one_of(
    st.tuples(st.just("move"), NUMBERS, st.sampled_from(sorted(set(rules.TARGETS) - {State.MERGED}))),
    st.tuples(st.just("merge"), NUMBERS, NUMBERS),
    st.tuples(st.just("undo"), NUMBERS, st.none()),
    st.tuples(st.just("undo_last"), st.none(), st.none()),
    st.tuples(st.just("withdraw"), NUMBERS, st.none()),
    st.tuples(st.just("edit"), NUMBERS, st.none()),
    st.tuples(st.just("release"), st.none(), st.none()),
)


class Table:
    """A round with four proposals, and the steps that people take with it; each lands or is refused."""

    def __init__(self, db: Session, now: datetime) -> None:
        self.db, self.now = db, now
        import_goals(db, official_goals())
        import_organisations(db, numbered([COUNCIL]))
        import_people(db, numbered([CONTACT]))
        person = people.by_slug(db, "lappi", today(now))
        assert person is not None
        self.author = Author(person, person.memberships[0].organisation)
        close = now + timedelta(weeks=2)
        row = t.Round(year=2026, name_fi="K", decision="ALKE2024", proposals_open=now, proposals_close=close)
        db.add(row)
        db.flush()
        self.round = as_round(row)
        for _ in range(4):
            proposals.add(db, self.round, self.author, CONTENT, now)

    @property
    def board(self) -> Board:
        return triage.board(self.db, self.round.id)

    def move(self, number: int, to: State) -> None:
        self._plan(number, Plan(to, "Syy.", where="Muu" if to is State.REDIRECTED else ""))

    def merge(self, number: int, into: int) -> None:
        target = self.board[into].proposal
        for fault in merging.target_faults(target, str(into), self.board):
            raise fault
        if refusal := merging.hindrance(self.board[number], target, self.board):
            raise refusal
        self._plan(number, Plan(State.MERGED, "Sama.", into=target))

    def _plan(self, number: int, plan: Plan) -> None:
        case = self.board[number]
        if refusal := rules.hindrance(case, case.move.id if case.move else 0):
            raise refusal
        triage.plan(self.db, [case], plan, self.author.person, self.now)

    def undo(self, number: int, _: None) -> None:
        move = self.board[number].move
        triage.undo(self.db, [move.id] if move else [], self.now)

    def undo_last(self, _: None, __: None) -> None:
        triage.undo(self.db, [each.id for each in rules.last_act(self.board.values())], self.now)

    def withdraw(self, number: int, _: None) -> None:
        proposals.move(self.db, self.board[number].proposal, State.WITHDRAWN, self.author.person, self.now)

    def edit(self, number: int, _: None) -> None:
        proposal = self.board[number].proposal
        if proposal.state in (State.SUBMITTED, State.RETURNED):
            new = replace(proposal.content, title=f"{proposal.content.title}!")
            proposals.change(self.db, proposal, self.author.person, new, self.now)

    def release(self, _: None, __: None) -> None:
        plan = merging.release(self.board)
        if plan.hindrance:
            raise plan.hindrance
        triage.release(self.db, plan, self.author.person, self.now)

    def states(self) -> dict[int, State]:
        return {number: case.proposal.state for number, case in self.board.items()}

    def history(self) -> list[tuple[object, ...]]:
        moves = self.db.exec(select(t.ProposalMove).order_by(col(t.ProposalMove.id))).all()
        events = self.db.exec(select(t.ProposalEvent).order_by(col(t.ProposalEvent.id))).all()
        kept = [("move", each.id, each.proposal_id, each.to, each.reason, each.into_id) for each in moves]
        return [*kept, *(("event", each.id, each.proposal_id, each.state, each.note) for each in events)]


@contextmanager
def table(template: Path, now: datetime) -> Iterator[Table]:
    with TemporaryDirectory() as folder:
        copy(template, Path(folder) / "alke.db")
        store = Store.at(Path(folder))
        with store.transaction() as db:
            yield Table(db, now)
        store.close()


def into(case: Case, merged: dict[int, int]) -> int | None:
    move = case.standing
    return move.into if move and move.to is State.MERGED else merged.get(case.proposal.id)


def circles(at: Table) -> list[int]:
    """Proposals from which the merges, provisional and released, lead back to themselves."""
    rows = at.db.exec(select(t.Proposal.id, t.Proposal.merged_into)).all()
    merged = {number: target for number, target in rows if number and target}
    found = []
    for start in at.board:
        here, steps = into(at.board[start], merged), 0
        while here and here != start and steps < 9:
            here, steps = into(at.board[here], merged), steps + 1
        found += [start] if here else []
    return found


def never(_: State, __: State) -> bool:
    return False


CHANGES: dict[str, Callable[[State, State], bool]] = {
    "withdraw": lambda _, after: after is State.WITHDRAWN,
    "edit": lambda before, after: (before, after) == (State.RETURNED, State.SUBMITTED),
    "release": lambda before, _: before is State.SUBMITTED,
}
"""Steps that may change a proposal's state, and how."""


@pytest.mark.long
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=3, max_size=14))
def test_nothing_moves_before_its_release_no_merges_run_in_circles_and_no_history_is_lost(
    sqlite_template: Path, now: datetime, steps: list[tuple[str, int | None, object]]
) -> None:
    with table(sqlite_template, now) as at:
        for moment, (name, number, more) in enumerate(steps):
            at.now = now + timedelta(minutes=moment)
            before, kept = at.states(), at.history()
            try:
                getattr(at, name)(number, more)
            except Refusal:
                assert (before, kept) == (at.states(), at.history())
            after = at.states()
            moved = [(before[n], after[n]) for n in before if before[n] is not after[n]]
            assert all(CHANGES.get(name, never)(*pair) for pair in moved), (name, moved)
            assert set(kept) <= set(at.history())
            assert [] == circles(at)
