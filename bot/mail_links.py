"""What is sealed in e-mails and on their pages: whose page it is, what a button does, which e-mail."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from knowledge.refusals.mail import PageLinkBroken, PageLinkOld, PageOld

from .settings import Settings

VALID = timedelta(days=30)
PATH = "/m"
_MESSAGE_ID = re.compile(r"<?notice\.(\d{1,18})\.([0-9a-f]{32})@[^\s<>]+>?")


@dataclass(frozen=True)
class Visit:
    """Whose page an address opens, about which message of the outbox, and until when."""

    person: int
    message: int
    until: datetime

    def check(self, now: datetime) -> None:
        """Refuse an address that has expired."""
        if now > self.until:
            raise PageLinkOld(days=VALID.days)


@dataclass(frozen=True)
class Press:
    """What a button of somebody's page does; `fills`: with what stands in the fields.

    `drawn` names the drawing of the page that it stands on, so that pressing it twice is pressing it once;
    `source` the activity whose answer the page shows, empty where it shows the message.
    """

    verb: str
    data: Mapping[str, Any]
    fills: bool
    drawn: str
    source: str = ""


class MailLinks:
    """Makes addresses of pages, seals of buttons and ids of messages, and reads them again.

    Without `base`, the bot's own address, there are no pages.
    """

    def __init__(self, base: str | None, key: bytes) -> None:
        self.base = base
        self._key = key
        self._visits = self._sealing("alke.mail.visit")
        self._presses = self._sealing("alke.mail.press")

    @classmethod
    def of(cls, settings: Settings, database: int) -> MailLinks:
        """Those of a process. In local mode, where there is no secret to keep from those who can reach the
        bot, the key lasts as long as the database, so that saved e-mails go on working.
        """
        if settings.local:
            return cls(f"http://127.0.0.1:{settings.port}", f"local:{database}".encode())
        secret = settings.app_secret.get_secret_value().encode()
        return cls(settings.public_url or None, secret or secrets.token_bytes(32))

    def _sealing(self, salt: str) -> URLSafeSerializer:
        how = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
        return URLSafeSerializer(self._key, salt=salt, signer_kwargs=how)

    def visit(self, visit: Visit) -> str:
        """The path of somebody's page."""
        sealed = self._visits.dumps([visit.person, visit.message, int(visit.until.timestamp())])
        return f"{PATH}/{sealed}"

    def open(self, token: str) -> Visit:
        """Whose page it is. Raises PageLinkBroken for one that wasn't made here."""
        try:
            person, message, until = self._visits.loads(token)
        except BadData as error:
            raise PageLinkBroken from error
        return Visit(person, message, datetime.fromtimestamp(until, UTC))

    def press(self, visit: Visit, press: Press) -> str:
        """The seal of a button on somebody's page."""
        whose = [visit.person, visit.message, int(visit.until.timestamp())]
        what = [press.verb, dict(press.data), press.fills, press.drawn, press.source]
        return str(self._presses.dumps([*whose, *what]))

    def pressed(self, visit: Visit, seal: str) -> Press:
        """What was pressed. Raises PageOld for a seal that wasn't made for this page."""
        try:
            *whose, verb, data, fills, drawn, source = self._presses.loads(seal)
        except BadData as error:
            raise PageOld from error
        if whose != [visit.person, visit.message, int(visit.until.timestamp())]:
            raise PageOld
        return Press(verb, data, fills, drawn, source)

    def message_id(self, message: int, domain: str) -> str:
        """The id of an e-mail: the same each time that a message is sent, and made by nobody else."""
        return f"<notice.{message}.{self._mark(message)}@{domain}>"

    def message_of(self, message_id: str) -> int | None:
        """The message of the outbox that an e-mail's id names, None where it isn't one of ours."""
        found = _MESSAGE_ID.fullmatch(message_id.strip())
        if found is None or not hmac.compare_digest(found[2], self._mark(int(found[1]))):
            return None
        return int(found[1])

    def _mark(self, message: int) -> str:
        return hmac.new(self._key, f"alke.mail.id:{message}".encode(), hashlib.sha256).hexdigest()[:32]
