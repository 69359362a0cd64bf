"""Minutes that are out as an organisation sees them: what is new, how to answer, how it has answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.forms import Said, moment_value, notice, notice_reply
from bot.routes import Ask, Button, Reply
from cards.documents.minutes_printed import ANSWERS, BINDING
from cards.language import N_
from knowledge.confirming import MAY, WAITING, answers_for
from knowledge.minute_changes import changes
from knowledge.minutes import Version
from knowledge.people import Action, Person, may
from knowledge.records import Answer
from knowledge.refusals import Refusal

from . import confirming_text as text
from .confirming_desk import At, about, reference
from .confirming_said import STANDS, WISH_STATES, deadline, how, part_value
from .session_cards import short
from .views import MORE, cut

WISHES, WISHED = 6, 200  # corrections in a line each, and characters of what is said of them
ACTS: Mapping[Answer, Button] = {
    Answer.CONFIRMED: Button(N_("Confirm"), "minutes.confirm", style="positive"),
    Answer.RESERVATION: Button(N_("Confirm with a reservation"), "minutes.reserve"),
    Answer.CORRECTION: Button(N_("Ask for a correction"), "minutes.correct"),
}


@dataclass(frozen=True)
class Reader:
    """Who reads, in which language, when; the whole text or what is new; from which part on."""

    person: Person
    language: str
    now: datetime
    whole: bool = False
    offset: int = 0
    alerts: Sequence[Refusal] = ()
    why: Said | None = None


def to_answer(ask: Ask, at: At, organisation: str, *alerts: Refusal) -> Reply:
    """The newest version for an organisation that is asked, or for nobody (""), who only reads it."""
    whole, offset = getattr(ask.form, "whole", False), getattr(ask.form, "offset", 0)
    reader = Reader(ask.person, ask.language, ask.now, whole, 0 if alerts else offset, alerts)
    return Reply("minutes_text", data(at, organisation, reader), about=about(at.session))


def data(at: At, organisation: str, reader: Reader) -> dict[str, Any]:
    """What the card is drawn from. Raises MinutesNotOut, MinutesFinal."""
    version = at.book.out
    seen = at.book.seen(organisation, version.number) if organisation and not reader.whole else None
    views = _views(at, version, seen, reader.language)
    shown = text.page(views, reader.offset)
    return {
        **text.BLANK,
        "title": _title(at, organisation),
        "alerts": tuple(reader.alerts),
        "facts": tuple(_facts(at, version, organisation)),
        "lines": tuple(_lines(at, version, organisation, reader)) if organisation else (),
        "section": Said(*_section(seen, version)),
        "changes": shown if seen else (),
        "parts": () if seen else shown,
        "onward": tuple(_onward(at, organisation, reader, len(shown), len(views))),
        "notes": tuple(_notes(at, version, organisation, seen)),
        "why": reader.why,
        "others": tuple(_others(at, organisation, reader.person)),
        "buttons": tuple(_buttons(at, version, organisation, reader.person)),
    }


def _title(at: At, organisation: str) -> Said:
    waits = at.book.waits_for(organisation)
    message = N_("Confirm the minutes: {session}") if waits else N_("Minutes: {session}")
    return Said(message, {"session": at.session.names})


def _views(at: At, version: Version, seen: Version | None, language: str) -> list[dict[str, Any]]:
    if seen is None:
        return text.parts(at.session.id, version.parts, at.known, language)
    return text.different(at.session.id, changes(seen.parts, version.parts), at.known, language)


def _section(seen: Version | None, version: Version) -> tuple[str, dict[str, Any]]:
    if seen is None:
        return N_("The text of version {n}"), {"n": version.number}
    told = {"n": version.number, "seen": seen.number}
    return N_("New in version {n} since version {seen}, which your organisation answered"), told


def _facts(at: At, version: Version, organisation: str) -> Iterator[tuple[Any, Any]]:
    found = at.known.organisations.get(organisation)
    if found:
        yield {"say": N_("Answering for")}, dict(found.names)
    yield {"say": N_("Version")}, str(version.number)
    if version.sent:
        yield {"say": N_("Sent out")}, moment_value(version.sent)
    if version.due:
        yield {"say": N_("Answer by")}, moment_value(version.due)


# How the organisation stands


def _lines(at: At, version: Version, organisation: str, reader: Reader) -> Iterator[Said]:
    standing = at.book.standing(organisation, version.number)
    given = at.book.answer(organisation, version.number)
    for taken in at.book.corrections:
        if taken.organisation == organisation and taken.taken_in == version.number:
            yield Said(N_("Your correction is in this version: {part}"), {"part": part_value(at, taken.part)})
    yield from STANDS[standing](given)
    yield from _wished(at, version, organisation)
    if standing in WAITING:
        yield from deadline(version, reader.now)


def _wished(at: At, version: Version, organisation: str) -> Iterator[Said]:
    """The corrections that the organisation has asked for in this version, each in a line."""
    wishes = at.book.wishes(organisation, version.number)
    for each in wishes[-WISHES:]:
        values = {"part": part_value(at, each.part), "state": {"say": WISH_STATES[each.state]}}
        yield Said(N_("Correction: {part} – {state}"), values)
        if each.reason:
            yield Said(N_("Why it isn't made: {reason}"), {"reason": cut(each.reason, WISHED)})


def _notes(at: At, version: Version, organisation: str, seen: Version | None) -> Iterator[Said]:
    if seen:
        yield Said(N_("Each piece that went or came says so. Only what is new is asked."))
    earlier = (each for each in at.book.given if each.organisation == organisation)
    for each in earlier:
        if each.version < version.number:
            answer = {"say": ANSWERS[each.answer]}
            values = {"n": each.version, "answer": answer, "how": how(each)}
            yield Said(N_("Your answer to version {n}: {answer} ({how})"), values)
    yield Said(BINDING)


# Buttons


def _onward(at: At, organisation: str, reader: Reader, shown: int, total: int) -> Iterator[Button]:
    here = {**reference(at, organisation), "whole": reader.whole}
    left = total - reader.offset - shown
    if left > 0:
        yield Button(MORE, "minutes.show", {**here, "offset": reader.offset + shown}, values={"n": left})
    if reader.offset:
        yield Button(N_("From the beginning"), "minutes.show", here)
    number = at.book.out.number
    if organisation and at.book.seen(organisation, number):
        title = N_("Only what is new") if reader.whole else N_("Read the whole text")
        yield Button(title, "minutes.show", {**here, "whole": not reader.whole})


def _others(at: At, organisation: str, person: Person) -> Iterator[Button]:
    """The other organisations that the person answers for here."""
    for each in answers_for(person, at.session):
        if organisation and each != organisation:
            names = short(at.known.organisations[each])
            yield Button("{name}", "minutes.show", reference(at, each), values={"name": names})


def acts(at: At, organisation: str) -> Iterator[Button]:
    """What the organisation may answer now."""
    version = at.book.out
    for answer in MAY[at.book.standing(organisation, version.number)]:
        yield with_data(ACTS[answer], reference(at, organisation))


def not_recorded(at: At, refusal: Refusal) -> Reply:
    """That nothing was done, and why, with the way to the minutes."""
    data = notice(
        Said(N_("Nothing was recorded")),
        lines=(Said("{session}", {"session": at.session.names}), Said(refusal.message, refusal.values)),
        buttons=(Button(N_("Open the minutes"), "minutes.show", {"session": at.session.id}),),
    )
    return notice_reply(data, about(at.session))


def with_data(button: Button, carried: Mapping[str, Any]) -> Button:
    """The button with what it carries."""
    return Button(button.title, button.verb, carried, button.way, button.style)


def _buttons(at: At, version: Version, organisation: str, person: Person) -> Iterable[Button]:
    if organisation:
        yield from acts(at, organisation)
        if wishes := at.book.wishes(organisation, version.number):
            title = N_("Our corrections ({n})")
            yield Button(title, "correction.own", reference(at, organisation), values={"n": len(wishes)})
    yield Button(N_("Documents (DOCX, web page)"), "minutes.documents", {"session": at.session.id})
    if may(person, Action.OVERSEE):
        yield Button(N_("How organisations have answered"), "minutes.progress", {"session": at.session.id})
