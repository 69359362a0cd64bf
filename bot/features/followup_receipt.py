"""The receipt of a report: what was recorded, and what waits next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.forms import Said, moment_value, notice, notice_reply
from bot.routes import Button, Reply
from cards.language import N_
from knowledge.reporting import CLOSED, Report

from .followup_cards import LIST, REPORT
from .followup_reading import Waiting
from .followup_words import STATES, Book

NEW = N_("Recorded: what came of conclusion {number}")
OLD = N_("This was recorded already: what came of conclusion {number}")


def receipt(
    book: Book, conclusion: str, report: Report | None, waits: Iterable[Waiting], *, new: bool = True
) -> Reply:
    """The receipt, with what the organisation is still asked for; `waits`: what it was asked for before."""
    organisation = report.organisation if report else None
    own = (each for each in waits if each.organisation == organisation)
    left = [(each.round.id, one.id) for each in own for one in each.conclusions if one.id != conclusion]
    data = notice(
        Said(NEW if new else OLD, {"number": conclusion}),
        lines=tuple(_lines(book, report, len(left))),
        buttons=tuple(_buttons(conclusion, organisation, left)),
    )
    return notice_reply(data, f"followup:{conclusion}")


def _lines(book: Book, report: Report | None, left: int) -> Iterator[Said | str]:
    if report:
        values = {"organisation": dict(book.who(report.organisation))}
        yield Said("{organisation}: {state}", values | {"state": {"say": STATES[report.progress]}})
        if report.day:
            on = N_("ended on {date}") if report.progress in CLOSED else N_("expected by {date}")
            yield Said(on, {"date": moment_value(report.day)})
        if report.note:
            yield report.note
        if report.behalf:
            yield Said(N_("Reported by the secretariat for the organisation."))
    if left:
        yield Said(N_("Conclusions that still wait for a report: {n}"), {"n": left})
    else:
        yield Said(N_("Nothing else waits for a report now."))
    yield Said(N_("If something changes, report it again: what was told before stays in the history."))


def _buttons(conclusion: str, organisation: str | None, left: list[tuple[int, str]]) -> Iterator[Button]:
    named = {"organisation": organisation} if organisation else {}
    if left:
        number, first = left[0]
        title = N_("Next: {number}")
        data = {"record": first, **named}
        yield Button(title, REPORT, data, style="positive", values={"number": first})
        if len(left) > 1:
            every = {"round": number, **named}
            yield Button(N_("All that wait ({n})"), LIST, every, values={"n": len(left)})
    yield Button(N_("All that was reported"), "followup.show", {"record": conclusion})
    yield Button(N_("Open the conclusion"), "conclusion.show", {"record": conclusion})
