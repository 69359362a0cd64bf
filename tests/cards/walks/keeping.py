"""Walks that draw the cards of a person's own data."""

from __future__ import annotations

from typing import Any

WALKS: tuple[Any, ...] = ()
VALUES: dict[str, Any] = {}
