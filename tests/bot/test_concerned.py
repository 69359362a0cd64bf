"""A notice that waits isn't sent to somebody who has lost the role that it was owed for."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update
from sqlmodel import col, select

from bot.app import Core
from bot.features.concerned import CONCERNED
from knowledge.clock import today
from storage import people
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.features.confirming_chats import book, corrected, drafted, sent
from tests.bot.features.moves import ids, moved, release
from tests.bot.features.session_chats import COORDINATOR, announced, asked, planned
from tests.bot.office import Office
from tests.demo import NOW

Chats = Callable[..., Chat]
LOST = ("cancelled", "no longer theirs to know")


def left(office: Office, slug: str) -> None:
    """The person's roles have ended but for one that they were given elsewhere."""
    day = today(office.clock())
    with office.store.transaction() as db:
        mine = col(t.Membership.person_id) == office.person(slug).id
        db.execute(update(t.Membership).where(mine).values(until=day - timedelta(days=1)))
        elsewhere = {"organisation_id": "council:18", "role": "observer", "since": day}
        db.execute(insert(t.Membership).values(person_id=office.person(slug).id, **elsewhere))


async def test_a_notice_is_not_sent_to_who_lost_the_role_it_was_for(office: Office) -> None:
    office.owe("a")
    left(office, "tyoryhma")
    await office.delivery.pay()
    assert ([LOST], []) == (office.notices(), office.postman.posted)


def waiting(core: Core, cause: str, slug: str) -> list[dict[str, Any]]:
    with core.store.read() as db:
        query = select(t.Outbox.data).join(t.Person).where(t.Outbox.cause == cause, t.Person.slug == slug)
        return [dict(data) for data in db.exec(query).all()]


def concerns(core: Core, cause: str, slug: str, data: dict[str, Any]) -> bool:
    with core.store.read() as db:
        person = people.by_slug(db, slug, today(NOW))
        assert person is not None
        return CONCERNED[cause](db, person, data)


def _released(chat: Chats, core: Core) -> None:
    release(moved(chat("tyoryhma"), *ids(core, "council:19")[:1]))


def _commented(chat: Chats, core: Core) -> None:
    chat("tyoryhma").press("comment.add", {"proposal": ids(core, "council:19")[0], "text": "Tarkentakaa."})


def _asked(chat: Chats, _: Core) -> None:
    asked(planned(chat(COORDINATOR)))


def _announced(chat: Chats, _: Core) -> None:
    announced(planned(chat(COORDINATOR), link="https://esimerkki.fi/kokous"))


def _sent(chat: Chats, core: Core) -> None:
    drafted(core)
    sent(core, chat)


def _declined(chat: Chats, core: Core) -> None:
    _sent(chat, core)
    corrected(chat("lappi"), book(core).out.parts[0].id, "Toisin.")
    number = book(core).undecided[0].id
    chat(COORDINATOR).press("correction.decline_now", {"correction": number, "reason": "Ei."})


ACTS: dict[str, Callable[[Chats, Core], None]] = {
    "triage released": _released,
    "proposal commented": _commented,
    "times asked": _asked,
    "session announced": _announced,
    "minutes sent": _sent,
    "correction declined": _declined,
}


@pytest.mark.parametrize("cause", ACTS)
def test_a_notice_is_for_its_organisation_and_not_for_others(core: Core, chat: Chats, cause: str) -> None:
    ACTS[cause](chat, core)
    found = waiting(core, cause, "lappi")
    assert found
    assert all(concerns(core, cause, "lappi", data) for data in found)
    assert not any(concerns(core, cause, "uusimaa", data) for data in found)


def test_a_request_to_be_admitted_is_for_coordinators(core: Core) -> None:
    assert concerns(core, "join asked", COORDINATOR, {})
    assert not concerns(core, "join asked", "tyoryhma", {})
