"""Working group and proposers at the same time: every act lands or is refused, none waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import partial
from random import Random

from sqlmodel import Session, col, select

from knowledge import merging
from knowledge import triage as rules
from knowledge.proposals import Content, State, check_change
from knowledge.refusals import Refusal
from knowledge.refusals.proposals import NoSuchProposal
from knowledge.rounds import Round
from knowledge.triage import Plan
from storage import proposals, triage
from storage import tables as t
from storage.proposals import Author
from storage.store import Store

CONTENT = Content("Yöjunat", "Vuorot loppuvat.", urgency="Sopimus päättyy.")
TARGETS = (State.ACCEPTED, State.DEFERRED, State.MERGED, State.RETURNED)
ACTS = 12


class Desk:
    """What people do in a round, each act in a transaction of its own."""

    def __init__(self, store: Store, round_: Round, author: Author, now: datetime) -> None:
        self.store, self.round, self.author, self.now = store, round_, author, now

    def propose(self, db: Session, chance: Random) -> None:
        proposals.add(db, self.round, self.author, CONTENT, self.now)

    def edit(self, db: Session, chance: Random) -> None:
        proposal = proposals.hold(db, chance.randint(1, 8))
        if proposal is None:
            raise NoSuchProposal
        check_change(proposal, self.now)
        new = replace(CONTENT, title=f"Yöjunat {chance.random()}")
        proposals.change(db, proposal, self.author.person, new, self.now)

    def withdraw(self, db: Session, chance: Random) -> None:
        proposal = proposals.hold(db, chance.randint(1, 8))
        if proposal is None:
            raise NoSuchProposal
        proposals.move(db, proposal, State.WITHDRAWN, self.author.person, self.now)

    def move(self, db: Session, chance: Random) -> None:
        triage.hold(db, self.round.id)
        board = triage.board(db, self.round.id)
        case, target = board[chance.randint(1, 8)], board[chance.randint(1, 8)].proposal
        to = chance.choice(TARGETS)
        found = [rules.hindrance(case, case.move.id if case.move else 0)]
        if to is State.MERGED:
            found += [*merging.target_faults(target, "1", board), merging.hindrance(case, target, board)]
        for refusal in filter(None, found):
            raise refusal
        triage.plan(db, [case], Plan(to, "Syy.", target), self.author.person, self.now)

    def release(self, db: Session, chance: Random) -> None:
        triage.hold(db, self.round.id)
        moves = triage.open_moves(db, self.round.id).values()
        triage.hold_proposals(db, {each for m in moves for each in (m.proposal, m.into) if each})
        planned = merging.release(triage.board(db, self.round.id))
        if planned.hindrance:
            raise planned.hindrance
        triage.release(db, planned, self.author.person, self.now)

    def work(self, seed: int) -> int:
        """Some acts by chance; how many landed."""
        chance, landed = Random(seed), 0
        for _ in range(ACTS):
            act = chance.choice((self.propose, self.edit, self.withdraw, *[self.move] * 4, self.release))
            own = Random(chance.random())
            try:
                self.store.write(partial(act, chance=own))
                landed += 1
            except Refusal:
                continue
        return landed


def test_every_act_lands_or_is_refused(
    store: Store, open_round: Round, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        for _ in range(8):
            proposals.add(db, open_round, author, CONTENT, now)
    desk = Desk(store, open_round, author, now)
    with ThreadPoolExecutor(8) as pool:
        landed = sum(pool.map(desk.work, range(8), timeout=60))
    assert landed > 8
    with store.read() as db:
        moved = db.exec(select(t.ProposalMove).order_by(col(t.ProposalMove.id))).all()
        board = triage.board(db, open_round.id)
    waiting = [row for row in moved if row.released is None and row.undone is None]
    assert len(waiting) == len({row.proposal_id for row in waiting})
    released = {row.proposal_id: row.to for row in moved if row.released}
    again = {State.SUBMITTED, State.WITHDRAWN}  # a returned one may be sent again or withdrawn
    for number, to in released.items():
        state = board[number].proposal.state
        assert state.value == to or (to == State.RETURNED and state in again)
