"""The cards of somebody's own data, and of requests to correct or erase it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, Field

from bot.forms import Said, moment_value, notice
from bot.routes import NUMBER_LIMIT, Button
from cards.language import N_
from knowledge.personal import DAYS, Kind, Request
from knowledge.retention import RULES

SHOW = Button(N_("Back to my data"), "data.show", fills=False)
KIND_NAMES = {Kind.CORRECTION: N_("correct the data"), Kind.ERASURE: N_("erase the data")}
OWN = (
    N_(
        "Who you are, so that I know what you may do (roles: {roles}, requests to join: {asked_to_join}). "
        "Kept for {people} years after your last role ends."
    ),
    N_(
        "Where you are reached, so that notices arrive (chats: {chats}, e-mail addresses: {email}). Kept for "
        "{mailboxes} months after your last role ends."
    ),
    N_("Messages to you: {messages}. What they say is kept for {outbox} months."),
    N_("What you turned off, and when you are away: {wishes}. Kept for a month after it ends."),
    N_(
        "What you did for your organisation, such as proposals and answers: {acts}. It is the organisation's "
        "and kept for good."
    ),
    N_("The log of use, with your number and without your name: {log} rows. Kept for {audit} years."),
)
"""What is kept, why and for how long: the numbers in braces are counts, years and months."""
GROUND = N_(
    "The ground is a task given by law (GDPR 6(1)(e); Act 756/2021 27 §). Some may be kept longer where the "
    "settings say so."
)
YEAR, MONTH = 365, 30.4  # days


class RequestRef(BaseModel):
    """The request that a button is about."""

    request: int = Field(ge=1, le=NUMBER_LIMIT)


def about(request: Request) -> str:
    """The matter that cards of a request are about."""
    return f"data:{request.id}"


def my_data(counts: Mapping[str, int], waiting: Iterable[Request]) -> dict[str, Any]:
    """What is kept about somebody, and what they can do about it."""
    asked = tuple(waiting)
    values = {**_times(), **counts, "wishes": counts["turned_off"] + counts["away"]}
    return notice(
        Said(N_("What is kept about you")),
        lines=(
            *(Said(each, values) for each in OWN),
            Said(GROUND),
            *(_waits(each) for each in asked),
        ),
        buttons=(
            Button(N_("All of it as a file"), "data.file"),
            Button(N_("Ask to have it corrected"), "data.correct"),
            *(_take_back(each) for each in asked),
            *(() if Kind.ERASURE in {each.kind for each in asked} else (ERASE,)),
        ),
    )


def _times() -> dict[str, int]:
    """By kind: for how long it is kept, in years, or in months where that is less than two years."""
    days = {rule.kind: rule.days for rule in RULES if rule.days}
    return {kind: n // YEAR if n >= 2 * YEAR else round(n / MONTH) for kind, n in days.items()}


ERASE = Button(N_("Ask for erasure"), "data.erasure")


def _waits(request: Request) -> Said:
    told = N_("You asked on {date}: {what}. A coordinator answers within {days} days of that.")
    what = {"say": KIND_NAMES[request.kind]}
    return Said(told, {"date": moment_value(request.at), "what": what, "days": DAYS})


def _take_back(request: Request) -> Button:
    return Button(TAKE_BACK[request.kind], "data.take_back", {"request": request.id})


TAKE_BACK = {
    Kind.CORRECTION: N_("Take the wish for a correction back"),
    Kind.ERASURE: N_("Take the wish for erasure back"),
}


def asked(request: Request) -> dict[str, Any]:
    """What somebody has just asked for."""
    told = N_("A coordinator reads it and answers within {days} days. You can take it back until then.")
    after = N_("After the erasure I don't know you any more, so I can't tell you that it was done.")
    lines = [Said(told, {"days": DAYS})]
    if request.kind is Kind.ERASURE:
        lines.append(Said(after))
    return notice(
        Said(N_("Your request is on its way")),
        lines=(*lines, *_wanted(request)),
        buttons=(_take_back(request), SHOW),
    )


def for_coordinators(request: Request) -> dict[str, Any]:
    """The request, for those who answer it."""
    reference = {"request": request.id}
    yes = {
        Kind.CORRECTION: Button(N_("It is corrected"), "data.corrected", reference, style="positive"),
        Kind.ERASURE: Button(N_("Erase …"), "data.erase", reference),
    }
    return notice(
        Said(N_("Somebody asks about their own data")),
        facts=(
            (N_("Name"), request.name),
            (N_("Request"), {"say": KIND_NAMES[request.kind]}),
            (N_("Asked"), moment_value(request.at)),
        ),
        lines=(*_wanted(request), Said(HOW[request.kind], {"days": DAYS})),
        why=Said(N_("You get this because coordinators answer such requests. One answer is enough.")),
        buttons=(yes[request.kind], Button(N_("Decline the request …"), "data.decline", reference)),
    )


HOW = {
    Kind.CORRECTION: N_(
        "Correct it by an import, or ask an administrator; roles you can give and end here. It is to be "
        "answered within {days} days."
    ),
    Kind.ERASURE: N_("It is to be answered within {days} days. Look first at what is erased and what stays."),
}


def _wanted(request: Request) -> tuple[str, ...]:
    return (request.wanted,) if request.wanted else ()
