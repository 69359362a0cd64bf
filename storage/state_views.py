"""Reading and writing the state's views of regions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlmodel import Session, col, or_, select

from knowledge import state_views as rules
from knowledge.people import Organisation, Person
from knowledge.proposals import Proposal, State
from knowledge.rounds import Round

from . import people, proposals, rounds
from . import tables as t


def find(db: Session, round_: Round, region: str) -> rules.View:
    """The view of a region, an empty one where nobody has written anything."""
    return of_regions(db, round_, [region])[0]


def hold(db: Session, round_id: int, region: str) -> rules.View | None:
    """The view as it stands, its round held until the transaction ends: nobody else writes in it meanwhile.

    None where there is no such round.
    """
    round_ = rounds.hold(db, round_id)
    return find(db, round_, region) if round_ else None


def of_regions(db: Session, round_: Round, regions: Iterable[str]) -> tuple[rules.View, ...]:
    """The views of these regions, in their order."""
    wanted = tuple(regions)
    written = _written(db, round_, wanted)
    parts = _parts(db, round_, wanted)
    return tuple(_view(round_, region, written.get(region), parts[region]) for region in wanted)


def _written(db: Session, round_: Round, regions: tuple[str, ...]) -> Mapping[str, tuple[t.StateView, str]]:
    query = (
        select(t.StateView, t.Person.name)
        .join(t.Person, col(t.Person.id) == col(t.StateView.person_id))
        .where(t.StateView.round_id == round_.id, col(t.StateView.region).in_(regions))
        .execution_options(populate_existing=True)
    )
    return {row.region: (row, name) for row, name in db.exec(query).all()}


def _parts(db: Session, round_: Round, regions: tuple[str, ...]) -> Mapping[str, list[rules.Part]]:
    part = t.StateViewPart
    query = (
        select(part, t.Person.name)
        .join(t.Person, col(t.Person.id) == col(part.person_id))
        .where(part.round_id == round_.id, col(part.region).in_(regions))
        .order_by(col(part.organisation_id))
        .execution_options(populate_existing=True)
    )
    found: dict[str, list[rules.Part]] = defaultdict(list)
    known: Mapping[str, Organisation] = people.organisations(db)
    for row, name in db.exec(query).all():
        ministry = known[row.organisation_id]
        found[row.region].append(rules.Part(ministry, row.text, row.version, row.at, name))
    return found


def _view(
    round_: Round, region: str, written: tuple[t.StateView, str] | None, parts: Iterable[rules.Part]
) -> rules.View:
    if written is None:
        return rules.View(round_, region, parts=tuple(parts))
    row, name = written
    told = (row.text, row.version, row.at, name, row.published)
    return rules.View(round_, region, *told, tuple(parts))


# Writing


def write(db: Session, view: rules.View, text: str, person: Person, now: datetime) -> rules.View:
    """Write the text of a view that is held."""
    row = _row(db, view) or t.StateView(
        round_id=view.round.id, region=view.region, version=0, at=now, person_id=person.id
    )
    row.text, row.version, row.at, row.person_id = text, row.version + 1, now, person.id
    db.add(row)
    db.flush()
    return find(db, view.round, view.region)


def contribute(
    db: Session, view: rules.View, ministry: str, text: str, person: Person, now: datetime
) -> rules.View:
    """Write a ministry's contribution to a view that is held; an empty text takes it back."""
    part = t.StateViewPart
    key = (view.round.id, view.region, ministry)
    row = db.get(part, key) or part(
        round_id=view.round.id,
        region=view.region,
        organisation_id=ministry,
        version=0,
        at=now,
        person_id=person.id,
    )
    row.text, row.version, row.at, row.person_id = text, row.version + 1, now, person.id
    db.add(row)
    db.flush()
    return find(db, view.round, view.region)


def publish(db: Session, view: rules.View, now: datetime | None) -> rules.View:
    """Publish a view that is held, or take it back (None)."""
    row = _row(db, view)
    if row is None:
        raise LookupError(f"no state's view of {view.region}")
    row.published = now
    db.add(row)
    db.flush()
    return find(db, view.round, view.region)


def _row(db: Session, view: rules.View) -> t.StateView | None:
    same = (t.StateView.round_id == view.round.id, t.StateView.region == view.region)
    return db.exec(select(t.StateView).where(*same)).one_or_none()


# What stands beside it

ASIDE = (State.DRAFT, State.WITHDRAWN)


def proposals_of(db: Session, round_: Round, region: str) -> tuple[Proposal, ...]:
    """The round's proposals that a region's council leads or that name it; no drafts or withdrawn ones."""
    naming = select(t.ProposalTag.proposal_id).where(
        t.ProposalTag.facet == "region", t.ProposalTag.value == region
    )
    council = select(t.Organisation.id).where(
        t.Organisation.kind == "council", t.Organisation.region == region
    )
    query = (
        select(t.Proposal.id)
        .where(t.Proposal.round_id == round_.id, col(t.Proposal.state).not_in(ASIDE))
        .where(or_(col(t.Proposal.id).in_(naming), col(t.Proposal.organisation_id).in_(council)))
        .order_by(col(t.Proposal.number))
    )
    return proposals.by_ids(db, [number for number in db.exec(query).all() if number])
