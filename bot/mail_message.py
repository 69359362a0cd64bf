"""An e-mail as a message: who it comes from and goes to, its headers, its parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, getaddresses

from cards.documents import calendar
from cards.mail import Letter

from .links import Document

NAME = "ALKE-botti"
CALENDAR = "text/calendar"
CALENDAR_METHODS = ("REQUEST", "CANCEL", "PUBLISH")
_METHOD = re.compile(rb"^METHOD:([A-Z]+)\s*$", re.MULTILINE)
_ADDRESS = re.compile(
    r"(?P<name>[^\s\"(),:;<>@\[\\\]\x00-\x1f\x7f]+)@(?P<domain>[^\s\"(),:;<>@\[\\\]_/\x00-\x1f\x7f]+)"
)


class BadAddress(ValueError):
    """That is no e-mail address."""


class Whole(EmailPolicy):
    """Leaves addresses and ids whole: the library would break long ones as if they were words."""

    def fold(self, name: str, value: str) -> str:
        """The header's line or lines."""
        return f"{name}: {value}{self.linesep}" if name in IDS else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """The same as bytes."""
        return self.fold(name, value).encode() if name in IDS else super().fold_binary(name, value)


IDS = frozenset({"Message-ID", "In-Reply-To", "References", "List-Unsubscribe"})


@dataclass(frozen=True)
class Sender:
    """Where e-mail comes from. Raises BadAddress when it is made of something else."""

    name: str
    address: Address

    @classmethod
    def of(cls, given: str) -> Sender:
        """Read an address, or a name with an address as in Keskustelut <botti@example.fi>."""
        found = getaddresses([given])
        if len(found) != 1:
            raise BadAddress
        name, address = found[0]
        return cls(name or NAME, addressed(address))

    @property
    def header(self) -> Address:
        """With the name that people see."""
        return Address(self.name, self.address.username, self.address.domain)


@dataclass(frozen=True)
class Post:
    """What an e-mail is sent with: to whom, under which id, in answer to which, where it is stopped."""

    to: str
    id: str
    language: str
    now: datetime
    replaces: str | None = None
    stop: str | None = None


def addressed(given: str) -> Address:
    """One address and nothing else, its domain in the letters that every server knows. Raises BadAddress."""
    found = _ADDRESS.fullmatch(given)
    if found is None or len(given) > 254:
        raise BadAddress
    try:
        return Address(username=found["name"], domain=found["domain"].encode("idna").decode().lower())
    except (UnicodeError, ValueError, IndexError) as error:
        raise BadAddress from error


def message(letter: Letter, post: Post, sender: Sender, files: tuple[Document, ...] = ()) -> EmailMessage:
    """The message: plain text and HTML that say the same, invitations, files. Raises BadAddress."""
    to = addressed(post.to)
    made = EmailMessage(policy=Whole(linesep="\r\n", utf8=not to.username.isascii()))
    made["From"], made["To"], made["Subject"] = sender.header, to, letter.subject
    for name, value in _headers(post, sender).items():
        made[name] = value
    made.set_content(letter.text)
    _add_html(made, letter)
    attached = [_invited(each, to, sender) for each in files]
    for each in attached:
        _add_invitation(made, each)
    for each in attached:
        kind, _, below = each.content_type.partition(";")[0].strip().partition("/")
        made.add_attachment(each.body, maintype=kind, subtype=below, filename=each.name)
    made["Content-Language"] = post.language  # last: headers of content go down to the parts that come first
    return made


def _headers(post: Post, sender: Sender) -> Mapping[str, str]:
    headers = {
        "Date": format_datetime(post.now),
        "Message-ID": post.id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        **_ways_to_stop(post, sender),
    }
    if post.replaces:
        headers |= {"In-Reply-To": post.replaces, "References": post.replaces}
    return headers


def _ways_to_stop(post: Post, sender: Sender) -> Mapping[str, str]:
    """The button “Unsubscribe” of mail programs: one press there is enough, where there is a page."""
    if post.stop is None:
        return {"List-Unsubscribe": f"<mailto:{sender.address.addr_spec}?subject=unsubscribe>"}
    return {"List-Unsubscribe": f"<{post.stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _add_html(made: EmailMessage, letter: Letter) -> None:
    made.add_alternative(letter.html, subtype="html")
    html = made.get_body(("html",))
    assert isinstance(html, EmailMessage)
    for content_id, picture in letter.pictures.items():
        html.add_related(
            picture, maintype="image", subtype="png", cid=f"<{content_id}>", disposition="inline"
        )


def _invites(file: Document) -> str:
    """What a calendar file asks mail programs to do; nothing where it is only a file."""
    method = _METHOD.search(file.body) if file.content_type.startswith(CALENDAR) else None
    named = method[1].decode() if method else ""
    return named if named in CALENDAR_METHODS else ""


def _invited(file: Document, to: Address, sender: Sender) -> Document:
    """The file, with who invites whom where it is an invitation."""
    if not _invites(file):
        return file
    organiser = calendar.Mailbox(sender.address.addr_spec, sender.name)
    return replace(file, body=calendar.invitation(file.body, organiser, calendar.Mailbox(to.addr_spec)))


def _add_invitation(made: EmailMessage, file: Document) -> None:
    """What mail programs show with the buttons that answer an invitation."""
    if method := _invites(file):
        made.add_alternative(file.body.decode(), subtype="calendar", params={"method": method})
