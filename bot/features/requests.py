"""What the answers to a request to be admitted have in common."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from bot.forms import Said
from bot.routes import NUMBER_LIMIT, Button
from cards.language import N_
from knowledge import joining as rules
from knowledge.joining import Request, State
from knowledge.refusals.people import NoSuchRequest

from .people_words import message_line

AGAIN = Button(N_("Ask again"), "join.open")
LIST = Button(N_("Who else is waiting?"), "people.show")


class RequestRef(BaseModel):
    """The request that a button is about, and how it was worded when the button was drawn."""

    request: int = Field(ge=1, le=NUMBER_LIMIT)
    seen: str = Field("", max_length=40)


def waiting(request: Request | None) -> Request:
    """The request while it waits. Raises NoSuchRequest, AlreadyDecided."""
    if request is None or request.state is State.TAKEN_BACK:
        raise NoSuchRequest
    rules.check_waiting(request)
    return request


def about(request: Request) -> str:
    """The matter that cards of a request are about."""
    return f"join:{request.id}"


def carried(request: Request) -> dict[str, Any]:
    """What a button about a request carries."""
    return {"request": request.id, "seen": request.seen}


def back(request: Request) -> tuple[Button, ...]:
    """The way back from a form to the request."""
    return (Button(N_("Back to the request"), "join.show", carried(request), fills=False),)


def asks(request: Request) -> tuple[Said, ...]:
    """Who asks for what, said above a form."""
    organisation = request.organisation.names if request.organisation else request.wish.named
    values = {"name": request.name, "organisation": organisation}
    who = Said(N_("{name} asks to be admitted. Organisation: {organisation}"), values)
    return (who, *message_line(request))
