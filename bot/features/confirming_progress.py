"""How organisations have answered minutes, for those who oversee: who did what, who is waited for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session as Db

from bot.forms import Said, moment_value
from bot.routes import Ask, Button, Reply
from cards.documents.minutes_printed import ANSWERS, WAITED_FOR
from cards.language import N_
from knowledge.confirming import WAITING, Correction, Standing
from knowledge.minutes import Version
from knowledge.people import Action, may
from knowledge.records import Answer
from knowledge.status import Step

from . import confirming_text as text
from . import reminding
from .confirming_desk import At, about
from .confirming_said import deadline, how
from .session_cards import short
from .views import MORE

ROOM = 14_000


def progress(ask: Ask, db: Db, at: At, offset: int = 0) -> Reply:
    """The newest version's answers by organisation, and what a coordinator can do next."""
    version = at.book.out
    rows = [_row(at, version, each) for each in _in_order(at)]
    shown = text.page(rows, offset, ROOM)
    data = {
        "session": at.session.names,
        "version": version.number,
        "sent": version.sent,
        "lines": tuple(_lines(ask, at, version)),
        "rows": shown,
        "first": offset + 1,
        "last": offset + len(shown),
        "total": len(rows),
        "onward": tuple(_onward(ask, at, offset, len(shown), len(rows))),
        "buttons": tuple(_buttons(ask, db, at, version)),
    }
    return Reply("minutes_progress", data, about=about(at.session))


def _in_order(at: At) -> list[str]:
    """Those who are waited for first, then those with a correction that waits, then the others."""
    number = at.book.out.number
    order = (Standing.SILENT, Standing.SETTLED, Standing.ASKS, Standing.ANSWERED)
    return sorted(at.book.asked, key=lambda each: order.index(at.book.standing(each, number)))


def _row(at: At, version: Version, organisation: str) -> dict[str, Any]:
    given = at.book.answer(organisation, version.number)
    standing = at.book.standing(organisation, version.number)
    found = at.known.organisations.get(organisation)
    return {
        "names": dict(short(found)) if found else {"fi": organisation},
        "waits": standing in WAITING,
        "answer": ANSWERS[given.answer if given else WAITED_FOR],
        "how": how(given),
        "note": given.note if given and given.answer is Answer.RESERVATION else "",
        "lines": [
            *_wishes(at.book.wishes(organisation, version.number)),
            *_earlier(at, version, organisation),
        ],
    }


def _wishes(wishes: tuple[Correction, ...]) -> Iterator[Said]:
    """How many corrections the organisation has asked for in this version, by how they stand."""
    for state, message in COUNTED:
        if count := sum(each.state == state for each in wishes):
            yield Said(message, {"n": count})


COUNTED = (
    ("open", N_("Corrections that wait: {n}")),
    ("accepted", N_("Corrections accepted: {n}")),
    ("declined", N_("Corrections declined: {n}")),
    ("taken back", N_("Corrections taken back: {n}")),
)


def _earlier(at: At, version: Version, organisation: str) -> Iterator[Said]:
    for each in at.book.given:
        if each.organisation == organisation and each.version < version.number:
            values = {"n": each.version, "answer": {"say": ANSWERS[each.answer]}, "how": how(each)}
            yield Said(N_("Version {n}: {answer} ({how})"), values)


def _lines(ask: Ask, at: At, version: Version) -> Iterator[Said]:
    done = len(at.book.asked) - len(at.book.waiting)
    yield Said(N_("Answered: {n} of {of}"), {"n": done, "of": len(at.book.asked)})
    if at.book.undecided:
        yield Said(N_("Corrections that wait for an answer: {n}"), {"n": len(at.book.undecided)})
    if at.book.accepted:
        yield Said(N_("Corrections accepted, to go out in a new version: {n}"), {"n": len(at.book.accepted)})
    if at.book.waiting:
        yield from deadline(version, ask.now)
    elif version.due:
        yield Said(N_("The time to answer: until {date}."), {"date": moment_value(version.due)})


# Buttons


def _onward(ask: Ask, at: At, offset: int, shown: int, total: int) -> Iterator[Button]:
    """What there is to read."""
    here = {"session": at.session.id}
    if (left := total - offset - shown) > 0:
        yield Button(MORE, "minutes.progress", {**here, "offset": offset + shown}, values={"n": left})
    if offset:
        yield Button(N_("From the beginning"), "minutes.progress", here)
    yield Button(N_("Read the whole text"), "minutes.text", here)
    yield Button(N_("Documents (DOCX, web page)"), "minutes.documents", here)
    if may(ask.person, Action.RECORD):
        yield Button(N_("The draft"), "minutes.draft", here)


def _buttons(ask: Ask, db: Db, at: At, version: Version) -> Iterator[Button]:
    """What is to be done next, by a coordinator; the working group sees the corrections."""
    here = {"session": at.session.id}
    wishes = [each for each in at.book.corrections if each.version == version.number]
    if wishes and may(ask.person, Action.OVERSEE):
        yield Button(N_("Corrections ({n})"), "correction.list", here, values={"n": len(wishes)})
    if not may(ask.person, Action.COORDINATE):
        return
    if waiting := len(reminding.items_of(db, at.session.round, Step.MINUTES, ask.now)):
        yield reminding.button(at.session.round, Step.MINUTES, waiting)
    yield Button(N_("Record an answer received"), "minutes.received", here)
    yield Button(N_("Send a new version …"), "minutes.check", here)
    if not at.book.undecided:
        yield Button(N_("Make final …"), "minutes.finalise_check", {**here, "version": version.number})
