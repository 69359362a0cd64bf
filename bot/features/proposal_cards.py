"""A proposal as the cards show it: what it says, where it stands, what happened, what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.entries import PROPOSAL, proposal_key, proposal_number
from bot.routes import Ask, Read, Reply
from cards.language import N_
from knowledge import joint
from knowledge.goals import Goal
from knowledge.index import Found, Hit, Kin
from knowledge.places import Names, Places
from knowledge.proposals import (
    TRIAGED,
    Act,
    Content,
    Event,
    Proposal,
    Standing,
    State,
    adopts,
    can_change,
    history,
    owns,
)
from knowledge.rounds import Round
from storage import comments, proposals, records
from storage.goals import all_goals

from .proposal_buttons import buttons
from .proposal_form import HEAVY, weight
from .proposal_notices import about
from .views import cut, goal_view, names_by_code, record_views

STATES = {
    N_("draft"),
    N_("brought"),
    N_("answered"),
    N_("submitted"),
    N_("returned"),
    N_("merged"),
    N_("accepted"),
    N_("in-depth"),
    N_("deferred"),
    N_("redirected"),
    N_("withdrawn"),
}  # the states as texts: their names are what is translated
ACTS = {
    N_("edited"),
    N_("taken up by the council"),
    N_("asked to join"),
    N_("joined"),
    N_("declined to join"),
    N_("left the proposal"),
    N_("request taken back"),
}
STANDINGS = {
    Standing.CHOSEN: N_("Asked when the draft is sent"),
    Standing.ASKED: N_("Asked, no answer yet"),
    Standing.DECLINED: N_("Declined to join"),
    Standing.LEFT: N_("Left the proposal"),
}
HISTORY, FEW = 8, 3  # lines shown on a card, and on one that long texts fill
NOTE = 150  # characters of a reason in a line of history; the newest is shown in full
CARRIED = "proposal:"
NOTHING: dict[str, Any] = {"proposals": [], "conclusions": []}


@dataclass(frozen=True)
class Around:
    """What is read for a proposal's card: similar matters, goals, places, and how many comments there are."""

    similar: Mapping[str, Any]
    goals: tuple[Goal, ...]
    places: Places
    comments: int = 0


def around(ask: Ask, read: Read, content: Content, round_: Round, own: int = 0) -> Around:
    """What the card of a proposal with this content needs; `own` is its id, once it has one."""
    said = comments.count(read.db, own) if own else 0
    similar = _similar(ask, read, content, round_, own)
    return Around(similar, all_goals(read.db), read.memory.facts.places, said)


def card(ask: Ask, read: Read, proposal: Proposal) -> Reply:
    """The card of a proposal that the asker may see."""
    return receipt(ask, around(ask, read, proposal.content, proposal.round, proposal.id), proposal)


def receipt(ask: Ask, found: Around, proposal: Proposal) -> Reply:
    """The card: number, state, text, history, similar ones, and what may still be done."""
    lines, heavy = history(ask.person, proposal), weight(proposal.content) > HEAVY
    shown = FEW if heavy else HISTORY
    data = {
        **proposal_view(proposal, ask),
        **_named(proposal.content, found.places, found.goals, ask.language),
        "events": [line(event) for event in lines[-shown:]],
        "earlier": max(0, len(lines) - shown),
        "reason": _reason(lines, proposal),
        "inside": bool(lines),
        "mine": owns(ask.person, proposal),
        "partners": _partners(proposal, inside=bool(lines)),
        "takes_back": joint.may_take_back(ask.person, proposal, ask.now),
        "similar": NOTHING if heavy else found.similar,
        "buttons": buttons(ask, proposal, found.comments),
    }
    return Reply("proposal_receipt", data, about=about(proposal))


def brief(proposal: Proposal) -> dict[str, Any]:
    """A proposal in one line of a list."""
    return {
        "id": proposal.id,
        "number": proposal.number,
        "title": proposal.content.title,
        "state": proposal.state.value,
        "organisation": proposal.organisation_names,
    }


def proposal_view(proposal: Proposal, ask: Ask) -> dict[str, Any]:
    """The plain facts of a proposal."""
    lines = history(ask.person, proposal)
    carried = proposal.carried_from or ""
    return {
        "id": proposal.id,
        "number": proposal.number,
        "round": proposal.round.names,
        "organisation": proposal.organisation_names,
        "joint": len(proposal.with_standing(Standing.ACCEPTED)),
        "brought_by": proposal.brought_by_names,
        "adopted": proposal.sent,
        "merged_into": proposal.merged_into,
        "carried": "" if carried.startswith(CARRIED) else carried,
        "state": proposal.state.value,
        "late": proposal.late,
        "changeable": can_change(proposal, ask.now),
        "closes": proposal.round.proposals_close,
        "past": ask.now > proposal.round.proposals_close,
        "content": asdict(proposal.content),
        "last": line(lines[-1]) if lines else None,
        "waits": bool(joint.asked_of(ask.person, proposal)) or adopts(ask.person, proposal),
    }


def line(event: Event, longest: int = NOTE) -> dict[str, Any]:
    return {
        "at": event.at,
        "what": event.act.value or event.state.value,
        "organisation": event.organisation,
        "version": event.version,
        "by": event.by,
        "note": cut(event.note, longest),
    }


def _reason(lines: Iterable[Event], proposal: Proposal) -> str:
    """Why the proposal is where triage or its council put it."""
    if proposal.state not in TRIAGED | {State.ANSWERED}:
        return ""
    moved = [event for event in lines if event.state is proposal.state and event.act is Act.MOVED]
    return moved[-1].note if moved else ""


def _partners(proposal: Proposal, *, inside: bool) -> dict[str, list[Any]]:
    """Who stands behind it besides the lead; who is asked or declined is for those inside."""
    others = [
        {"title": title, "names": found}
        for standing, title in STANDINGS.items()
        if (found := [each.names for each in proposal.partners if each.standing is standing])
    ]
    joined = [each.names for each in proposal.partners if each.standing is Standing.ACCEPTED]
    return {"joined": joined, "others": others if inside else []}


def _named(content: Content, places: Places, goals: Iterable[Goal], language: str) -> dict[str, Any]:
    known = names_by_code(places)

    def called(facet: str) -> list[Names]:
        return [known[facet][code] for code in getattr(content, facet) if code in known[facet]]

    return {
        "goals": [goal_view(goal, language) for goal in goals if goal.id in content.goals],
        "area_names": called("areas"),
        "ministry_names": called("ministries"),
        "region_names": called("regions"),
    }


def _similar(ask: Ask, read: Read, content: Content, round_: Round, own: int) -> dict[str, Any]:
    """Similar proposals of this round and past conclusions, as short lines."""
    text = f"{content.title}. {content.description}"[:4000]
    kin = Kin(frozenset(content.regions), frozenset(content.areas))
    found: Found = read.memory.similar(read.db, ask.person, text, without=proposal_key(own), limit=8, kin=kin)
    conclusions = [hit.id for hit in _of(found.hits, "conclusion")][:3]
    return {
        "proposals": _similar_proposals(read, _of(found.hits, PROPOSAL), round_),
        "conclusions": record_views(ask, read, records.by_ids(read.db, conclusions), ()),
    }


def _of(hits: Iterable[Hit], kind: str) -> list[Hit]:
    return [hit for hit in hits if hit.kind == kind]


def _similar_proposals(read: Read, hits: list[Hit], round_: Round) -> list[dict[str, Any]]:
    near = proposals.by_ids(read.db, [proposal_number(hit.id) for hit in hits])
    found = [proposal for proposal in near if proposal.round.id == round_.id][:3]
    return [brief(proposal) for proposal in found]
