"""The page of an import: what a link opens, what a file holds, and taking it into the draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cards.language import texts
from cards.upload import UploadPage
from knowledge.clock import today
from knowledge.minute_blocks import Found
from knowledge.minute_import import Import
from knowledge.people import Action, Person, demand
from knowledge.refusals import Refusal
from knowledge.refusals.agendas import LinkBroken
from knowledge.sessions import Session
from storage import people
from storage.store import Store
from storage.transfer.docx import LARGEST

from .facts import Facts
from .features import minutes_import as importing
from .features import minutes_import_words as words
from .links import Links, Ticket
from .routes import Tx

FOUND = "minutes-found"
"""The kind of the seal on what was found in a file."""
READER: TypeAdapter[Found] = TypeAdapter(Found)


@dataclass(frozen=True)
class Sheet:
    """A page, and how it is answered."""

    page: UploadPage
    status: int = 200


@dataclass(frozen=True)
class Visit:
    """Who opened the page, of which session."""

    token: str
    person: Person
    session: Session
    language: str

    @property
    def page(self) -> UploadPage:
        """The page with nothing chosen."""
        home = f"{importing.PATH}/{self.token}"
        return UploadPage(self.language, self.session.names, home, LARGEST)


@dataclass(frozen=True)
class UploadDesk:
    """Makes the pages. `language` is spoken to those whose link can't be read."""

    store: Store
    links: Links
    facts: Facts
    clock: Callable[[], datetime]
    language: str

    def show(self, token: str, spoken: str | None) -> Sheet:
        """The page where a file is chosen."""
        return self._guarded(token, spoken, lambda visit: Sheet(visit.page))

    def read(self, token: str, spoken: str | None, data: bytes) -> Sheet:
        """What was found in a file; nothing is written."""
        return self._guarded(token, spoken, lambda visit: self._looked(visit, data))

    def take(self, token: str, spoken: str | None, seal: str) -> Sheet:
        """Take what was found into the draft."""
        return self._guarded(token, spoken, lambda visit: self._taken(visit, seal))

    def refuse(self, token: str, spoken: str | None, refusal: Refusal) -> Sheet:
        """The page with what stands against what was sent."""

        def refused(_: Visit) -> Sheet:
            raise refusal

        return self._guarded(token, spoken, refused)

    def _guarded(self, token: str, spoken: str | None, make: Callable[[Visit], Sheet]) -> Sheet:
        """The page, or what stands against it, on the page as far as it can be opened."""
        page = UploadPage(spoken or self.language)
        try:
            visit = self._visit(token)
            page = visit.page
            return make(visit)
        except Refusal as refusal:
            said = texts(page.language).say(refusal.message, **_written(refusal.values, page.language))
            return Sheet(replace(page, refused=said), getattr(refusal, "status", 403))

    def _visit(self, token: str) -> Visit:
        ticket = self._ticket(token, importing.UPLOAD)
        now = self.clock()
        with self.store.read() as db:
            person = demand(people.by_id(db, ticket.person, today(now)), Action.RECORD)
            session = importing.writable(db, person, str(ticket.data.get("session", "")))
        return Visit(token, person, session, ticket.language)

    def _ticket(self, token: str, kind: str) -> Ticket:
        link = self.links.open(token)
        link.check(self.clock())
        if link.ticket.kind != kind:
            raise LinkBroken
        return link.ticket

    # A file

    def _looked(self, visit: Visit, data: bytes) -> Sheet:
        with self.store.read() as db:
            found = importing.read_file(db, visit.session, data, self._tongue(visit.language))
            doing = importing.would_do(db, visit.session, found, self.facts.places, self._spoken)
        kept: dict[str, Any] = {"session": visit.session.id, "found": READER.dump_python(found, mode="json")}
        seal = self.links.seal(Ticket(FOUND, visit.person.id, visit.language, kept), self.clock())
        return Sheet(replace(_told(visit.page, doing, found), seal=seal, looked=True))

    def _taken(self, visit: Visit, seal: str) -> Sheet:
        ticket = self._ticket(seal, FOUND)
        if (ticket.person, ticket.data.get("session")) != (visit.person.id, visit.session.id):
            raise LinkBroken
        try:
            found = READER.validate_python(ticket.data.get("found"))
        except ValidationError as error:  # sealed by another version of the bot
            raise LinkBroken from error
        now, at = self.clock(), (visit.session.id, found, self.facts.places, self._spoken)
        doing = self.store.write(lambda db: importing.take_in(Tx(db, now, visit.person), *at))
        return Sheet(replace(_told(visit.page, doing, found), finished=True))

    def _spoken(self, text: str) -> str:
        """The language in which a text goes into minutes."""
        return self._tongue(self.facts.language(text, "fi"))

    @staticmethod
    def _tongue(language: str) -> str:
        return "sv" if language == "sv" else "fi"


def _told(page: UploadPage, doing: Import, found: Found) -> UploadPage:
    spoken = texts(page.language)
    return replace(
        page, done=tuple(words.done(doing, spoken)), asked=tuple(words.asked(doing, found, spoken))
    )


def _written(values: dict[str, object], language: str) -> dict[str, object]:
    """A refusal's values in words: names by language, and texts of the bot's."""
    spoken = texts(language)
    return {name: words.in_words(value, spoken) for name, value in values.items()}
