"""Keeping a question between turns, so that "entä Kainuussa?" can continue it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from knowledge.question import Slots, Understood

_LISTS = {f.name for f in fields(Slots) if "tuple" in str(f.type)}


def store_question(understood: Understood, offset: int) -> dict[str, Any]:
    """The question as a small JSON document, with how many answers came before those shown."""
    return {**vars(understood), "slots": filled(understood.slots), "offset": offset}


def shown_from(stored: Mapping[str, Any]) -> int:
    """How many answers came before those that the stored question showed."""
    return int(stored.get("offset", 0))


def restore(stored: Mapping[str, Any]) -> Understood | None:
    """The question that was stored, or None where there is none."""
    if not stored:
        return None
    slots: dict[str, Any] = {
        name: tuple(value) if name in _LISTS else value for name, value in stored["slots"].items()
    }
    known = {f.name: stored[f.name] for f in fields(Understood) if f.name in stored}
    return Understood(**{**known, "slots": Slots(**slots)})


def filled(slots: Slots) -> dict[str, Any]:
    """The slots that apply."""
    named = {f.name: getattr(slots, f.name) for f in fields(slots)}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in named.items() if v}
