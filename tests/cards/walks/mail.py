"""Walks that draw the cards of mail."""

from __future__ import annotations

from typing import Any

from bot.features.mailbox import asked_to_stop
from knowledge.clock import today
from storage import people, wishes
from tests.cards.stage import Stage
from tests.demo import NOW

ADDRESS = "laura.lapinlahti@esimerkki.fi"


def stopping_mail(on: Stage) -> None:
    chat = on.chat("lappi")
    chat.press("mail.stop")
    with on.core.store.transaction() as db:
        person = people.by_slug(db, "lappi", today(NOW))
        assert person is not None
        wishes.set_address(db, person.id, ADDRESS, NOW)
    on.draw("notice", asked_to_stop(), on.language)
    chat.press("mail.stop")
    chat.press("mail.resume")


WALKS: tuple[Any, ...] = (stopping_mail,)
VALUES: dict[str, Any] = {"days": 30}
