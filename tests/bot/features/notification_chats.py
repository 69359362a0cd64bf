"""What somebody wishes of notices, looked up in these tests."""

from __future__ import annotations

from datetime import date, timedelta

from bot.app import Core
from knowledge.clock import today
from knowledge.notices import Topic
from storage import people, wishes
from storage.wishes import Absence
from tests.demo import NOW

DAY = today(NOW)
FRIDAY = DAY + timedelta(days=(4 - DAY.weekday() - 1) % 7 + 1)


def who(core: Core, slug: str = "lappi") -> int:
    with core.store.read() as db:
        person = people.by_slug(db, slug, DAY)
    assert person
    return person.id


def off(core: Core, slug: str = "lappi") -> dict[Topic, date | None]:
    """What the person has turned off."""
    with core.store.read() as db:
        return dict(wishes.mutes(db, who(core, slug), DAY))


def away(core: Core) -> Absence | None:
    with core.store.read() as db:
        return wishes.absence(db, who(core), DAY)
