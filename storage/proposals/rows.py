"""From rows to proposals: what belongs to them is read for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from knowledge import proposals as rules
from knowledge.people import Organisation
from knowledge.rounds import Round
from storage import people, rounds
from storage import tables as t

FACETS = {"goals": "goal", "areas": "area", "ministries": "ministry", "regions": "region", "links": "link"}
PLAIN = ("title", "description", *rules.SHORT_FIELDS, "in_depth")
TOGETHER = 400  # proposals whose parts are read at once: below any database's limit of parameters
T = TypeVar("T")


@dataclass(frozen=True)
class _Around:
    """What proposals stand in: rounds and organisations by id, the numbers of what others merged into."""

    rounds: Mapping[int, Round]
    organisations: Mapping[str, Organisation]
    targets: Mapping[int, str]


@dataclass(frozen=True)
class _Parts:
    """What belongs to proposals, by their ids."""

    tags: Mapping[int, list[t.ProposalTag]]
    events: Mapping[int, list[tuple[t.ProposalEvent, str]]]
    partners: Mapping[int, list[t.ProposalOrganisation]]


def as_proposals(db: Session, rows: Sequence[t.Proposal]) -> tuple[rules.Proposal, ...]:
    """The proposals of these rows, in their order."""
    if not rows:
        return ()
    known = {round_.id: round_ for round_ in rounds.all_rounds(db)}
    around = _Around(known, people.organisations(db), _targets(db, rows, known))
    made: list[rules.Proposal] = []
    for first in range(0, len(rows), TOGETHER):
        some = rows[first : first + TOGETHER]
        parts = _parts(db, [row.id or 0 for row in some])
        made.extend(_proposal(row, parts, around) for row in some)
    return tuple(made)


def _targets(db: Session, rows: Sequence[t.Proposal], known: Mapping[int, Round]) -> dict[int, str]:
    ids = {row.merged_into for row in rows if row.merged_into}
    if not ids:
        return {}
    found = db.exec(select(t.Proposal).where(col(t.Proposal.id).in_(ids))).all()
    return {row.id or 0: _called(known[row.round_id], row) for row in found}


def _parts(db: Session, ids: Sequence[int]) -> _Parts:
    tag, event, partner = t.ProposalTag, t.ProposalEvent, t.ProposalOrganisation
    tags = db.exec(select(tag).where(col(tag.proposal_id).in_(ids)).order_by(col(tag.position))).all()
    named = select(event, t.Person.name).join(t.Person, col(t.Person.id) == col(event.person_id))
    events = db.exec(named.where(col(event.proposal_id).in_(ids)).order_by(col(event.id))).all()
    joint = select(partner).where(col(partner.proposal_id).in_(ids)).order_by(col(partner.organisation_id))
    return _Parts(
        _grouped([(each.proposal_id, each) for each in tags]),
        _grouped([(each.proposal_id, (each, name)) for each, name in events]),
        _grouped([(each.proposal_id, each) for each in db.exec(joint).all()]),
    )


def _grouped(pairs: Sequence[tuple[int, T]]) -> Mapping[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _proposal(row: t.Proposal, parts: _Parts, around: _Around) -> rules.Proposal:
    round_, number = around.rounds[row.round_id], row.id or 0
    lead = around.organisations[row.organisation_id]
    return rules.Proposal(
        id=number,
        number=_called(round_, row),
        round=round_,
        organisation=lead.id,
        organisation_names=lead.names,
        state=rules.State(row.state),
        late=row.late,
        version=row.version,
        content=_content(row, parts.tags.get(number, ())),
        events=tuple(_event(event, name, around) for event, name in parts.events.get(number, ())),
        partners=tuple(_partner(each, around) for each in parts.partners.get(number, ())),
        brought_by=row.brought_by,
        brought_by_names=around.organisations[row.brought_by].names if row.brought_by else {},
        merged_into=around.targets.get(row.merged_into or 0),
        carried_from=row.carried_from,
        published=row.published,
    )


def _called(round_: Round, row: t.Proposal) -> str:
    """What people call a proposal by."""
    return f"{round_.year}-{row.number:02}"


def _content(row: t.Proposal, tags: Sequence[t.ProposalTag]) -> rules.Content:
    codes: dict[str, Any] = {
        name: tuple(tag.value for tag in tags if tag.facet == facet) for name, facet in FACETS.items()
    }
    return rules.Content(**{name: getattr(row, name) for name in PLAIN}, **codes)


def _event(event: t.ProposalEvent, name: str, around: _Around) -> rules.Event:
    about = around.organisations[event.organisation_id].names if event.organisation_id else {}
    state, act = rules.State(event.state), rules.Act(event.what)
    return rules.Event(event.at, state, event.version, name, event.note, act, about)


def _partner(row: t.ProposalOrganisation, around: _Around) -> rules.Partner:
    names = around.organisations[row.organisation_id].names
    return rules.Partner(row.organisation_id, names, rules.Standing(row.state))
