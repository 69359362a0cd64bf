"""A conclusion by its number: what it says, what stands in its place, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, Field

from bot.forms import Said, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.index import Hit
from knowledge.people import Action, sees
from knowledge.records import Kind, Record
from knowledge.refusals.conclusions import NoSuchConclusion
from knowledge.trail import Trail
from storage import records, trail

from .followup_words import with_follow_up
from .views import record_views, suggestions

ID_LIMIT = 60
SOURCES = 8  # proposals named on a card
NUMBER = re.compile(r"\b(\d{4}-[0-9a-zåäö]{1,30}-\d{2,3})\b", re.IGNORECASE)
"""The public id of a conclusion, as it is said: 2026-19-03, 2024-pohjoinen-01."""


class RecordRef(BaseModel):
    """A button of a conclusion."""

    record: str = Field("", max_length=ID_LIMIT)


def show(ask: Ask, read: Read) -> Reply:
    """The card of the conclusion that a button names."""
    return card(ask, read, _found(ask, read))


def said(ask: Ask, read: Read) -> Reply | None:
    """The card of the one conclusion whose number was said, when the asker may see it."""
    numbers = dict.fromkeys(number.lower() for number in NUMBER.findall(ask.text))
    found = [record for number in numbers if (record := _visible(ask, read, number))]
    return card(ask, read, found[0]) if len(found) == 1 else None


def _found(ask: Ask, read: Read) -> Record:
    """The conclusion. Raises NoSuchConclusion, for one that the asker may not see as well."""
    record = _visible(ask, read, ask.form.record)
    if record is None:
        raise NoSuchConclusion
    return record


def _visible(ask: Ask, read: Read, number: str) -> Record | None:
    found = next(iter(records.by_ids(read.db, [number], sees(ask.person))), None)
    return found if found and found.kind == Kind.CONCLUSION else None


def card(ask: Ask, read: Read, record: Record) -> Reply:
    """A conclusion alone, with its whole text."""
    (item,) = with_follow_up(read, record_views(ask, read, [record], (), whole=True))
    came = trail.of(read.db, record.id)
    data = {"item": item, "conclusions": True, "buttons": tuple(_buttons(ask, record, came))}
    hits, asked = (Hit(record.id, Kind.CONCLUSION, 1.0),), ask.understood if ask.kind == "message" else None
    return Reply("conclusion", data, about=f"conclusion:{record.id}", hits=hits, question=asked)


def _buttons(ask: Ask, record: Record, came: Trail | None) -> Iterator[Button]:
    if came:
        yield Button(N_("Where this comes from"), "conclusion.trail", {"record": record.id})
    if record.meeting and record.confirmations and record.confirmations.final:
        yield Button(N_("Read the minutes"), "minutes.final", {"session": record.meeting.id})
    yield Button(N_("What came of it"), "followup.show", {"record": record.id})
    yield from suggestions(ask)[:2]


# Where it comes from


def show_trail(ask: Ask, read: Read) -> Reply:
    """From proposals over the agenda and the session to what came of it."""
    record = _found(ask, read)
    came = trail.of(read.db, record.id)
    if came is None:
        return card(ask, read, record)
    data = notice(
        Said(N_("Where conclusion {number} comes from"), {"number": record.id}),
        facts=list(_facts(came)),
        buttons=(
            Button(N_("Back to the conclusion"), "conclusion.show", {"record": record.id}),
            *(
                Button(N_("Proposal {number}"), "proposal.show", {"proposal": one.id}, values=_number(one))
                for one in came.proposals[:2]
            ),
            Button(N_("Agenda"), "agenda.show", {"session": came.session}),
            Button(N_("Read the minutes"), "minutes.final", {"session": came.session}),
        ),
    )
    return notice_reply(data, f"conclusion:{record.id}")


def _number(one: Any) -> dict[str, str]:
    return {"number": one.number}


def _facts(came: Trail) -> Iterator[tuple[str, Any]]:
    proposals = [f"{one.number} {one.title}" for one in came.proposals[:SOURCES]]
    left = len(came.proposals) - SOURCES
    yield N_("Proposals"), [*proposals, *([f"+ {left}"] if left > 0 else [])] or NOT_FROM_ONE
    yield N_("Item of the agenda"), came.item_title or NOT_FROM_ONE
    yield N_("Session"), dict(came.names)
    yield N_("Version of the minutes"), str(came.version)
    yield N_("Reports of what came of it"), str(len(came.reports))


NOT_FROM_ONE = {"say": N_("none")}
ROUTES = (
    Route(Action.ASK, verb="conclusion.show", form=RecordRef, show=show, by_mail=True),
    Route(Action.ASK, verb="conclusion.trail", form=RecordRef, show=show_trail, by_mail=True),
)
