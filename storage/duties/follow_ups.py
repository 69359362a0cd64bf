"""What is asked of organisations after the sessions: to tell what came of conclusions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from sqlmodel import Session, col, select

from knowledge.availability import due_of
from knowledge.reminders import Done, Duty, Kind
from storage import people
from storage import tables as t

from .running import Running

AHEAD = timedelta(days=60)  # so long before its day a follow-up can be reported


def of_follow_ups(running: Running) -> Iterator[Duty]:
    """Conclusions with a day by which those responsible tell what came of them."""
    query = select(t.Record, t.RecordText).join(t.RecordText).where(col(t.Record.due).is_not(None))
    found = running.db.exec(query.where(t.Record.kind == "conclusion").order_by(col(t.Record.id))).all()
    texts = {record.id: (record, text) for record, text in found if text.lang == "fi"}
    responsible, reported = _responsible(running.db, texts), _reported(running.db, texts)
    for record, text in texts.values():
        if record.due:
            due, names = due_of(record.due), {"fi": f"{record.id} {text.title}"}
            asked, done = responsible[record.id], reported[record.id]
            yield Duty(Kind.FOLLOW_UP, record.id, names, due - AHEAD, due, asked, done)


def _responsible(db: Session, records: Iterable[str]) -> Mapping[str, frozenset[str]]:
    known = people.organisations(db)
    ids = {o.abbreviation: o.id for o in known.values() if o.abbreviation} | {each: each for each in known}
    tag, found = t.RecordTag, defaultdict[str, set[str]](set)
    query = select(tag).where(col(tag.record_id).in_(list(records)), tag.facet == "responsible")
    for row in db.exec(query).all():
        if row.value in ids:
            found[row.record_id].add(ids[row.value])
    return {record: frozenset(found[record]) for record in records}


def _reported(db: Session, records: Iterable[str]) -> Mapping[str, Mapping[str, Done]]:
    entry, found = t.FollowUp, defaultdict[str, dict[str, Done]](dict)
    query = (
        select(entry, t.Person.name)
        .join(t.Person, col(t.Person.id) == col(entry.person_id), isouter=True)
        .where(col(entry.record_id).in_(list(records)), col(entry.organisation_id).is_not(None))
        .order_by(col(entry.at))
    )
    for row, name in db.exec(query).all():
        found[row.record_id][row.organisation_id or ""] = Done(name or "", row.at)
    return found
