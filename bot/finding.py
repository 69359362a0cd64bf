"""What `alke doctor` found about one thing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `needed` tells that the product doesn't work without it."""

    what: str
    state: str
    fine: bool
    advice: str = ""
    needed: bool = True
