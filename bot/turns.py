"""One activity → one answer: route, read, write, and what is owed.

Everything slow happens on a read-only session. The write step is one short transaction: it notes the
activity, runs the handler, writes messages and audit rows, and stores the rendered answer as owed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session

from cards.escape import clean, cleaned
from cards.language import N_, wanted
from cards.render import render
from knowledge.clock import today
from knowledge.minute_lines import is_typed_line
from knowledge.people import Person, demand, may, stranger
from knowledge.question import Context, Slots, Understood
from knowledge.refusals import Refusal
from knowledge.refusals.asking import (
    BrokenForm,
    FarTooLong,
    NothingSaid,
    PersonalOnly,
    TooLong,
    UnknownButton,
)
from storage import people, reach, rounds, turns
from storage.store import Store

from .answers import Answer, again, shaped, stored
from .continuity import restore, shown_from, store_question
from .links import Links
from .memory import Memory
from .routes import Ask, Button, Incoming, Read, Reply, Route, Routes, Tx

TEXT_LIMIT = 4000
NAME_LIMIT = 120
BUTTON, ARRIVAL, JOIN, LINE = "button", "arrival", "join", "minute_line"
REFUSAL = "refusal"  # the card that says no
HELP = Button(N_("What can you do?"), way="say")
ADMISSION = Button(N_("Ask to be admitted"), "join.open")


@dataclass(frozen=True)
class _Turn:
    """What is known of a turn before its handler runs."""

    incoming: Incoming
    person: Person | None
    place: turns.Place
    language: str
    understood: Understood


class Turns:
    """Answers activities on one store and one memory."""

    def __init__(
        self,
        store: Store,
        memory: Memory,
        routes: Iterable[Route],
        language: str = "fi",
        links: Links | None = None,
    ) -> None:
        self.store = store
        self.memory = memory
        self.links = links or Links()
        self.routes = Routes.of(routes)
        self._language = language

    def answer(self, incoming: Incoming) -> Answer:
        """Answer an activity: at most one effect, however often it comes."""
        with self.store.read() as db:
            turn = self._meet(db, incoming)
            outcome = self._read_step(turn, Read(db, self.memory, self.links))
        try:
            return self._write(turn, outcome)
        except Refusal as refusal:
            return self._write(turn, _Outcome(reply=_refused(refusal, turn.person)))

    # Who and what

    def _meet(self, db: Any, incoming: Incoming) -> _Turn:
        day = today(incoming.now)
        person = people.by_identity(db, incoming.address.tenant, incoming.object_id, day)
        place = turns.place(db, incoming.key)
        language = incoming.language or self._spoken(person, place, incoming)
        if incoming.kind != "message" or incoming.verb:
            intent = ARRIVAL if incoming.kind == "arrival" else BUTTON
            return _Turn(incoming, person, place, language, Understood(intent, Slots(), language))
        years = rounds.years(db)
        context = Context(day, years, language=language, previous=restore(place.question))
        if person:
            context = replace(context, home=person.regions, ministries=person.ministries)
        understood = self._understood(incoming.text, context)
        # A clear sentence changes the language of the talk; a name or a number doesn't.
        heard = understood.language if understood.spoken else language
        return _Turn(incoming, person, place, incoming.language or heard, understood)

    def _understood(self, text: str, context: Context) -> Understood:
        """What a message means; what is typed for minutes is for its own reader and says no language."""
        if is_typed_line(text):
            return Understood(LINE, Slots(), context.language, spoken=False)
        return self.memory.facts.interpreter.understand(text[:TEXT_LIMIT], context)

    def _spoken(self, person: Person | None, place: turns.Place, incoming: Incoming) -> str:
        chosen = person.language if person else None
        return place.language or chosen or wanted(incoming.locale) or self._language

    # Reading

    def _read_step(self, turn: _Turn, read: Read) -> _Outcome:
        try:
            route = self._route(turn)
            ask = self._ask(turn, route)
            if route.handle is None:
                return _Outcome(reply=route.show(ask, read) if route.show else None)
            prepared = route.prepare(ask, read) if route.prepare else None
            if isinstance(prepared, Reply):
                return _Outcome(reply=prepared)
        except Refusal as refusal:
            return _Outcome(reply=_refused(refusal, turn.person))
        handle = route.handle
        return _Outcome(handle=lambda db: handle(ask, prepared, Tx(db, ask.now, ask.person)))

    def _route(self, turn: _Turn) -> Route:
        incoming = turn.incoming
        if not incoming.personal and not self._in_groups(turn):
            raise PersonalOnly
        if incoming.verb or turn.understood.intent == BUTTON:
            route = self.routes.by_verb.get(incoming.verb or "")
            if route is None:
                raise UnknownButton
            return route
        if turn.person is None or not turn.person.memberships:
            return self.routes.by_intent[JOIN]  # whatever they wrote: first they have to be known
        if incoming.kind == "message":
            _check_text(incoming.text)
        return self.routes.by_intent[turn.understood.intent]

    def _in_groups(self, turn: _Turn) -> bool:
        """Whether this is answered where others read along: a few routes are, for those who may."""
        verb, intent = turn.incoming.verb, turn.understood.intent
        route = self.routes.by_verb.get(verb) if verb else self.routes.by_intent.get(intent)
        return route is not None and route.in_groups and may(turn.person, route.may)

    def _ask(self, turn: _Turn, route: Route) -> Ask:
        person = demand(turn.person or _stranger(turn.incoming), route.may)
        try:
            form = route.form.model_validate(cleaned(turn.incoming.data))
        except ValidationError as error:
            raise _form_refusal(error) from error
        incoming, offset = turn.incoming, shown_from(turn.place.question)
        where, text = incoming.address, clean(incoming.text)
        known = (person, turn.language, incoming.now, incoming.kind, turn.understood)
        return Ask(*known, form, offset, where, text, incoming.personal)

    # Writing

    def _write(self, turn: _Turn, outcome: _Outcome) -> Answer:
        """The write step: short, since a reply that only had to be read is rendered before it begins."""
        answer = None if outcome.handle else self._rendered(turn, outcome.reply)
        return self.store.write(lambda db: self._written(db, turn, outcome, answer))

    def _written(self, db: Session, turn: _Turn, outcome: _Outcome, answer: Answer | None) -> Answer:
        incoming, reply = turn.incoming, outcome.reply
        number = turns.note(db, incoming.key, incoming.now, *stored(answer))
        if number is None:
            if incoming.kind == ARRIVAL:  # taken away and installed anew, which isn't greeted twice
                reach.found(db, incoming.address)
            return again(turns.stored_answer(db, incoming.key) or {})
        if outcome.handle:
            reply = outcome.handle(db)
            answer = self._rendered(turn, reply)
            turns.owe(db, number, *stored(answer))
        if turn.person and incoming.personal:
            turns.remember(db, incoming.address, turn.person.id, _place(turn, reply), incoming.now)
        _note_standing(db, incoming, reply)
        return replace(answer or Answer(None), turn=number)

    def _rendered(self, turn: _Turn, reply: Reply | None) -> Answer:
        if reply is None:
            return Answer(None, understood=turn.understood)
        language = reply.language or turn.language
        card = render(reply.card, reply.data, language)
        cards, response = shaped(turn.incoming.kind, card, reply)
        return Answer(None, cards, response, turn.understood, reply.hits, reply.card == REFUSAL)


@dataclass(frozen=True)
class _Outcome:
    """What the read step leaves to the write step: a finished reply, or a handler to run."""

    reply: Reply | None = None
    handle: Callable[[Session], Reply] | None = None


def _note_standing(db: Session, incoming: Incoming, reply: Reply | None) -> None:
    """A press puts its answer in the place of the card that was pressed: that card shows the matter now."""
    if incoming.kind == "press" and incoming.card and reply:
        turns.moves_on(db, incoming.key, incoming.card, reply.about, incoming.now)


def _form_refusal(error: ValidationError) -> Refusal:
    too_long = (e for e in error.errors(include_input=False) if e["type"] == "string_too_long")
    limit = next((each["ctx"]["max_length"] for each in too_long), None)
    return FarTooLong(limit=limit) if limit else BrokenForm()


def _check_text(text: str) -> None:
    if len(text) > TEXT_LIMIT:
        raise TooLong(length=len(text), limit=TEXT_LIMIT)
    if not any(character.isalnum() for character in text):
        raise NothingSaid


def _refused(refusal: Refusal, person: Person | None) -> Reply:
    """The card that says no, with a way on."""
    known = person is not None and person.memberships
    here = not isinstance(refusal, PersonalOnly)
    buttons = (HELP,) if known else (ADMISSION,) if here else ()
    return Reply(REFUSAL, {"message": refusal.message, "values": refusal.values, "buttons": buttons})


def _stranger(incoming: Incoming) -> Person:
    """Somebody unknown, by what their client says of them."""
    name = clean(str(incoming.address.user.get("name") or ""))[:NAME_LIMIT].strip()
    return stranger(incoming.address.tenant, incoming.object_id, name)


def _place(turn: _Turn, reply: Reply | None) -> turns.Place:
    """What the conversation remembers after this turn: a question only while the talk stays on it."""
    language = (reply.language if reply else None) or turn.language
    if reply is None or reply.question is None:
        return turns.Place(language, turn.place.question)
    return turns.Place(language, store_question(reply.question, reply.offset))
