"""How far the minutes of sessions are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from knowledge.minutes import PartKind, State

from . import tables as t


@dataclass(frozen=True)
class Standing:
    """Was a draft begun, how many conclusions has it, and the newest version that went out, if any."""

    begun: bool = False
    conclusions: int = 0
    version: int = 0
    state: State | None = None
    due: datetime | None = None


def standings(db: Session, sessions: Sequence[str]) -> Mapping[str, Standing]:
    """By id of session; one of which nothing is written stands at the beginning."""
    drafts, versions = _drafts(db, sessions), _versions(db, sessions)
    found: dict[str, Standing] = defaultdict(Standing)
    for id_ in {*drafts, *versions}:
        told = versions.get(id_)
        out = (told.version, State(told.state), told.due) if told else (0, None, None)
        found[id_] = Standing(id_ in drafts, drafts.get(id_, {}).get(PartKind.CONCLUSION, 0), *out)
    return found


def _drafts(db: Session, sessions: Sequence[str]) -> dict[str, dict[str, int]]:
    """Of each session's draft how many parts it has of each kind."""
    row = t.MinutesPart
    mine = (col(row.session_id).in_(sessions), col(row.removed).is_(None))
    query = select(row.session_id, row.kind, func.count()).where(*mine).group_by(row.session_id, row.kind)
    found: dict[str, dict[str, int]] = {}
    for id_, kind, many in db.exec(query).all():
        found.setdefault(id_, {})[kind] = many
    return found


def _versions(db: Session, sessions: Sequence[str]) -> dict[str, t.Minutes]:
    """The newest version of each session's minutes."""
    row = t.Minutes
    query = select(row).where(col(row.session_id).in_(sessions)).order_by(col(row.version))
    return {each.session_id: each for each in db.exec(query).all()}
