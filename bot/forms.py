"""Forms: their fields as data, one card that draws them, and the reading of what comes back.

What was typed is kept as it was typed until it is right: every field arrives as text, and what is wrong with
it is said at the field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from cards.escape import clean
from cards.language import N_
from knowledge.refusals import OfField, Refusal
from knowledge.refusals.asking import BadDay, BadNumber, BadTime, FieldMissing
from knowledge.refusals.proposals import FieldTooLong

from .routes import FIELD_LIMIT, NUMBER_LIMIT, Ask, Button, Reply

DAYS = ("%Y-%m-%d", "%d.%m.%Y")
TIMES = ("%H:%M", "%H.%M")

Kind = Literal["text", "lines", "day", "time", "number", "one", "some", "switch"]


def _tidied(value: str) -> str:
    return clean(value).strip()


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _listed(value: object) -> object:
    return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value


Lines = Annotated[str, Field(max_length=FIELD_LIMIT), AfterValidator(_tidied)]
"""A text of several lines."""
Line = Annotated[str, Field(max_length=FIELD_LIMIT), AfterValidator(_tidied), AfterValidator(_one_line)]
"""A text of one line; also a day, a time or a number as it was typed."""
Short = Annotated[str, Field(max_length=500), AfterValidator(_tidied), AfterValidator(_one_line)]
"""The same in a form of many fields: it fits into a card with all of them full."""
Code = Annotated[str, Field(max_length=100)]
NONE = "-"
"""The value of a choice that chooses nothing: clients take no empty one."""
Chosen = Annotated[
    str,
    Field(max_length=FIELD_LIMIT),
    AfterValidator(_tidied),
    AfterValidator(_one_line),
    AfterValidator(lambda value: "" if value == NONE else value),
]
"""One chosen value; empty where nothing was chosen."""
Codes = Annotated[tuple[Code, ...], BeforeValidator(_listed), Field(max_length=500)]
"""Chosen codes: clients send them joined by commas."""

Number = Annotated[int, Field(ge=0, le=NUMBER_LIMIT)]
"""An id or a version; 0 stands for none."""
Offset = Annotated[int, Field(ge=0, le=10_000)]
"""How many of a list come before what is shown."""


@dataclass(frozen=True)
class Choice:
    """One of a list: `names` by language, or `text`, a message id."""

    value: str
    names: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True)
class Input:
    """A field of a form. `label` is a message id with its braces in `values`.

    `kind`: text (one line), lines, day, time, number, one or some of `choices`, switch ("true" or "false").
    `value` is what stands in it: a text, for `some` a sequence of codes.
    """

    id: str
    label: str
    kind: Kind = "text"
    value: Any = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    expanded: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """A sentence of the bot: a message id with its braces filled, see `cards.render.readable` for values."""

    message: str
    values: Mapping[str, Any] = field(default_factory=dict)


def form_reply(
    ask: Ask,
    title: Said,
    inputs: Iterable[Input],
    send: Button,
    *,
    intro: Iterable[Said] = (),
    faults: Iterable[Refusal] = (),
    alert: Refusal | None = None,
    buttons: Iterable[Button] = (),
    about: str | None = None,
) -> Reply:
    """A form as a card, or in a dialog when it was opened by a dialog's button.

    `send` carries the verb and the hidden data; faults are shown at their fields, `alert` above them all.
    """
    known, wrong = tuple(inputs), tuple(faults)
    ids = {each.id for each in known}
    said = {f.field: f for f in reversed(wrong) if f.field in ids}  # the first of a field's
    loose = [f for f in wrong if f.field not in ids]
    data = {
        "title": title,
        "intro": tuple(intro),
        "inputs": known,
        "faults": said,
        "alerts": tuple(filter(None, (alert, *loose))),
        "send": send,
        "buttons": tuple(buttons),
        "in_dialog": ask.kind in ("dialog", "submit"),
    }
    return Reply("form", data, about=about, dialog=True)


class Reading:
    """Reads a form's texts into values, and keeps what is wrong with them for the fields."""

    def __init__(self) -> None:
        self.faults: list[Refusal] = []

    def fault(self, refusal: Refusal) -> None:
        """Keep something that is wrong."""
        self.faults.append(refusal)

    def text(self, field: str, typed: str, limit: int, *, required: bool = False) -> str:
        """The text; empty or too long is a fault."""
        if required and not typed:
            self.fault(FieldMissing(field))
        if len(typed) > limit:
            self.fault(FieldTooLong(field, length=len(typed), limit=limit))
        return typed

    def day(self, field: str, typed: str, *, required: bool = False) -> date | None:
        """The day (2026-11-24 or 24.11.2026), None where nothing or nonsense was typed."""
        found = _parsed(typed, DAYS)
        self._note(BadDay, field, typed, found, required=required)
        return found.date() if found else None

    def time(self, field: str, typed: str, *, required: bool = False) -> time | None:
        """The time of day (13:15 or 13.15), None where nothing or nonsense was typed."""
        found = _parsed(typed, TIMES)
        self._note(BadTime, field, typed, found, required=required)
        return found.time() if found else None

    def number(self, field: str, typed: str, *, required: bool = False) -> int | None:
        """The whole number, None where nothing or nonsense was typed."""
        found = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else None
        self._note(BadNumber, field, typed, found, required=required)
        return found

    def _note(self, kind: type[OfField], field: str, typed: str, found: object, *, required: bool) -> None:
        if typed and found is None:
            self.fault(kind(field, value=typed[:40]))
        elif required and not typed:
            self.fault(FieldMissing(field))


def _parsed(typed: str, shapes: Iterable[str]) -> datetime | None:
    for shape in shapes:
        try:
            return datetime.strptime(typed, shape)  # noqa: DTZ007  # a day or an hour, its zone comes with `at`
        except ValueError:
            continue
    return None


UNSET = {"say": N_("not set yet")}
"""A value for what has no date, time or place yet."""


def moment_value(when: datetime | date) -> dict[str, str]:
    """A moment or a day as a message's value that can be kept as JSON; see `cards.render.readable`."""
    return {"moment": when.isoformat()} if isinstance(when, datetime) else {"day": when.isoformat()}


def span_value(starts: datetime, ends: datetime) -> dict[str, list[str]]:
    """The time from a moment to another, as a message's value that can be kept as JSON."""
    return {"span": [starts.isoformat(), ends.isoformat()]}


def notice(
    title: Said,
    *,
    lines: Iterable[Said | str] = (),
    facts: Iterable[tuple[str, Any]] = (),
    why: Said | None = None,
    buttons: Iterable[Button] = (),
) -> dict[str, Any]:
    """The data of the card `notice`, kept as JSON: a title, lines, facts, why it came, buttons.

    Lines are sentences of the bot, or plain texts that somebody wrote. Facts pair a message id with a value
    as in `Said`: a name by language, a moment, a text.
    """
    return {
        "title": said_data(title),
        "lines": [said_data(each) if isinstance(each, Said) else {"text": each} for each in lines],
        "facts": [{"title": name, "value": value} for name, value in facts],
        "why": said_data(why) if why else None,
        "buttons": [button_data(each) for each in buttons],
    }


def notice_reply(data: Mapping[str, Any], about: str | None = None) -> Reply:
    """The same card as an answer."""
    return Reply("notice", data, about=about)


def said_data(said: Said) -> dict[str, Any]:
    """A sentence as data that can be kept as JSON."""
    return {"message": said.message, "values": dict(said.values)}


def button_data(button: Button) -> dict[str, Any]:
    """A button as data that can be kept as JSON."""
    return {
        "title": button.title,
        "verb": button.verb,
        "data": dict(button.data),
        "way": button.way,
        "style": button.style,
        "values": dict(button.values),
    }
