"""Minutes that go out for confirmation: what stands against it, what the draft lacks, until when."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .availability import due_of
from .calendar import next_working
from .clock import today
from .confirming import Book, Correction
from .minute_changes import changes
from .minutes import FEWEST_DAYS, VIEWS, Conclusion, Draft, Item, Part, State, Version, View
from .refusals.conclusions import MinutesFinal
from .refusals.confirming import CorrectionsUndecided, DraftEmpty, SameAsVersion, SessionNotHeld
from .rounds import Round
from .sessions import State as SessionState


def due(now: datetime, round_: Round) -> datetime:
    """Until when a version that goes out now is answered: the end of a working day."""
    days = max(FEWEST_DAYS, round_.days_to_confirm)
    return due_of(next_working(today(now) + timedelta(days=days)))


def seal(draft: Draft, newest: Version | None) -> str:
    """What tells one state of a draft from another: its parts with their editions, and the newest version."""
    told = [(part.id, part.edition) for part in draft.parts]
    return hashlib.sha256(repr((newest.number if newest else 0, told)).encode()).hexdigest()[:16]


def check_sending(book: Book, draft: Draft) -> None:
    """Refuse to send a draft that is no new version of minutes that can still change."""
    if book.session.state is not SessionState.HELD:
        raise SessionNotHeld(session=book.session.names)
    newest = book.newest
    if newest and newest.state is State.FINAL:
        raise MinutesFinal
    if not draft.parts:
        raise DraftEmpty
    if book.undecided:
        raise CorrectionsUndecided(count=len(book.undecided))
    if newest and not changes(newest.parts, draft.parts):
        raise SameAsVersion(version=newest.number)


@dataclass(frozen=True)
class Gaps:
    """What a draft lacks, which doesn't keep it from being sent.

    `untouched` are accepted corrections whose part reads as it did in the version that is out.
    """

    conclusions: bool = False
    views: tuple[Part, ...] = ()
    items: tuple[Part, ...] = ()
    only: Mapping[str, int] = field(default_factory=dict)
    untouched: tuple[Correction, ...] = ()


def gaps(book: Book, draft: Draft) -> Gaps:
    """What the draft lacks; `only` counts by language the conclusions that are in no other one."""
    every = draft.parts
    found = [part.content for part in every if isinstance(part.content, Conclusion)]
    named = [_languages(each) for each in found]
    only = {language: named.count({language}) for language in ("fi", "sv")}
    return Gaps(
        conclusions=not found,
        views=tuple(part for part in every if part.kind in VIEWS and not _said(part)),
        items=tuple(part for part in every if isinstance(part.content, Item) and not _said(part)),
        only={language: count for language, count in only.items() if count},
        untouched=tuple(_untouched(book, draft)),
    )


def _languages(conclusion: Conclusion) -> set[str]:
    return {language for language, wording in conclusion.texts.items() if wording.text or wording.title}


def _said(part: Part) -> bool:
    return isinstance(part.content, Item | View) and any(part.content.texts.values())


def _untouched(book: Book, draft: Draft) -> Iterable[Correction]:
    if book.newest is None:
        return ()
    changed = {change.part.id for change in changes(book.newest.parts, draft.parts)}
    return (each for each in book.accepted if each.part not in changed)
