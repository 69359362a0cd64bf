"""Walks that draw the overview of the round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from knowledge.status import Step
from tests.cards.stage import Stage
from tests.demo import NOW

LATE = NOW + timedelta(weeks=4)


def overseeing(on: Stage) -> None:
    for now in (NOW, LATE):
        coordinator = on.chat("tem-koordinaattori", now)
        coordinator.press("status.show", {})
        for step in Step:
            coordinator.press("status.show", {"step": step.value})
    on.chat("tem-koordinaattori").press("status.export", {})
    on.chat("aune").press("status.show", {"round": 1})


WALKS: tuple[Callable[[Stage], None], ...] = (overseeing,)
VALUES: dict[str, Any] = {}
"""What fills the braces of this area's refusals, where no other walk names it."""
