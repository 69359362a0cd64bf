"""Bells that ring for reminders, and what of them reaches whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import delete, insert, update
from sqlmodel import col, select

from bot.features import all_ticks, fresh
from bot.features.reminder_rings import REMINDED
from bot.ticks import Ringer
from cards.render import Card, as_text, render
from knowledge.clock import at, today
from storage import people
from storage import tables as t
from storage.people import by_slug
from tests.bot.outbox import Stored, owed, owed_to
from tests.demo import NOW

CLOSE = date(2026, 12, 9)
"""The last day for proposals in these tests: a Wednesday."""


def morning(day: int, hour: time = time(9), month: int = 12) -> datetime:
    """An hour of a day in December 2026."""
    return at(date(2026, month, day), hour)


def quiet(core: Stored, *organisations: str) -> None:
    """Only these take part in the round in hand, proposals close on that day, and nothing else is asked."""
    with core.store.transaction() as db:
        row = db.exec(select(t.Round).order_by(col(t.Round.year).desc())).first()
        assert row is not None
        row.proposals_close, row.picture_due = at(CLOSE, time(16, 15)), None
        db.add(row)
        db.execute(delete(t.RoundOrganisation).where(col(t.RoundOrganisation.round_id) == row.id))
        rows = [{"round_id": row.id, "organisation_id": each} for each in organisations]
        db.execute(insert(t.RoundOrganisation), rows)
        db.execute(update(t.Session).values(announced=None))
        db.execute(update(t.Poll).values(closed=NOW))
        db.execute(update(t.Minutes).where(col(t.Minutes.state) == "out").values(state="replaced"))
        db.execute(update(t.ProposalOrganisation).values(state="left"))
        db.execute(delete(t.RecordTag).where(col(t.RecordTag.facet) == "responsible"))


def lapland_waits(core: Stored) -> None:
    """Of three that are asked, only Lapland's council hasn't proposed; its contact can be reached."""
    quiet(core, "council:19", "council:18", "ministry:LVM")
    withdrawn(core, "council:19")
    hears(core, "lappi")


def withdrawn(core: Stored, *organisations: str) -> None:
    """The proposals of these organisations are taken back."""
    with core.store.transaction() as db:
        led = col(t.Proposal.organisation_id).in_(organisations)
        db.execute(update(t.Proposal).where(led).values(state="withdrawn"))


def proposed(core: Stored, organisation: str, slug: str, now: datetime) -> None:
    """One of the organisation's proposals is sent again."""
    with core.store.transaction() as db:
        person = by_slug(db, slug, today(now))
        theirs = select(t.Proposal).where(t.Proposal.organisation_id == organisation)
        row = db.exec(theirs.order_by(col(t.Proposal.round_id).desc(), col(t.Proposal.id))).first()
        assert row is not None
        assert person is not None
        db.execute(update(t.Proposal).where(col(t.Proposal.id) == row.id).values(state="submitted"))
        db.execute(
            update(t.ProposalEvent)
            .where(col(t.ProposalEvent.proposal_id) == row.id)
            .values(at=now, person_id=person.id)
        )


@dataclass
class Bells:
    """The bell of a bot, which rang first at a moment."""

    core: Stored
    begun: datetime

    def __post_init__(self) -> None:
        self._ringer = Ringer(self.core.store, all_ticks())
        self.ring(self.begun)

    def ring(self, *moments: datetime) -> None:
        """Ring at these moments."""
        for moment in moments:
            self._ringer.ring(moment)

    def told(self, cause: str = REMINDED) -> list[str]:
        """Who was owed a reminder, in alphabetical order."""
        return sorted(owed_to(self.core, cause))

    def sent(self, now: datetime, cause: str = REMINDED, language: str = "en") -> dict[str, Card]:
        """Send what is owed, as delivery does; the cards by who gets them."""
        found: dict[str, Card] = {}
        for row in owed(self.core, cause):
            if row.state == "owed" and row.due <= now:
                data = self._fresh(row, now)
                self._settle(row, "sent" if data else "no longer needed", now)
                if data:
                    found[self._slug(row)] = render(row.card, data, language)
        return found

    def texts(self, now: datetime, cause: str = REMINDED, language: str = "en") -> dict[str, str]:
        """The same as texts."""
        return {slug: as_text(card) for slug, card in self.sent(now, cause, language).items()}

    def _fresh(self, row: t.Outbox, now: datetime) -> Mapping[str, Any] | None:
        if row.expires and row.expires <= now:
            return None
        with self.core.store.read() as db:
            person = people.by_id(db, row.person_id, today(now))
            assert person is not None
            return fresh()[row.cause](db, person, row.data, now)

    def _settle(self, row: t.Outbox, state: str, now: datetime) -> None:
        with self.core.store.transaction() as db:
            this = update(t.Outbox).where(col(t.Outbox.id) == row.id)
            db.execute(this.values(state=state, settled=now))

    def _slug(self, row: t.Outbox) -> str:
        with self.core.store.read() as db:
            return db.get_one(t.Person, row.person_id).slug or ""


def hears(core: Stored, *slugs: str) -> None:
    """These people have a chat with the bot."""
    with core.store.transaction() as db:
        for slug in slugs:
            person = by_slug(db, slug, today(NOW))
            assert person is not None
            values = {"id": f"a:{slug}", "channel": "msteams", "person_id": person.id, "tenant": "t"}
            more = {"service_url": "https://smba.trafficmanager.net/emea/", "updated": NOW}
            db.execute(insert(t.Conversation).values(**values, **more, bot={}, user={}, question={}))
