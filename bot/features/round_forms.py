"""The fields of a round's form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.forms import Choice, Input, Kind
from cards.language import N_
from knowledge.goals import Goal
from knowledge.people import Kind as Organisational
from knowledge.people import Organisation

from .dates import NAMES

FIELDS: tuple[tuple[str, str, Kind, bool], ...] = (
    ("year", N_("Year"), "number", True),
    ("name_fi", N_("Name in Finnish"), "text", True),
    ("name_sv", N_("Name in Swedish"), "text", False),
    ("name_en", N_("Name in English"), "text", False),
    ("case_number", N_("Case number"), "text", False),
    ("decision", N_("Regional development decision"), "one", True),
    ("kick_off", NAMES["kick_off"], "day", False),
    ("picture_due", NAMES["picture_due"], "day", False),
    ("proposals_open", NAMES["proposals_open"], "day", True),
    ("proposals_close", NAMES["proposals_close"], "day", True),
    ("agenda_due", NAMES["agenda_due"], "day", False),
    ("sessions_from", NAMES["sessions_from"], "day", True),
    ("sessions_to", NAMES["sessions_to"], "day", True),
    ("days_to_send", N_("Days to send the minutes"), "number", True),
    ("days_to_confirm", N_("Days to confirm the minutes"), "number", True),
    ("councils", N_("Regional councils taking part"), "some", False),
    ("ministries", N_("Ministries taking part"), "some", False),
)


def choices(
    decisions: Iterable[Goal], organisations: Iterable[Organisation]
) -> Mapping[str, tuple[Choice, ...]]:
    """The lists that the form chooses from."""
    known = tuple(organisations)
    return {
        "decision": tuple(Choice(goal.id, goal.titles) for goal in decisions),
        "councils": _of(known, Organisational.COUNCIL),
        "ministries": _of(known, Organisational.MINISTRY),
    }


def _of(organisations: Iterable[Organisation], kind: Organisational) -> tuple[Choice, ...]:
    return tuple(Choice(o.id, o.names) for o in organisations if o.kind is kind)


def inputs(values: Mapping[str, Any], lists: Mapping[str, tuple[Choice, ...]]) -> tuple[Input, ...]:
    """The fields with what stands in them."""
    return tuple(
        Input(id_, label, kind, values[id_], lists.get(id_, ()), required=required)
        for id_, label, kind, required in FIELDS
    )
