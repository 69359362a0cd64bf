"""Reading and writing agendas: the one in preparation, and the versions that were published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import delete, func, insert, update
from sqlmodel import Session, col, select

from knowledge import agenda_versions as published
from knowledge import agendas as rules
from knowledge import proposals as proposed
from knowledge.people import Person
from knowledge.sessions import State

from . import changes, proposals
from . import tables as t

TRIAGED = (proposed.State.ACCEPTED, proposed.State.IN_DEPTH)


# In preparation


def find(db: Session, session: str) -> rules.Agenda:
    """A session's agenda as it is in preparation; an empty one of edition 0 where nobody has begun it."""
    row = db.get(t.Agenda, session, populate_existing=True)
    if row is None:
        return rules.Agenda(session)
    return rules.Agenda(session, _items(db, session), row.buffer, row.version, row.edition)


def _items(db: Session, session: str) -> tuple[rules.Item, ...]:
    item, link = t.AgendaItem, t.AgendaItemProposal
    mine = select(item).where(item.session_id == session).order_by(col(item.position))
    rows = db.exec(mine.execution_options(populate_existing=True)).all()
    links: dict[int, list[int]] = defaultdict(list)
    query = select(link).where(col(link.item_id).in_([row.id for row in rows]))
    for each in db.exec(query.order_by(col(link.proposal_id))).all():
        links[each.item_id].append(each.proposal_id)
    return tuple(_item(row, links[row.id or 0]) for row in rows)


def _item(row: t.AgendaItem, links: Sequence[int]) -> rules.Item:
    plain = row.model_dump(exclude={"session_id", "position"})
    return rules.Item(**plain, proposals=tuple(links))


def put(db: Session, agenda: rules.Agenda, now: datetime) -> rules.Agenda:
    """Write an agenda anew, its edition one further. Its session must be held: see `sessions.hold`."""
    row = db.get(t.Agenda, agenda.session) or t.Agenda(session_id=agenda.session, edition=0, changed=now)
    row.sqlmodel_update({"buffer": agenda.buffer, "edition": agenda.edition + 1, "changed": now})
    db.add(row)
    db.flush()
    kept = [item.id for item in agenda.items if item.id]
    _clear(db, agenda.session, kept)
    for position, item in enumerate(agenda.items, 1):
        _write(db, agenda.session, position, item)
    db.flush()
    return find(db, agenda.session)


def _clear(db: Session, session: str, kept: Sequence[int]) -> None:
    """Take off the items that aren't kept, and all links to proposals: they are written anew."""
    item = t.AgendaItem
    own = db.exec(select(item.id).where(item.session_id == session)).all()
    db.execute(delete(t.AgendaItemProposal).where(col(t.AgendaItemProposal.item_id).in_(own)))
    db.execute(delete(item).where(col(item.session_id) == session, col(item.id).not_in(kept)))


def _write(db: Session, session: str, position: int, item: rules.Item) -> None:
    values = asdict(replace(item, proposals=())) | {"session_id": session, "position": position}
    del values["proposals"]
    known = values.pop("id") or None
    row = db.get_one(t.AgendaItem, known) if known else t.AgendaItem(**values)
    row.sqlmodel_update(values)
    db.add(row)
    db.flush()
    if links := [{"item_id": row.id, "proposal_id": each} for each in dict.fromkeys(item.proposals)]:
        db.execute(insert(t.AgendaItemProposal), links)


# What could be added


def candidates(db: Session, round_id: int) -> tuple[proposed.Proposal, ...]:
    """The round's proposals that triage has released for a session, by number."""
    row = t.Proposal
    query = select(row.id).where(row.round_id == round_id, col(row.state).in_(TRIAGED))
    return proposals.by_ids(db, [each or 0 for each in db.exec(query.order_by(col(row.number))).all()])


def elsewhere(db: Session, session: str, round_id: int) -> tuple[rules.Elsewhere, ...]:
    """What the agendas of the round's other sessions hold; cancelled sessions hold nothing back."""
    item, link, other = t.AgendaItem, t.AgendaItemProposal, t.Session
    query = (
        select(item.session_id, link.proposal_id)
        .join(link, col(link.item_id) == col(item.id))
        .join(other, col(other.id) == col(item.session_id))
        .where(other.round_id == round_id, other.id != session, other.state != State.CANCELLED)
    )
    held: dict[str, set[int]] = defaultdict(set)
    for where, number in db.exec(query).all():
        held[where].add(number)
    regions = _regions(db, held)
    return tuple(rules.Elsewhere(id_, regions[id_], frozenset(each)) for id_, each in held.items())


def _regions(db: Session, sessions: Iterable[str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    row = t.SessionRegion
    for each in db.exec(select(row).where(col(row.session_id).in_(list(sessions)))).all():
        found[each.session_id].add(each.region)
    return defaultdict(frozenset, {id_: frozenset(regions) for id_, regions in found.items()})


# Published


def newest(db: Session, session: str) -> published.Version | None:
    """The newest version of a session's agenda, or None before any."""
    return next(iter(_versions(db, session, 1)), None)


def newest_two(db: Session, session: str) -> tuple[published.Version | None, published.Version | None]:
    """The newest version and the one before it, each None where there is none."""
    found = (*_versions(db, session, 2), None, None)
    return found[0], found[1]


def version(db: Session, session: str, number: int) -> published.Version | None:
    """A version by its number, or None."""
    return next((each for each in _versions(db, session) if each.number == number), None)


def _versions(db: Session, session: str, limit: int | None = None) -> tuple[published.Version, ...]:
    row = t.AgendaVersion
    query = (
        select(row, t.Person.name)
        .join(t.Person, col(t.Person.id) == col(row.person_id))
        .where(row.session_id == session)
        .order_by(col(row.version).desc())
        .limit(limit)
    )
    return tuple(_version(found, name) for found, name in db.exec(query).all())


def _version(row: t.AgendaVersion, by: str) -> published.Version:
    items = tuple(
        rules.Item(**(each | {"proposals": tuple(each["proposals"])})) for each in row.content["items"]
    )
    return published.Version(row.session_id, row.version, row.at, by, items, row.content["buffer"])


def publish(db: Session, agenda: rules.Agenda, person: Person, now: datetime) -> published.Version:
    """Keep the agenda as its next version, and open its proposals to all. Its session must be held."""
    row = db.get_one(t.Agenda, agenda.session)
    row.version = agenda.version + 1
    content = {"items": [asdict(item) for item in agenda.items], "buffer": agenda.buffer}
    db.add(row)
    db.add(
        t.AgendaVersion(
            session_id=agenda.session, version=row.version, at=now, person_id=person.id, content=content
        )
    )
    db.flush()
    _open(db, agenda.proposals, now)
    return published.Version(agenda.session, row.version, now, person.name, agenda.items, agenda.buffer)


def _open(db: Session, numbers: Sequence[int], now: datetime) -> None:
    """Let everybody see these proposals. They are held before the counter, as whoever writes one does."""
    row = t.Proposal
    closed = col(row.id).in_(numbers) & col(row.published).is_(None)
    held = db.exec(select(row.id).where(closed).order_by(col(row.id)).with_for_update()).all()
    if held:
        opened = update(row).where(col(row.id).in_(held))
        db.execute(opened.values(published=now, changed=changes.advance(db)))


def standings(db: Session, sessions: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Of these sessions by id: how many items their agendas have, and their newest published version."""
    item = t.AgendaItem
    counted = select(item.session_id, func.count()).where(col(item.session_id).in_(sessions))
    counts = dict(db.exec(counted.group_by(item.session_id)).all())
    rows = db.exec(select(t.Agenda).where(col(t.Agenda.session_id).in_(sessions))).all()
    return {row.session_id: (counts.get(row.session_id, 0), row.version) for row in rows}
