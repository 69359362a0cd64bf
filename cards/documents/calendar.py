"""Sessions as a calendar file (iCalendar, RFC 5545): plain data in, the file's bytes out.

Times are written in UTC: a single event needs no rule of summer time, and every calendar shows it on its
reader's clock. Whatever people wrote is a value of the library's, which escapes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cards.escape import clean
from cards.language import texts

if TYPE_CHECKING:
    from icalendar import Event as Component
    from icalendar import vCalAddress

CONTENT_TYPE = "text/calendar"
PRODUCT = "-//ALKE-botti//1.0//FI"
DOMAIN = "keskustelut.alke-botti"
"""What the lasting ids of events end with. It never changes: calendars know an event by its id."""
_UNQUOTED = re.compile(r"[\"\n\t]")  # a parameter's value can't hold these


class Method(StrEnum):
    """What a calendar does with the file: take it up, ask its owner to come, or take the event away."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Event:
    """A session in a calendar. `version` grows with every change; `lines` say more of it, line by line."""

    id: str
    version: int
    names: Mapping[str, str]
    starts: datetime
    ends: datetime
    where: str = ""
    link: str = ""
    lines: tuple[str, ...] = ()
    cancelled: bool = False


@dataclass(frozen=True)
class Mailbox:
    """Somebody's name and e-mail address."""

    address: str
    name: str = ""


def calendar(events: Iterable[Event], language: str, now: datetime, method: Method = Method.PUBLISH) -> bytes:
    """The file of these events in a language."""
    from icalendar import Calendar

    made = Calendar()
    for name, value in (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", method),
    ):
        made.add(name, value)
    for event in events:
        made.add_component(_component(event, language, now))
    return bytes(made.to_ical())


def invitation(body: bytes, organiser: Mailbox, attendee: Mailbox) -> bytes:
    """The file with who sends it, as e-mail needs, and whom an invitation is for; it asks for no answer."""
    from icalendar import Calendar

    made = Calendar.from_ical(body)
    assert isinstance(made, Calendar)
    invited = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE"}
    for event in made.walk("VEVENT"):
        event.add("organizer", _address(organiser))
        if str(made.get("method", "")) != Method.PUBLISH:
            event.add("attendee", _address(attendee, **invited))
    return bytes(made.to_ical())


def _component(event: Event, language: str, now: datetime) -> Component:
    from icalendar import Event as Component

    made = Component()
    for name, value in _values(event, now).items():
        if value != "":
            made.add(name, value)
    spoken = texts(language)
    made.add("summary", _one_line(spoken.name(event.names)), parameters={"LANGUAGE": spoken.language})
    return made


def _values(event: Event, now: datetime) -> Mapping[str, Any]:
    return {
        "uid": f"{event.id}@{DOMAIN}",
        "sequence": event.version,
        "dtstamp": now.astimezone(UTC),
        "dtstart": event.starts.astimezone(UTC),
        "dtend": event.ends.astimezone(UTC),
        "location": _one_line(event.where),
        "url": "".join(clean(event.link).split()),
        "description": clean("\n".join(event.lines)),
        "status": "CANCELLED" if event.cancelled else "CONFIRMED",
        "transp": "TRANSPARENT" if event.cancelled else "OPAQUE",
    }


def _address(mailbox: Mailbox, **params: str) -> vCalAddress:
    from icalendar import vCalAddress

    address = vCalAddress(f"mailto:{''.join(clean(mailbox.address).split())}")
    address.params.update(params)
    if name := _UNQUOTED.sub(" ", clean(mailbox.name)).strip():
        address.params["CN"] = name
    return address


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
