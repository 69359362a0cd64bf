"""Keeping a question between turns, so that "entä Kainuussa?" can continue it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from knowledge.question import Slots, Understood

_LISTS = {f.name for kind in (Slots, Understood) for f in fields(kind) if "tuple" in str(f.type)}


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
    names = {f.name for f in fields(Understood)}
    known = _plain({name: value for name, value in stored.items() if name in names})
    return Understood(**{**known, "slots": Slots(**_plain(stored["slots"]))})


def _plain(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they were: JSON has no tuples."""
    return {name: tuple(value) if name in _LISTS else value for name, value in stored.items()}


def filled(slots: Slots) -> dict[str, Any]:
    """The slots that apply."""
    named = {f.name: getattr(slots, f.name) for f in fields(slots)}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in named.items() if v}
