"""Walks that draw the cards of confirming minutes and of corrections."""

from __future__ import annotations

from typing import Any

WALKS: tuple[Any, ...] = ()
VALUES: dict[str, Any] = {}
