"""The conclusions of a pack, each with what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from knowledge.packs import Gathered

from . import records, reporting


def gathered(db: Session, ids: Sequence[str]) -> tuple[Gathered, ...]:
    """The conclusions with these ids, in their order."""
    known = {each.id: each for each in reporting.followed(db, ids)}
    return tuple(
        Gathered(record, known[record.id]) for record in records.by_ids(db, ids) if record.id in known
    )
