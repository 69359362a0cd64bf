"""How the triage's list looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.forms import Said
from bot.routes import Ask, Button, Reply
from cards.language import N_
from knowledge.people import Action, may
from knowledge.proposals import Standing
from knowledge.refusals import Refusal
from knowledge.rounds import Round, over
from knowledge.sifting import UNMOVED, counts, marks, sifted
from knowledge.triage import Board, Case, Move

from .proposal_cards import brief
from .triage_desk import FILTER_NAMES, MARK_NAMES, MOVE_NAMES, BoardForm, Desk, ticked
from .views import cut

PAGE = 10
REASON = 150  # characters of a reason in the list


def reply(ask: Ask, desk_: Desk, *, said: Iterable[Said] = (), alert: Refusal | None = None) -> Reply:
    """The list: counts, the page's proposals, what may be done with them."""
    form = ask.form if isinstance(ask.form, BoardForm) else _named(ask)
    form = form.model_copy(update={"round": desk_.round.id})
    cases = [case for case in desk_.board.values() if not case.gone]
    passed = sifted(cases, form.filters)
    page = min(form.page, max(0, len(passed) - 1) // PAGE)
    form = form.model_copy(update={"page": page})
    shown = passed[page * PAGE : (page + 1) * PAGE]
    acts = _acts(ask, desk_.round)
    data = {
        "round": desk_.round.names,
        "total": len(passed),
        "of": len(cases),
        "first": page * PAGE + 1,
        "said": tuple(said),
        "alerts": tuple(filter(None, (alert,))),
        "facts": _facts(passed, desk_),
        "filters": _filters(form, desk_),
        "items": [_item(case, desk_.board) for case in shown],
        "choices": [_choice(case) for case in shown] if acts else [],
        "waiting": sum(case.move is not None for case in cases),
        "buttons": tuple(_buttons(ask, desk_, form, len(passed))),
    }
    return Reply("triage", data, about=f"triage:{desk_.round.id}")


def _named(ask: Ask) -> BoardForm:
    """The filters that a sentence names."""
    slots = ask.understood.slots
    return BoardForm(region=slots.regions, ministry=slots.ministries, goal=slots.goals)


def _acts(ask: Ask, round_: Round) -> bool:
    return may(ask.person, Action.TRIAGE) and not over(round_, ask.now)


def _facts(cases: Sequence[Case], desk_: Desk) -> list[dict[str, Any]]:
    """How many of these are not moved, moved, in each other state, and have the two marks of the agenda."""
    found = counts(cases, {})
    states = {**found["state"], "submitted": 0}
    moved = sum(case.standing is not None for case in cases)
    rows = [
        (MOVE_NAMES[UNMOVED], found["move"][UNMOVED]),
        (N_("moved provisionally"), moved),
        *((value, states.get(value, 0)) for value in desk_.choices("state")),
        *((MARK_NAMES[name], found["mark"][name]) for name in ("several", "together")),
    ]
    return [{"title": title, "n": n} for title, n in rows if n]


def _filters(form: BoardForm, desk_: Desk) -> list[dict[str, Any]]:
    known = {name: desk_.choices(name) for name in form.filters}
    return [
        {"name": FILTER_NAMES[name], "values": [known[name].get(value, {"fi": "?"}) for value in values]}
        for name, values in form.filters.items()
    ]


def _item(case: Case, board: Board) -> dict[str, Any]:
    proposal = case.proposal
    return {
        **brief(proposal),
        "joint": len(proposal.with_standing(Standing.ACCEPTED)),
        "marks": [{"say": MARK_NAMES[name]} for name in marks(case)],
        "move": move_view(case.move, board) if case.move else None,
        "void": case.void,
    }


def move_view(move: Move, board: Board) -> dict[str, Any]:
    """A move as cards show it."""
    target = board.get(move.into or 0)
    return {
        "to": move.to.value,
        "by": move.by,
        "at": move.at,
        "into": target.proposal.number if target else "",
        "where": move.where,
        "session": move.session_names,
        "reason": cut(move.reason, REASON),
    }


def _choice(case: Case) -> dict[str, Any]:
    (value,) = ticked([case])
    return {"value": value, "number": case.proposal.number, "names": case.proposal.organisation_names}


def _buttons(ask: Ask, desk_: Desk, form: BoardForm, total: int) -> Iterable[Button]:
    carried = form.carried()
    waiting = sum(case.move is not None for case in desk_.board.values())
    acts = _acts(ask, desk_.round)
    if acts and total:
        yield Button(N_("Move the chosen"), "triage.choose", carried, style="positive")
    if acts and waiting:
        yield Button(N_("Undo the chosen, or the last"), "triage.undo", carried)
        yield Button(N_("Release ({n})"), "triage.release", carried, values={"n": waiting})
    yield Button(N_("Filter"), "triage.filter", carried, way="dialog")
    if total > PAGE:
        last = (form.page + 1) * PAGE >= total
        title = N_("From the beginning") if last else N_("Next page")
        yield Button(title, "triage.list", carried | {"page": 0 if last else form.page + 1})
    yield Button(N_("Left by earlier rounds"), "carry.list", {"round": desk_.round.id})
