"""What people ask for that this version doesn't do: said plainly, with what they can do now."""

from __future__ import annotations

from bot.routes import Ask, Read, Reply, Route
from cards.language import N_
from knowledge.people import Action

from .views import suggestions

SUBJECTS = {
    "indicator": N_("figures and the situation picture"),
}


def show(ask: Ask, read: Read) -> Reply:
    """Say that this isn't here yet, and what is."""
    return Reply("later", {"subject": SUBJECTS[ask.understood.intent], "buttons": suggestions(ask)})


ROUTES = tuple(Route(Action.ASK, intent=intent, show=show) for intent in SUBJECTS)
