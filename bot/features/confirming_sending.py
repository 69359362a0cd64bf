"""Sending minutes out: what would go to whom, what is missing, and the version that organisations answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from bot.forms import Said, moment_value, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import minutes_out as rules
from knowledge.minute_changes import changes
from knowledge.minutes import Draft, Part, Version
from knowledge.people import Action
from knowledge.refusals import Refusal
from knowledge.refusals.confirming import DraftMoved
from storage import confirming, minutes

from . import confirming_notices as notices
from . import confirming_text as text
from .confirming_desk import At, MinutesRef, about, held, looking, prepared
from .confirming_said import part_value
from .confirming_words import heading
from .minutes_printout import Called
from .session_cards import named
from .views import MORE

NAMED = 6  # parts that lack something, by name
ONLY = {
    "fi": N_(
        "Conclusions in Finnish only: {n}. Minutes are due in Swedish too where an organisation uses it."
    ),
    "sv": N_("Conclusions in Swedish only: {n}. Minutes are due in Finnish too."),
}


class Sending(MinutesRef):
    """What was looked at before it is sent: `edition` tells one state of the draft from another."""

    edition: str = Field("", max_length=40)


def check(ask: Ask, read: Read) -> Reply:
    """What would go out, to whom and until when, what is missing, and what is new."""
    at = looking(ask, read)
    return _preview(ask, at, minutes.draft(read.db, at.session.id))


def _preview(ask: Ask, at: At, draft: Draft, *alerts: Refusal) -> Reply:
    try:
        rules.check_sending(at.book, draft)
    except Refusal as refusal:
        return _against(at, refusal)
    views, offset = _views(ask, at, draft), 0 if alerts else ask.form.offset
    shown, newest = text.page(views, offset), at.book.newest
    card = {
        **text.BLANK,
        "title": Said(N_("Send the minutes out: {session}"), {"session": at.session.names}),
        "alerts": alerts,
        "facts": tuple(_facts(ask, at)),
        "lines": tuple(_lines(at, draft)),
        "section": Said(*_section(at.book.newest)),
        "changes": shown if newest else (),
        "parts": () if newest else shown,
        "onward": tuple(_onward(at, offset + len(shown), len(views))),
        "buttons": _buttons(at, draft),
    }
    return Reply("minutes_text", card, about=about(at.session))


def _against(at: At, refusal: Refusal) -> Reply:
    """Why it can't be sent, with the way on."""
    reference = {"session": at.session.id}
    data = notice(
        Said(N_("The minutes can't be sent out")),
        lines=(Said("{session}", {"session": at.session.names}), Said(refusal.message, refusal.values)),
        buttons=(
            Button(N_("Back to the draft"), "minutes.draft", reference),
            Button(N_("Corrections"), "correction.list", reference),
            Button(N_("Open the session"), "session.show", reference),
        ),
    )
    return notice_reply(data, about(at.session))


def _views(ask: Ask, at: At, draft: Draft) -> list[dict[str, Any]]:
    newest, session = at.book.newest, at.session.id
    if newest is None:
        return text.parts(session, draft.parts, at.known, ask.language)
    return text.different(session, changes(newest.parts, draft.parts), at.known, ask.language)


def _section(newest: Version | None) -> tuple[str, dict[str, Any]]:
    if newest is None:
        return N_("The text that goes out"), {}
    return N_("New since version {n}"), {"n": newest.number}


def _facts(ask: Ask, at: At) -> Iterator[tuple[Any, Any]]:
    number = at.book.newest.number + 1 if at.book.newest else 1
    yield {"say": N_("Version")}, str(number)
    yield {"say": N_("Answer by")}, moment_value(rules.due(ask.now, at.session.round))
    yield {"say": N_("Organisations that are asked")}, named(at.session.organisations, at.known.organisations)


# What is missing


def _lines(at: At, draft: Draft) -> Iterator[Said]:
    found = rules.gaps(at.book, draft)
    if found.conclusions:
        yield Said(N_("There is no conclusion."))
    for message, parts in ((NO_VIEW, found.views), (NO_TEXT, found.items)):
        if parts:
            yield Said(message, {"n": len(parts), "parts": _named(at, parts)})
    for language, count in found.only.items():
        yield Said(ONLY[language], {"n": count})
    for each in found.untouched:
        values = {
            "organisation": dict(at.known.organisations[each.organisation].names),
            "part": part_value(at, each.part),
        }
        yield Said(UNTOUCHED, values)
    if at.book.newest:
        yield Said(N_("Those who answered an earlier version see only what is new since then."))


NO_VIEW = N_("Nothing is written yet: {parts}")
NO_TEXT = N_("Items without a text ({n}): {parts}")
UNTOUCHED = N_("You accepted a correction of {organisation}, but the part reads as before: {part}")


def _named(at: At, parts: tuple[Part, ...]) -> list[Any]:
    said = [heading(at.session.id, part) for part in parts[:NAMED]]
    return [{"message": each.message, "values": dict(each.values)} for each in said]


# Buttons


def _buttons(at: At, draft: Draft) -> tuple[Button, ...]:
    reference = {"session": at.session.id}
    sealed = {**reference, "edition": rules.seal(draft, at.book.newest)}
    return (
        Button(N_("Send out"), "minutes.send", sealed, style="positive"),
        Button(N_("Back to the draft"), "minutes.draft", reference),
    )


def _onward(at: At, after: int, total: int) -> Iterator[Button]:
    if total > after:
        data = {"session": at.session.id, "offset": after}
        yield Button(MORE, "minutes.check", data, values={"n": total - after})


# Sent


def send(ask: Ask, known: Called, tx: Tx) -> Reply:
    """Send the draft out as the next version, unless it isn't as it was seen any more."""
    at = held(ask, known, tx)
    draft, newest = minutes.draft(tx.db, at.session.id), at.book.newest
    if ask.form.edition != rules.seal(draft, newest):
        return _preview(ask, at, draft, DraftMoved())
    try:
        rules.check_sending(at.book, draft)
    except Refusal as refusal:
        return _against(at, refusal)
    due = rules.due(ask.now, at.session.round)
    version = minutes.send(tx.db, at.session.id, draft.parts, ask.person, ask.now, due)
    confirming.take_in(tx.db, at.book.accepted, version)
    now = held(ask, known, tx)
    notices.sent(tx, now)
    tx.audit("minutes.sent", about(at.session), version=version.number)
    return _sent(tx, now, version)


def _sent(tx: Tx, at: At, version: Version) -> Reply:
    told = len(notices.people_of(tx, at.session.organisations))
    data = notice(
        Said(N_("Version {n} is out for confirmation"), {"n": version.number}),
        lines=(
            Said("{session}", {"session": at.session.names}),
            Said(N_("Those who answer are told in office hours, and reminded before the last day.")),
        ),
        facts=(
            *([(N_("Answer by"), moment_value(version.due))] if version.due else []),
            (N_("Organisations"), str(len(at.session.organisations))),
            (N_("People who are told"), str(told)),
        ),
        buttons=(
            Button(N_("How organisations have answered"), "minutes.progress", {"session": at.session.id}),
        ),
    )
    return notice_reply(data, about(at.session))


ROUTES: tuple[Route, ...] = (
    Route(Action.COORDINATE, verb="minutes.check", form=MinutesRef, show=check),
    Route(Action.COORDINATE, verb="minutes.send", form=Sending, prepare=prepared, handle=send),
)
