"""Moving proposals in triage, provisionally, and taking moves back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.forms import NONE, Choice, Chosen, Input, Line, Lines, Number, Said, form_reply
from bot.routes import Ask, Button, Read, Reply, Tx
from cards.language import N_
from knowledge import merging
from knowledge import triage as rules
from knowledge.places import Names
from knowledge.proposals import Proposal, State
from knowledge.refusals import Refusal
from knowledge.refusals.proposals import NoSuchProposal
from knowledge.refusals.triage import AlreadyReleased, NothingToUndo
from knowledge.rounds import check_running
from knowledge.sessions import Kind
from knowledge.sessions import State as Sitting
from knowledge.triage import Case
from storage import proposals, sessions, triage

from . import triage_board as boards
from . import triage_desk as desks
from .triage_desk import BoardForm, Desk
from .which_round import found

EARLIER = 5  # earlier moves that the form of a single proposal tells of


class MoveForm(BoardForm):
    """Where the chosen proposals are moved, as it was typed."""

    proposal: Number = 0
    to: Line = ""
    reason: Lines = ""
    into: Line = ""
    where: Line = ""
    session: Chosen = ""


@dataclass(frozen=True)
class Table:
    """What a move is planned on: the desk, and the in-depth sessions that a topic can be meant for."""

    desk: Desk
    sessions: dict[str, Names]
    earlier: tuple[rules.Move, ...] = ()


def table(ask: Ask, read: Read) -> Table:
    """The table of the round that the button names."""
    desk = desks.desk(ask, read)
    return Table(desk, _sessions(read, desk))


def _sessions(read: Read, desk: Desk) -> dict[str, Names]:
    ahead = {Sitting.PLANNED, Sitting.ANNOUNCED}
    every = sessions.of_round(read.db, desk.round.id)
    return {each.id: each.names for each in every if each.kind is Kind.IN_DEPTH and each.state in ahead}


# The form


def choose(ask: Ask, read: Read) -> Reply:
    """The form that moves the ticked proposals; the list once more where none was ticked."""
    at_hand = table(ask, read)
    check_running(at_hand.desk.round, ask.now)
    try:
        cases = [case for case, _ in desks.chosen(ask.form, at_hand.desk.board)]
    except Refusal as refusal:
        return boards.reply(ask, at_hand.desk, alert=refusal)
    return _form(ask, at_hand, cases, MoveForm(**ask.form.model_dump()))


def open_one(ask: Ask, read: Read) -> Reply:
    """The form that moves one proposal, opened from its card, with the moves that were planned before."""
    proposal = proposals.find(read.db, ask.form.proposal)
    if proposal is None or not proposal.sent:
        raise NoSuchProposal
    form = ask.form.model_copy(update={"round": proposal.round.id})
    desk = desks.desk(replace(ask, form=form), read)
    check_running(desk.round, ask.now)
    if proposal.id not in desk.board:
        raise NoSuchProposal
    case = desk.board[proposal.id]
    if refusal := rules.hindrance(case, case.move.id if case.move else 0):
        raise refusal
    earlier = triage.history(read.db, proposal.id)[-EARLIER:]
    return _form(ask, Table(desk, _sessions(read, desk), earlier), [case], MoveForm(**form.model_dump()))


def _form(ask: Ask, at_hand: Table, cases: Sequence[Case], form: MoveForm, **wrong: Any) -> Reply:
    numbers = ", ".join(case.proposal.number for case in cases)
    carried = form.model_copy(update={"round": at_hand.desk.round.id}).carried(chosen=desks.ticked(cases))
    return form_reply(
        ask,
        Said(N_("Move provisionally: {numbers}"), {"numbers": numbers}),
        _inputs(form, at_hand.sessions),
        Button(N_("Move provisionally"), "triage.move", carried, style="positive"),
        intro=(*_about(cases, at_hand.earlier), Said(KEPT)),
        **wrong,
    )


KEPT = N_("The proposers hear nothing before you release the moves. Until then every move can be undone.")


def _about(cases: Iterable[Case], earlier: Sequence[rules.Move]) -> Iterator[Said]:
    for case in cases:
        yield Said(
            "{number} · {title}", {"number": case.proposal.number, "title": case.proposal.content.title}
        )
        if case.standing and not earlier:
            yield _told(N_("Moved by {person}, {date}: “{state}”."), case.standing)
    for move in earlier:
        undone = N_("Moved by {person}, {date}: “{state}”. Undone since.")
        released = N_("Moved by {person}, {date}: “{state}”. Released.")
        waiting = N_("Moved by {person}, {date}: “{state}”.")
        yield _told(undone if move.undone else released if move.released else waiting, move)


def _told(message: str, move: rules.Move) -> Said:
    return Said(message, {"person": move.by, "date": move.at, "state": move.to})


def _inputs(form: MoveForm, meetings: dict[str, Names]) -> Iterator[Input]:
    targets = tuple(Choice(state.value, text=state.value) for state in rules.TARGETS)
    yield Input("to", N_("Where to"), "one", form.to, targets, required=True, expanded=True)
    yield Input(
        "reason", N_("Reason, told to the proposers (needed except for an acceptance)"), "lines", form.reason
    )
    yield Input("into", N_("If merged: into which proposal (number, such as 2026-12)"), "text", form.into)
    yield Input("where", N_("If redirected: to which process"), "text", form.where)
    if meetings:
        listed = (Choice(id_, names) for id_, names in meetings.items())
        open_ = Choice(NONE, text=N_("not chosen yet"))
        yield Input(
            "session", N_("If in-depth: which session"), "one", form.session or NONE, (open_, *listed)
        )


# Moving


def move(ask: Ask, at_hand: Table, tx: Tx) -> Reply:
    """Move all of the chosen, or none: each one that can't be moved is named."""
    form: MoveForm = ask.form
    try:
        chosen = [case.proposal.id for case, _ in desks.chosen(form, at_hand.desk.board)]
    except Refusal as refusal:
        return boards.reply(ask, at_hand.desk, alert=refusal)
    typed = _target(form.into, at_hand.desk)
    desk = held(ask, at_hand.desk, tx, [*chosen, *([typed.id] if typed else ())])
    pairs = desks.chosen(form, desk.board)
    cases = [case for case, _ in pairs]
    planned = _plan(form, desk)
    wrong = (*_faults(form, planned, at_hand, desk), *_hindrances(pairs, planned, desk))
    if wrong:
        return _form(ask, Table(desk, at_hand.sessions), cases, form, faults=wrong)
    triage.plan(tx.db, cases, planned, tx.who, tx.now)
    moved = [case.proposal.id for case in cases]
    tx.audit("triage.moved", f"round:{desk.round.id}", to=str(planned.to), proposals=moved)
    return boards.reply(ask, desk.again(tx.db), said=(_moved(cases, planned),))


def held(ask: Ask, desk: Desk, tx: Tx, ids: Iterable[int] = ()) -> Desk:
    """The desk as it is now, the round held against others who move proposals in it.

    `ids` are the proposals that have to be as they are now.
    """
    round_ = found(triage.hold(tx.db, desk.round.id))
    check_running(round_, ask.now)
    moved = triage.open_moves(tx.db, round_.id)
    wanted = {*ids, *moved, *(each.into for each in moved.values() if each.into)}
    return desk.again(tx.db, proposals.by_ids(tx.db, sorted(wanted)))


def _plan(form: MoveForm, desk: Desk) -> rules.Plan:
    to = next((state for state in rules.TARGETS if state.value == form.to), None)
    into = _target(form.into, desk) if to is State.MERGED else None
    session = (form.session or None) if to is State.IN_DEPTH else None
    return rules.Plan(to, form.reason, into, form.where, session)


def _target(typed: str, desk: Desk) -> Proposal | None:
    """The round's proposal with this number: 2026-12, or 12."""
    digits = typed.strip(" .#").removeprefix(f"{desk.round.year}-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        return None
    number = f"{desk.round.year}-{int(digits):02}"
    return next((case.proposal for case in desk.board.values() if case.proposal.number == number), None)


def _faults(form: MoveForm, planned: rules.Plan, at_hand: Table, desk: Desk) -> tuple[Refusal, ...]:
    faults = rules.faults(planned, at_hand.sessions)
    if planned.to is not State.MERGED:
        return faults
    return (*faults, *merging.target_faults(planned.into, form.into, desk.board))


def _hindrances(pairs: Iterable[tuple[Case, int]], planned: rules.Plan, desk: Desk) -> Iterator[Refusal]:
    for case, seen in pairs:
        into = planned.into
        merge = merging.hindrance(case, into, desk.board) if into else None
        yield from filter(None, (rules.hindrance(case, seen) or merge,))


def _moved(cases: Iterable[Case], planned: rules.Plan) -> Said:
    values = {"numbers": ", ".join(case.proposal.number for case in cases), "state": planned.to}
    return Said(N_("Moved provisionally, “{state}”: {numbers}."), values)


# Undoing


def undo(ask: Ask, desk: Desk, tx: Tx) -> Reply:
    """Take back the moves of the ticked proposals, or those that were planned last."""
    now = held(ask, desk, tx)
    try:
        moves = _to_undo(ask.form, now, tx)
    except Refusal as refusal:
        return boards.reply(ask, now, alert=refusal)
    triage.undo(tx.db, [each.id for each in moves], tx.now)
    undone = [each.proposal for each in moves]
    tx.audit("triage.undone", f"round:{now.round.id}", proposals=undone)
    numbers = ", ".join(now.board[each].proposal.number for each in undone)
    said = Said(N_("Undone, not moved any more: {numbers}."), {"numbers": numbers})
    return boards.reply(ask, now.again(tx.db), said=(said,))


def _to_undo(form: BoardForm, desk: Desk, tx: Tx) -> tuple[rules.Move, ...]:
    if not form.chosen:
        return rules.last_act(desk.board.values())
    pairs = desks.chosen(form, desk.board)
    known = triage.by_ids(tx.db, [seen for _, seen in pairs])
    for case, seen in pairs:
        if seen in known and known[seen].released:
            raise AlreadyReleased(number=case.proposal.number)
        rules.check_undo(case, seen)
    moves = tuple(case.move for case, _ in pairs if case.move)
    if not moves:
        raise NothingToUndo
    return moves
