"""Talking with the bot about notices to many: what their tests share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import col, select

from bot.app import Core
from bot.features import all_ticks, fresh
from bot.ticks import Ringer
from knowledge.broadcasts import Broadcast
from knowledge.clock import today
from storage import broadcasts, outbox, people
from storage import tables as t
from tests.bot.chat import Chat
from tests.demo import NOW

Chats = Callable[..., Chat]
COORDINATOR = "tem-koordinaattori"
GOOD = {
    "title_fi": "Keskustelun aineisto on valmis",
    "text_fi": "Aineisto on nyt luettavissa.",
    "title_sv": "Materialet är klart",
    "text_sv": "Materialet kan nu läsas.",
}
WHO = {"sessions": "", "regions": "18,19", "ministries": "LVM", "acknowledge": "true"}
ANNOUNCED = "2026-19"
LINK = "https://esimerkki.fi/aineisto"


def written(chat: Chat, **who: str) -> Chat:
    """A chat in which both forms of a notice were just sent."""
    chat.press("broadcast.open")
    chat.press("broadcast.write", chat.filled(**GOOD))
    chat.press("broadcast.arrange", chat.filled(**WHO | who))
    return chat


def confirmed(chat: Chat, **who: str) -> int:
    """The number of a notice that was written and is being sent, or waits for its time."""
    written(chat, **who)
    press(chat, "broadcast.confirm")
    return newest(chat.core).id


def press(chat: Chat, verb: str, **inputs: Any) -> Chat:
    """A chat in which the newest card's button with this verb was pressed, with what stands in the fields."""
    chat.press(verb, chat.filled(verb, **inputs))
    return chat


def newest(core: Core) -> Broadcast:
    with core.store.read() as db:
        return broadcasts.newest_first(db, 0, 1)[0]


def kept(core: Core, number: int) -> Broadcast:
    with core.store.read() as db:
        found = broadcasts.find(db, number)
    assert found is not None
    return found


def messages(core: Core, cause: str = "broadcast") -> dict[str, t.Outbox]:
    """The messages for this cause, the newest of each person by the name that the demo knows them by."""
    with core.store.read() as db:
        query = select(t.Person.slug, t.Outbox).join(t.Outbox, col(t.Outbox.person_id) == col(t.Person.id))
        rows = db.exec(query.where(t.Outbox.cause == cause).order_by(col(t.Outbox.id))).all()
    return {slug or "": row for slug, row in rows}


def settle(core: Core, number: int, ends: Mapping[str, outbox.State], reason: str = "sent") -> None:
    """End messages of these people, as delivery does."""
    with core.store.transaction() as db:
        for slug, state in ends.items():
            person = people.by_slug(db, slug, today(NOW))
            query = select(t.Outbox).where(
                t.Outbox.about == broadcasts.about(number), t.Outbox.person_id == (person.id if person else 0)
            )
            for row in db.exec(query).all():
                row.state, row.reason, row.settled, row.channel = state, reason, NOW, "msteams"
                db.add(row)


def seen(core: Core, slug: str, number: int, cause: str = "broadcast") -> Mapping[str, Any] | None:
    """What somebody's card would be drawn from now; None: it isn't sent to them."""
    with core.store.read() as db:
        person = people.by_slug(db, slug, today(NOW))
        assert person is not None
        return fresh()[cause](db, person, {"broadcast": number}, NOW)


def ringer(core: Core) -> Ringer:
    """The bell of this bot, for what broadcasts do by themselves."""
    return Ringer(core.store, [tick for tick in all_ticks() if tick.name == "broadcasts"])
