"""Walks that draw the cards of minutes by typed lines."""

from __future__ import annotations

from typing import Any

WALKS: tuple[Any, ...] = ()
VALUES: dict[str, Any] = {}
