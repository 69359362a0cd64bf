"""Reading and writing broadcasts: their texts, whom they are for, and the messages that carry them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlmodel import Session, col, func, select

from knowledge import broadcasts as rules
from knowledge.broadcasts import Broadcast, Recipient, Wording

from . import tables as t

PLAIN = (
    "state",
    "version",
    "edition",
    "link",
    "calendar",
    "acknowledge",
    "confirmed",
    "due",
    "ended",
    "reason",
)
"""Columns that a broadcast has under the same name."""


def about(broadcast: int) -> str:
    """The matter that its card shows to those who get it."""
    return f"broadcast:{broadcast}"


def find(db: Session, number: int) -> Broadcast | None:
    """The broadcast with this number, or None."""
    return next(
        iter(_broadcasts(db, db.exec(select(t.Broadcast).where(t.Broadcast.id == number)).all())), None
    )


def hold(db: Session, number: int) -> Broadcast | None:
    """The broadcast with this number, held until the transaction ends (a row lock on PostgreSQL), or None."""
    query = select(t.Broadcast).where(t.Broadcast.id == number).with_for_update()
    return next(iter(_broadcasts(db, db.exec(query.execution_options(populate_existing=True)).all())), None)


def newest_first(db: Session, offset: int, limit: int) -> tuple[Broadcast, ...]:
    """Some of all broadcasts, the newest first."""
    query = select(t.Broadcast).order_by(col(t.Broadcast.id).desc()).offset(offset).limit(limit)
    return _broadcasts(db, db.exec(query).all())


def count(db: Session) -> int:
    """How many broadcasts there are."""
    return db.exec(select(func.count()).select_from(t.Broadcast)).one()


def in_states(db: Session, states: Iterable[rules.State], since: datetime) -> tuple[Broadcast, ...]:
    """Those in one of the states that were confirmed since a moment."""
    query = select(t.Broadcast).where(
        col(t.Broadcast.state).in_(list(states)), col(t.Broadcast.confirmed) >= since
    )
    return _broadcasts(db, db.exec(query.order_by(col(t.Broadcast.id))).all())


def add(
    db: Session, author: int, texts: Mapping[str, Wording], audience: rules.Audience, now: datetime
) -> Broadcast:
    """Keep a new draft."""
    row = t.Broadcast(person_id=author, state=rules.State.DRAFT, audience=asdict(audience), created=now)
    db.add(row)
    db.flush()
    _write(db, row.id or 0, 1, texts)
    return _broadcasts(db, [row])[0]


def put(db: Session, broadcast: Broadcast) -> Broadcast:
    """Write a broadcast as it is now; texts of earlier versions stay."""
    row = db.get_one(t.Broadcast, broadcast.id)
    row.sqlmodel_update({name: getattr(broadcast, name) for name in PLAIN})
    row.sqlmodel_update({"audience": asdict(broadcast.audience), "session_id": broadcast.session})
    db.add(row)
    db.flush()
    _write(db, broadcast.id, broadcast.version, broadcast.texts)
    return broadcast


def drop(db: Session, broadcast: Broadcast) -> None:
    """Throw a draft away."""
    for table in (t.BroadcastRecipient, t.BroadcastText):
        db.execute(delete(table).where(col(table.broadcast_id) == broadcast.id))
    db.execute(delete(t.Broadcast).where(col(t.Broadcast.id) == broadcast.id))


def _write(db: Session, number: int, version: int, texts: Mapping[str, Wording]) -> None:
    text = t.BroadcastText
    db.execute(delete(text).where(col(text.broadcast_id) == number, col(text.version) == version))
    which = {"broadcast_id": number, "version": version}
    db.execute(insert(text), [which | {"language": lang} | asdict(w) for lang, w in texts.items()])


def _broadcasts(db: Session, rows: Sequence[t.Broadcast]) -> tuple[Broadcast, ...]:
    """Plain broadcasts of these rows, with one statement more however many there are."""
    if not rows:
        return ()
    text, newest = t.BroadcastText, {row.id: row.version for row in rows}
    query = select(text).where(col(text.broadcast_id).in_(newest)).order_by(text.language)
    found: dict[int, dict[str, Wording]] = {row.id or 0: {} for row in rows}
    for each in db.exec(query.execution_options(populate_existing=True)).all():
        if each.version == newest[each.broadcast_id]:
            found[each.broadcast_id][each.language] = Wording(each.title, each.text, each.note)
    return tuple(_broadcast(row, found[row.id or 0]) for row in rows)


def _broadcast(row: t.Broadcast, texts: Mapping[str, Wording]) -> Broadcast:
    plain = {name: getattr(row, name) for name in PLAIN if name != "state"}
    return Broadcast(
        id=row.id or 0,
        author=row.person_id,
        state=rules.State(row.state),
        texts=texts,
        audience=rules.audience_of(row.audience),
        session=row.session_id,
        created=row.created,
        **plain,
    )


# Whom it is for


def freeze(db: Session, broadcast: Broadcast, found: Iterable[Recipient]) -> None:
    """Write down whom a confirmed broadcast is for."""
    rows = [
        {
            "broadcast_id": broadcast.id,
            "person_id": one.person.id,
            "organisations": {"ids": list(one.organisations)},
        }
        for one in found
    ]
    db.execute(insert(t.BroadcastRecipient), rows)


def thaw(db: Session, broadcast: Broadcast) -> None:
    """Nobody is written down any more: it is a draft again."""
    mine = col(t.BroadcastRecipient.broadcast_id) == broadcast.id
    db.execute(delete(t.BroadcastRecipient).where(mine))


def acknowledge(db: Session, broadcast: int, person: int, now: datetime) -> None:
    """Somebody says that they have read it; the first time counts."""
    mine = update(t.BroadcastRecipient).where(
        col(t.BroadcastRecipient.broadcast_id) == broadcast,
        col(t.BroadcastRecipient.person_id) == person,
        col(t.BroadcastRecipient.acknowledged).is_(None),
    )
    db.execute(mine.values(acknowledged=now))
    db.expire_all()


@dataclass(frozen=True)
class Reading:
    """A broadcast as somebody whom it is for reads it: who wrote it, when they acknowledged it."""

    broadcast: Broadcast
    by: str
    acknowledged: datetime | None


def reading(db: Session, number: int, person: int) -> Reading | None:
    """The broadcast for a reader, by one statement since it runs for each; None where it isn't for them."""
    one, text, author = t.BroadcastRecipient, t.BroadcastText, t.Person
    query = (
        select(t.Broadcast, text, one.acknowledged, author.name)
        .join(one, col(one.broadcast_id) == col(t.Broadcast.id))
        .join(
            text, (col(text.broadcast_id) == col(t.Broadcast.id)) & (col(text.version) == t.Broadcast.version)
        )
        .join(author, col(author.id) == col(t.Broadcast.person_id))
        .where(t.Broadcast.id == number, one.person_id == person)
    )
    rows = db.exec(query.execution_options(populate_existing=True)).all()
    if not rows:
        return None
    row, _, acknowledged, by = rows[0]
    texts = {each.language: Wording(each.title, each.text, each.note) for _, each, *_ in rows}
    return Reading(_broadcast(row, texts), by, acknowledged)
