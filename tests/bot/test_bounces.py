"""E-mails that came back: only a notification about one of the bot's own e-mails counts."""

from datetime import UTC, datetime
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import bounces, reasons
from bot.cli import app as alke
from bot.mail_links import MailLinks
from storage import changes, outbox, wishes
from storage import tables as t
from storage.store import Store

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LINKS = MailLinks(None, b"key")
ADDRESS = "laura@example.fi"


def report(
    message_id: str, *, to: str = ADDRESS, action: str = "failed", status: str = "5.1.1", whole: bool = True
) -> bytes:
    """A notification as Postfix or Exchange sends it: with the whole e-mail, or its headers only."""
    made = MIMEMultipart("report", report_type="delivery-status")
    made["From"], made["Subject"] = "MAILER-DAEMON@mail.example.fi", "Undelivered Mail"
    made.attach(MIMEText("I'm sorry to have to inform you …"))
    per_message, per_person = Message(), Message()
    per_message["Reporting-MTA"] = "dns; mail.example.fi"
    per_person["Final-Recipient"] = f"rfc822; {to}"
    per_person["Action"], per_person["Status"] = action, status
    told = Message()
    told["Content-Type"] = "message/delivery-status"
    told.set_payload([per_message, per_person])
    made.attach(told)
    made.attach(_original(message_id, whole=whole))
    return made.as_bytes()


def _original(message_id: str, *, whole: bool) -> Message:
    original = EmailMessage()
    original["Message-ID"], original["To"] = message_id, ADDRESS
    part = Message()
    part["Content-Type"] = "message/rfc822" if whole else "text/rfc822-headers"
    part.set_payload([original] if whole else original.as_string())
    return part


def written(store: Store) -> int:
    """A message to Laura; its number."""
    with store.transaction() as db:
        db.add(t.Person(id=7, tenant="t", object_id="o", name="Laura"))
        db.add(t.Person(id=8, tenant="t", object_id="p", name="Kaisa"))
        db.flush()
        wishes.set_address(db, 7, ADDRESS, NOW)
        wishes.set_address(db, 8, "kaisa@example.fi", NOW)
        more = {"card": "notice", "data": {}, "cause": "a test"}
        number = outbox.owe(db, once="x", person=7, now=NOW, **more)  # type: ignore[arg-type]
    assert number is not None
    return number


def noted(store: Store, raw: bytes) -> tuple[int, ...]:
    bounce = bounces.read_bounce(raw)
    if bounce is None:
        return ()
    with store.transaction() as db:
        return bounces.note(db, LINKS, bounce, NOW)


def why(store: Store, person: int = 7) -> str | None:
    with store.read() as db:
        box = wishes.mailbox(db, person)
    return box.why_bounced if box else None


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("to", [ADDRESS, "Laura@EXAMPLE.fi", "<laura@example.fi>"])
def test_an_e_mail_that_came_back_for_good_is_noted(store: Store, to: str, whole: bool) -> None:
    number = written(store)
    assert (7,) == noted(store, report(LINKS.message_id(number, "botti.fi"), to=to, whole=whole))
    assert reasons.BOUNCED == why(store)


@pytest.mark.parametrize(
    "how",
    [
        {"action": "delayed", "status": "4.4.1"},
        {"action": "delivered", "status": "2.0.0"},
        {"action": "failed", "status": "4.4.7"},
        {"to": "kaisa@example.fi"},
        {"to": "nobody@example.fi"},
        {"to": ""},
    ],
)
def test_delays_and_addresses_that_were_not_written_to_are_passed_over(
    store: Store, how: dict[str, str]
) -> None:
    number = written(store)
    assert () == noted(store, report(LINKS.message_id(number, "botti.fi"), **how))
    assert (None, None) == (why(store), why(store, 8))


def test_a_forged_or_foreign_id_is_passed_over(store: Store) -> None:
    number = written(store)
    forged = MailLinks(None, b"another key").message_id(number, "botti.fi")
    for number_ in (forged, LINKS.message_id(999, "botti.fi"), "<x@y.fi>", ""):
        assert () == noted(store, report(number_))
    assert why(store) is None


def test_an_address_that_has_changed_since_is_left_alone(store: Store) -> None:
    number = written(store)
    with store.transaction() as db:
        wishes.set_address(db, 7, "uusi@example.fi", NOW)
    assert () == noted(store, report(LINKS.message_id(number, "botti.fi")))
    assert why(store) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"Subject: Poissa\r\n\r\nOlen lomalla.",
        b"Content-Type: multipart/report\r\n\r\nx",
    ],
)
def test_other_e_mails_are_no_bounces(raw: bytes) -> None:
    assert bounces.read_bounce(raw) is None


# The command line


def laura(data: Path) -> tuple[str, int]:
    """The id of an e-mail to somebody in the demo, and who that is."""
    store = Store.at(data)
    with store.transaction() as db:
        person = db.get_one(t.Person, 5)
        wishes.set_address(db, 5, ADDRESS, NOW)
        number = outbox.owe(db, once="x", person=5, now=NOW, card="notice", data={}, cause="a test")
        identity = changes.identity(db)
    store.close()
    assert number is not None
    assert person.id is not None
    return MailLinks(None, f"local:{identity}".encode()).message_id(number, "botti.fi"), person.id


def run(data: Path, *arguments: str, given: bytes = b"") -> tuple[int, str]:
    result = CliRunner(env={"ALKE_LOCAL": "true"}).invoke(
        alke, ["--data", str(data), "mail", *arguments], input=given
    )
    return result.exit_code, result.output


def test_the_mail_server_pipes_what_came_back(data: Path) -> None:
    message_id, person = laura(data)
    assert (0, "Nothing that came back for good.\n") == run(data, "bounced", given=b"Subject: Hei\r\n\r\nHei")
    assert (0, "Not ours.\n") == run(data, "bounced", given=report("<x@y.fi>"))
    expected = (0, f"No e-mail goes any more to: person {person}.\n")
    assert expected == run(data, "bounced", given=report(message_id))
    assert f"{person}  {ADDRESS}  False  the e-mail came back" in run(data, "show")[1]


def test_an_administrator_stops_e_mail_for_who_asks_by_a_reply(data: Path) -> None:
    laura(data)
    assert (0, "Stopped.\n") == run(data, "stop", ADDRESS)
    assert '"usable": false, "why": "stopped by its owner' in run(data, "show", "--json")[1]
    assert (1, "Nobody is known by that address.\n") == run(data, "stop", "x@example.fi")


def test_a_trial_e_mail_shows_that_the_settings_work(data: Path) -> None:
    code, said = run(data, "test", ADDRESS)
    assert (0, True) == (code, said.startswith("Sent: <"))
    assert 1 == len(list((data / "mail").glob("*.eml")))
    assert 1 == run(data, "test", "ei osoite")[0]
