"""Walks that draw the cards of the state's views."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from knowledge.state_views import PART_LIMIT, TEXT_LIMIT
from tests.bot.chat import Chat
from tests.cards.stage import Stage, press

LETTERS = "äöå*_[`~|<\\"
REGION = "05"
MINISTRIES = ("VNK", "UM", "OM", "SM", "PLM", "VM", "OKM", "MMM", "LVM", "TEM", "STM", "YM")
HOSTILE = '{{DATE(2026-01-01T00:00:00Z)}} [x](javascript:alert(1)) <img src=x onerror="alert(1)">'


def longest(limit: int, over: int = 0) -> str:
    """A text of this many characters: Finnish letters, and marks that markdown would read."""
    return " ".join([LETTERS] * (limit // len(LETTERS)))[:limit].strip().ljust(limit + over, "å")


def opened(chat: Chat, verb: str, **more: Any) -> None:
    """A form of the region in a dialog."""
    chat.answer(chat.activity("dialog", verb=verb, data={"region": REGION, **more}))


def reading_views(on: Stage) -> None:
    for slug in ("tem-koordinaattori", "lvm", "aune", "lappi", "kainuu"):
        on.chat(slug).press("view.show", {})
    coordinator = on.chat("tem-koordinaattori")
    for region in ("19", "18", "09"):
        coordinator.press("view.show", {"region": region})
    coordinator.press("view.part", {"region": "19", "organisation": "ministry:LVM"})
    on.chat("lvm").press("view.part", {"region": "19", "organisation": "ministry:LVM"})


def writing_views(on: Stage) -> None:
    coordinator, lvm = on.chat("tem-koordinaattori"), on.chat("lvm")
    opened(lvm, "view.contribute")
    lvm.send_dialog(text="")
    lvm.send_dialog(text=longest(PART_LIMIT, 1))
    lvm.send_dialog(text=HOSTILE)
    lvm.press("view.contribute_save", {"region": REGION, "text": "Toisin."})
    opened(coordinator, "view.contribute")
    coordinator.send_dialog(text="Ministeriö puuttuu.", organisation="")
    opened(coordinator, "view.write")
    coordinator.send_dialog(text=HOSTILE)
    coordinator.press("view.save", {"region": REGION, "text": "Toisin."})
    coordinator.press("view.publish", {"region": REGION})
    coordinator.press("view.publish_now", {"region": REGION, "version": 9})
    coordinator.press("view.publish", {"region": REGION})
    press(coordinator, "view.publish_now")
    opened(coordinator, "view.write")
    coordinator.send_dialog(text="")
    coordinator.press("view.unpublish", {"region": REGION})


def views_at_their_limits(on: Stage) -> None:
    coordinator = on.chat("tem-koordinaattori")
    for version, ministry in enumerate(MINISTRIES):
        data = {"region": REGION, "organisation": f"ministry:{ministry}", "version": 1 if version == 8 else 0}
        coordinator.press("view.contribute_save", data | {"text": longest(PART_LIMIT)})
    opened(coordinator, "view.write")
    coordinator.send_dialog(text=longest(TEXT_LIMIT))
    coordinator.press("view.show", {"region": REGION})
    opened(coordinator, "view.write")
    coordinator.press("view.save", {"region": REGION, "text": longest(TEXT_LIMIT), "version": 0})
    coordinator.press("view.save", {"region": REGION, "text": longest(11_990), "version": 2})
    coordinator.press("view.save", {"region": REGION, "text": longest(11_990), "version": 1})
    lvm = on.chat("lvm")
    lvm.press("view.show", {})
    opened(lvm, "view.contribute")
    lvm.press("view.contribute_save", {"region": REGION, "text": longest(11_990), "version": 0})


WALKS: tuple[Callable[[Stage], None], ...] = (reading_views, writing_views, views_at_their_limits)
VALUES: dict[str, Any] = {"person": "Aila Tunturila"}
"""What fills the braces of this area's refusals, where no other walk names it."""
