"""E-mails as they arrive at a real mail server: headers, parts, invitations, addresses."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from bot import reasons
from bot.links import Document
from bot.mail import Mail, mail_check
from bot.mail_links import MailLinks
from bot.mail_message import BadAddress, Sender, addressed
from bot.outcomes import SendFailed
from bot.parcels import Parcel
from bot.settings import Misconfigured, Settings
from storage.turns import Address
from tests.fakes.mail import FakeMail, mail_server, read

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LINKS = MailLinks("https://botti.example.fi", b"key")
CARD: Mapping[str, Any] = {
    "speak": "Keskustelun aika siirtyi",
    "body": [{"type": "TextBlock", "text": "Ääkköset säilyvät."}],
    "actions": [{"type": "Action.Execute", "title": "Kuittaa", "verb": "broadcast.acknowledge"}],
}
INVITATION = "\r\n".join(
    ["BEGIN:VCALENDAR", "METHOD:REQUEST", "BEGIN:VEVENT", "SUMMARY:Ääni", "END:VEVENT", "END:VCALENDAR", ""]
)


def parcel(to: str = "laura@example.fi", **more: Any) -> Parcel:
    where = Address("mail", "mail:1", "", "", {}, {"address": to})
    return Parcel(**{"where": where, "card": CARD, "language": "fi", "message": 12, "person": 7} | more)


def settings(server: FakeMail, **more: Any) -> Settings:
    return Settings(**{"smtp_url": server.url, "mail_from": "Keskustelut <botti@example.fi>"} | more)


def postman(server: FakeMail, links: MailLinks = LINKS, **more: Any) -> Mail:
    mail = Mail.of(settings(server, **more), links, frozenset({"broadcast.acknowledge"}), lambda: NOW)
    assert mail is not None
    return mail


@pytest.fixture
async def server() -> AsyncIterator[FakeMail]:
    async with mail_server() as server:
        yield server


async def sent(server: FakeMail, given: Parcel, replaces: str | None = None, **more: Any) -> EmailMessage:
    mail = postman(server, **more)
    number = await mail.deliver(given, replaces)
    await mail.close()
    message = server.messages[-1]
    assert number == message["Message-ID"]
    assert [] == list(message.defects)
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


async def test_an_e_mail_says_who_it_is_from_and_how_it_is_stopped(server: FakeMail) -> None:
    message = await sent(server, parcel())
    assert "Keskustelut <botti@example.fi>" == message["From"]
    assert "laura@example.fi" == message["To"]
    assert "Keskustelun aika siirtyi" == message["Subject"]
    assert "Tue, 24 Nov 2026 09:00:00 +0000" == message["Date"]
    assert "auto-generated" == message["Auto-Submitted"]
    assert "fi" == message["Content-Language"]
    assert "List-Unsubscribe=One-Click" == message["List-Unsubscribe-Post"]
    page = message["List-Unsubscribe"].strip("<>").removesuffix("/stop")
    visit = LINKS.open(page.removeprefix("https://botti.example.fi/m/"))
    assert (7, 12, NOW + timedelta(days=30)) == (visit.person, visit.message, visit.until)
    assert (1, 1) == (body(message, "plain").count("http"), body(message, "html").count("http"))
    assert page in body(message, "plain")
    assert "botti@example.fi" == server.came[-1].mail_from


async def test_both_parts_hold_the_card_in_its_language(server: FakeMail) -> None:
    message = await sent(server, parcel(language="sv"))
    assert "multipart/alternative" == message.get_content_type()
    for part in ("plain", "html"):
        assert "Ääkköset säilyvät." in body(message, part)
        assert "Svara på din egen sida" in body(message, part)
    assert '<html lang="sv">' in body(message, "html")


async def test_a_message_has_the_same_id_each_time_and_answers_the_one_before(server: FakeMail) -> None:
    first = await sent(server, parcel())
    again = await sent(server, parcel(), replaces="<notice.3.x@example.fi>")
    assert (
        first["Message-ID"] == again["Message-ID"] != (await sent(server, parcel(message=13)))["Message-ID"]
    )
    assert "<notice.3.x@example.fi>" == again["In-Reply-To"] == again["References"]
    assert 12 == LINKS.message_of(first["Message-ID"])
    other = MailLinks(None, b"another key")
    for forged in (
        other.message_id(12, "example.fi"),
        first["Message-ID"].replace(".12.", ".13."),
        "<x@y>",
        "",
    ):
        assert LINKS.message_of(forged) is None


async def test_an_invitation_is_a_part_of_its_own_and_a_file(server: FakeMail) -> None:
    ics = Document("kutsu.ics", "text/calendar; charset=utf-8; method=REQUEST", INVITATION.encode())
    message = await sent(server, parcel(files=(ics,)))
    calendars = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    shown, file = calendars
    assert ("REQUEST", None) == (shown.get_param("method"), shown.get_filename())
    assert ("attachment", "kutsu.ics") == (file.get_content_disposition(), file.get_filename())
    for part in calendars:
        assert isinstance(part, EmailMessage)
        found = part.get_payload(decode=True)
        assert isinstance(found, bytes)
        [event] = Calendar.from_ical(found).walk("VEVENT")
        assert ("Ääni", "mailto:laura@example.fi") == (event["summary"], event["attendee"])
        assert str(event["organizer"]).startswith("mailto:")
    assert "fi" == message["Content-Language"]


async def test_no_text_becomes_a_header(server: FakeMail) -> None:
    evil = {**CARD, "speak": "Hei\r\nBcc: kaikki@example.fi\r\n\r\nRunko"}
    message = await sent(server, parcel(card=evil))
    assert message["Bcc"] is None
    assert "Hei Bcc: kaikki@example.fi Runko" == message["Subject"]
    assert [["laura@example.fi"]] == [each.rcpt_tos for each in server.came]


@pytest.mark.parametrize(
    "address",
    [
        *("", "laura", "laura@", "@example.fi", "laura@example.fi, kaikki@example.fi", "a b@example.fi"),
        *(
            "laura@example.fi\r\nBcc: x@example.fi",
            "Laura <laura@example.fi>",
            '"x y"@example.fi',
            "a@b@c.fi",
        ),
        *("laura@example.fi\x00", "laura@" + "a" * 300 + ".fi", "laura@exa_mple.fi", "laura@..fi"),
    ],
)
async def test_what_is_no_single_address_gets_nothing(server: FakeMail, address: str) -> None:
    with pytest.raises(BadAddress):
        addressed(address)
    with pytest.raises(SendFailed) as failed:
        await postman(server).deliver(parcel(address))
    assert (reasons.NO_MAILBOX, True) == (failed.value.reason, failed.value.gone)
    assert [] == server.came


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("Laura.O'Neil+x@Example.FI", "Laura.O'Neil+x@example.fi"),
        ("laura@ääkköset.fi", "laura@xn--kkset-fraa0m.fi"),
        ("sääksi@example.fi", "sääksi@example.fi"),
    ],
)
async def test_odd_addresses_arrive(server: FakeMail, address: str, expected: str) -> None:
    await sent(server, parcel(address))
    assert [[expected]] == [each.rcpt_tos for each in server.came]


async def test_without_an_address_of_its_own_the_bot_sends_no_links(server: FakeMail) -> None:
    message = await sent(server, parcel(), links=MailLinks(None, b"key"))
    assert "http" not in body(message, "plain") + body(message, "html")
    assert "sihteeristö" in body(message, "plain")
    assert "<mailto:botti@example.fi?subject=unsubscribe>" == message["List-Unsubscribe"]
    assert message["List-Unsubscribe-Post"] is None


# Settings


async def test_without_a_server_local_mode_keeps_e_mails_as_files(tmp_path: Path) -> None:
    local = Settings(local=True, data_dir=tmp_path)
    mail = Mail.of(local, LINKS, frozenset(), lambda: NOW)
    assert mail is not None
    await mail.deliver(parcel())
    (file,) = (tmp_path / "mail").glob("*.eml")
    assert "laura@example.fi" == read(file.read_bytes())["To"]
    assert f"kept as files in {tmp_path / 'mail'}" == mail_check(local).state


def test_without_a_server_no_e_mail_is_sent_elsewhere() -> None:
    assert Mail.of(Settings(), LINKS, frozenset(), lambda: NOW) is None
    assert mail_check(Settings()).fine


@pytest.mark.parametrize("sender", ["", "botti", "botti@example.fi, x@example.fi"])
def test_a_server_needs_an_address_that_e_mail_comes_from(sender: str) -> None:
    made = Settings(smtp_url="smtp://u:secret@mail.example.fi", mail_from=sender)
    with pytest.raises(Misconfigured, match="ALKE_MAIL_FROM"):
        Mail.of(made, LINKS, frozenset(), lambda: NOW)
    assert "secret" not in str(mail_check(made))


def test_the_check_names_the_server_and_what_lacks() -> None:
    made = Settings(smtp_url="smtp://u:secret@mail.example.fi", mail_from="botti@example.fi")
    assert "by mail.example.fi:587, without pages: ALKE_PUBLIC_URL isn't set" == mail_check(made).state
    assert not mail_check(Settings(smtp_url="mail.example.fi")).fine


def test_a_sender_has_the_bots_name_unless_another_is_given() -> None:
    assert ["ALKE-botti <b@x.fi>", "Ääni <b@x.fi>"] == [
        str(Sender.of(given).header) for given in ("b@x.fi", "Ääni <b@x.fi>")
    ]
