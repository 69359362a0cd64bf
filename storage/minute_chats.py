"""Which conversation is for the minutes of which session, and whose minutes may still be written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from knowledge import minutes as rules
from knowledge import sessions as held
from knowledge.people import Person

from . import sessions
from . import tables as t
from .turns import Address
from .upsert import insert

CHOICES = 40
"""Sessions that are offered at most, the newest first."""
THREAD = ";messageid="
"""What a thread's id adds to that of its channel."""


@dataclass(frozen=True)
class Tie:
    """A conversation's session, and the part of its draft that is the item in hand; 0 for none."""

    session: str
    item: int = 0


def find(db: Session, where: Address) -> Tie | None:
    """What a conversation is tied to, or None."""
    row = db.get(t.MinutesChat, _key(where), populate_existing=True)
    return Tie(row.session_id, row.part_id or 0) if row else None


def tie(db: Session, where: Address, tied: Tie, person: Person, now: datetime) -> None:
    """Tie a conversation to a session, whatever it was tied to before."""
    values = {"session_id": tied.session, "part_id": tied.item or None, "at": now, "person_id": person.id}
    channel, conversation = _key(where)
    new = insert(db, t.MinutesChat).values(channel=channel, conversation=conversation, **values)
    db.execute(new.on_conflict_do_update(index_elements=["channel", "conversation"], set_=values))


def _key(where: Address) -> tuple[str, str]:
    """A channel's threads are one conversation."""
    return where.channel, where.conversation.partition(THREAD)[0]


def open_sessions(db: Session) -> tuple[held.Session, ...]:
    """The newest sessions that were held and whose minutes aren't final, the newest first."""
    row = t.Session
    final = select(t.Minutes.session_id).where(t.Minutes.state == rules.State.FINAL)
    mine = (row.state == held.State.HELD, col(row.id).not_in(final))
    query = select(row.id).where(*mine).order_by(col(row.starts).desc(), col(row.id)).limit(CHOICES)
    return sessions.by_ids(db, db.exec(query).all())


def written_by(db: Session, person: Person) -> frozenset[str]:
    """The sessions in whose drafts a person has written."""
    parts = db.exec(select(t.MinutesPart.session_id).where(t.MinutesPart.person_id == person.id)).all()
    edits = db.exec(select(t.MinutesEdit.session_id).where(t.MinutesEdit.person_id == person.id)).all()
    return frozenset((*parts, *edits))
