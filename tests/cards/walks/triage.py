"""Walks that draw the cards of triage."""

from collections.abc import Callable, Iterator
from typing import Any

from knowledge.proposals import REASON_LIMIT
from knowledge.triage import WHERE_LIMIT
from tests.cards.stage import Stage, press

LONG = ("ä*ö_[å`~| <\\" * 50)[:REASON_LIMIT]


def ticked(card: dict[str, Any]) -> str:
    """All that may be ticked on the list."""
    return ",".join(_values(card["body"]))


def _values(items: list[dict[str, Any]]) -> Iterator[str]:
    for item in items:
        if item.get("id") == "chosen":
            yield from (choice["value"] for choice in item["choices"])


def dialog(chat: Any, verb: str, **data: Any) -> None:
    """Open a dialog."""
    chat.answer(chat.activity("dialog", verb=verb, data=data))


def looking(on: Stage) -> None:
    for slug in ("tyoryhma", "aune"):
        chat = on.chat(slug)
        chat.press("triage.list")
        press(chat, "triage.list")
        dialog(chat, "triage.filter", region="18", mark="several")
        chat.press(
            "triage.list", {"region": "18,19", "basis": "urgency", "mark": "together,<b>", "goal": "?"}
        )
        chat.press("triage.list", {"page": 99})


def moving(on: Stage) -> None:
    group = on.chat("tyoryhma")
    group.press("triage.list", {"region": "18"})
    press(group, "triage.choose")
    everything = ticked(group.card)
    press(group, "triage.choose", chosen=everything)
    press(group, "triage.move", to="", reason=LONG + "!", where="ö" * (WHERE_LIMIT + 1))
    press(group, "triage.move", to="merged", into="9999")
    number = everything.split(".")[0]  # in the demo a proposal's id is its number as well
    press(group, "triage.move", to="merged", into=number, reason=LONG)
    press(group, "triage.move", to="redirected", where="*ö" * (WHERE_LIMIT // 2), reason=LONG)
    group.press("triage.move", {"chosen": everything, "to": "accepted", "region": "18"})
    press(group, "triage.move", to="deferred", reason=LONG)
    dialog(group, "triage.open", proposal=int(number))
    group.press("triage.list", {"region": "18"})
    press(group, "triage.undo")
    group.press("triage.undo")


def releasing(on: Stage) -> None:
    group = on.chat("tyoryhma")
    for to in ("deferred", "returned"):
        group.press("triage.list", {"region": "18", "move": "none"})
        press(group, "triage.choose", chosen=ticked(group.card))
        press(group, "triage.move", to=to, reason=LONG)
    press(group, "triage.release")
    group.press("triage.release_now", {"seen": "?"})
    press(group, "triage.release_now")
    group.press("triage.list", {"state": "returned"})
    group.press("triage.release")


def carrying(on: Stage) -> None:
    on.chat("aune").press("carry.list")
    group = on.chat("tyoryhma")
    group.press("carry.list")
    press(group, "carry.take")
    chosen = ticked(group.card)
    press(group, "carry.take", chosen=chosen)
    group.press("carry.take", {"chosen": chosen})
    press(group, "carry.list")
    dialog(group, "carry.filter", region="19", kind="conclusion")
    group.press("carry.list", {"region": "19", "kind": "conclusion"})
    group.press("carry.list", {"region": "99"})
    group.press("carry.goals")
    press(group, "carry.goals")


WALKS: tuple[Callable[[Stage], None], ...] = (looking, moving, releasing, carrying)
VALUES: dict[str, Any] = {
    "chain": "2026-01 → 2026-02 → 2026-01",
    "numbers": "2026-03, 2026-04",
    "person": "Timo Ketopuro",
    "target": "2026-05",
}
"""What fills the braces of this area's refusals, where no other walk names it."""
