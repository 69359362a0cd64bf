"""Writing the minutes of a session: a draft in parts, which several people may write in."""

from __future__ import annotations

from collections.abc import Sequence

from bot.facts import Facts
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge.minutes import Content, PartKind
from knowledge.people import Action
from storage import minutes_beginning, sessions

from . import confirming_text, minutes_history, minutes_parts, minutes_saving, minutes_wanted
from .minutes_desk import desk_card, overview
from .minutes_sheet import reading
from .minutes_writers import PartRef, about, at_hand, desk, held, writer
from .sessions import visible

Contents = Sequence[tuple[PartKind, Content]]


def write(ask: Ask, read: Read) -> Reply:
    """The draft of a session, or what it would begin with."""
    session = visible(ask.person, sessions.find(read.db, ask.form.session))
    return desk_card(ask, read.db, session, offset=ask.form.offset)


# Beginning


def prepare_begin(ask: Ask, read: Read) -> Contents | Reply:
    """The parts that a draft begins with; where it can't be begun or was begun already, what there is."""
    at = at_hand(ask, read)
    if at.begun or at.closed:
        return desk_card(ask, read.db, at.session)
    facts = read.memory.facts
    names = {region.code: region.names for region in facts.places.regions}
    return minutes_beginning.contents(read.db, at.session, names, lambda text: _tongue(facts, text))


def _tongue(facts: Facts, text: str) -> str:
    """The language in which a text goes into minutes: Swedish, or else Finnish."""
    return "sv" if facts.language(text, "fi") == "sv" else "fi"


def begin(ask: Ask, contents: Contents, tx: Tx) -> Reply:
    """Begin the draft, once."""
    at = held(ask, tx)
    if writer(ask, tx).begin(contents):
        tx.audit("minutes.begun", f"minutes:{at.session.id}", parts=len(contents))
    return overview(ask, desk(ask, tx.db, at.session))


# Reading


def read_part(ask: Ask, read: Read) -> Reply:
    """A part of a draft with all it says, for those who oversee."""
    sheet = reading(ask, read)
    at, part = sheet.desk, sheet.desk.part(ask.form.part)
    data = {
        "names": at.session.names,
        "part": confirming_text.parts(at.session.id, [part], sheet.known, ask.language)[0],
        "at": part.at,
        "by": part.by,
        "buttons": (Button(N_("Back to the draft"), "minutes.draft", at.reference()),),
    }
    return Reply("minutes_draft_part", data, about=about(at.session))


ROUTES: tuple[Route, ...] = (
    Route(Action.RECORD, intent="write_minutes", show=minutes_wanted.wanted),
    Route(Action.RECORD, verb="minutes.list", form=minutes_wanted.Listing, show=minutes_wanted.listed),
    Route(Action.RECORD, verb="minutes.write", form=PartRef, show=write),
    Route(Action.RECORD, verb="minutes.begin", form=PartRef, prepare=prepare_begin, handle=begin),
    Route(Action.OVERSEE, verb="minutes.draft", form=PartRef, show=write),
    Route(Action.OVERSEE, verb="minutes.read", form=PartRef, show=read_part),
    *minutes_parts.ROUTES,
    *minutes_saving.ROUTES,
    *minutes_history.ROUTES,
)
