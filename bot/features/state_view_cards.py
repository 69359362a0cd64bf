"""The cards of the state's view: one region's, and the list of all regions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.routes import Ask, Button, Read, Reply
from cards.language import N_
from knowledge import state_views as rules
from knowledge.people import Action, Kind, Organisation, may
from knowledge.places import Names, Places
from knowledge.proposals import Proposal, may_open
from knowledge.refusals import Refusal
from knowledge.refusals.views import NoSuchView, RegionOutside
from knowledge.rounds import Round, over
from knowledge.state_views import Standing, View
from storage import rounds, state_views

from .proposal_cards import brief
from .views import abbreviations, cut

STANDINGS = {
    Standing.EMPTY: N_("nothing yet"),
    Standing.PARTS: N_("contributions only"),
    Standing.WRITTEN: N_("written, not published"),
    Standing.PUBLISHED: N_("published"),
}
PART = 400  # characters of a contribution beside others; it is shown whole when it is pressed
SHOWN = 6  # proposals
THE_ROUND = Button(N_("The round so far"), "status.show")


@dataclass(frozen=True)
class Desk:
    """What a view of a region stands in: the round's ministries, and the proposals that the asker may see."""

    round: Round
    region: str
    names: Names
    ministries: tuple[Organisation, ...]
    short: Mapping[str, Names]
    proposals: tuple[Proposal, ...]

    @property
    def reference(self) -> dict[str, Any]:
        """What a button of this view carries."""
        return {"round": self.round.id, "region": self.region}

    def called(self, ministry: Organisation) -> Names:
        """A ministry's abbreviation, else its name."""
        return self.short.get(ministry.abbreviation or "", ministry.names)


def desk(ask: Ask, read: Read, round_: Round, region: str) -> Desk:
    """The desk of a region. Raises NoSuchView for who may not ask, RegionOutside where it takes no part."""
    places = read.memory.facts.places
    taking_part = rounds.participants(read.db, round_.id)
    if not rules.may_ask(ask.person, region):
        raise NoSuchView
    if region not in regions_of(taking_part):
        raise RegionOutside
    found = state_views.proposals_of(read.db, round_, region)
    return Desk(
        round_,
        region,
        places.region(region).names,
        tuple(o for o in taking_part if o.kind is Kind.MINISTRY),
        abbreviations(places),
        tuple(proposal for proposal in found if may_open(ask.person, proposal)),
    )


def regions_of(organisations: Iterable[Organisation]) -> tuple[str, ...]:
    """The codes of the regions whose councils are among these."""
    return tuple(sorted(o.region for o in organisations if o.kind is Kind.COUNCIL and o.region))


def about(view: View) -> str:
    """The matter that a view's cards are about."""
    return f"state_view:{view.round.id}:{view.region}"


def card(ask: Ask, at: Desk, view: View, alert: Refusal | None = None) -> Reply:
    """A region's view as the asker may read it, with the ministries' parts and the region's proposals."""
    inside = rules.of_the_state(ask.person)
    readable = rules.may_read(ask.person, view)
    data = {
        "region": at.names,
        "round": view.round.names,
        "standing": STANDINGS[view.standing] if inside else "",
        "inside": inside,
        "readable": readable,
        "text": view.text if readable else "",
        "written": {"at": view.at, "by": view.by} if inside and view.at else None,
        "published": view.published,
        "parts": [_part(at, part) for part in view.given] if inside else [],
        "of": len(at.ministries),
        "proposals": [brief(proposal) for proposal in at.proposals[:SHOWN]],
        "total": len(at.proposals),
        "alert": alert,
        "buttons": tuple(_buttons(ask, at, view)),
    }
    return Reply("state_view", data, about=about(view))


def _part(at: Desk, part: rules.Part) -> dict[str, Any]:
    return {
        "ministry": at.called(part.ministry),
        "text": cut(part.text, PART),
        "at": part.at,
        "by": part.by,
        "data": at.reference | {"organisation": part.ministry.id},
    }


def _buttons(ask: Ask, at: Desk, view: View) -> Iterable[Button]:
    reference = at.reference
    if not over(view.round, ask.now):
        yield from _contributing(ask, at, view)
        yield from _writing(ask, view, reference)
    if rules.of_the_state(ask.person):
        yield Button(N_("All regions"), "view.show", {"round": view.round.id})
    if at.proposals:
        yield Button(N_("Proposals of the region"), "ask.show", _proposals(view))


def _proposals(view: View) -> dict[str, Any]:
    return {"kinds": ["proposal"], "regions": [view.region], "years": [view.round.year]}


def _contributing(ask: Ask, at: Desk, view: View) -> Iterable[Button]:
    allowed = rules.contributors(ask.person, at.ministries)
    if len(allowed) == 1:
        part = view.part_of(allowed[0].id)
        title = N_("Edit our contribution") if part and part.text else N_("Contribute")
        yield Button(title, "view.contribute", at.reference | {"organisation": allowed[0].id}, way="dialog")
    elif allowed:
        yield Button(N_("Record a ministry's contribution"), "view.contribute", at.reference, way="dialog")


def _writing(ask: Ask, view: View, reference: Mapping[str, Any]) -> Iterable[Button]:
    if not may(ask.person, Action.COORDINATE):
        return
    yield Button(
        N_("Edit the text") if view.text else N_("Write the text"), "view.write", reference, way="dialog"
    )
    if view.published:
        yield Button(N_("Take the publication back"), "view.unpublish", reference, style="destructive")
    elif view.text:
        yield Button(N_("Publish"), "view.publish", reference, style="positive")


def whole_part(ask: Ask, at: Desk, view: View, part: rules.Part) -> Reply:
    """A ministry's contribution, all of it."""
    changeable = part.ministry in rules.contributors(ask.person, at.ministries) and not over(
        view.round, ask.now
    )
    reference = at.reference | {"organisation": part.ministry.id}
    edit = Button(N_("Edit the contribution"), "view.contribute", reference, way="dialog")
    back = Button(N_("Back to the state's view"), "view.show", at.reference)
    data = {
        "region": at.names,
        "round": view.round.names,
        "ministry": part.ministry.names,
        "text": part.text,
        "at": part.at,
        "by": part.by,
        "buttons": (*((edit,) if changeable else ()), back),
    }
    return Reply("state_view_part", data, about=about(view))


def overview(ask: Ask, read: Read, round_: Round, wanted: Iterable[str] = ()) -> Reply:
    """The regions of a round, or those of them that are wanted, each with how far its view has come."""
    taking_part = rounds.participants(read.db, round_.id)
    chosen = frozenset(wanted)
    codes = [code for code in regions_of(taking_part) if not chosen or code in chosen]
    places, own = read.memory.facts.places, rules.own_ministries(ask.person)
    views = state_views.of_regions(read.db, round_, codes)
    data = {
        "round": round_.names,
        "items": [_item(places, view, own) for view in views],
        "of": sum(o.kind is Kind.MINISTRY for o in taking_part),
        "published": sum(view.published is not None for view in views),
        "buttons": (THE_ROUND,) if may(ask.person, Action.OVERSEE) else (),
    }
    return Reply("state_views", data, about=f"state_views:{round_.id}")


def _item(places: Places, view: View, own: tuple[Organisation, ...]) -> dict[str, Any]:
    short, given = abbreviations(places), {part.ministry.id for part in view.given}
    return {
        "region": places.region(view.region).names,
        "standing": STANDINGS[view.standing],
        "n": len(view.given),
        "own": [{"name": short.get(o.abbreviation or "", o.names), "given": o.id in given} for o in own],
        "data": {"round": view.round.id, "region": view.region},
    }
