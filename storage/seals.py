"""Sealing the log of use in batches; `chain` checks that nothing of it was altered since."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import bindparam, text, update
from sqlmodel import Session, SQLModel, col, func, select

from knowledge import audit as rules
from knowledge.audit import Key, Seal, canonical

from . import tables as t
from .upsert import insert

BATCH = 1000  # rows in a seal at most: more would hold others up
COUNTER = "seals"
AT = {"sqlite": "a.at", "postgresql": "to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"}
DATA = {"sqlite": "data", "postgresql": "data::text"}
AUDIT = SQLModel.metadata.tables["audit"]
MARKED = (
    update(AUDIT)
    .where(AUDIT.c.id == bindparam("number"))
    .values(seal_id=bindparam("seal"), digest=bindparam("made"))
)


# Sealing


def waiting(db: Session) -> datetime | None:
    """When the oldest row was written that isn't sealed yet; None where all are."""
    return db.exec(select(func.min(t.Audit.at)).where(col(t.Audit.seal_id).is_(None))).one()


def newest(db: Session) -> t.AuditSeal | None:
    """The newest seal."""
    return db.exec(select(t.AuditSeal).order_by(col(t.AuditSeal.id).desc()).limit(1)).first()


def seal(db: Session, key: Key, now: datetime, limit: int = BATCH) -> Seal | None:
    """Seal rows that aren't yet, whatever their ids: None where there are none. One at a time does it."""
    if waiting(db) is None:
        return None
    number = _hold(db) + 1
    rows = db.execute(text(f"{rows_as_text(db)} WHERE seal_id IS NULL ORDER BY id LIMIT {limit:d}")).all()
    if not rows:  # another one has just sealed them
        return None
    last = newest(db)
    number = max(number, last.id + 1 if last and last.id else 1)
    before = digest = last.after if last else rules.BEGINNING
    made = []
    for row in rows:
        digest = key.chain(digest, canonical(*row[:6]))
        made.append({"number": row[0], "seal": number, "made": digest})
    ids = (rows[0][0], rows[-1][0], len(rows))
    new = Seal(number, _written(now), *ids, before, "", key.mark)
    after = key.chain(digest, new.told())
    _keep(db, new, after, now)
    db.execute(MARKED, made)
    return _sealed(new, after)


def _hold(db: Session) -> int:
    """How many seals were ever made; whoever reads it keeps other sealers waiting until they are done."""
    row = t.Counter
    new = insert(db, row).values(name=COUNTER, value=0)
    same = new.on_conflict_do_update(index_elements=["name"], set_={"value": col(row.value)})
    number: int = db.execute(same.returning(col(row.value))).scalar_one()
    return number


def _keep(db: Session, new: Seal, after: str, now: datetime) -> None:
    told = {name: getattr(new, name) for name in ("id", "first", "last", "count", "before", "key")}
    db.add(t.AuditSeal(**told, at=now, after=after))
    db.flush()
    db.execute(update(t.Counter).where(col(t.Counter.name) == COUNTER).values(value=new.id))


def _sealed(new: Seal, after: str) -> Seal:
    return Seal(new.id, new.at, new.first, new.last, new.count, new.before, after, new.key)


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def rows_as_text(db: Session) -> str:
    """The statement that reads audit rows as `knowledge.audit.Row` has them, without its end."""
    name = db.get_bind().dialect.name
    return f"SELECT a.id, {AT[name]}, who, what, about, {DATA[name]}, digest, seal_id FROM audit a"
