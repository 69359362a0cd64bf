"""What somebody changed in a part while another had its form open: field by field, old and new marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cards.language import N_
from knowledge.minute_changes import Change, changes, to_show
from knowledge.minutes import Content, Item, Part

from .confirming_words import FIELDS, TONGUES, heading, value
from .minutes_sheet import Sheet
from .versions import fitted

MOST, LEAST = 6_000, 600  # bytes of the pieces of all fields: the form with what was typed stands below them
SHOWN = 6  # codes of a list that changed
CHANGED = N_("Changed: {part}")


def changed(base: Content, part: Part, sheet: Sheet, room: int) -> list[dict[str, Any]]:
    """The fields of a part that differ from what it said before, for `parts/minutes_change`.

    `room` is how many bytes their texts may have.
    """
    found = changes([Part(part.id, part.kind, base)], [part])
    every = [field for one in found for field in one.fields]
    share = min(max(room, LEAST), MOST) // max(1, len(every))
    said = heading(sheet.desk.session.id, part)
    shown = [_field(each, sheet, share) for each in every]
    return [{"word": CHANGED, "said": said, "whole": None, "gone": "", "fields": shown}] if shown else []


def _field(change: Change, sheet: Sheet, room: int) -> dict[str, Any]:
    runs = fitted(to_show(change.runs), room)
    lists = {"gone": change.gone, "come": change.come}
    tongue = [{"say": TONGUES[change.language]}] if change.language in TONGUES else []
    whose = [value("present", change.about, sheet.known)] if change.about else []
    return {
        "label": [{"say": FIELDS[change.field]}, *tongue, *whose],
        "runs": [{"text": text, "mark": run.mark} for run, text in runs],
        **{name: _values(change.field, codes, sheet) for name, codes in lists.items()},
    }


def _values(field: str, codes: Sequence[str], sheet: Sheet) -> list[Any]:
    """The codes in words; of many the first ones, and how many more there are."""
    shown = [_value(field, each, sheet) for each in codes[:SHOWN]]
    return [*shown, f"+{len(codes) - SHOWN}"] if len(codes) > SHOWN else shown


def _value(field: str, code: str, sheet: Sheet) -> Any:
    """A code in words; an item's id is its title."""
    part = sheet.desk.find(int(code)) if field == "item" else None
    content = part.content if part else None
    return content.title if isinstance(content, Item) else value(field, code, sheet.known)
