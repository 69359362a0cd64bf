"""A proposal as the cards show it: the form with its choices and faults, the receipt, the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.memory import PROPOSAL, proposal_number
from bot.routes import Ask, Button, Read
from cards.language import N_
from knowledge.goals import in_force
from knowledge.index import Found, Hit
from knowledge.people import Action, Kind, Organisation, Person, may
from knowledge.places import Places
from knowledge.proposals import (
    DESCRIPTION_LIMIT,
    FIELD_LIMIT,
    TITLE_LIMIT,
    Choices,
    Content,
    Event,
    Proposal,
    State,
    can_change,
    owns,
)
from knowledge.refusals import Refusal
from knowledge.rounds import Round
from storage import people, proposals, records
from storage.goals import all_goals

from .views import goal_view, record_views

STATES = {
    N_("draft"),
    N_("submitted"),
    N_("returned"),
    N_("merged"),
    N_("accepted"),
    N_("in-depth"),
    N_("deferred"),
    N_("redirected"),
    N_("withdrawn"),
}  # the states as texts: their names are what is translated
LIMITS = {"title": TITLE_LIMIT, "description": DESCRIPTION_LIMIT, "short": FIELD_LIMIT}


@dataclass(frozen=True)
class Desk:
    """What a proposal is written against: the round, the choices, and for whom one may propose."""

    round: Round
    organisations: tuple[Organisation, ...]
    goals: tuple[dict[str, Any], ...]
    areas: tuple[dict[str, Any], ...]
    ministries: tuple[dict[str, Any], ...]
    regions: tuple[dict[str, Any], ...]

    @property
    def choices(self) -> Choices:
        """The codes that may be chosen."""
        lists = (self.goals, self.areas, self.ministries, self.regions)
        return Choices(*(frozenset(choice["value"] for choice in each) for each in lists))


def desk(ask: Ask, read: Read, round_: Round) -> Desk:
    """The desk of this person in a round."""
    places = read.memory.facts.places
    return Desk(
        round_,
        _organisations(read, ask.person),
        _goal_choices(ask, read, round_),
        _choices((area.id, area.names) for area in places.areas),
        _choices((ministry.abbr, ministry.names) for ministry in places.ministries),
        _choices((region.code, region.names) for region in places.regions if region.takes_part),
    )


def _organisations(read: Read, person: Person) -> tuple[Organisation, ...]:
    """One's own organisations; a coordinator may propose on behalf of any council or ministry."""
    own = tuple(m.organisation for m in person.memberships if m.role in ("contact", "deputy"))
    if not may(person, Action.COORDINATE):
        return own
    every = people.organisations(read.db).values()
    return (*own, *(o for o in every if o.kind in (Kind.COUNCIL, Kind.MINISTRY) and o not in own))


def _goal_choices(ask: Ask, read: Read, round_: Round) -> tuple[dict[str, Any], ...]:
    goals = all_goals(read.db)
    decision = in_force(goals, round_.year)
    below = [goal for goal in goals if decision and goal.parent == decision.id]
    return _choices((goal.id, goal.titles) for goal in below)


def _choices(named: Iterable[tuple[str, Mapping[str, str]]]) -> tuple[dict[str, Any], ...]:
    return tuple({"value": value, "names": dict(names)} for value, names in named)


def form_data(
    desk_: Desk,
    content: Mapping[str, Any],
    *,
    verb: str,
    hidden: Mapping[str, Any],
    faults: Iterable[Refusal] = (),
    alert: Refusal | None = None,
    number: str = "",
) -> dict[str, Any]:
    """What the form card needs: the values to show, the choices, and what is wrong at which field."""
    said = {fault.field: {"message": fault.message, "values": fault.values} for fault in faults}
    extra = ("areas", "ministries", "prepared_with", "outcome", "in_depth", "links")
    return {
        "round": desk_.round.names,
        "closes": desk_.round.proposals_close,
        "values": dict(content),
        "faults": said,
        "alert": {"message": alert.message, "values": alert.values} if alert else None,
        "goals": desk_.goals,
        "areas": desk_.areas,
        "ministries": desk_.ministries,
        "regions": desk_.regions,
        "organisations": [{"value": o.id, "names": o.names} for o in desk_.organisations],
        "limits": LIMITS,
        "more": any(content.get(name) or name in said for name in extra),
        "verb": verb,
        "hidden": dict(hidden),
        "number": number,
    }


def receipt_data(
    ask: Ask, read_places: Places, proposal: Proposal, similar: Mapping[str, Any], goals: Any
) -> dict[str, Any]:
    """What the receipt shows: number, state, text, history, similar ones, and what may still be done."""
    return {
        **proposal_view(proposal, ask.now),
        **_named(proposal.content, read_places, goals, ask.language),
        "similar": similar,
        "buttons": buttons(ask, proposal),
    }


def proposal_view(proposal: Proposal, now: datetime) -> dict[str, Any]:
    """The plain facts of a proposal."""
    return {
        "id": proposal.id,
        "number": proposal.number,
        "round": proposal.round.names,
        "organisation": proposal.organisation_names,
        "state": proposal.state.value,
        "late": proposal.late,
        "changeable": can_change(proposal, now),
        "closes": proposal.round.proposals_close,
        "content": asdict(proposal.content),
        "events": [
            {"at": event.at, "state": _happened(event), "version": event.version, "by": event.by}
            for event in proposal.events
        ],
    }


def _happened(event: Event) -> str:
    """What a line of history tells: a new version of a submitted proposal is an edit."""
    return N_("edited") if event.state is State.SUBMITTED and event.version > 1 else event.state.value


def _named(content: Content, places: Places, goals: Any, language: str) -> dict[str, Any]:
    areas = {area.id: area.names for area in places.areas}
    ministries = {ministry.abbr: ministry.names for ministry in places.ministries}
    regions = {region.code: region.names for region in places.regions}
    return {
        "goals": [goal_view(goal, language) for goal in goals if goal.id in content.goals],
        "area_names": [areas[code] for code in content.areas if code in areas],
        "ministry_names": [ministries[code] for code in content.ministries if code in ministries],
        "region_names": [regions[code] for code in content.regions if code in regions],
    }


def buttons(ask: Ask, proposal: Proposal) -> tuple[Button, ...]:
    """Edit and withdraw for the proposal's own people, as long as they are possible."""
    if not (can_change(proposal, ask.now) and owns(ask.person, proposal.organisation)):
        return ()
    reference = {"proposal": proposal.id, "version": proposal.version}
    return (
        Button(N_("Edit"), "proposal.edit", reference, way="dialog"),
        Button(N_("Withdraw"), "proposal.withdraw", reference, style="destructive"),
    )


def similar_views(ask: Ask, read: Read, found: Found, round_: Round) -> dict[str, Any]:
    """Similar proposals of this round and past conclusions, as short lines."""
    return {
        "proposals": _similar_proposals(read, _of(found.hits, PROPOSAL), round_),
        "conclusions": record_views(
            ask, read, records.by_ids(read.db, [hit.id for hit in _of(found.hits, "conclusion")][:3]), ()
        ),
    }


def _of(hits: Iterable[Hit], kind: str) -> list[Hit]:
    return [hit for hit in hits if hit.kind == kind]


def _similar_proposals(read: Read, hits: list[Hit], round_: Round) -> list[dict[str, Any]]:
    near = proposals.by_ids(read.db, [proposal_number(hit.id) for hit in hits])
    found = [proposal for proposal in near if proposal.round.id == round_.id][:3]
    return [
        {
            "number": proposal.number,
            "title": proposal.content.title,
            "organisation": proposal.organisation_names,
            "state": proposal.state.value,
        }
        for proposal in found
    ]
