"""A proposal's history: all that happened, and how its text changed from one version to the next."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.people import Action
from knowledge.places import Places
from knowledge.proposals import REASON_LIMIT, history
from knowledge.refusals.proposals import NoSuchProposal
from knowledge.versions import Change, Run, Version, changes
from storage import proposals
from storage.goals import all_goals

from .own_proposals import readable
from .proposal_cards import line
from .proposal_form import Seen
from .proposal_notices import open_button
from .views import names_by_code, onward

ROOM = 16_000  # bytes of the texts on a card, as JSON: with the card around them they stay below 28 KB
LINES = 10  # lines of a history on a card
FIELDS = {
    "title": N_("Topic"),
    "description": N_("Description"),
    "goals": N_("Goals"),
    "objective": N_("Regional programme"),
    "strategy": N_("Strategy"),
    "urgency": N_("Why now"),
    "areas": N_("Policy areas"),
    "ministries": N_("Ministries"),
    "regions": N_("Regions"),
    "prepared_with": N_("Prepared with"),
    "outcome": N_("Wanted outcome"),
    "in_depth": N_("In-depth session"),
    "links": N_("Links"),
}
SWITCH = {"True": N_("wished for"), "False": N_("not wished for")}
Names = Mapping[str, Mapping[str, str]]


def show(ask: Ask, read: Read) -> Reply:
    """What changed in a version (`offset` is its number; 0 the newest), for those who may read it."""
    proposal = readable(ask, proposals.find(read.db, ask.form.proposal))
    seen = {event.version for event in history(ask.person, proposal)}
    known = [each for each in proposals.versions(read.db, proposal.id) if each.number in seen]
    if not known:
        raise NoSuchProposal
    at = next((n for n, each in enumerate(known) if each.number == ask.form.offset), len(known) - 1)
    now, before = known[at], known[at - 1] if at else None
    data = {
        "number": proposal.number,
        "version": now.number,
        "before": before.number if before else 0,
        "at": now.at,
        "by": now.by,
        "proposal_title": now.content.title,
        "changes": _views(ask, read, changes(before.content, now.content)) if before else (),
        "buttons": tuple(_buttons(proposal.id, known, at)),
    }
    return Reply("versions", data)


def _buttons(proposal: int, known: Sequence[Version], at: int) -> Iterable[Button]:
    for title, there in ((N_("Earlier version"), at - 1), (N_("Later version"), at + 1)):
        if 0 <= there < len(known):
            yield Button(title, "proposal.versions", {"proposal": proposal, "offset": known[there].number})
    yield open_button(proposal)


def _views(ask: Ask, read: Read, found: Sequence[Change]) -> list[dict[str, Any]]:
    """The changes as a card shows them, each with its share of the room."""
    names = _names(read.memory.facts.places, all_goals(read.db))
    room = ROOM // max(1, len(found))
    return [_view(change, names.get(change.field, {}), room) for change in found]


def _names(places: Places, goals: Iterable[Any]) -> Mapping[str, Names]:
    return {**names_by_code(places), "goals": {goal.id: goal.titles for goal in goals}}


def _view(change: Change, names: Names, room: int) -> dict[str, Any]:
    lists = {"gone": change.gone, "come": change.come}
    kept = {key: [_value(each, names, room) for each in values] for key, values in lists.items()}
    runs = [{"text": text, "mark": run.mark} for run, text in fitted(change.runs, room)]
    return {"label": FIELDS[change.field], "runs": runs, **kept}


def _value(code: str, names: Names, room: int) -> dict[str, Any]:
    """A code by its name, a choice in words, a link as it is."""
    if code in SWITCH:
        return {"say": SWITCH[code]}
    return dict(names.get(code, {"fi": code[: max(40, room // 80)]}))


def fitted(runs: Sequence[Run], room: int) -> Iterable[tuple[Run, str]]:
    """The pieces of a text, each cut to its share where together they are too large for a card."""
    size = sum(map(_size, runs))
    for run in runs:
        share = len(run.text) if size <= room else max(20, len(run.text) * room // size)
        yield run, run.text if share >= len(run.text) else run.text[:share] + "…"


def _size(run: Run) -> int:
    return len(json.dumps(run.text, ensure_ascii=False).encode()) + 90  # with what stands around it


def whole(ask: Ask, read: Read) -> Reply:
    """The whole history of a proposal, the newest line first, with the reasons in full."""
    proposal = readable(ask, proposals.find(read.db, ask.form.proposal))
    lines, offset = history(ask.person, proposal)[::-1], ask.form.offset
    page = lines[offset : offset + LINES]
    if not page:
        raise NoSuchProposal
    more = onward("proposal.history", {"proposal": proposal.id}, offset + LINES, len(lines))
    data = {
        "number": proposal.number,
        "proposal_title": proposal.content.title,
        "events": [line(event, REASON_LIMIT) for event in page],
        "first": offset + 1,
        "last": offset + len(page),
        "total": len(lines),
        "buttons": (*more, open_button(proposal.id)),
    }
    return Reply("history", data)


ROUTES = (
    Route(Action.ASK, verb="proposal.versions", form=Seen, show=show),
    Route(Action.ASK, verb="proposal.history", form=Seen, show=whole),
)
