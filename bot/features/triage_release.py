"""Releasing what triage has moved: looked through once more, then told to the proposers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import Field

from bot.forms import Said
from bot.routes import Ask, Button, Read, Reply, Tx
from cards.language import N_
from knowledge import merging
from knowledge import triage as rules
from knowledge.clock import today
from knowledge.proposals import Proposal, State, own_of
from knowledge.refusals import Refusal
from knowledge.refusals.triage import ReleaseChanged
from knowledge.rounds import Round, check_running
from storage import people, triage

from . import triage_board as boards
from . import triage_desk as desks
from .triage_desk import BoardForm, Desk
from .triage_moves import held
from .views import cut

RELEASED = "triage released"
TOLD = 12  # proposals in one message; the rest are under "my proposals"
REASON = 500
SHORT = 200  # characters of a reason where many proposals are told of
FEW = 6
Told = tuple[rules.Move, Proposal]
Taken = tuple[Proposal, Proposal]
"""A proposal and the one that it was merged into."""


class ReleaseForm(BoardForm):
    """The confirmation; `seen` is what the moves were when they were looked through."""

    seen: str = Field("", max_length=40)


def look(ask: Ask, read: Read) -> Reply:
    """What the release would do, to be confirmed."""
    desk = desks.desk(ask, read)
    check_running(desk.round, ask.now)
    return _card(ask, desk)


def _card(ask: Ask, desk: Desk, alert: Refusal | None = None) -> Reply:
    planned = merging.release(desk.board)
    hindrance = planned.hindrance
    counted = Counter(case.move.to.value for case in planned.ready if case.move)
    data = {
        "round": desk.round.names,
        "n": len(planned.ready),
        "organisations": len(planned.organisations),
        "counts": [{"state": to.value, "n": counted[to.value]} for to in rules.TARGETS if counted[to.value]],
        "alerts": tuple(filter(None, (alert, hindrance))),
        "warnings": tuple(_warnings(planned)),
        "buttons": tuple(_buttons(ask.form.model_copy(update={"round": desk.round.id}), desk, hindrance)),
    }
    return Reply("triage_release", data, about=f"triage:{desk.round.id}")


def _warnings(planned: merging.Release) -> Iterator[Said]:
    changed = N_("Changed by the proposers since they were moved: {numbers}. Look at them before releasing.")
    void = N_("Withdrawn since they were moved, so these moves fall away: {numbers}.")
    for message, cases in ((changed, planned.changed), (void, planned.void)):
        if cases:
            yield Said(message, {"numbers": ", ".join(case.proposal.number for case in cases)})


def _buttons(form: BoardForm, desk: Desk, hindrance: Refusal | None) -> Iterator[Button]:
    carried = form.carried()
    if hindrance is None:
        seen = rules.seen(desk.board.values())
        data = carried | {"seen": seen}
        yield Button(N_("Release and tell the proposers"), "triage.release_now", data, style="positive")
    yield Button(N_("Back to the list"), "triage.list", carried)


def release(ask: Ask, desk: Desk, tx: Tx) -> Reply:
    """Carry the moves out, all in one, and tell the proposers; not when they have changed since."""
    now = held(ask, desk, tx)
    fresh = triage.hold_proposals(tx.db, _concerned(now))
    now = now.again(tx.db, fresh)
    planned = merging.release(now.board)
    if ask.form.seen != rules.seen(now.board.values()):
        return _card(ask, now, ReleaseChanged())
    if planned.hindrance:
        return _card(ask, now)
    done = triage.release(tx.db, planned, tx.who, tx.now)
    _tell(tx, now, done)
    released = {proposal.number: move.to.value for move, proposal in done}
    tx.audit("triage.released", f"round:{now.round.id}", moves=released)
    values = {"n": len(done), "organisations": len(planned.organisations)}
    said = Said(N_("Released and told. Proposals: {n}, organisations: {organisations}."), values)
    return boards.reply(ask, now.again(tx.db, [proposal for _, proposal in done]), said=(said,))


def _concerned(desk: Desk) -> set[int]:
    """The proposals that a release depends on: those moved, and those that they are merged into."""
    moves = [case.move for case in desk.board.values() if case.move]
    return {each for move in moves for each in (move.proposal, move.into) if each}


# Telling


def _tell(tx: Tx, desk: Desk, done: Sequence[Told]) -> None:
    """One message to each person concerned, with all their proposals in it."""
    if not done:
        return
    last, taken = max(move.id for move, _ in done), _taken(done, desk.board)
    own = {each for _, proposal in done for each in merging.told(proposal)}
    takers = {each for _, target in taken for each in target.owners}
    for person in people.acting_for(tx.db, own | takers, today(tx.now)):
        theirs = [told for told in done if not own_of(person).isdisjoint(merging.told(told[1]))]
        into = [each for each in taken if not own_of(person).isdisjoint(each[1].owners)]
        data = notice(desk.round, theirs, desk.board, into)
        tx.owe("triage_released", (person,), once=f"{RELEASED}:{last}", cause=RELEASED, data=data)


def _taken(done: Sequence[Told], board: rules.Board) -> list[Taken]:
    """The proposals that were merged into others, each with its target."""
    every = ((proposal, board.get(move.into or 0)) for move, proposal in done if move.to is State.MERGED)
    return [(proposal, target.proposal) for proposal, target in every if target]


def notice(
    round_: Round, told: Sequence[Told], board: rules.Board, taken: Sequence[Taken] = ()
) -> dict[str, Any]:
    """The message: each proposal with what became of it and why, and which ones were merged into the
    reader's (by whom, not what they say: that isn't theirs to read); kept as JSON.
    """
    limit = REASON if len(told) <= FEW else SHORT
    items = [_item(move, proposal, board, limit) for move, proposal in told[:TOLD]]
    plain = {"round": round_.names, "n": len(told), "items": items, "rest": len(told) - len(items)}
    return plain | {"taken": [_merged(*each) for each in taken[:TOLD]]}


def _merged(proposal: Proposal, target: Proposal) -> Mapping[str, Any]:
    plain = {"id": target.id, "into": target.number, "number": proposal.number}
    return plain | {"organisation": proposal.organisation_names}


def _item(move: rules.Move, proposal: Proposal, board: rules.Board, limit: int) -> Mapping[str, Any]:
    view = boards.move_view(move, board)
    kept = {name: view[name] for name in ("to", "into", "where", "session")}
    plain = {"id": proposal.id, "number": proposal.number, "title": proposal.content.title}
    if not move.told:
        kept["session"] = {}  # one that is only planned is nobody's to know yet
    return {**plain, **kept, "reason": cut(move.reason, limit)}
