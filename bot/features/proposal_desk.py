"""What a proposal is written against: the round, the choices, for whom; and the form that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.forms import Said
from bot.routes import Ask, Button, Read, Reply
from cards.language import N_
from knowledge.goals import may_be_named
from knowledge.people import OWN, Action, Kind, Organisation, Person, may
from knowledge.proposals import DESCRIPTION_LIMIT, FIELD_LIMIT, TITLE_LIMIT, Choices, draft_faults, faults
from knowledge.refusals import Refusal
from knowledge.refusals.proposals import NoRegion, UnknownChoice
from knowledge.rounds import Round
from storage import people, rounds
from storage.goals import all_goals

from .proposal_form import HEAVY, ProposalForm, weight

LIMITS = {"title": TITLE_LIMIT, "description": DESCRIPTION_LIMIT, "short": FIELD_LIMIT}
PROPOSERS = (Kind.COUNCIL, Kind.MINISTRY)
EXTRA = ("areas", "ministries", "prepared_with", "outcome", "in_depth", "links", "partners")
NEW = Said(N_("Proposal for the agenda"))
TOPIC = Said(N_("Topic for the regional council"))
Named = tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Desk:
    """What a proposal is written against: the round, the choices, and for whom one may propose.

    `partners` are the organisations of the round that may be asked to join; `councils` are found by region.
    """

    round: Round
    organisations: tuple[Organisation, ...]
    goals: Named
    areas: Named
    ministries: Named
    regions: Named
    partners: Named
    councils: Mapping[str, Organisation]

    @property
    def choices(self) -> Choices:
        """The codes that may be chosen."""
        lists = (self.goals, self.areas, self.ministries, self.regions)
        return Choices(*(frozenset(choice["value"] for choice in each) for each in lists))

    @property
    def brings(self) -> bool:
        """Whether all it can be written for are bodies that bring topics to their councils."""
        return bool(self.organisations) and not any(each.kind in PROPOSERS for each in self.organisations)

    def council_of(self, organisation: Organisation) -> Organisation | None:
        """The council that a body of a region brings its topics to; None for who proposes itself.

        Raises NoRegion where the body's region, or its council, isn't known.
        """
        if organisation.kind in PROPOSERS:
            return None
        council = self.councils.get(organisation.region or "")
        if council is None:
            raise NoRegion
        return council

    def faults(self, form: ProposalForm, *, draft: bool = False) -> tuple[Refusal, ...]:
        """Everything that keeps the form from being sent, or from being kept as a draft."""
        found = (draft_faults if draft else faults)(form.content, self.choices)
        unknown = sorted(set(form.partners) - {choice["value"] for choice in self.partners})
        return (*found, UnknownChoice("partners", value=unknown[0][:40])) if unknown else found


def desk(ask: Ask, read: Read, round_: Round) -> Desk:
    """The desk of this person in a round."""
    places, every = read.memory.facts.places, people.organisations(read.db)
    organisations = _organisations(every, ask.person)
    return Desk(
        round_,
        organisations,
        _goal_choices(read, round_),
        _choices((area.id, area.names) for area in places.areas),
        _choices((ministry.abbr, ministry.names) for ministry in places.ministries),
        _choices((region.code, region.names) for region in places.regions if region.takes_part),
        partner_choices(read, round_, ask.person),
        {o.region: o for o in every.values() if o.kind is Kind.COUNCIL and o.region},
    )


def _organisations(every: Mapping[str, Organisation], person: Person) -> tuple[Organisation, ...]:
    """One's own organisations; a coordinator may propose on behalf of any council or ministry."""
    own = tuple(dict.fromkeys(person.in_role(OWN)))
    if not may(person, Action.COORDINATE):
        return own
    return (*own, *(o for o in every.values() if o.kind in PROPOSERS and o not in own))


def partner_choices(read: Read, round_: Round, person: Person) -> Named:
    """The councils and ministries of the round, but the person's own: those that may be asked to join."""
    own = {organisation.id for organisation in person.in_role(OWN)}
    taking = rounds.participants(read.db, round_.id)
    return _choices((o.id, o.names) for o in taking if o.kind in PROPOSERS and o.id not in own)


def _goal_choices(read: Read, round_: Round) -> Named:
    return _choices((goal.id, goal.titles) for goal in may_be_named(all_goals(read.db), round_.year))


def _choices(named: Iterable[tuple[str, Mapping[str, str]]]) -> Named:
    return tuple({"value": value, "names": dict(names)} for value, names in named)


def form_card(
    ask: Ask,
    desk_: Desk,
    form: ProposalForm,
    sends: tuple[Button, ...],
    *,
    heading: Said = NEW,
    kept: bool = False,
    faults: Iterable[Refusal] = (),
    alert: Refusal | None = None,
) -> Reply:
    """The form, as a card in the conversation or in a dialog: values, choices, what is wrong at which field.

    `sends` are its buttons, the first the main one; `kept` tells that the proposal is recorded already. Where
    the texts leave no room for the list of partners, those chosen ride along.
    """
    said = {fault.field: {"message": fault.message, "values": fault.values} for fault in faults}
    values, heavy = form.model_dump(), weight(form) > HEAVY
    data = {
        "heading": heading,
        "values": values,
        "faults": said,
        "alert": {"message": alert.message, "values": alert.values} if alert else None,
        "more": any(values.get(name) or name in said for name in EXTRA),
        "sends": [_carrying(send, form) for send in sends] if heavy else sends,
        "kept": kept,
        "in_dialog": ask.kind in ("dialog", "submit"),
        **_laid_out(desk_, ask, partners=not heavy and not desk_.brings),
    }
    return Reply("proposal_form", data, dialog=True)


def _laid_out(desk_: Desk, ask: Ask, *, partners: bool) -> dict[str, Any]:
    """What the form shows of the desk."""
    closes = desk_.round.proposals_close
    return {
        "round": desk_.round.names,
        "closes": closes,
        "late": ask.now > closes,
        "brings": desk_.brings,
        "limits": LIMITS,
        "organisations": [{"value": o.id, "names": o.names} for o in desk_.organisations],
        "partners": desk_.partners if partners else (),
        **{name: getattr(desk_, name) for name in ("goals", "areas", "ministries", "regions")},
    }


def _carrying(send: Button, form: ProposalForm) -> Button:
    return replace(send, data={**send.data, "partners": ",".join(form.partners)})
