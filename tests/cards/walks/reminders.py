"""Walks that draw the cards of reminders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from bot.features import all_ticks
from bot.features.reminder_rings import REMINDED
from bot.ticks import Ringer
from storage import tables as t
from tests.bot.outbox import owed
from tests.cards.stage import Stage, press
from tests.demo import NOW

COORDINATOR = "tem-koordinaattori"
LATE = NOW + timedelta(days=12)
TITLE = ("*Raja* & [ylitys](x) " * 9)[:120]


def being_reminded(on: Stage) -> None:
    """A ring before the deadlines, the list of what is missing, putting off, and what was done meanwhile."""
    on.draw_notices()
    ringer = Ringer(on.core.store, all_ticks())
    ringer.ring(NOW)
    with on.core.store.transaction() as db:
        db.execute(update(t.Proposal).values(title=TITLE, state="submitted"))
        db.execute(update(t.ProposalOrganisation).values(state="asked"))
    ringer.ring(LATE)
    for slug in ("uusimaa", "mmm", "lvm"):
        chat = on.chat(slug, LATE)
        chat.press("reminders.mine")
        for row in owed(on.core, REMINDED):
            chat.press("reminders.snooze", {"key": row.once, "days": 1})
            chat.press("reminders.snooze", {"key": row.once, "days": 7})
    with on.core.store.transaction() as db:
        db.execute(update(t.Outbox).values(state="sent", settled=LATE))
        db.execute(
            update(t.ProposalOrganisation).values(state="accepted", answered=LATE + timedelta(hours=1))
        )
    ringer.ring(LATE + timedelta(hours=2))


def reminding(on: Stage) -> None:
    """Everybody is missing, and reminded with the longest line; then again."""
    with on.core.store.transaction() as db:
        db.execute(update(t.Proposal).values(state="withdrawn"))
    chat = on.chat(COORDINATOR)
    chat.press("status.show", {"step": "proposals"})
    press(chat, "reminding.open")
    press(chat, "reminding.send", line="å*" * 251)
    press(chat, "reminding.send", line="å*" * 250)
    chat.press("reminding.open", {"step": "proposals"})
    chat.press("reminding.send", {"step": "proposals"})
    chat.press("reminding.send", {"step": "agendas"})
    on.chat("lappi").press("reminders.mine")


WALKS: tuple[Callable[[Stage], None], ...] = (being_reminded, reminding)
VALUES: dict[str, Any] = {}
