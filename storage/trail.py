"""From proposals to what came of a conclusion: the whole way of those that were made here, in one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Select, select
from sqlmodel import Session, SQLModel

from knowledge.trail import Report, Source, Trail

from . import tables  # noqa: F401  # fills the metadata
from .names import by_language

RECORD, ORIGIN, LINK, MINUTES, SESSION, ITEM, PROPOSAL, ROUND, ENTRY = (
    SQLModel.metadata.tables[name]
    for name in (
        *("record", "recordorigin", "recordproposal", "minutes", "session"),
        *("agendaitem", "proposal", "round", "followup"),
    )
)
TOLD = (
    *(RECORD.c.id, ORIGIN.c.part_id, ORIGIN.c.item_id, MINUTES.c.session_id, MINUTES.c.version),
    *(SESSION.c.name_fi, SESSION.c.name_sv, SESSION.c.name_en, ITEM.c.title.label("item_title")),
    *(PROPOSAL.c.id.label("proposal"), PROPOSAL.c.number, PROPOSAL.c.title, ROUND.c.year),
    *(ENTRY.c.id.label("entry"), ENTRY.c.state, ENTRY.c.organisation_id, ENTRY.c.at),
)
JOINED = (
    RECORD.join(ORIGIN, ORIGIN.c.record_id == RECORD.c.id)
    .join(MINUTES, MINUTES.c.id == ORIGIN.c.minutes_id)
    .join(SESSION, SESSION.c.id == MINUTES.c.session_id)
    .outerjoin(ITEM, ITEM.c.id == ORIGIN.c.item_id)
    .outerjoin(LINK, LINK.c.record_id == RECORD.c.id)
    .outerjoin(PROPOSAL, PROPOSAL.c.id == LINK.c.proposal_id)
    .outerjoin(ROUND, ROUND.c.id == PROPOSAL.c.round_id)
    .outerjoin(ENTRY, ENTRY.c.record_id == RECORD.c.id)
)
TRAIL: Select[Any] = (
    select(*TOLD).select_from(JOINED).order_by(RECORD.c.id, PROPOSAL.c.number, ENTRY.c.at, ENTRY.c.id)
)
"""Each conclusion once for each pair of a proposal and a report."""


def trails(db: Session, conclusions: Iterable[str] | None = None) -> Iterator[Trail]:
    """The way of each conclusion that finalising has published, or of these ones; others have none."""
    query = TRAIL if conclusions is None else TRAIL.where(RECORD.c.id.in_(list(conclusions)))
    for _, rows in groupby(db.execute(query), key=attrgetter("id")):
        yield _trail([*rows])


def of(db: Session, conclusion: str) -> Trail | None:
    """The way of one conclusion; None for one that was imported."""
    return next(trails(db, [conclusion]), None)


def _trail(rows: Sequence[Row[Any]]) -> Trail:
    first = rows[0]
    return Trail(
        conclusion=first.id,
        session=first.session_id,
        names=by_language(first),
        version=first.version,
        part=first.part_id,
        item=first.item_id or 0,
        item_title=first.item_title or "",
        proposals=tuple({row.proposal: _source(row) for row in rows if row.proposal}.values()),
        reports=tuple({row.entry: _report(row) for row in rows if row.entry}.values()),
    )


def _source(row: Row[Any]) -> Source:
    return Source(row.proposal, f"{row.year}-{row.number:02}", row.title)


def _report(row: Row[Any]) -> Report:
    return Report(row.organisation_id or "", row.state, row.at)
