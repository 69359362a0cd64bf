"""What was ever reported of a conclusion, the newest first."""

from __future__ import annotations

from collections.abc import Iterator

from bot.routes import Ask, Button, Read, Reply
from cards.language import N_
from knowledge import reporting as rules

from .followup_cards import LIST, REPORT
from .followup_report import Desk, desk
from .views import MORE

PAGE = 8


def show(ask: Ask, read: Read) -> Reply:
    """Everything that was ever reported of a conclusion, the newest first."""
    at = desk(ask, read)
    every = rules.reporters(ask.person, at.found.responsible, at.book.organisations)
    told = [at.book.told(each, names=bool(every), note=rules.NOTE_LIMIT) for each in reversed(at.reports)]
    offset = min(ask.form.offset, max(0, len(told) - 1) // PAGE * PAGE)
    _, wording = at.record.wording(ask.language)
    data = {
        "number": at.record.id,
        "heading": wording.title,
        "due": at.found.due,
        "nobody": not at.found.responsible,
        "silent": at.book.silent(at.found),
        "told": told[offset : offset + PAGE],
        "total": len(told),
        "first": offset + 1,
        "buttons": tuple(_onward(at, len(told), offset, reports=bool(every))),
    }
    return Reply("followup_history", data, about=f"followup:{at.record.id}")


def _onward(at: Desk, total: int, offset: int, *, reports: bool) -> Iterator[Button]:
    here = {"record": at.record.id}
    if offset + PAGE < total:
        left = {"n": total - offset - PAGE}
        yield Button(MORE, "followup.show", {**here, "offset": offset + PAGE}, values=left)
    if offset:
        yield Button(N_("From the beginning"), "followup.show", here)
    if reports and not at.found.superseded:
        yield Button(N_("Report what came of it"), REPORT, here, style="positive")
    yield Button(N_("Open the conclusion"), "conclusion.show", here)
    yield Button(N_("Follow-up of all conclusions"), LIST)
