"""Checking the chain over the log of use: which row was altered first, what is missing, which seal is broken.

Rows are read as text, without objects, so that a long log is checked in a short time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, select

from knowledge import audit as rules
from knowledge.audit import REMOVED, Fault, Key, Report, Row, Seal, canonical

from . import tables as t
from .seals import AT, COUNTER, rows_as_text

PAGE = 5000  # rows that are fetched at a time
SEALED = "JOIN auditseal s ON s.id = a.seal_id ORDER BY a.seal_id, a.id"


def check(db: Session, keys: Sequence[Key], head: str = "") -> Report:
    """Go through all sealed rows in their order.

    `keys`: those that seals may have been made with; `head`: a digest, noted elsewhere, that must be in the
    chain. The session must not have read anything before.
    """
    _in_one_state(db)
    seals = _seals(db)
    faults, rows = [*_of_order(db, seals), *_of_head(seals, head)], 0
    for seal, own in _with_rows(db, seals):
        key = next((key for key in keys if key.mark == seal.key), None)
        walk = _Walk(seal, key or Key())
        walk.go(own)
        rows += walk.count
        faults += walk.faults() if key else [_unknown_key(seal)]
    left = db.execute(text("SELECT count(*) FROM audit WHERE seal_id IS NULL")).scalar_one()
    last = seals[-1].after if seals else ""
    return Report(rows, len(seals), left, last, tuple(sorted(faults, key=lambda fault: fault.seal)))


def _in_one_state(db: Session) -> None:
    """Read everything as it is at one moment, also on PostgreSQL."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))


def _seals(db: Session) -> list[Seal]:
    at = AT[db.get_bind().dialect.name]
    told = f"SELECT id, {at}, first, last, count, before, after, key FROM auditseal a ORDER BY id"
    return [Seal(*row) for row in db.execute(text(told)).all()]


def _with_rows(db: Session, seals: Iterable[Seal]) -> Iterator[tuple[Seal, Iterable[Any]]]:
    """Each seal with its rows, which are read while they are gone through."""
    read = text(f"{rows_as_text(db)} {SEALED}").execution_options(yield_per=PAGE)
    groups = groupby(db.execute(read), key=itemgetter(7))
    number, rows = next(groups, (0, iter(())))
    for seal in seals:
        if number != seal.id:
            yield seal, ()
            continue
        yield seal, rows
        number, rows = next(groups, (0, iter(())))


# The rows of a seal


class _Walk:
    """Goes through a seal's rows; `wrong` are those that don't follow from the one before, with that one."""

    def __init__(self, seal: Seal, key: Key) -> None:
        self.seal, self.key = seal, key
        self.count, self.wrong = 0, list[tuple[Row | None, Row]]()
        self.last: Row | None = None

    def go(self, rows: Iterable[Any]) -> None:
        """Check each row against the digest that the one before it has."""
        chain, digest, before = self.key.chain, self.seal.before, None
        for row in rows:
            id_, at, who, what, about, data, made, _ = row
            if chain(digest, canonical(id_, at, who, what, about, data)) != made:
                self.wrong.append((before and Row(*before), Row(*row)))
            digest, before = made or "", row
            self.count += 1
        self.last = before and Row(*before)

    def faults(self) -> list[Fault]:
        """What is wrong with the seal, in its order."""
        lost = self.seal.count - self.count
        found = [self._missing(lost)] if lost > 0 else []
        kind, told = ("added", "was added") if lost < 0 else ("altered", "was altered")
        found += [Fault(kind, f"row {row.id} {told}", self.seal.id, row) for _, row in self.wrong]
        return found or self._of_itself()

    def _missing(self, lost: int) -> Fault:
        """Between which rows some are missing: where ids leave room, else at the first break."""
        breaks = [(before, row) for before, row in self.wrong if self._room(before, row)] or self.wrong[:1]
        if not breaks:
            where = f"after row {self.last.id}" if self.last else f"from row {self.seal.first} on"
            return Fault("missing", f"{_rows(lost)} missing {where}", self.seal.id, self.last)
        [(before, row), *_] = breaks
        self.wrong.remove((before, row))
        where = f"between row {before.id} and row {row.id}" if before else f"before row {row.id}"
        return Fault("missing", f"{_rows(lost)} missing {where}", self.seal.id, row)

    def _room(self, before: Row | None, row: Row) -> bool:
        return row.id - (before.id if before else self.seal.first - 1) > 1

    def _of_itself(self) -> list[Fault]:
        digest = (self.last and self.last.digest) or self.seal.before
        if self.key.chain(digest, self.seal.told()) == self.seal.after:
            return []
        return [Fault("seal", f"seal {self.seal.id} was altered", self.seal.id)]


def _rows(number: int) -> str:
    return "1 row is" if number == 1 else f"{number} rows are"


# The seals


def _of_order(db: Session, seals: Sequence[Seal]) -> Iterator[Fault]:
    """Seals that are missing, that don't go on where the one before ended, or that do without a key."""
    before: Seal | None = None
    for seal in seals:
        yield from _first(db, seal) if before is None else _next(before, seal)
        before = seal
    made = db.exec(select(t.Counter.value).where(t.Counter.name == COUNTER)).first() or 0
    last = before.id if before else 0
    if made > last:
        yield Fault("seal", f"seals are missing after seal {last}: {made} were made", last + 1)


def _first(db: Session, seal: Seal) -> Iterator[Fault]:
    """The chain begins at the beginning, or where old rows were taken out in order."""
    if seal.id == 1:
        begun = seal.before == rules.BEGINNING
    else:
        row = t.Audit
        noted = db.exec(select(row.data).where(row.what == REMOVED, row.about == f"seal:{seal.id - 1}")).all()
        begun = any(data.get("after") == seal.before for data in noted)
    if not begun:
        yield Fault("seal", f"the chain doesn't begin where it should: at seal {seal.id}", seal.id)


def _next(before: Seal, seal: Seal) -> Iterator[Fault]:
    if seal.id != before.id + 1:
        yield Fault("seal", f"seals are missing between seal {before.id} and seal {seal.id}", seal.id)
    elif seal.before != before.after:
        yield Fault("seal", f"seal {seal.id} doesn't go on where seal {before.id} ended", seal.id)
    if before.key and not seal.key:
        yield Fault("key", f"seal {seal.id} was made without a key, though those before have one", seal.id)


def _of_head(seals: Sequence[Seal], head: str) -> Iterator[Fault]:
    if head and head not in {seal.after for seal in seals}:
        yield Fault("seal", "the digest that was noted isn't in the chain", 0)


def _unknown_key(seal: Seal) -> Fault:
    return Fault("key", f"seal {seal.id} was made with a key that isn't given here", seal.id)
