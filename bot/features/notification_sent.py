"""What somebody was sent lately, and why: everyone can see why a message came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from bot import reasons
from bot.forms import Offset
from bot.routes import Ask, Read, Reply
from cards.language import N_
from storage import received
from storage.outbox import State
from storage.received import Received

from .kinds import TOPICS, WORDS
from .notification_settings import MAIL
from .notification_words import SETTINGS, TOPIC_NAMES
from .views import onward

PAGE = 8
STATES: Mapping[State, str] = {
    State.OWED: N_("waits for its turn"),
    State.SENT: N_("sent"),
    State.FAILED: N_("sending failed"),
    State.UNREACHABLE: N_("you couldn't be reached"),
    State.CANCELLED: N_("not sent"),
    State.NOT_NEEDED: N_("not sent, since it was needed no longer"),
}
TURNED_DOWN = N_("not sent, since you have turned it off")
OTHER = N_("something that concerns you happened")


class Page(BaseModel):
    """Where the list goes on."""

    offset: Offset = 0


def show(ask: Ask, read: Read) -> Reply:
    """The newest messages, each with its cause in words and how it stands."""
    offset = ask.form.offset if isinstance(ask.form, Page) else 0
    total = received.count(read.db, ask.person.id)
    found = received.latest(read.db, ask.person.id, PAGE, offset)
    buttons = (*onward("notifications.sent", {}, offset + PAGE, total), SETTINGS)
    return Reply("notifications_sent", {"items": [_item(each) for each in found], "buttons": buttons})


def _item(each: Received) -> dict[str, Any]:
    muted = each.state is State.CANCELLED and each.reason == reasons.MUTED
    topic = TOPICS.get(each.cause)
    return {
        "why": WORDS.get(each.cause, OTHER),
        "topic": TOPIC_NAMES[topic] if topic else "",
        "when": each.settled or each.due,
        "state": {"say": TURNED_DOWN if muted else STATES[each.state]},
        "mail": each.channel == MAIL,
    }
