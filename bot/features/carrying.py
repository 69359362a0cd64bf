"""What an earlier round left: deferred proposals, open conclusions, goals that nobody raised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from bot.forms import NONE, Choice, Input, Said, form_reply
from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.goals import may_be_named
from knowledge.people import Action
from knowledge.proposals import State
from storage import triage
from storage.goals import all_goals

from . import carrying_take as taking
from .carrying_list import CarryForm, Left, left, reply
from .triage_desk import round_of
from .views import goal_view

KINDS = (
    Choice(NONE, text=N_("both")),
    Choice("deferred", text=N_("deferred proposals")),
    Choice("conclusion", text=N_("conclusions whose follow-up is open")),
)


def show(ask: Ask, read: Read) -> Reply:
    """The list of what earlier rounds left, or the goals that nobody raised where goals are asked for."""
    if "goal" in ask.understood.slots.kinds:
        return goals(replace(ask, form=CarryForm()), read)
    return reply(ask, left(ask, read))


def choose_filters(ask: Ask, read: Read) -> Reply:
    """The form that narrows the list to a region or to one kind."""
    at_hand: Left = left(ask, read)
    form: CarryForm = ask.form
    regions = (Choice(each.code, each.names) for each in at_hand.places.regions if each.takes_part)
    inputs = (
        Input("region", N_("Region"), "some", form.region, tuple(regions)),
        Input("kind", N_("What is shown"), "one", form.kind or NONE, KINDS),
    )
    send = Button(N_("Show"), "carry.list", {"round": at_hand.round.id}, style="positive")
    return form_reply(ask, Said(N_("Left by earlier rounds")), inputs, send)


def goals(ask: Ask, read: Read) -> Reply:
    """The goals of the decision in force: those that no proposal names, or those that some do."""
    form: CarryForm = ask.form
    round_ = round_of(ask, read.db, form.round)
    known = may_be_named(all_goals(read.db), round_.year)
    counted = Counter(goal for each in _standing(read, round_.id) for goal in each)
    shown = [goal for goal in known if bool(counted[goal.id]) is form.raised]
    data = {
        "round": round_.names,
        "round_id": round_.id,
        "raised": form.raised,
        "of": len(known),
        "items": [{**goal_view(goal, ask.language), "n": counted[goal.id]} for goal in _most(shown, counted)],
        "buttons": tuple(_goal_buttons(round_.id, raised=form.raised)),
    }
    return Reply("carry_goals", data)


def _standing(read: Read, round_id: int) -> Iterator[Iterable[str]]:
    """The goals of each proposal that isn't withdrawn."""
    found = triage.of_round(read.db, round_id)
    return (each.content.goals for each in found if each.state is not State.WITHDRAWN)


def _most(goals_: Iterable[Any], counted: Counter[str]) -> list[Any]:
    return sorted(goals_, key=lambda goal: -counted[goal.id])


def _goal_buttons(round_id: int, *, raised: bool) -> Iterator[Button]:
    other = N_("Goals that nobody raised") if raised else N_("Goals that proposals name")
    yield Button(other, "carry.goals", {"round": round_id, "raised": not raised})
    yield Button(N_("Left by earlier rounds"), "carry.list", {"round": round_id})
    yield Button(N_("Triage"), "triage.list", {"round": round_id})


ROUTES = (
    Route(Action.OVERSEE, intent="carry_over", show=show),
    Route(Action.OVERSEE, verb="carry.list", form=CarryForm, show=show),
    Route(Action.OVERSEE, verb="carry.filter", form=CarryForm, show=choose_filters),
    Route(Action.OVERSEE, verb="carry.goals", form=CarryForm, show=goals),
    Route(Action.TRIAGE, verb="carry.take", form=CarryForm, prepare=left, handle=taking.take),
)
