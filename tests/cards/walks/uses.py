"""Walks that draw the grid and the packs."""

from __future__ import annotations

from typing import Any

WALKS: tuple[Any, ...] = ()
VALUES: dict[str, Any] = {}
