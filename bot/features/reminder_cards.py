"""The card of a reminder: what is to be done by when, why it came, how to put it off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.forms import Said, button_data, moment_value, said_data
from bot.routes import Button
from cards.language import N_
from knowledge.clock import today
from knowledge.notices import Topic
from knowledge.reminders import HEADS_UP, LATE, Item, days_left, snoozes

from .notification_words import turn_off
from .reminder_items import Board, Standing, references
from .reminder_words import WHAT

CARD = "reminder"
SHOWN = 8  # items of a card
WHY = N_(
    "You get this because your organisation has this to do. One of you is enough: when a colleague has done"
    " it, the reminders stop."
)
WHY_DEPUTY = N_(
    "You get this as a deputy, since the contacts are away, can't be reached, or time is running out. One of"
    " you is enough: when a colleague has done it, the reminders stop."
)
WHY_SESSION = N_("You get this because you or your organisation takes part in the session.")
OVERDUE = N_("This reminder should have reached you on {date}.")
REMINDS = N_("{person} reminds you")
MINE = Button(N_("What is missing from us?"), "reminders.mine")


@dataclass(frozen=True)
class Letter:
    """What a reminder is drawn from. `key` tells it from others; `moment` is when it should arrive.

    `by` is the coordinator who reminds, with a `line` of their own; `deputy`: it is for a deputy.
    """

    key: str
    items: tuple[Item, ...]
    moment: datetime | None = None
    by: str = ""
    line: str = ""
    deputy: bool = False

    @property
    def about(self) -> str:
        """The matter that its card shows."""
        return f"reminder:{self.key}"


def letter_of(data: Any, items: tuple[Item, ...]) -> Letter:
    """The letter that a message's data keeps, about these items."""
    moment = data["moment"] and datetime.fromisoformat(data["moment"])
    return Letter(data["key"], items, moment, data["by"], data["line"], data["deputy"])


def drawn(board: Board, letter: Letter, standings: Sequence[Standing]) -> dict[str, Any]:
    """The card's data with the items as they stand; it can be kept as JSON."""
    waiting = [each for each in standings if not each.settled()]
    buttons = _buttons(board, letter, waiting) if waiting else ()
    return {
        "title": said_data(_title(board, letter, waiting)),
        "intro": [*_intro(board, letter, waiting)],
        "items": [board.view(each) for each in standings[:SHOWN]],
        "more": max(0, len(standings) - SHOWN),
        "why": said_data(Said(_why(letter, standings))) if waiting else None,
        "buttons": [button_data(each) for each in buttons],
        "key": letter.key,
        "refs": references(letter.items),
        "moment": letter.moment.isoformat() if letter.moment else None,
        "by": letter.by,
        "line": letter.line,
        "deputy": letter.deputy,
    }


def _title(board: Board, letter: Letter, waiting: Sequence[Standing]) -> Said:
    if not waiting:
        return Said(N_("Thank you: nothing of this is left to do"))
    if letter.by:
        return Said(REMINDS, {"person": letter.by})
    if len(waiting) > 1:
        return Said(N_("{n} reminders"), {"n": len(waiting)})
    one = waiting[0]
    last = one.duty is not None and days_left(one.duty, board.now) == 0
    urgent = last and one.item.kind not in HEADS_UP
    return Said(
        N_("Last day today: {what}") if urgent else N_("Reminder: {what}"),
        {"what": {"say": WHAT[one.item.kind]}},
    )


def _intro(board: Board, letter: Letter, waiting: Sequence[Standing]) -> Iterable[dict[str, Any]]:
    if letter.line:
        yield {"text": letter.line}
    if waiting and letter.moment and board.now - letter.moment > LATE:
        yield said_data(Said(OVERDUE, {"date": moment_value(letter.moment)}))


def _why(letter: Letter, standings: Iterable[Standing]) -> str:
    if all(each.item.kind in HEADS_UP for each in standings):
        return WHY_SESSION
    return WHY_DEPUTY if letter.deputy else WHY


def _buttons(board: Board, letter: Letter, waiting: Iterable[Standing]) -> Iterable[Button]:
    for days, moment in snoozes(board.now, until(board, waiting)).items():
        yield snooze_button(letter.key, days, today(moment))
    yield turn_off(Topic.REMINDERS)
    yield MINE


def until(board: Board, waiting: Iterable[Standing]) -> datetime | None:
    """The first deadline that is still to come: a reminder isn't put off beyond it."""
    dues = (each.duty.due for each in waiting if each.duty)
    return min((due for due in dues if due > board.now), default=None)


def snooze_button(key: str, days: int, day: date) -> Button:
    """The button that puts a reminder off for these days."""
    values = {"date": moment_value(day)}
    return Button(N_("Remind me {date}"), "reminders.snooze", {"key": key, "days": days}, values=values)


def without(letter: Letter, items: Iterable[Item]) -> Letter:
    """The letter about these items only."""
    return replace(letter, items=tuple(items))
