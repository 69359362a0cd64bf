"""The cards of somebody who asks to be admitted, and the notice to those who answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from bot.forms import Choice, Input, Line, Lines, Number, Said, form_reply, notice, notice_reply
from bot.routes import Ask, Button, Reply
from cards.language import LANGUAGES, N_
from knowledge import joining as rules
from knowledge.joining import Request
from knowledge.people import Organisation, Person
from knowledge.refusals import Refusal
from knowledge.refusals.asking import NotAdmitted

from .greeting import LANGUAGE_NAMES
from .people_words import message_line, organisation_choices, request_facts, role_choices, role_facts
from .requests import carried
from .views import HELP

OTHER = "other"
STRANGE, KNOWN = Said(N_("Hello! I'm ALKE-botti")), Said(N_("Ask to join one more organisation"))
WHO_I_AM = Said(
    N_(
        "I serve the regional development discussions between the State and the regions. I remember what was "
        "agreed, and I take your proposals to the agenda."
    )
)
HOW = Said(
    N_(
        "Tell which organisation you come from and send the form. A coordinator of the secretariat reads it "
        "with your name, and I tell you the answer here."
    )
)
Known = Mapping[str, Organisation]


class JoinForm(BaseModel):
    """The form as it was typed; `request` is the waiting one that it changes, 0 for a new one."""

    organisation: Line = ""
    organisation_name: Line = ""
    role: Line = ""
    message: Lines = ""
    name: Line = ""
    request: Number = 0


def form_card(
    ask: Ask,
    known: Known,
    typed: JoinForm,
    *,
    faults: Iterable[Refusal] = (),
    refused: Request | None = None,
) -> Reply:
    """The form: for somebody unknown with who I am, in the languages that they may choose from."""
    admitted = bool(ask.person.memberships)
    intro = (*_refusal_told(refused), *((HOW,) if admitted else (WHO_I_AM, Said(NotAdmitted().message), HOW)))
    send = Button(N_("Send the request"), "join.ask", {"request": typed.request}, style="positive")
    inputs, title = _inputs(ask.person, known, typed), KNOWN if admitted else STRANGE
    buttons = (HELP,) if admitted else _languages(ask)
    return form_reply(ask, title, inputs, send, intro=intro, faults=faults, buttons=buttons)


def _refusal_told(refused: Request | None) -> tuple[Said, ...]:
    """What the coordinator answered the last time: somebody unknown can't look it up anywhere else."""
    if refused is None:
        return ()
    told = N_("Your last request was refused. The reason: {reason} You can ask again.")
    return (Said(told, {"reason": refused.reason}),)


def _inputs(person: Person, known: Known, typed: JoinForm) -> tuple[Input, ...]:
    other = Choice(OTHER, text=N_("Another organisation: I write its name below"))
    every = (*organisation_choices(known.values()), other)
    nameless = Input("name", N_("Your name"), value=typed.name, required=True)
    roles = role_choices(rules.ASKED_FOR)
    return (
        Input("organisation", N_("Your organisation"), "one", typed.organisation, every, required=True),
        Input("organisation_name", N_("Name of another organisation"), value=typed.organisation_name),
        Input("role", N_("The role you ask for"), "one", typed.role, roles, required=True, expanded=True),
        Input("message", N_("Message to the coordinator"), "lines", typed.message),
        *(() if person.name else (nameless,)),
    )


def _languages(ask: Ask) -> tuple[Button, ...]:
    return tuple(Button(LANGUAGE_NAMES[code], way="say") for code in LANGUAGES if code != ask.language)


def request_notice(request: Request) -> dict[str, Any]:
    """The card of a request for those who answer it."""
    reference = carried(request)
    return notice(
        Said(N_("Somebody asks to be admitted")),
        facts=request_facts(request),
        lines=message_line(request),
        why=Said(N_("You get this because coordinators admit people. One answer is enough.")),
        buttons=(
            Button(N_("Admit"), "join.admit", reference, style="positive"),
            Button(N_("Refuse"), "join.refuse", reference),
        ),
    )


def receipt(request: Request, *, new: bool) -> Reply:
    """What was asked for and what happens next."""
    sent, waits = N_("Your request is on its way"), N_("Your request is waiting")
    next_ = N_(
        "A coordinator of the secretariat reads it, and I tell you the answer here. Until then I can't show "
        "anything of this organisation."
    )
    facts = role_facts(request.organisation or request.wish.named, request.wish.role)
    buttons = (
        Button(N_("Change the request"), "join.change"),
        Button(N_("Take the request back"), "join.take_back"),
    )
    lines = (Said(next_), *message_line(request))
    return notice_reply(notice(Said(sent if new else waits), lines=lines, facts=facts, buttons=buttons))
