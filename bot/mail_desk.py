"""What the page behind an e-mail shows and does: the message's card as it is now, and the answers to presses.

A press is a turn like any other, of the person whose page it is. Looking at a page never does anything.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlmodel import Session

from cards.blocks import Act
from cards.mail import Page, page
from cards.render import Card, render
from knowledge.clock import today
from knowledge.people import Person
from knowledge.refusals import Refusal
from knowledge.refusals.mail import PageGone, PageOld, RoleEnded
from storage import mail, people, turns, wishes
from storage.store import Store
from storage.turns import Address, Key

from .answers import Answer
from .features.kinds import CONFIRM
from .features.mailbox import asked_to_stop, settled
from .mail_links import MailLinks, Press, Visit
from .needs import Ends, shown
from .routes import Incoming

CHANNEL, KIND = "mail", "press"

Typed = Mapping[str, tuple[str, ...]]
"""By field: what stands in it."""


@dataclass(frozen=True)
class Sheet:
    """A page as it goes out."""

    html: str
    status: int = 200


@dataclass(frozen=True)
class Visitor:
    """Whose page it is, with the message that led there, and the language they read.

    `only`: all that the page may do, where nobody has proved yet whose address the message went to.
    """

    person: Person
    visit: Visit
    notice: mail.Notice
    language: str
    mail: bool | None
    only: frozenset[str] | None = None

    def check(self, verb: str) -> None:
        """Refuse what this page isn't for."""
        if self.only is not None and verb not in self.only:
            raise PageOld


class Desk:
    """Serves pages. `offered`: the verbs that pages have buttons for; `language`: where none is chosen."""

    def __init__(
        self,
        store: Store,
        answering: Callable[[Incoming], Answer],
        links: MailLinks,
        offered: frozenset[str],
        clock: Callable[[], datetime],
        language: str,
    ) -> None:
        self._store = store
        self._answering = answering
        self._links = links
        self._offered = offered
        self._clock = clock
        self._language = language

    def show(self, token: str, spoken: str | None) -> Sheet:
        """The message as it is now. `spoken` is the language of the browser."""
        return self._guarded(token, spoken, self._message)

    def show_stop(self, token: str, spoken: str | None) -> Sheet:
        """The question whether e-mails are to be stopped."""
        return self._guarded(token, spoken, self._stop_asked, lasting=True)

    def press(self, token: str, spoken: str | None, seal: str, typed: Typed) -> Sheet:
        """Do what a sealed button says, with what was typed; the answer is the next page."""
        return self._guarded(token, spoken, lambda visitor: self._pressed(visitor, seal, typed), lasting=True)

    def act(self, token: str, spoken: str | None, verb: str, data: Mapping[str, Any]) -> Sheet:
        """Do something of the page's own, such as stopping e-mails."""
        return self._guarded(token, spoken, lambda who: self._done(who, verb, data), lasting=True)

    def _guarded(
        self, token: str, spoken: str | None, make: Callable[[Visitor], Sheet], *, lasting: bool = False
    ) -> Sheet:
        """The page, or one that says why there is none. `lasting`: also after the link has expired."""
        language = spoken or self._language
        try:
            visit = self._links.open(token)
            with self._store.read() as db:
                person = people.by_id(db, visit.person, today(self._clock()))
                if person:
                    language = person.language or self._language
                if not lasting:
                    visit.check(self._clock())
                visitor = _visitor(db, person, visit, language)
            return make(visitor)
        except Refusal as refusal:
            return self.refused(refusal, language)

    def refused(self, refusal: Refusal, language: str | None) -> Sheet:
        """A page of its own that says no."""
        data = {"message": refusal.message, "values": refusal.values, "buttons": ()}
        spoken = language or self._language
        html = page(Page(render("refusal", data, spoken), spoken), lambda _: "")
        return Sheet(html, getattr(refusal, "status", 403))

    # Looking

    def _message(self, visitor: Visitor) -> Sheet:
        return self._drawn(visitor, self._current(visitor))

    def _stop_asked(self, visitor: Visitor) -> Sheet:
        return self._drawn(visitor, render("notice", asked_to_stop(), visitor.language))

    def _current(self, visitor: Visitor) -> Card:
        """The message's card, drawn from what holds now, or one that says that it is settled."""
        try:
            with self._store.read() as db:
                data = shown(db, visitor.person, visitor.notice, self._clock())
        except Ends:
            return render("notice", settled(visitor.person), visitor.language)
        return render(visitor.notice.card, data, visitor.language)

    def _drawn(self, visitor: Visitor, card: Card, source: str = "", **more: Any) -> Sheet:
        """A card as the visitor's page; its buttons are sealed for this drawing of it."""
        drawn = uuid4().hex

        def sign(act: Act) -> str:
            return self._links.press(visitor.visit, Press(act.verb, act.data, act.fills, drawn, source))

        home = self._links.visit(visitor.visit) if visitor.only is None else ""
        offered = self._offered if visitor.only is None else visitor.only
        drawing = Page(card, visitor.language, home, visitor.mail, offered=offered, **more)
        return Sheet(page(drawing, sign))

    # Pressing

    def _pressed(self, visitor: Visitor, seal: str, typed: Typed) -> Sheet:
        press = self._links.pressed(visitor.visit, seal)
        visitor.visit.check(self._clock())
        visitor.check(press.verb)
        data = {**(_sent(typed) if press.fills else {}), **press.data}
        incoming = self._incoming(visitor, press.verb, data, _activity(press, data))
        answer = self._answering(incoming)
        if answer.refused:
            return self._refused_press(visitor, press, answer, typed)
        return self._drawn(self._anew(visitor), _card(answer), incoming.key.activity)

    def _refused_press(self, visitor: Visitor, press: Press, answer: Answer, typed: Typed) -> Sheet:
        """The page that was pressed on, with what was typed, and above it why that couldn't be done."""
        before = self._before(visitor, press.source)
        return self._drawn(visitor, before, press.source, alert=_card(answer), typed=typed)

    def _before(self, visitor: Visitor, source: str) -> Card:
        """What the page showed on which somebody pressed: an answer, else the message itself."""
        key = Key(CHANNEL, _conversation(visitor.person), source, KIND)
        with self._store.read() as db:
            kept = turns.stored_answer(db, key) if source else None
        card: Card | None = ((kept or {}).get("response") or {}).get("value")
        return card or self._current(visitor)

    def _done(self, visitor: Visitor, verb: str, data: Mapping[str, Any]) -> Sheet:
        visitor.check(verb)
        answer = self._answering(self._incoming(visitor, verb, data, uuid4().hex))
        return self._drawn(self._anew(visitor), _card(answer))

    def _anew(self, visitor: Visitor) -> Visitor:
        """The same after something was done, which may have been about their e-mail or their language."""
        with self._store.read() as db:
            person = people.by_id(db, visitor.person.id, today(self._clock())) or visitor.person
            box = wishes.mailbox(db, person.id)
        return replace(visitor, person=person, mail=_gets_mail(box))

    def _incoming(self, visitor: Visitor, verb: str, data: Mapping[str, Any], activity: str) -> Incoming:
        person, conversation = visitor.person, _conversation(visitor.person)
        return Incoming(
            key=Key(CHANNEL, conversation, activity, KIND),
            address=Address(CHANNEL, conversation, "", person.tenant, {}, {"name": person.name}),
            kind="press",
            object_id=person.object_id,
            locale="",
            verb=verb,
            data=data,
            now=self._clock(),
            language=visitor.language,
        )


def _visitor(db: Session, person: Person | None, visit: Visit, language: str) -> Visitor:
    if person is None or not person.memberships:
        raise RoleEnded
    notice = mail.notice(db, visit.message)
    if notice is None or notice.person != person.id:
        raise PageGone
    box = wishes.mailbox(db, person.id)
    return Visitor(person, visit, notice, language, _gets_mail(box), ONLY.get(notice.cause))


ONLY = {CONFIRM: frozenset({"mail.confirm"})}
"""By a message's cause: all that the page behind it may do, since a stranger may have got it."""


def _gets_mail(box: wishes.Mailbox | None) -> bool | None:
    return None if box is None else box.stopped is None


def _conversation(person: Person) -> str:
    return f"{CHANNEL}:{person.id}"


def _activity(press: Press, data: Mapping[str, Any]) -> str:
    """The same press of the same drawing with the same fields is one activity, however often it comes."""
    said = json.dumps([press.verb, dict(data)], sort_keys=True).encode("utf-8", "surrogatepass")
    return f"{press.drawn}:{hashlib.sha256(said).hexdigest()[:32]}"


def _sent(typed: Typed) -> dict[str, str]:
    """The fields as a client of Teams sends them: several choices in one text."""
    return {field: ",".join(values) for field, values in typed.items()}


def _card(answer: Answer) -> Card:
    """The card of an answer to a press."""
    card: Card | None = (answer.response or {}).get("value")
    return card or {"speak": "ALKE-botti", "body": []}
