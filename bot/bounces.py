"""E-mails that came back: what a delivery status notification (RFC 3464) says of our own e-mails.

Anybody can send one, so it counts only where it names an e-mail that the bot made, by an id that nobody else
can make, and the address that this one was for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from sqlmodel import Session

from storage import audit, mail, wishes

from . import reasons
from .mail_links import MailLinks

BOUNCE_BYTES = 1024 * 1024
REPORT, STATUS = "multipart/report", "message/delivery-status"
ENCLOSED = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global-headers")
FAILED = "failed"


@dataclass(frozen=True)
class Bounce:
    """What a notification says: the ids of the e-mails that it is about, and where none of them arrived."""

    ids: tuple[str, ...]
    addresses: tuple[str, ...]


def read_bounce(raw: bytes) -> Bounce | None:
    """What came back for good; None for anything else, such as an answer or a mere delay."""
    came = message_from_bytes(raw[:BOUNCE_BYTES], policy=compat32)
    if came.get_content_type() != REPORT:
        return None
    parts = list(came.walk())
    failed = [a for part in parts if part.get_content_type() == STATUS for a in _failed(part)]
    ids = [i for part in parts if part.get_content_type() in ENCLOSED for i in _ids(part)]
    return Bounce(tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(failed))) if failed and ids else None


def _failed(status: Message) -> Iterator[str]:
    """The addresses of a status part that failed for good."""
    for fields in _blocks(status):
        action = str(fields.get("Action", "")).split("(")[0].strip().lower()
        if action == FAILED and str(fields.get("Status", "")).strip().startswith("5."):
            yield from filter(
                None, map(_address, (fields.get("Original-Recipient"), fields.get("Final-Recipient")))
            )


def _blocks(status: Message) -> Iterable[Message]:
    inside = status.get_payload()
    return [each for each in inside if isinstance(each, Message)] if isinstance(inside, list) else []


def _address(field: object) -> str:
    """The address in a field such as `rfc822; name@example.fi`."""
    _, _, address = str(field or "").partition(";")
    return address.strip().strip("<>")


def _ids(part: Message) -> Iterator[str]:
    inside = part.get_payload()
    if isinstance(inside, list):
        yield from (
            str(each["Message-ID"]) for each in inside if isinstance(each, Message) and each["Message-ID"]
        )
    elif isinstance(inside, str):
        headers = message_from_bytes(inside.encode("utf-8", "replace"), policy=compat32)
        yield from [str(headers["Message-ID"])] if headers["Message-ID"] else []


def note(db: Session, links: MailLinks, bounce: Bounce, now: datetime) -> tuple[int, ...]:
    """Write down that nothing arrives at these people's addresses any more: their numbers."""
    found = []
    numbers = filter(None, map(links.message_of, bounce.ids))
    for notice in filter(None, (mail.notice(db, number) for number in numbers)):
        box = wishes.mailbox(db, notice.person)
        if box and _same(box.address, bounce.addresses):
            wishes.bounce(db, notice.person, box.address, now, reasons.BOUNCED)
            audit.note(db, "mail", "mail.bounced", f"person:{notice.person}", now, message=notice.id)
            found.append(notice.person)
    return tuple(found)


def _same(address: str, named: Iterable[str]) -> bool:
    """Servers name a domain in the letters of the wire, and some change the case of a name."""
    return _wire(address) in {_wire(each) for each in named}


def _wire(address: str) -> str:
    name, _, domain = address.rpartition("@")
    try:
        return f"{name}@{domain.encode('idna').decode()}".lower()
    except UnicodeError:
        return address.lower()
