"""What the outbox holds, for whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from sqlmodel import Session as Db
from sqlmodel import col, select

from bot.features import fresh, still_needed
from bot.features.concerned import CONCERNED
from cards.render import Card, render
from knowledge.clock import today
from storage import people, renewing, turns
from storage import tables as t
from storage.store import Store
from storage.turns import Address, Place


class Stored(Protocol):
    """What has a store, as the bot has."""

    @property
    def store(self) -> Store: ...


def owed(core: Stored, cause: str) -> list[t.Outbox]:
    """The notices for this cause, in order."""
    return [row for _, row in _owed(core, cause)]


def notices(core: Stored, cause: str) -> list[dict[str, Any]]:
    """Their data."""
    return [row.data for _, row in _owed(core, cause)]


def owed_to(core: Stored, cause: str) -> list[str]:
    """Those they are for, by the names that the demo knows them by."""
    return [slug for slug, _ in _owed(core, cause)]


def by_person(core: Stored, cause: str) -> dict[str, t.Outbox]:
    """The newest notice of each person."""
    return dict(_owed(core, cause))


def _owed(core: Stored, cause: str) -> list[tuple[str, t.Outbox]]:
    with core.store.read() as db:
        query = select(t.Person.slug, t.Outbox).join(t.Outbox, col(t.Outbox.person_id) == col(t.Person.id))
        rows = db.exec(query.where(t.Outbox.cause == cause).order_by(col(t.Outbox.id))).all()
    return [(slug or "", row) for slug, row in rows]


# Delivering


Draw = Callable[[str, Mapping[str, Any], str], Card]


def drawn_from(db: Db, row: t.Outbox, now: datetime) -> Mapping[str, Any] | None:
    """What a notice's card is drawn from now; None where it isn't sent any more."""
    person = people.by_id(db, row.person_id, today(now))
    concerned, needed = CONCERNED.get(row.cause), still_needed().get(row.cause)
    if person is None or (concerned and not concerned(db, person, row.data)):
        return None
    if needed and not needed(db, row.data):
        return None
    renewed = fresh().get(row.cause)
    return renewed(db, person, row.data, now) if renewed else row.data


def deliver(
    core: Stored, now: datetime, draw: Draw = render, language: str = "fi"
) -> list[tuple[str, t.Outbox, Card]]:
    """Send all that waits to everybody at once, as delivery does one by one: to whom, what, and the card."""
    with core.store.transaction() as db:
        query = select(t.Person.slug, t.Outbox).join(t.Outbox, col(t.Outbox.person_id) == col(t.Person.id))
        rows = db.exec(query.where(t.Outbox.state == "owed").order_by(col(t.Outbox.id))).all()
        found = []
        for slug, row in rows:
            stands = row.about and row.person_id in renewing.readers(db, row.about)
            data = drawn_from(db, row, now) if stands or row.place != "only" else None
            row.state = "no longer needed" if data is None else "sent"
            db.add(row)
            if data is not None:
                _stand(db, row, now)
                found.append((slug or "", row, draw(row.card, data, language)))
    return found


def _stand(db: Db, row: t.Outbox, now: datetime) -> None:
    """The card stands in the person's chat."""
    where = Address("msteams", f"told:{row.person_id}", "https://smba.trafficmanager.net/emea/", "t", {}, {})
    turns.remember(db, where, row.person_id, Place("fi"), now)
    if row.about:
        turns.stands(db, where.channel, where.conversation, row.about, f"card-{row.id}", now)
