"""Walks that draw the grid, the yearly summary and the packs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.links import Links
from tests.cards.stage import Stage
from tests.cards.walks.views import HOSTILE

GRIDS: tuple[dict[str, Any], ...] = (
    {},
    {"years": [2026]},
    {"years": [2020, 2022, 2023, 2024]},
    {"years": [2025], "regions": ["19"], "ministries": ["LVM"]},
    {"terms": ["matkailu"]},
    {"terms": [HOSTILE[:60]] * 6, "goals": ["ALKE2024-E1"]},
    {"terms": ["matkailu", "liikenne", "koulutus", "työvoima", "asuminen", "satama"], "years": [2024, 2025]},
)
PACKS: tuple[dict[str, Any], ...] = (
    {},
    {"ministries": ["LVM", "TEM"]},
    {"regions": ["19", "18"], "years": [2024, 2025], "file": "docx"},
    {"years": [1999]},
)


def counting(on: Stage) -> None:
    """The grid with and without an address of the bot's own, and the links to its files."""
    without, observer = on.core.turns.links, on.chat("aune")
    for links in (without, Links("https://alke.example.fi", b"key")):
        on.core.turns.links = links
        for asked in GRIDS:
            observer.press("grid.show", asked)
        observer.press("grid.export", {"years": [2025]})
        observer.press("summary.offer", {"year": 2025})
    observer.press("summary.offer", {"year": 2021})
    on.core.turns.links = without


def gathering(on: Stage) -> None:
    """Packs with and without links, and the form that says what is gathered."""
    without, ministry = on.core.turns.links, on.chat("lvm")
    for links in (without, Links("https://alke.example.fi", b"key")):
        on.core.turns.links = links
        for asked in PACKS:
            ministry.press("pack.show", asked)
    ministry.press("pack.choose", {"ministries": "LVM"})
    on.core.turns.links = without


WALKS: tuple[Callable[[Stage], None], ...] = (counting, gathering)
VALUES: dict[str, Any] = {"year": 2021}
"""What fills the braces of this area's refusals, where no other walk names it."""
