"""What the triage works on: a round's proposals with their moves, the filters, and what was ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session

from bot.forms import Codes, Number
from bot.routes import Ask, Read
from cards.language import N_
from knowledge.goals import Goal, may_be_named
from knowledge.places import Places
from knowledge.proposals import Proposal
from knowledge.refusals.triage import NoneChosen, NotInRound
from knowledge.rounds import Round
from knowledge.sifting import FILTERS, MARKS, UNMOVED, VOID
from knowledge.triage import TARGETS, Board, Case
from storage import triage
from storage.goals import all_goals

from . import which_round

FILTER_NAMES = {
    "move": N_("Provisional move"),
    "state": N_("State"),
    "mark": N_("Marks"),
    "region": N_("Region"),
    "ministry": N_("Ministry"),
    "goal": N_("Goal"),
    "area": N_("Policy area"),
    "basis": N_("Basis"),
}
MARK_NAMES = {
    "several": N_("several branches or regions"),
    "together": N_("prepared together"),
    "late": N_("late proposal"),
    "carried": N_("from an earlier round"),
    "changed": N_("changed since it was moved"),
}
BASIS_NAMES = {
    "goals": N_("Goals of the decision"),
    "objective": N_("Regional programme"),
    "strategy": N_("Strategy"),
    "urgency": N_("Acute"),
}
MOVE_NAMES = {UNMOVED: N_("not moved yet"), VOID: N_("withdrawn since it was moved")}


class BoardForm(BaseModel):
    """What the list's buttons carry: the round, the page, the filters; `chosen` are the ticked proposals."""

    round: Number = 0
    page: Number = 0
    move: Codes = ()
    state: Codes = ()
    mark: Codes = ()
    region: Codes = ()
    ministry: Codes = ()
    goal: Codes = ()
    area: Codes = ()
    basis: Codes = ()
    chosen: Codes = ()

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The chosen filters."""
        named = {name: getattr(self, name) for name in FILTERS}
        return {name: values for name, values in named.items() if values}

    def carried(self, **more: Any) -> dict[str, Any]:
        """What a button carries so that the list comes back as it was."""
        lists = {name: list(values) for name, values in self.filters.items()}
        return {"round": self.round, "page": self.page, **lists, **more}


@dataclass(frozen=True)
class Desk:
    """A round, its proposals and their moves as they were read, and the names of codes."""

    round: Round
    proposals: tuple[Proposal, ...]
    board: Board
    goals: tuple[Goal, ...]
    places: Places

    def again(self, db: Session, fresh: Iterable[Proposal] = ()) -> Desk:
        """The desk with the moves as they are now, and these proposals."""
        newer = {each.id: each for each in fresh}
        known = tuple(newer.get(each.id, each) for each in self.proposals)
        return replace(self, proposals=known, board=triage.board(db, self.round.id, known))

    def choices(self, name: str) -> dict[str, Any]:
        """The values of a filter in their order, each with what it is called."""
        return _CHOICES[name](self)


def _says(texts: Mapping[str, str]) -> dict[str, Any]:
    return {value: {"say": text} for value, text in texts.items()}


_STATES = {state.value: state.value for state in TARGETS}
_CHOICES: Mapping[str, Callable[[Desk], dict[str, Any]]] = {
    "move": lambda _: _says({UNMOVED: MOVE_NAMES[UNMOVED], **_STATES, VOID: MOVE_NAMES[VOID]}),
    "state": lambda _: _says({"submitted": "submitted", **_STATES, "withdrawn": "withdrawn"}),
    "mark": lambda _: _says({name: MARK_NAMES[name] for name in MARKS}),
    "region": lambda desk: {each.code: each.names for each in desk.places.regions if each.takes_part},
    "ministry": lambda desk: {each.abbr: each.names for each in desk.places.ministries},
    "goal": lambda desk: {each.id: each.titles for each in may_be_named(desk.goals, desk.round.year)},
    "area": lambda desk: {each.id: each.names for each in desk.places.areas},
    "basis": lambda _: _says(BASIS_NAMES),
}


def round_of(ask: Ask, db: Session, number: int) -> Round:
    """The round that a button names, the one of the year that was said, or the one in hand."""
    return which_round.numbered(ask, db, number) if number else which_round.said(ask, db)


def desk(ask: Ask, read: Read) -> Desk:
    """The desk of the round in hand, or of the one that the button names."""
    round_ = round_of(ask, read.db, getattr(ask.form, "round", 0))
    found = triage.of_round(read.db, round_.id)
    board = triage.board(read.db, round_.id, found)
    return Desk(round_, found, board, all_goals(read.db), read.memory.facts.places)


def chosen(form: BoardForm, board: Board) -> tuple[tuple[Case, int], ...]:
    """The ticked cases, each with the number of the move that was seen on it, 0 for none.

    Raises NoneChosen, and NotInRound for one that isn't on the board.
    """
    if not form.chosen:
        raise NoneChosen
    pairs = dict(_pair(each) for each in form.chosen).items()
    if any(number not in board for number, _ in pairs):
        raise NotInRound
    return tuple((board[number], move) for number, move in pairs)


def _pair(code: str) -> tuple[int, int]:
    number, _, move = code.partition(".")
    parts = (number, move or "0")
    if not all(each.isascii() and each.isdigit() and len(each) < 11 for each in parts):
        raise NotInRound
    return int(number), int(move or 0)


def ticked(cases: Iterable[Case]) -> list[str]:
    """These cases as a form carries them: with the moves that are on them now."""
    return [f"{case.proposal.id}.{case.move.id if case.move else 0}" for case in cases]
