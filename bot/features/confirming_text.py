"""The text of minutes on cards: a version page by page, or what is different in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.forms import Said
from cards.language import N_
from knowledge.minute_changes import Change, PartChange, What, to_show
from knowledge.minutes import Part

from .confirming_words import FIELDS, TONGUES, heading, part, value
from .minutes_printout import Called
from .versions import fitted
from .views import cut

ROOM = 13_000  # bytes of the texts on a card, as JSON: with all that stands around them it stays below 28 KB
GONE = 300  # characters shown of what was taken out
WORDS = {
    What.ADDED: N_("New: {part}"),
    What.REMOVED: N_("Taken out: {part}"),
    What.CHANGED: N_("Changed: {part}"),
    What.MOVED: N_("Moved to another place: {part}"),
}
View = Mapping[str, Any]
EMPTY = ("alerts", "facts", "lines", "wishes", "changes", "parts", "onward", "notes", "others", "buttons")
BLANK: Mapping[str, Any] = {**dict.fromkeys(EMPTY, ()), "section": None, "why": None}
"""A card of minutes with nothing on it but a title, which whoever draws one gives."""


def parts(session: str, every: Iterable[Part], known: Called, language: str) -> list[dict[str, Any]]:
    """The parts of a version as a card shows them."""
    return [part(session, each, known, language) for each in every]


def different(
    session: str, every: Sequence[PartChange], known: Called, language: str
) -> list[dict[str, Any]]:
    """What is different, part by part, as a card shows it: each piece marked as old or new."""
    return [_changed(session, each, known, language) for each in every]


def _changed(session: str, one: PartChange, known: Called, language: str) -> dict[str, Any]:
    said = heading(session, one.part)
    named = {"word": WORDS[one.what], "said": said, "fields": [], "whole": None, "gone": ""}
    more = SHOWN.get(one.what)
    return named | (more(session, one, known, language) if more else {})


def _whole(session: str, one: PartChange, known: Called, language: str) -> dict[str, Any]:
    return {"whole": part(session, one.part, known, language)}


def _taken_out(session: str, one: PartChange, known: Called, language: str) -> dict[str, Any]:
    view = part(session, one.part, known, language)
    return {"gone": cut(" – ".join(filter(None, (view["title"], view["text"]))), GONE)}


def _fields(_: str, one: PartChange, known: Called, __: str) -> dict[str, Any]:
    room = ROOM // max(1, len(one.fields))
    return {"fields": [field(each, known, room) for each in one.fields]}


SHOWN: Mapping[What, Callable[[str, PartChange, Called, str], dict[str, Any]]] = {
    What.ADDED: _whole,
    What.REMOVED: _taken_out,
    What.CHANGED: _fields,
}


def field(change: Change, known: Called, room: int) -> dict[str, Any]:
    """A field's name, the pieces of its text, or what went and what came."""
    runs = [{"text": text, "mark": run.mark} for run, text in fitted(to_show(change.runs), room)]
    lists = {"gone": change.gone, "come": change.come}
    return {
        "label": [{"say": FIELDS[change.field]}, *_of_what(change, known)],
        "runs": runs,
        **{name: [value(change.field, each, known) for each in codes] for name, codes in lists.items()},
    }


def _of_what(change: Change, known: Called) -> Iterator[Any]:
    """The language of a text, or the organisation that names belong to."""
    if change.language in TONGUES:
        yield {"say": TONGUES[change.language]}
    if change.about:
        yield value("present", change.about, known)


# Pages


def page(views: Sequence[View], offset: int, room: int = ROOM) -> Sequence[View]:
    """As many of the views after so many as fit on a card: at least one, where there is one."""
    found: list[View] = []
    for view in views[offset:]:
        room -= size(view)
        if found and room < 0:
            break
        found.append(view)
    return found


def size(view: View) -> int:
    """About how many bytes a view takes on a card."""
    return len(json.dumps(view, ensure_ascii=False, default=_plain).encode()) + 400


def _plain(value: Any) -> Any:
    return [value.message, dict(value.values)] if isinstance(value, Said) else str(value)
