"""Triage: all proposals of a round, moved provisionally, undone, and released with their reasons."""

from __future__ import annotations

from typing import Any

from bot.forms import Choice, Input, Said, form_reply
from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import LANGUAGES, N_, texts
from knowledge.people import Action
from knowledge.sifting import FILTERS, counts

from . import named
from . import triage_moves as moves
from . import triage_release as releasing
from .triage_board import reply
from .triage_desk import FILTER_NAMES, BoardForm, Desk, desk
from .triage_moves import MoveForm
from .triage_release import ReleaseForm


def show(ask: Ask, read: Read) -> Reply:
    """The proposal whose number was said, else the list of the round in hand or of the year asked for."""
    one = named.proposal(ask, read) if len(ask.understood.slots.terms) == 1 else None
    return one or reply(ask, desk(ask, read))


def choose_filters(ask: Ask, read: Read) -> Reply:
    """The form of the filters, each choice with how many proposals it would leave."""
    at_hand = desk(ask, read)
    form: BoardForm = ask.form
    return form_reply(
        ask,
        Said(N_("Which proposals are shown")),
        [_input(name, form, at_hand) for name in FILTERS],
        Button(N_("Show"), "triage.list", {"round": at_hand.round.id}, style="positive"),
        intro=(Said(N_("Of one list any choice is enough; all lists with a choice must fit.")),),
    )


def _input(name: str, form: BoardForm, at_hand: Desk) -> Input:
    cases = [case for case in at_hand.board.values() if not case.gone]
    found = counts(cases, form.filters)[name]
    chosen = getattr(form, name)
    choices = tuple(
        Choice(value, _counted(called, found[value]))
        for value, called in at_hand.choices(name).items()
        if found[value] or value in chosen
    )
    return Input(name, FILTER_NAMES[name], "some", chosen, choices)


def _counted(called: Any, n: int) -> dict[str, str]:
    """What a choice is called in each language, with a number."""
    spoken = {language: texts(language) for language in LANGUAGES}
    said = called.get("say")
    return {
        language: f"{words.say(said) if said else words.name(called)} ({n})"
        for language, words in spoken.items()
    }


ROUTES = (
    Route(Action.OVERSEE, intent="triage", show=show),
    Route(Action.OVERSEE, verb="triage.list", form=BoardForm, show=show),
    Route(Action.OVERSEE, verb="triage.filter", form=BoardForm, show=choose_filters),
    Route(Action.TRIAGE, verb="triage.choose", form=BoardForm, show=moves.choose),
    Route(Action.TRIAGE, verb="triage.open", form=MoveForm, show=moves.open_one),
    Route(Action.TRIAGE, verb="triage.move", form=MoveForm, prepare=moves.table, handle=moves.move),
    Route(Action.TRIAGE, verb="triage.undo", form=BoardForm, prepare=desk, handle=moves.undo),
    Route(Action.TRIAGE, verb="triage.release", form=ReleaseForm, show=releasing.look),
    Route(Action.TRIAGE, verb="triage.release_now", form=ReleaseForm, prepare=desk, handle=releasing.release),
)
