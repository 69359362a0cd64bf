"""What is said of typed lines: what each became, and how they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.forms import Said, moment_value, said_data
from cards.language import N_
from knowledge.minute_applying import Kept
from knowledge.minute_lines import Word, taught
from knowledge.minutes import Conclusion, Content, Part, PartKind, public_id
from knowledge.people import Organisation
from storage.minutes_edits import Edit

from .confirming_words import heading
from .session_cards import named

TIED = N_("This chat is for the minutes of “{session}”.")
NOT_TIED = N_("This chat isn't tied to a session yet: write #{word} and its number, as in #{word} 2026-19.")


# What a line became


def kept(session: str, each: Kept) -> Said:
    """Which part a line went to: the same where others read along."""
    part, place = each.part, {"n": each.place}
    if not isinstance(part.content, Conclusion):
        return Said(KEPT[part.kind], place)
    told = {"id": public_id(session, part.content.number), **place}
    if part.content.measure:
        return Said(N_("Measure {id}, item {n}") if each.place else N_("Measure {id}"), told)
    return Said(N_("Conclusion {id}, item {n}") if each.place else N_("Conclusion {id}"), told)


KEPT: Mapping[PartKind, str] = {
    PartKind.ITEM: N_("Discussion, item {n}"),
    PartKind.ATTENDANCE: N_("Present"),
    PartKind.STATE_VIEW: N_("The state's view of the situation picture"),
    PartKind.REGION_VIEW: N_("The regions' view of the situation picture"),
}


def in_hand(place: int, title: str) -> Said:
    """Which item the next lines belong to."""
    message = N_("The next lines belong to item {n}: {title}") if title else IN_HAND
    return Said(message, {"n": place, "title": title})


IN_HAND = N_("The next lines belong to item {n}.")


def fields(content: Content, organisations: Mapping[str, Organisation]) -> Iterator[Said]:
    """Who is responsible for a conclusion, and until when."""
    if not isinstance(content, Conclusion):
        return
    if content.responsible:
        yield Said(N_("Responsible: {names}"), {"names": named(content.responsible, organisations)})
    if content.due:
        yield Said(N_("Due: {date}"), {"date": moment_value(content.due)})


def taken_back(session: str, edit: Edit) -> Said:
    """Which part a change was taken back of."""
    content = edit.after or edit.before
    if isinstance(content, Conclusion):
        return heading(session, Part(edit.part, edit.kind, content))
    message = N_("Discussion of an item") if edit.kind is PartKind.ITEM else KEPT[edit.kind]
    return Said(message)


# How lines are written


def grammar(language: str) -> tuple[Said, ...]:
    """A conclusion in one line, which shows all that may stand in it."""
    found = dict(taught(language))
    example = said_data(Said(EXAMPLES[Word.CONCLUSION], {"word": found[Word.CONCLUSION]}))
    return (Said(N_("For example: {example}"), {"example": example}),)


def examples(found: Mapping[Word, str]) -> tuple[Said, ...]:
    """Each word with an example."""
    return tuple(Said(message, _values(word, found)) for word, message in EXAMPLES.items())


def _values(word: Word, found: Mapping[Word, str]) -> dict[str, Any]:
    return {"word": found[word]}


EXAMPLES: Mapping[Word, str] = {
    Word.CHAT: N_("#{word} 2026-19: which session's minutes are written in this chat"),
    Word.ITEM: N_("#{word} 2: the next lines belong to item 2"),
    Word.NOTE: N_("#{word} what was said; #{word} 3: of another item"),
    Word.CONCLUSION: N_("#{word} Title: text; responsible: LVM, TEM; due: 30.6.2027; goal: 2"),
    Word.MEASURE: N_("#{word} Title: what somebody does; responsible: LVM"),
    Word.PRESENT: N_("#{word} LVM: names; TEM: names"),
    Word.STATE: N_("#{word} what belongs to the state's view of the situation picture"),
    Word.REGION: N_("#{word} what belongs to the regions' view of it"),
    Word.UNDO: N_("#{word} takes back what you wrote last; once more, what you wrote before that"),
}
