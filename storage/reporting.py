"""What came of conclusions: reading it, and adding what is reported. Reports are only ever added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, or_, select
from sqlmodel import Session, SQLModel

from knowledge.carrying import LOOKED_BACK, earlier
from knowledge.people import ALL, Organisation, Person
from knowledge.records import Kind
from knowledge.reporting import Followed, Progress, Report, Told, organisation_of
from knowledge.reporting_rounds import asks, opening
from knowledge.rounds import Round

from . import people, rounds
from . import tables as t

RECORD, TAG, ENTRY, PERSON = (
    SQLModel.metadata.tables[name] for name in ("record", "recordtag", "followup", "person")
)
IDS: Any = bindparam("ids", expanding=True)
CONCLUSION = (RECORD.c.kind == Kind.CONCLUSION, RECORD.c.seen == ALL)
HEADS = select(RECORD.c.id, RECORD.c.year, RECORD.c.due, RECORD.c.superseded)
TAGS = (
    select(TAG.c.record_id, TAG.c.facet, TAG.c.value)
    .where(TAG.c.record_id.in_(IDS), TAG.c.facet.in_(("region", "responsible")))
    .order_by(TAG.c.position)
)
ENTRIES = (
    select(ENTRY, PERSON.c.name)
    .outerjoin(PERSON, PERSON.c.id == ENTRY.c.person_id)
    .where(ENTRY.c.record_id.in_(IDS))
    .order_by(ENTRY.c.at, ENTRY.c.id)
)
MOST = 500  # ids in one query


def followed(db: Session, ids: Sequence[str]) -> tuple[Followed, ...]:
    """The conclusions with these ids as they are followed up, in their order."""
    rows = [row for some in _chunks(ids) for row in _heads(db, RECORD.c.id.in_(some))]
    found = {each.id: each for each in _followed(db, rows)}
    return tuple(found[id_] for id_ in ids if id_ in found)


def years(db: Session) -> tuple[int, ...]:
    """The years that have conclusions, in order."""
    query = select(RECORD.c.year).where(*CONCLUSION, RECORD.c.year.is_not(None)).distinct()
    return tuple(sorted(db.execute(query).scalars()))


def of_years(db: Session, years: Collection[int]) -> tuple[Followed, ...]:
    """The conclusions of these years, in order of their ids."""
    return _followed(db, _heads(db, RECORD.c.year.in_(list(years))))


def to_ask(db: Session, years: Sequence[int], recent: int) -> tuple[Followed, ...]:
    """Of the conclusions of these years, in order, those of the most recent ones and all with reports."""
    told = select(ENTRY.c.record_id)
    wanted = or_(RECORD.c.year.in_(years[-recent:]), RECORD.c.id.in_(told) & RECORD.c.year.in_(list(years)))
    return _followed(db, _heads(db, wanted, RECORD.c.superseded.is_(None)))


def with_days(db: Session) -> tuple[Followed, ...]:
    """The conclusions that have a day by which those responsible report."""
    return _followed(db, _heads(db, RECORD.c.due.is_not(None), RECORD.c.superseded.is_(None)))


def asked_by(db: Session, round_: Round) -> Mapping[str, tuple[Followed, ...]]:
    """By organisation: the conclusions of earlier rounds that a round asks it about, told of or not."""
    years = [each.year for each in earlier(rounds.all_rounds(db), round_)]
    opens, found = opening(round_), defaultdict[str, list[Followed]](list)
    for conclusion in to_ask(db, years, LOOKED_BACK) if years else ():
        for organisation in conclusion.responsible:
            if asks(conclusion, organisation, years, opens):
                found[organisation].append(conclusion)
    return {organisation: tuple(own) for organisation, own in found.items()}


def history(db: Session, conclusion: str) -> tuple[Report, ...]:
    """Everything that was ever reported of a conclusion, the oldest first."""
    return tuple(_report(row) for row in db.execute(ENTRIES, {"ids": [conclusion]}))


def hold(db: Session, conclusion: str) -> Followed | None:
    """The conclusion, held until the transaction ends, so that reports come one after another; or None."""
    query = select(RECORD.c.id).where(RECORD.c.id == conclusion, *CONCLUSION).with_for_update()
    held = db.execute(query).scalar_one_or_none()
    return next(iter(followed(db, [held])), None) if held else None


def add(
    db: Session,
    conclusion: str,
    organisation: str | None,
    told: Told,
    person: Person,
    now: datetime,
    *,
    behalf: bool = False,
) -> Report:
    """Add a report. The conclusion must be held: see `hold`."""
    row = t.FollowUp(
        record_id=conclusion,
        state=told.progress.value,
        note=told.note,
        day=told.day,
        at=now,
        organisation_id=organisation,
        person_id=person.id,
        behalf=behalf,
    )
    db.add(row)
    db.flush()
    return Report(organisation, told.progress, now, told.note, told.day, row.id or 0, person.name, behalf)


# Reading


def _heads(db: Session, *where: ColumnElement[bool]) -> Sequence[Row[Any]]:
    return db.execute(HEADS.where(*CONCLUSION, *where).order_by(RECORD.c.id)).all()


def _followed(db: Session, rows: Sequence[Row[Any]]) -> tuple[Followed, ...]:
    ids = [row.id for row in rows]
    tags, told, known = _tags(db, ids), newest(db, ids), codes(people.organisations(db).values())
    return tuple(
        Followed(
            id=row.id,
            year=row.year,
            regions=tuple(tags[row.id]["region"]),
            responsible=tuple(dict.fromkeys(map(known, tags[row.id]["responsible"]))),
            due=row.due,
            superseded=row.superseded,
            reports=told.get(row.id, ()),
        )
        for row in rows
    )


def codes(known: Iterable[Organisation]) -> Callable[[str], str]:
    """What tells the organisation that a record's code means."""
    short = {o.abbreviation: o.id for o in known if o.abbreviation}
    return lambda code: short.get(code) or organisation_of(code)


def _tags(db: Session, ids: Sequence[str]) -> Mapping[str, Mapping[str, list[str]]]:
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for some in _chunks(ids):
        for id_, facet, value in db.execute(TAGS, {"ids": some}):
            found[id_][facet].append(value)
    return found


def newest(db: Session, ids: Sequence[str]) -> Mapping[str, tuple[Report, ...]]:
    """By conclusion: what each organisation reported last, in the order in which they did."""
    found: defaultdict[str, dict[str | None, Report]] = defaultdict(dict)
    for some in _chunks(ids):
        for row in db.execute(ENTRIES, {"ids": some}):
            found[row.record_id].pop(row.organisation_id, None)
            found[row.record_id][row.organisation_id] = _report(row)
    return {conclusion: tuple(last.values()) for conclusion, last in found.items()}


def _report(row: Row[Any]) -> Report:
    plain = (row.organisation_id, Progress(row.state), row.at, row.note, row.day, row.id)
    return Report(*plain, row.name or "", row.behalf)


def _chunks(ids: Sequence[str]) -> Iterator[list[str]]:
    left = iter(ids)
    while some := list(islice(left, MOST)):
        yield some
