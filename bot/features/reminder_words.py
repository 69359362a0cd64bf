"""What the kinds of duties are called, what is missing in them, and the button that leads into the act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.routes import Button
from cards.language import N_
from knowledge.reminders import Item, Kind, round_of

WHAT: Mapping[Kind, str] = {
    Kind.PROPOSALS: N_("Propose topics for the agenda"),
    Kind.JOINT: N_("Answer whether you join the proposal"),
    Kind.VIEWS: N_("Contribute to the state's view of the regions"),
    Kind.AVAILABILITY: N_("Tell which times suit you"),
    Kind.SESSION: N_("The session is coming"),
    Kind.MINUTES: N_("Confirm the minutes"),
    Kind.FOLLOW_UP: N_("Tell what came of conclusions"),
}
MISSING: Mapping[Kind, str] = {
    Kind.PROPOSALS: N_("Your organisation has sent no proposal in this round."),
    Kind.JOINT: N_("Your organisation hasn't answered the request."),
    Kind.VIEWS: N_("Your ministry hasn't contributed to the view of any region."),
    Kind.AVAILABILITY: N_("Your organisation hasn't told its times."),
    Kind.SESSION: "",
    Kind.MINUTES: N_("Your organisation hasn't answered about the minutes."),
    Kind.FOLLOW_UP: N_("Your organisation hasn't told it yet."),
}


Act = tuple[str, str, Callable[[Item], dict[str, Any]]]
"""A button's title, its verb, and what it carries of an item."""


def _followed(item: Item) -> dict[str, Any]:
    """A conclusion with a day of its own, or everything that a round asks for."""
    number = round_of(item.thing)
    about = {"round": number} if number else {"record": item.thing}
    return {**about, "organisation": item.organisation}


ACTS: Mapping[Kind, Act] = {
    Kind.PROPOSALS: (N_("Make a proposal"), "proposal.new", lambda item: {}),
    Kind.JOINT: (N_("Open the proposal"), "proposal.show", lambda item: {"proposal": int(item.thing)}),
    Kind.VIEWS: (N_("Open the state's view"), "view.show", lambda item: {"round": int(item.thing)}),
    Kind.AVAILABILITY: (
        N_("Give our times"),
        "poll.show",
        lambda item: {"poll": int(item.thing), "organisation": item.organisation},
    ),
    Kind.SESSION: (N_("Open the session"), "session.show", lambda item: {"session": item.thing}),
    Kind.MINUTES: (N_("Open the minutes"), "minutes.show", lambda item: {"session": item.thing}),
    Kind.FOLLOW_UP: (N_("Report what came of it"), "followup.report", _followed),
}
"""The way into the act. Nobody is reminded of a kind whose verb isn't there yet."""


def act(item: Item) -> Button:
    """The button that leads into the act."""
    title, verb, data = ACTS[item.kind]
    return Button(title, verb, data(item))
