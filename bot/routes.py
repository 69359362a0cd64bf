"""Routes as data: what is asked, which handler answers it, and what an answer is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel
from sqlmodel import Session

from knowledge.index import Hit
from knowledge.people import Action, Person
from knowledge.question import Understood
from storage import audit, outbox
from storage.outbox import Place
from storage.turns import Address, Key

from .links import Links
from .memory import Memory

NUMBER_LIMIT = 2**31 - 1  # of ids and versions: what every database holds
FIELD_LIMIT = 12_000  # characters of a form field: more wouldn't fit into a card with the form
Kind = Literal["message", "press", "dialog", "submit", "arrival"]
Needed = Callable[[Session, Mapping[str, Any]], bool]
Fresh = Callable[[Session, Person, Mapping[str, Any], datetime], Mapping[str, Any] | None]
"""What a notice's card is drawn from when it is sent, by what was owed; None: it is needed no longer."""


@dataclass(frozen=True)
class Incoming:
    """One activity as plain data. `press` is Action.Execute, `dialog` task/fetch, `submit` task/submit.

    `card` is the id of the activity whose card was pressed, where the client names it.
    """

    key: Key
    address: Address
    kind: Kind
    object_id: str
    locale: str
    text: str = ""
    verb: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    now: datetime = field(kw_only=True)
    language: str | None = None
    personal: bool = True
    card: str = ""


@dataclass(frozen=True)
class Ask:
    """What a handler gets: who asks, in which language, when, and what was understood or filled in.

    `offset` is how many answers came before those shown last; `where` is where the answer goes; `text` is
    what was written, for those who need more of it than its meaning; `personal`: nobody else reads along.
    """

    person: Person
    language: str
    now: datetime
    kind: Kind
    understood: Understood
    form: Any = None
    offset: int = 0
    where: Address | None = None
    text: str = ""
    personal: bool = True


@dataclass(frozen=True)
class Read:
    """A read-only session, the memory, and the maker of links to documents, for showing and preparing."""

    db: Session
    memory: Memory
    links: Links


@dataclass(frozen=True)
class Tx:
    """The write step: one short transaction, with the messages and audit rows that belong to it."""

    db: Session
    now: datetime
    who: Person

    def owe(
        self,
        card: str,
        to: Iterable[Person],
        *,
        once: str,
        cause: str,
        data: dict[str, Any],
        about: str | None = None,
        due: datetime | None = None,
        urgent: bool = False,
        expires: datetime | None = None,
        place: Place = Place.NEW,
    ) -> tuple[int, ...]:
        """Owe a card to each of these people but the one who acts, once: the numbers of what is new.

        See `outbox.owe`.
        """
        owed = (
            outbox.owe(
                self.db,
                once=f"{once}:{person.id}",
                person=person.id,
                card=card,
                data=data,
                cause=cause,
                now=self.now,
                about=about,
                due=due,
                urgent=urgent,
                expires=expires,
                place=place,
            )
            for person in to
            if person.id != self.who.id
        )
        return tuple(number for number in owed if number is not None)

    def audit(self, what: str, about: str, **data: object) -> None:
        """Write down who did what to which thing."""
        audit.note(self.db, f"person:{self.who.id}", what, about, self.now, **data)


@dataclass(frozen=True)
class Button:
    """A button: its text is a message id, `verb` and `data` come back when it is pressed.

    `way`: execute (the card is replaced), dialog (a form opens), say (the text is said for the person), open
    (the page at `data["url"]` opens). `fills`: it sends the fields along, so required ones must be filled.
    """

    title: str
    verb: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    way: Literal["execute", "dialog", "say", "open"] = "execute"
    style: Literal["default", "positive", "destructive"] = "default"
    values: Mapping[str, Any] = field(default_factory=dict)
    fills: bool = True


@dataclass(frozen=True)
class Reply:
    """A card to answer with.

    `about` names the matter that the card shows: a later reply about it updates the card in place.
    `dialog` keeps a form open instead of closing it. `question` is what a continuation starts from.
    """

    card: str
    data: Mapping[str, Any]
    about: str | None = None
    dialog: bool = False
    hits: tuple[Hit, ...] = ()
    question: Understood | None = None
    offset: int = 0
    language: str | None = None


class Nothing(BaseModel):
    """The form of a button that carries nothing."""


@dataclass(frozen=True)
class Route:
    """Who may do what, and what answers it: `show` only reads; `handle` writes what `prepare` has read,
    unless that is the reply already. `by_mail`: also on the page that an e-mail leads to. `in_groups`: also
    where others read along, for those who may; what it answers there is for everybody's eyes.
    """

    may: Action
    intent: str | None = None
    verb: str | None = None
    form: type[BaseModel] = Nothing
    show: Callable[[Ask, Read], Reply] | None = None
    prepare: Callable[[Ask, Read], Any] | None = None
    handle: Callable[[Ask, Any, Tx], Reply] | None = None
    by_mail: bool = False
    in_groups: bool = False


@dataclass(frozen=True)
class Routes:
    """All routes, found by verb or by intent."""

    by_verb: Mapping[str, Route]
    by_intent: Mapping[str, Route]

    @classmethod
    def of(cls, routes: Iterable[Route]) -> Routes:
        """Index the routes. Raises ValueError when two want the same verb or intent."""
        every = tuple(routes)
        verbs = {route.verb: route for route in every if route.verb}
        intents = {route.intent: route for route in every if route.intent}
        if len(verbs) + len(intents) != len([r for r in every if r.verb]) + len(
            [r for r in every if r.intent]
        ):
            raise ValueError("two routes share a verb or an intent")
        return cls(verbs, intents)
