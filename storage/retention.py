"""Removing what is kept no longer, a few at a time, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, cast, delete, exists, func, or_, select, update
from sqlmodel import Session, SQLModel

from knowledge.audit import REMOVED
from knowledge.clock import today
from knowledge.joining import State as Joining
from knowledge.minutes import State
from knowledge.people import ERASED
from knowledge.personal import State as Asking
from knowledge.retention import Rule

from . import audit, personal
from . import tables as t
from .outbox import State as Sending

BATCH = 200  # rows in one transaction
BOT = "person:0"

Removing = Callable[[Session, Sequence[Any], datetime], None]


@dataclass(frozen=True)
class Kind:
    """How a kind is removed: the keys of what ended before a moment, and what is done with these.

    `batch`: how many at a time.
    """

    due: Callable[[datetime], Select[Any]]
    remove: Removing
    batch: int = BATCH


def counts(db: Session, rules: Iterable[Rule], now: datetime) -> Mapping[str, int]:
    """By kind: how many are kept no longer."""
    found = {}
    for rule in rules:
        if kind := KINDS.get(rule.kind):
            due = kind.due(rule.before(now)).order_by(None).subquery()
            found[rule.kind] = db.execute(select(func.count()).select_from(due)).scalar_one()
    return found


def first_due(db: Session, rules: Iterable[Rule], now: datetime) -> Rule | None:
    """The first kind of which some is kept no longer."""
    return next((rule for rule in rules if _keys(db, rule, now)), None)


def remove(db: Session, rule: Rule, now: datetime, who: str = BOT) -> int:
    """Remove some of a kind, and write down how many; nothing that has come to be needed meanwhile."""
    keys = _keys(db, rule, now)
    if keys:
        KINDS[rule.kind].remove(db, keys, now)
        audit.note(db, who, "retention.removed", f"kind:{rule.kind}", now, count=len(keys))
    return len(keys)


def _keys(db: Session, rule: Rule, now: datetime) -> Sequence[Any]:
    kind = KINDS.get(rule.kind)
    rows = db.execute(kind.due(rule.before(now)).limit(kind.batch)).all() if kind else ()
    return [row[0] if len(row) == 1 else tuple(row) for row in rows]


DONE = "retention.done"


def done_since(db: Session, moment: datetime) -> bool:
    """Whether all that was due has been removed since."""
    row = _of("audit")
    return db.execute(select(row.id).where(row.at >= moment, row.what == DONE)).first() is not None


def done(db: Session, now: datetime, who: str = BOT) -> None:
    """Write down that nothing more is due."""
    audit.note(db, who, DONE, "retention", now)


# What ended before a moment


def _of(table: str) -> Any:
    """A table's columns."""
    return SQLModel.metadata.tables[table].c


def _final(session: Any, before: datetime) -> Any:
    """The session's minutes have been final since before the moment."""
    row = _of("minutes")
    return exists().where(row.session_id == session, row.state == State.FINAL, row.finalised < before)


def _edits(before: datetime) -> Select[Any]:
    row = _of("minutesedit")
    return select(row.id).where(_final(row.session_id, before)).order_by(row.id)


def _chats(before: datetime) -> Select[Any]:
    row = _of("minuteschat")
    return select(row.channel, row.conversation).where(_final(row.session_id, before))


def _seals(before: datetime) -> Select[Any]:
    """The oldest seals, but never the newest one: the chain goes on from it."""
    row = _of("auditseal")
    last = select(func.max(row.id)).scalar_subquery()
    return select(row.id).where(row.at < before, row.id < last).order_by(row.id)


def _outbox(before: datetime) -> Select[Any]:
    row = _of("outbox")
    ended = (row.state != Sending.OWED, row.settled < before, cast(row.data, String) != "{}")
    return select(row.id).where(*ended).order_by(row.id)


def _cards(before: datetime) -> Select[Any]:
    row = _of("sent")
    return select(row.id).where(row.at < before).order_by(row.id)


def _joining(before: datetime) -> Select[Any]:
    row = _of("joinrequest")
    ended = (row.state != Joining.WAITING, func.coalesce(row.decided, row.at) < before)
    return select(row.id).where(*ended).order_by(row.id)


def _requests(before: datetime) -> Select[Any]:
    row = _of("datarequest")
    ended = (row.state != Asking.OPEN, func.coalesce(row.decided, row.at) < before)
    return select(row.id).where(*ended).order_by(row.id)


def _absences(before: datetime) -> Select[Any]:
    row = _of("absence")
    return select(row.person_id).where(row.until < today(before)).order_by(row.person_id)


def _mutes(before: datetime) -> Select[Any]:
    row = _of("mute")
    return select(row.person_id, row.topic).where(row.until < today(before))


def _left(person: Any, before: datetime) -> Any:
    """The person's last role ended before the moment."""
    row, day = _of("membership"), today(before)
    return ~exists().where(row.person_id == person, or_(row.until.is_(None), row.until >= day))


def _mailboxes(before: datetime) -> Select[Any]:
    row = _of("mailbox")
    return select(row.person_id).where(_left(row.person_id, before)).order_by(row.person_id)


def _conversations(before: datetime) -> Select[Any]:
    row = _of("conversation")
    return select(row.channel, row.id).where(_left(row.person_id, before), row.updated < before)


def _people(before: datetime) -> Select[Any]:
    row = _of("person")
    return select(row.id).where(row.name != ERASED, _left(row.id, before)).order_by(row.id)


# What is done with it


def _delete(name: str, *key: str) -> Removing:
    table = SQLModel.metadata.tables[name]

    def remove(db: Session, keys: Sequence[Any], _: datetime) -> None:
        for each in keys:
            values = each if isinstance(each, tuple) else (each,)
            same = [table.c[column] == value for column, value in zip(key, values, strict=True)]
            db.execute(delete(table).where(*same))

    return remove


def _empty(db: Session, keys: Sequence[Any], _: datetime) -> None:
    """The messages' bodies go; that they were sent stays. None of them can be sent again."""
    table = SQLModel.metadata.tables["outbox"]
    emptied = update(table).where(table.c.id.in_(keys), table.c.state != Sending.OWED)
    ended = func.coalesce(table.c.expires, table.c.settled)
    db.execute(emptied.values(data={}, activity=None, expires=ended))


def _unseal(db: Session, keys: Sequence[Any], now: datetime) -> None:
    """Whole seals with their rows go; a row says where the chain goes on."""
    last = db.get_one(t.AuditSeal, keys[-1])
    audit.note(db, BOT, REMOVED, f"seal:{last.id}", now, after=last.after)
    for table, column in (("audit", "seal_id"), ("auditseal", "id")):
        db.execute(delete(SQLModel.metadata.tables[table]).where(_of(table)[column].in_(keys)))


def _erase(db: Session, keys: Sequence[Any], now: datetime) -> None:
    for person in keys:
        personal.erase(db, person, now)


KINDS: Mapping[str, Kind] = {
    "edits": Kind(_edits, _delete("minutesedit", "id")),
    "chats": Kind(_chats, _delete("minuteschat", "channel", "conversation")),
    "audit": Kind(_seals, _unseal, batch=2),
    "outbox": Kind(_outbox, _empty),
    "cards": Kind(_cards, _delete("sent", "id")),
    "joining": Kind(_joining, _delete("joinrequest", "id")),
    "requests": Kind(_requests, _delete("datarequest", "id")),
    "absences": Kind(_absences, _delete("absence", "person_id")),
    "mutes": Kind(_mutes, _delete("mute", "person_id", "topic")),
    "mailboxes": Kind(_mailboxes, _delete("mailbox", "person_id")),
    "conversations": Kind(_conversations, _delete("conversation", "channel", "id")),
    "people": Kind(_people, _erase, batch=5),
}
"""By kind; what isn't here is kept for good, or tidied up elsewhere."""
