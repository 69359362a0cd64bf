"""The conclusions that everybody admitted may see, as they are counted and gathered."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import exists, or_, select
from sqlmodel import Session, SQLModel

from knowledge.grid import Fact
from knowledge.minutes import State
from knowledge.people import ALL
from knowledge.records import Kind

from . import tables  # noqa: F401  # fills the metadata

RECORD, MINUTES, TAG = (SQLModel.metadata.tables[name] for name in ("record", "minutes", "recordtag"))
OF_IT = MINUTES.c.session_id == RECORD.c.session_id
PUBLIC = (
    RECORD.c.kind == Kind.CONCLUSION,
    RECORD.c.seen == ALL,
    RECORD.c.year.is_not(None),
    or_(
        ~exists().where(OF_IT),
        exists().where(OF_IT, MINUTES.c.state == State.FINAL),
    ),
)
"""A conclusion for everybody: that of final minutes, or one brought in without any."""
FACETS = {
    "region": "regions",
    "goal": "goals",
    "ministry": "ministries",
    "responsible": "responsible",
    "used_in": "used_in",
}
HEADS = select(*(RECORD.c[name] for name in ("id", "year", "superseded"))).where(*PUBLIC)
TAGS = (
    select(TAG.c.record_id, TAG.c.facet, TAG.c.value)
    .join(RECORD, RECORD.c.id == TAG.c.record_id)
    .where(*PUBLIC, TAG.c.facet.in_(FACETS))
    .order_by(TAG.c.position)
)


def facts(db: Session) -> tuple[Fact, ...]:
    """Every public conclusion, the newest year first: two statements, however many there are."""
    tags: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for record, facet, value in db.execute(TAGS).all():
        tags[record][FACETS[facet]].append(value)
    rows = db.execute(HEADS.order_by(RECORD.c.year.desc(), RECORD.c.id)).all()
    return tuple(Fact(**row._mapping, **_codes(tags[row.id])) for row in rows)


def _codes(tags: defaultdict[str, list[str]]) -> dict[str, Any]:
    return {name: tuple(values) for name, values in tags.items()}
