"""Many people who can be reached, and what they are owed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select
from sqlmodel import Session, col

from bot.forms import Said, notice
from knowledge.people import Role
from storage import outbox
from storage import tables as t
from storage.store import Store
from tests.faults.weather import conversation_of

ORGANISATION = "council:19"
ABOUT = "matter:1"
CAUSE = "round opened"
CHUNK = 1000


@dataclass(frozen=True)
class Member:
    """Somebody of the crowd."""

    id: int
    conversation: str


def gather(
    store: Store,
    count: int,
    tenants: Sequence[str],
    service_url: str,
    now: datetime,
    organisation: str = ORGANISATION,
) -> tuple[Member, ...]:
    """That many people more, contacts of the organisation, spread over these tenants, each in a chat."""
    wanted = [(tenants[number % len(tenants)], f"person-{number}") for number in range(count)]
    with store.transaction() as db:
        person = {"language": "fi"}
        _add(db, t.Person, [{"tenant": of, "object_id": who, "name": who, **person} for of, who in wanted])
        known = select(col(t.Person.tenant), col(t.Person.object_id), col(t.Person.id))
        ids = {(of, who): number or 0 for of, who, number in db.execute(known)}
        members = tuple(
            Member(ids[each], conversation_of(each[0], number)) for number, each in enumerate(wanted)
        )
        role = {"organisation_id": organisation, "role": Role.CONTACT}
        _add(db, t.Membership, [{"person_id": one.id, **role} for one in members])
        chats = zip(members, wanted, strict=True)
        _add(db, t.Conversation, [_chat(one, tenant, service_url, now) for one, (tenant, _) in chats])
    return members


def owe(store: Store, members: Sequence[Member], now: datetime, about: str = ABOUT) -> None:
    """Owe everybody the same notice, in one transaction."""
    data = notice(
        Said("Who takes part"), lines=("Lapin keskustelu siirtyy.", "Uusi aika kerrotaan ensi viikolla.")
    )
    with store.transaction() as db:
        for one in members:
            outbox.owe(
                db,
                once=f"{about}:{one.id}",
                person=one.id,
                card="notice",
                data=data,
                cause=CAUSE,
                now=now,
                about=about,
            )


def left(store: Store) -> int:
    """How many messages are still owed."""
    with store.read() as db:
        owed = select(func.count()).select_from(t.Outbox).where(col(t.Outbox.state) == outbox.State.OWED)
        return int(db.execute(owed).scalar_one())


def in_flight(db: Session) -> set[tuple[int, str]]:
    """The messages that somebody has claimed and not settled, each with its holder."""
    o = t.Outbox
    flying = (col(o.state) == outbox.State.OWED, col(o.lease).is_not(None), col(o.holder).is_not(None))
    return {
        (number or 0, holder or "") for number, holder in db.execute(select(o.id, o.holder).where(*flying))
    }


def flying(store: Store) -> set[tuple[int, str]]:
    """The same, as of now."""
    with store.read() as db:
        return in_flight(db)


def claimed(store: Store) -> int:
    """How many messages are in flight."""
    return len(flying(store))


def mistold(store: Store, members: Iterable[Member], got: Container[str]) -> int:
    """How many messages say that they were sent when their readers have no copy, or the other way round."""
    where = {one.id: one.conversation for one in members}
    return sum((row.state == outbox.State.SENT) != (where[row.person] in got) for row in outcome(store))


@dataclass(frozen=True)
class Told:
    """How a message stands, by the database."""

    id: int
    person: int
    about: str
    state: str
    reason: str
    ambiguous: int
    abandoned: int


def outcome(store: Store) -> list[Told]:
    """Every message of the outbox."""
    o = t.Outbox
    columns = (o.id, o.person_id, o.about, o.state, o.reason, o.ambiguous, o.abandoned)
    with store.read() as db:
        rows = db.execute(select(*map(col, columns)))
        return [
            Told(
                *(row.id or 0, row.person_id, row.about or "", row.state, row.reason or ""),
                *(row.ambiguous, row.abandoned),
            )
            for row in rows
        ]


def _chat(one: Member, tenant: str, service_url: str, now: datetime) -> Mapping[str, Any]:
    return {
        "id": one.conversation,
        "channel": "msteams",
        "person_id": one.id,
        "service_url": service_url,
        "bot": {"id": "28:bot", "name": "ALKE-botti"},
        "user": {"id": f"29:{one.id}", "name": ""},
        "tenant": tenant,
        "question": {},
        "updated": now,
        "missed": 0,
    }


def _add(db: Session, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    left = iter(rows)
    while some := list(islice(left, CHUNK)):
        db.execute(insert(table), some)
