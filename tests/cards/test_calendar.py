"""Calendar files, read back as a calendar would: what they say, and that nobody's words say more."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from cards.documents.calendar import Event, Mailbox, Method, calendar, invitation
from cards.escape import clean
from knowledge.clock import at, finnish

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NAMES = {"fi": "Lapin keskustelu 2026", "sv": "Diskussionen om Lappland 2026"}
HOSTILE = (
    "a\r\nBEGIN:VEVENT",
    "a\nATTENDEE:mailto:x@y.fi",
    "b;c,d:e\\n\\,",
    '"q" ^n ^^',
    "\x00\x07\x1b\x85\u2028\u202e",
    "ä" * 200,
    "END:VCALENDAR",
)
TEXT = st.text(max_size=120) | st.sampled_from(HOSTILE)


def event(**more: Any) -> Event:
    plain: dict[str, Any] = {
        "id": "2026-19",
        "version": 3,
        "names": NAMES,
        "starts": datetime(2026, 12, 8, 7, 0, tzinfo=UTC),
        "ends": datetime(2026, 12, 8, 9, 30, tzinfo=UTC),
        "where": "Rovaniemi",
    }
    return Event(**(plain | more))


def read(body: bytes) -> Calendar:
    found = Calendar.from_ical(body)
    assert isinstance(found, Calendar)
    return found


def only(body: bytes) -> Any:
    """The only event of a file that holds nothing else."""
    [found] = read(body).subcomponents
    assert "VEVENT" == found.name
    return found


def test_an_event_tells_what_when_and_where() -> None:
    body = calendar([event(link="https://esimerkki.fi/a?b=1;2,3", lines=("Kierros 2026", "Raja"))], "sv", NOW)
    found = only(body)
    assert ("2026-19@keskustelut.alke-botti", 3) == (found["uid"], found["sequence"])
    assert ("Diskussionen om Lappland 2026", "sv") == (found["summary"], found["summary"].params["language"])
    assert ("Rovaniemi", "Kierros 2026\nRaja") == (found["location"], found["description"])
    assert "https://esimerkki.fi/a?b=1;2,3" == found["url"]
    assert ("CONFIRMED", "PUBLISH") == (found["status"], read(body)["method"])
    assert NOW == found["dtstamp"].dt


def test_lines_end_and_fold_as_the_standard_says() -> None:
    body = calendar([event(where="ä" * 200)], "fi", NOW)
    lines = body.split(b"\r\n")
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert 75 >= max(map(len, lines))
    assert not any(b"\n" in line or b"\r" in line for line in lines)


@pytest.mark.parametrize(
    ("day", "utc"),
    [((2026, 1, 20), 7), ((2026, 6, 16), 6), ((2026, 10, 23), 6), ((2026, 10, 26), 7), ((2027, 3, 29), 6)],
)
def test_nine_in_the_morning_is_nine_in_winter_and_in_summer(day: tuple[int, int, int], utc: int) -> None:
    starts = at(datetime(*day).date(), datetime(2026, 1, 1, 9).time())  # noqa: DTZ001
    body = calendar([event(starts=starts, ends=starts)], "fi", NOW)
    found = only(body)["dtstart"].dt
    assert (utc, 9) == (found.hour, finnish(found).hour)
    assert f"DTSTART:{day[0]}{day[1]:02}{day[2]:02}T{utc:02}0000Z".encode() in body


def test_a_cancelled_event_takes_no_time() -> None:
    body = calendar([event(cancelled=True)], "fi", NOW, Method.CANCEL)
    found = only(body)
    assert ("CANCELLED", "TRANSPARENT", "CANCEL") == (found["status"], found["transp"], read(body)["method"])


def test_an_invitation_says_who_invites_whom_and_asks_for_no_answer() -> None:
    body = calendar([event()], "fi", NOW, Method.REQUEST)
    found = only(
        invitation(body, Mailbox("botti@esimerkki.fi", "ALKE-botti"), Mailbox("aila@lappi.fi", "Aila"))
    )
    assert ("mailto:botti@esimerkki.fi", "ALKE-botti") == (
        found["organizer"],
        found["organizer"].params["CN"],
    )
    assert ("mailto:aila@lappi.fi", "FALSE") == (found["attendee"], found["attendee"].params["RSVP"])
    assert "Lapin keskustelu 2026" == found["summary"]


def test_a_published_file_names_its_sender_and_nobody_else() -> None:
    found = only(invitation(calendar([event()], "fi", NOW), Mailbox("botti@esimerkki.fi"), Mailbox("a@b.fi")))
    assert ("mailto:botti@esimerkki.fi", False) == (found["organizer"], "attendee" in found)


@given(name=TEXT, place=TEXT, link=TEXT, line=TEXT, person=TEXT, address=TEXT)
def test_nobody_can_write_more_into_a_file_than_a_value(
    name: str, place: str, link: str, line: str, person: str, address: str
) -> None:
    hostile = event(names={"fi": name}, where=place, link=link, lines=(line, line))
    body = invitation(
        calendar([hostile], "fi", NOW, Method.REQUEST), Mailbox(address, person), Mailbox(address, person)
    )
    found = only(body)
    assert set(found) <= KNOWN
    assert ("2026-19@keskustelut.alke-botti", 3) == (found["uid"], found["sequence"])
    assert {"METHOD", "VERSION", "PRODID", "CALSCALE"} == set(read(body))
    assert not any(isinstance(value, list) for value in found.values())
    assert " ".join(clean(name).split()) == found["summary"]
    assert " ".join(clean(place).split()) == found.get("location", "")


KNOWN = {
    *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "URL"),
    *("DESCRIPTION", "STATUS", "TRANSP", "ORGANIZER", "ATTENDEE"),
}
