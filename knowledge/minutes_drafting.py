"""Writing minutes: what a draft begins with, what of it is still empty, where a part stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from . import agendas
from .minutes import (
    TEXT_LIMIT,
    VIEWS,
    Attendance,
    Conclusion,
    Content,
    Item,
    Part,
    PartKind,
    State,
    Version,
    View,
)
from .proposals import Proposal
from .refusals import minutes as no
from .refusals.conclusions import MinutesFinal
from .refusals.sessions import SessionMoved
from .sessions import Kind, Session
from .sessions import State as SessionState

LANGUAGES = ("fi", "sv")
"""What is written in minutes is written in one of these, or in both."""
PARTS_LIMIT = 60
"""Items at most, and conclusions at most."""
NAME_LENGTH = 100
"""Characters of a title made from a text, at most."""


def check_writing(session: Session, newest: Version | None) -> None:
    """Refuse to write the minutes of a session that wasn't held, and minutes that are final."""
    if newest and newest.state is State.FINAL:
        raise MinutesFinal
    if session.state is SessionState.CANCELLED:
        raise SessionMoved(session=session.names, state=session.state)
    if session.state is not SessionState.HELD:
        raise no.NotHeldYet(session=session.names)


# The beginning


@dataclass(frozen=True)
class Told:
    """The state's view of a region as it was published: the region's names, the text, its language."""

    region: Mapping[str, str] = field(hash=False)
    text: str
    language: str = "fi"


def opening(
    session: Session, items: Iterable[agendas.Item], view: View
) -> tuple[tuple[PartKind, Content], ...]:
    """The parts of a new draft: all organisations present, both views, and the items of the agenda."""
    head: tuple[tuple[PartKind, Content], ...] = (
        (PartKind.ATTENDANCE, Attendance(dict.fromkeys(session.organisations, ""))),
        (PartKind.STATE_VIEW, view),
        (PartKind.REGION_VIEW, View()),
    )
    return (*head, *((PartKind.ITEM, _item(each)) for each in items))


def _item(item: agendas.Item) -> Item:
    return Item(item.title, agenda_item=item.id, proposals=item.proposals)


def state_view(told: Sequence[Told]) -> View:
    """The state's views of a session's regions as its view in the minutes; of several each under its name.

    Where they don't fit together, each of them is cut.
    """
    languages = dict.fromkeys(each.language for each in told if each.text)
    return View({language: _together(told, language) for language in languages})


def _together(told: Sequence[Told], language: str) -> str:
    found = [each for each in told if each.text and each.language == language]
    room = (TEXT_LIMIT + len(BETWEEN)) // len(found) - len(BETWEEN)
    texts = (_headed(each, language) if len(told) > 1 else each.text for each in found)
    return BETWEEN.join(shortened(text, room) for text in texts)


BETWEEN = "\n\n"


def _headed(told: Told, language: str) -> str:
    name = told.region.get(language) or told.region.get("fi", "")
    return f"{name}\n{told.text}" if name else told.text


def shortened(text: str, limit: int) -> str:
    """The text cut at a word, so long at most."""
    return text if len(text) <= limit else text[: limit - 2].rsplit(" ", 1)[0] + " …"


def prefilled(item: Part | None, proposals: Iterable[Proposal], session: Session, number: int) -> Conclusion:
    """A new conclusion of an item: what the item's proposals concern, in the session's own regions."""
    content = item.content if item and isinstance(item.content, Item) else Item("")
    came = [each.content for each in proposals if each.id in content.proposals]
    return Conclusion(
        number,
        {},
        item=item.id if item else 0,
        regions=session.regions,
        ministries=_once(each.ministries for each in came),
        goals=_once(each.goals for each in came),
        areas=_once(each.areas for each in came),
    )


def _once(codes: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for some in codes for code in some))


def title_of(text: str) -> str:
    """A title for a conclusion that has none: its first sentence, or the words of it that fit."""
    first = re.split(r"(?<=[.!?])\s|\n", text.strip(), maxsplit=1)[0]
    return shortened(first, NAME_LENGTH).removesuffix(".")


# How far it is


def empty(part: Part) -> bool:
    """Is nothing written in the part yet? Who was there counts as written: all are, until it is said."""
    content = part.content
    if isinstance(content, Item | View):
        return not any(content.texts.values())
    return isinstance(content, Conclusion) and not content.texts


def wanted(part: Part, session: Session) -> bool:
    """Should something be written in the part? A preparatory session has no views of a situation."""
    return not (part.kind in VIEWS and session.kind is Kind.PREPARATORY)


def conclusions_of(parts: Iterable[Part], item: int) -> tuple[Part, ...]:
    """The conclusions of an item in their order; for 0 those of none, or of one that was taken out."""
    every = tuple(parts)
    items = {part.id for part in every if part.kind is PartKind.ITEM}
    found = [p for p in every if isinstance(p.content, Conclusion) and _home(p.content, items) == item]
    return tuple(sorted(found, key=lambda part: (part.position, part.id)))


def _home(conclusion: Conclusion, items: set[int]) -> int:
    return conclusion.item if conclusion.item in items else 0


def siblings(parts: Iterable[Part], content: Content) -> tuple[Part, ...]:
    """The parts among which one with this content stands: all items, or the conclusions of its item."""
    every = tuple(parts)
    if isinstance(content, Conclusion):
        return conclusions_of(every, _home(content, {p.id for p in every if p.kind is PartKind.ITEM}))
    return tuple(part for part in every if isinstance(part.content, Item) and isinstance(content, Item))


def next_position(parts: Iterable[Part], kind: PartKind) -> int:
    """The position of a new part of a kind: after all of that kind."""
    return max((part.position for part in parts if part.kind is kind), default=0) + 1


def check_room(parts: Iterable[Part], kind: PartKind) -> None:
    """Refuse a new part where there are very many of its kind. Raises TooManyParts."""
    if sum(part.kind is kind for part in parts) >= PARTS_LIMIT:
        raise no.TooManyParts(limit=PARTS_LIMIT)


def twin(parts: Iterable[Part], content: Content) -> Part | None:
    """A part that says the same already, but for a conclusion's number."""
    return next((part for part in parts if _plain(part.content) == _plain(content)), None)


def _plain(content: Content) -> Content:
    return replace(content, number=0) if isinstance(content, Conclusion) else content
