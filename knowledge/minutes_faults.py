"""What keeps a part of minutes from being kept, said at its fields; and words that a conclusion avoids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from .calendar import YEARS_AHEAD, far_ahead
from .clock import finnish
from .minutes import NAMES_LIMIT, TEXT_LIMIT, TITLE_LIMIT, Conclusion, Item, View
from .records import Wording
from .refusals import OfField, Refusal
from .refusals import minutes as no
from .refusals.asking import FieldMissing
from .refusals.proposals import FieldTooLong, UnknownChoice
from .refusals.sessions import FarAhead
from .sessions import Session

USES = ("jts", "ministry_plan", "regional_plan")
"""Where a conclusion may be used: the public finance plan, a ministry's plan, a region's."""


@dataclass(frozen=True)
class Offered:
    """The codes that a conclusion may carry; `items` are ids of parts, `records` those of conclusions."""

    items: frozenset[int] = frozenset()
    responsible: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    ministries: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    records: frozenset[str] = frozenset()
    used_in: frozenset[str] = frozenset(USES)


LISTS = ("responsible", "regions", "ministries", "goals", "areas", "used_in")


def view_faults(view: View) -> tuple[Refusal, ...]:
    """What keeps a view from being kept."""
    return tuple(_too_long(view.texts))


def item_faults(item: Item) -> tuple[Refusal, ...]:
    """What keeps an item from being kept."""
    missing = () if item.title else (FieldMissing("title"),)
    return (*missing, *_long("title", item.title, TITLE_LIMIT), *_too_long(item.texts))


def names_faults(names: Mapping[str, str]) -> tuple[Refusal, ...]:
    """What keeps the names of those who were there from being kept, by field."""
    return tuple(fault for name, text in names.items() for fault in _long(name, text, NAMES_LIMIT))


def conclusion_faults(
    conclusion: Conclusion, before: Conclusion | None, offered: Offered, session: Session, today: date
) -> tuple[Refusal, ...]:
    """Everything that keeps a conclusion from being kept; what it carried `before` may stay."""
    return (
        *_wording_faults(conclusion.texts),
        *_code_faults(conclusion, before, offered),
        *_due_faults(conclusion, before, session, today),
    )


def _wording_faults(texts: Mapping[str, Wording]) -> Iterator[Refusal]:
    if not texts:
        yield no.ConclusionWithoutText("text_fi")
    for language, wording in texts.items():
        if not wording.text:
            yield no.ConclusionWithoutText(f"text_{language}")
        yield from _long(f"title_{language}", wording.title, TITLE_LIMIT)
        yield from _long(f"text_{language}", wording.text, TEXT_LIMIT)


def _code_faults(conclusion: Conclusion, before: Conclusion | None, offered: Offered) -> Iterator[Refusal]:
    for name in LISTS:
        allowed = getattr(offered, name) | set(getattr(before, name, ()))
        if unknown := sorted(set(getattr(conclusion, name)) - allowed):
            yield UnknownChoice(name, value=unknown[0][:40])
    if conclusion.item and conclusion.item not in offered.items | {before.item if before else 0}:
        yield no.ItemNotHere("item")
    if conclusion.supersedes and conclusion.supersedes not in offered.records:
        yield no.NoEarlierConclusion("supersedes", value=conclusion.supersedes[:40])


def _due_faults(
    conclusion: Conclusion, before: Conclusion | None, session: Session, today: date
) -> Iterator[Refusal]:
    day = conclusion.due
    if day is None or (before and before.due == day):
        return
    if far_ahead(day, today):
        yield FarAhead("due", date=day, limit=YEARS_AHEAD)
    elif session.starts and day < finnish(session.starts).date():
        yield no.DueBeforeSession("due", date=day)


def _too_long(texts: Mapping[str, str]) -> Iterator[Refusal]:
    for language, text in texts.items():
        yield from _long(f"text_{language}", text, TEXT_LIMIT)


def _long(name: str, text: str, limit: int) -> Iterator[OfField]:
    if len(text) > limit:
        yield FieldTooLong(name, length=len(text), limit=limit)


DECIDING = re.compile(
    r"\bpäät(?:ös|öks|ety|etää|etti|että[vi]|ti\b|tivät|ämme|imme|tää\b|tävät)\w*|\bbeslut\w*"
    r"|\bdecision\w*|\bdecide[sd]?\b",
    re.IGNORECASE,
)
"""Words of deciding; not where they are part of a longer one, such as a regional development decision's."""


def deciding(texts: Iterable[Wording]) -> str | None:
    """The first word by which a conclusion says that something was decided, which it never is; or None."""
    found = (DECIDING.search(f"{wording.title}\n{wording.text}") for wording in texts)
    return next((match[0] for match in found if match), None)
