"""Reading and writing proposals."""

from __future__ import annotations

from .partners import answer, ask, choose
from .reading import (
    by_id,
    by_ids,
    by_number,
    changed_since,
    find,
    from_form,
    hold,
    made_by,
    of_organisations,
    versions,
)
from .writing import Author, add, change, erase, move, send

__all__ = [
    "Author",
    "add",
    "answer",
    "ask",
    "by_id",
    "by_ids",
    "by_number",
    "change",
    "changed_since",
    "choose",
    "erase",
    "find",
    "from_form",
    "hold",
    "made_by",
    "move",
    "of_organisations",
    "send",
    "versions",
]
