"""Who has done what in a round, by step, region and ministry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from bot.forms import Number
from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.people import Action, Kind, Person, may
from knowledge.reminders import asks_to_remind
from knowledge.rounds import Round, over
from knowledge.status import AFTERWARDS, BY_SECRETARIAT, Row, Status, Step, status
from knowledge.stepwords import named
from storage import rounds
from storage import status as recorded

from . import reminding, status_export, which_round
from .status_sheets import contacts
from .status_words import DONE, NAMES, RATHER, STANDS, called, lines, picture

PEOPLE = 4  # of an organisation that are named


class StatusRef(BaseModel):
    """A button of the overview: the round (0: the one in hand), and the step it looks at."""

    round: Number = 0
    step: Step | None = None


def show_said(ask: Ask, read: Read) -> Reply:
    """What a sentence asks for: a step that it names, to remind of it or to see it; else the overview."""
    round_, step = which_round.said(ask, read.db), named(ask.text)
    if step and asks_to_remind(ask.text) and _to_remind(ask, read, round_, step):
        return reminding.said(ask, read, round_, step)
    return _shown(ask, read, round_, step)


def show(ask: Ask, read: Read) -> Reply:
    """The overview of a button's round, or one of its steps."""
    return _shown(ask, read, _round(ask, read), ask.form.step)


def export(ask: Ask, read: Read) -> Reply:
    """A link to the workbook of a button's round."""
    return status_export.offer(ask, read, _round(ask, read))


def _round(ask: Ask, read: Read) -> Round:
    return which_round.numbered(ask, read.db, ask.form.round)


def _shown(ask: Ask, read: Read, round_: Round, step: Step | None) -> Reply:
    found = status(recorded.facts(read.db, round_), ask.now)
    return _step(ask, read, found, step) if step else _overview(ask, read, found)


def _overview(ask: Ask, read: Read, found: Status) -> Reply:
    places, reference = read.memory.facts.places, {"round": found.round.id}
    address, described = picture(found, places, ask.language)
    data = {
        "round": found.round.names,
        "picture": address,
        "described": described,
        "steps": [
            {"name": NAMES[step], "lines": lines(found, step, places), "data": reference | {"step": step}}
            for step in Step
        ],
        "buttons": tuple(_elsewhere(ask, read, found.round)),
    }
    return Reply("round_status", data, about=f"status:{found.round.id}")


def _elsewhere(ask: Ask, read: Read, round_: Round) -> Iterable[Button]:
    if read.links.possible:
        yield Button(N_("Export (XLSX)"), "status.export", {"round": round_.id})
    yield Button(N_("The state's view of the regions"), "view.show", {"round": round_.id})
    if may(ask.person, Action.COORDINATE):
        yield Button(N_("Steps of the round"), "step.show", {"round": round_.id})
    every = [each.id for each in rounds.all_rounds(read.db)]
    at = every.index(round_.id)
    if at > 0:
        yield Button(N_("The round before"), "status.show", {"round": every[at - 1]})
    if at + 1 < len(every):
        yield Button(N_("The round after"), "status.show", {"round": every[at + 1]})


def _step(ask: Ask, read: Read, found: Status, step: Step) -> Reply:
    """Exactly those who haven't done a step, with their contacts where it is theirs to do."""
    groups = [(kind, found.waiting(step, kind)) for kind in DONE[step]]
    known = contacts(read.db, found.to_remind(step), ask.now)
    data = {
        "round": found.round.names,
        "step": NAMES[step],
        "groups": [_group(read, found, step, kind, rows, known) for kind, rows in groups],
        "buttons": (
            *_reminding(ask, read, found.round, step),
            Button(N_("All steps"), "status.show", {"round": found.round.id}),
            *((RATHER[step](found.round.id),) if step in RATHER else ()),
        ),
    }
    return Reply("round_status_step", data, about=f"status:{found.round.id}")


def _to_remind(ask: Ask, read: Read, round_: Round, step: Step) -> int:
    """How many organisations the asker may remind of a step: those that can still do it."""
    ended = over(round_, ask.now) and step not in AFTERWARDS
    if ended or not may(ask.person, Action.COORDINATE):
        return 0
    return len(reminding.items_of(read.db, round_, step, ask.now))


def _reminding(ask: Ask, read: Read, round_: Round, step: Step) -> Iterable[Button]:
    waiting = _to_remind(ask, read, round_, step)
    return (reminding.button(round_, step, waiting),) if waiting else ()


def _group(
    read: Read, found: Status, step: Step, kind: Kind, rows: Iterable[Row], known: Mapping[str, list[Person]]
) -> dict[str, Any]:
    done, of = found.count(step, kind)
    return {
        "title": DONE[step][kind],
        "done": done,
        "of": of,
        "ours": (step, kind) in BY_SECRETARIAT,
        "items": [_item(read, row, step, known.get(row.organisation.id, [])) for row in rows],
    }


def _item(read: Read, row: Row, step: Step, own: list[Person]) -> dict[str, Any]:
    cell = row.cells[step]
    return {
        "names": called(row.organisation, read.memory.facts.places),
        "mark": STANDS[cell.mark],
        "done": cell.done,
        "of": cell.of,
        "people": [person.name for person in own[:PEOPLE]],
        "more": max(0, len(own) - PEOPLE),
    }


ROUTES = (
    Route(Action.OVERSEE, intent="round_status", show=show_said),
    Route(Action.OVERSEE, verb="status.show", form=StatusRef, show=show),
    Route(Action.OVERSEE, verb="status.export", form=StatusRef, show=export),
)
DOCUMENTS = {status_export.KIND: status_export.build}
