"""The forms of the state's view: a ministry's contribution, and the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field

from bot.forms import Choice, Input, Lines, Number, Said, form_reply
from bot.routes import Ask, Button, Reply
from cards.language import N_
from knowledge.people import Organisation
from knowledge.state_views import PART_LIMIT, TEXT_LIMIT, Part, View

from .state_view_cards import PART, Desk
from .views import cut

CONTRIBUTE_SAVE, SAVE = "view.contribute_save", "view.save"


class ViewForm(BaseModel):
    """A button or a form of a view; `version` is what the text was when it was opened."""

    round: Number = 0
    region: str = Field("", max_length=10)
    organisation: str = Field("", max_length=100)
    version: Number = 0
    text: Lines = ""


@dataclass(frozen=True)
class Typed:
    """What stands in a form: for which ministry, the text, the version that it began from."""

    text: str = ""
    version: int = 0
    ministry: str = ""


def part_form(
    ask: Ask, at: Desk, view: View, allowed: tuple[Organisation, ...], typed: Typed, **wrong: Any
) -> Reply:
    """The form of a contribution; the ministry is chosen where the asker may contribute for several."""
    chosen = next((ministry for ministry in allowed if ministry.id == typed.ministry), None)
    given = {part.ministry.id for part in view.given}
    choices = tuple(Choice(o.id, o.names) for o in allowed if o.id not in given or len(given) == len(allowed))
    which = Input("organisation", N_("Ministry"), "one", typed.ministry, choices, required=True)
    text = Input(
        "text",
        N_("The region's central questions as the ministry sees them (at most {limit} characters)"),
        "lines",
        typed.text,
        values={"limit": PART_LIMIT},
    )
    hidden = at.reference | {"version": typed.version} | ({"organisation": chosen.id} if chosen else {})
    known = wrong.get("alert") and view.part_of(typed.ministry)
    intro = (
        *((Said("{ministry}", {"ministry": chosen.names}),) if chosen else ()),
        *(_now_reads(known.text, typed) if known else (Said(PARTS_ARE),)),
    )
    title = Said(N_("Contribution to the state's view: {region}"), {"region": at.names})
    send = Button(N_("Save the contribution"), CONTRIBUTE_SAVE, hidden, style="positive")
    return form_reply(ask, title, (text,) if chosen else (which, text), send, intro=intro, **wrong)


PARTS_ARE = N_(
    "The ministries, the working group, the secretariat and AUNE see contributions; the region doesn't. Leave"
    " the text empty to take an earlier contribution back."
)


def _now_reads(text: str, typed: Typed) -> tuple[Said, ...]:
    """What a text says now, beside what was typed: shortened where the two wouldn't fit into a card."""
    room = TEXT_LIMIT if len(typed.text) <= TEXT_LIMIT else PART
    return (Said(N_("Now: {text}"), {"text": cut(text, room)}),)


def text_form(ask: Ask, at: Desk, view: View, typed: Typed, **wrong: Any) -> Reply:
    """The form of the text; beside it the contributions, or what somebody else wrote meanwhile."""
    parts = () if wrong else tuple(_beside(at, part) for part in view.given)
    known = wrong.get("alert")
    text = Input(
        "text",
        N_("The state's view of the region (at most {limit} characters)"),
        "lines",
        typed.text,
        values={"limit": TEXT_LIMIT},
    )
    title = Said(N_("Write the state's view: {region}"), {"region": at.names})
    send = Button(N_("Save the text"), SAVE, at.reference | {"version": typed.version}, style="positive")
    told = Said(N_("The region's people read this text: they are told when you change it."))
    shown = (told,) if view.published else ()
    intro = (*shown, *parts, *(_now_reads(view.text, typed) if known else ()))
    return form_reply(ask, title, (text,), send, intro=intro, **wrong)


def _beside(at: Desk, part: Part) -> Said:
    return Said("{ministry}: {text}", {"ministry": at.called(part.ministry), "text": cut(part.text, PART)})
