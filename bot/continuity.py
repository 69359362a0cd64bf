"""Keeping a question between turns, so that "entä Kainuussa?" can continue it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from knowledge.question import Slots, Understood

_LISTS = {f.name for f in fields(Slots) if "tuple" in str(f.type)}


def store_question(understood: Understood) -> dict[str, Any]:
    """The question as a small JSON document."""
    return {**asdict(understood), "slots": filled(understood.slots)}


def restore(stored: Mapping[str, Any]) -> Understood | None:
    """The question that was stored, or None where there is none."""
    if not stored:
        return None
    slots: dict[str, Any] = {
        name: tuple(value) if name in _LISTS else value for name, value in stored["slots"].items()
    }
    return Understood(**{**stored, "slots": Slots(**slots)})


def filled(slots: Slots) -> dict[str, Any]:
    """The slots that apply."""
    named = {f.name: getattr(slots, f.name) for f in fields(slots)}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in named.items() if v}
