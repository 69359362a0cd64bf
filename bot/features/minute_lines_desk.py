"""What typed lines are read against: the chat's session and its draft, and the names that they may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlmodel import Session as Db

from bot.routes import Ask, Read, Tx
from knowledge import minutes_drafting as drafting
from knowledge.goals import may_be_named
from knowledge.minute_fields import Field, read
from knowledge.minute_lines import Line, Word, folded
from knowledge.minute_names import Known, names
from knowledge.minutes import Item
from knowledge.minutes_drafting import LANGUAGES
from knowledge.places import Places
from knowledge.proposals import Proposal
from knowledge.records import Kind
from knowledge.refusals import minute_lines as no
from knowledge.sessions import Session
from storage import goals, minute_chats, minutes_beginning, people, proposals, records, sessions
from storage.minute_chats import Tie
from storage.minutes import Writer

from .minutes_writers import Desk, desk
from .sessions import visible

CONCLUDING = (Word.CONCLUSION, Word.MEASURE)


@dataclass(frozen=True)
class Bench:
    """A message and what it is read with. `session` is the one that was chosen with it, empty for the chat's
    own; `choices` are those that can be; `tongue` tells the language of a text.
    """

    text: str
    lines: tuple[Line, ...]
    session: str
    choices: tuple[Session, ...]
    places: Places
    tongue: Callable[[str], str]
    superseded: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Opened:
    """A draft that lines are written in: `item` is the one in hand, 0 for none."""

    at: Desk
    item: int
    known: Known
    proposals: tuple[Proposal, ...] = ()


def bench(ask: Ask, at: Read, text: str, lines: tuple[Line, ...], session: str) -> Bench:
    """A message with what it is read with."""
    facts = at.memory.facts

    def tongue(typed: str) -> str:
        return "sv" if facts.language(typed, ask.language) == "sv" else "fi"

    spoken = tuple(each if each.language in LANGUAGES else _spoken(each, tongue) for each in lines)
    choices = minute_chats.open_sessions(at.db)
    return Bench(text, spoken, session, choices, facts.places, tongue, _earlier(at.db, lines))


def _spoken(line: Line, tongue: Callable[[str], str]) -> Line:
    """A line whose word doesn't tell its language: its text does."""
    return replace(line, language=tongue(line.text)) if line.text else line


def _earlier(db: Db, lines: tuple[Line, ...]) -> frozenset[str]:
    """The conclusions that lines say are superseded, those that the memory has."""
    said = (read(line.text).fields.get(Field.SUPERSEDES, "") for line in lines if line.word in CONCLUDING)
    named = [each.strip().removeprefix("#").lower()[:40] for each in said if each]
    found = records.by_ids(db, named) if named else ()
    return frozenset(each.id for each in found if each.kind == Kind.CONCLUSION)


# Which session


def tied(ask: Ask, db: Db) -> Session | None:
    """The session that the chat is tied to, or None."""
    tie = minute_chats.find(db, ask.where) if ask.where else None
    return sessions.find(db, tie.session) if tie else None


def chosen(ask: Ask, at: Bench, tx: Tx) -> Session:
    """The session that lines are for, held; the chat is tied to one that was named. Raises a Refusal."""
    named = _named(at, tx.db)
    found = named or _own(ask, at, tx)
    session = visible(ask.person, sessions.hold(tx.db, found))
    drafting.check_writing(session, desk(ask, tx.db, session).newest)
    if named and ask.where:
        _tie(ask, tx, Tie(named))
    return session


def _named(at: Bench, db: Db) -> str:
    """The session that the message names first, or that was chosen with it; empty for none."""
    first = at.lines[0] if at.lines else None
    if first is None or first.word is not Word.CHAT:
        return at.session
    called = first.text.partition("\n")[0].strip()
    if not called:
        return at.session or _missing(at)
    if sessions.find(db, called.lower()):
        return called.lower()
    of_region = {r.code for r in at.places.regions if folded(called) in map(folded, _names(r))}
    meant = [each.id for each in at.choices if of_region and set(each.regions) == of_region]
    if len(meant) != 1:
        raise no.NoSuchSessionToWrite(value=called[:40])
    return meant[0]


def _names(region: object) -> tuple[str, ...]:
    names, also, cases = (getattr(region, each) for each in ("names", "also", "cases"))
    return (*names.values(), *also, *cases.values())


def _missing(at: Bench) -> str:
    raise no.NoSessionHere if at.choices else no.NoSessionToWrite


def _own(ask: Ask, at: Bench, tx: Tx) -> str:
    """The chat's session; in somebody's own chat also the only one in whose open draft they have written."""
    tie = minute_chats.find(tx.db, ask.where) if ask.where else None
    if tie:
        return tie.session
    written = minute_chats.written_by(tx.db, ask.person) if ask.personal else frozenset[str]()
    mine = [each.id for each in at.choices if each.id in written]
    return mine[0] if len(mine) == 1 else _missing(at)


def _tie(ask: Ask, tx: Tx, to: Tie) -> None:
    """Tie the chat, once: what is tied already keeps its item in hand."""
    if ask.where and getattr(minute_chats.find(tx.db, ask.where), "session", "") != to.session:
        minute_chats.tie(tx.db, ask.where, to, ask.person, ask.now)
        tx.audit("minutes.chat tied", f"minutes:{to.session}", personal=ask.personal)


# Its draft


def opened(ask: Ask, at: Bench, session: Session, tx: Tx) -> Opened:
    """The draft of a session that is held, which is begun where nobody has, and what lines may name."""
    writer = Writer(tx.db, session.id, ask.person, ask.now)
    regions = {region.code: region.names for region in at.places.regions}
    if writer.begin(contents := minutes_beginning.contents(tx.db, session, regions, at.tongue)):
        tx.audit("minutes.begun", f"minutes:{session.id}", parts=len(contents))
    found = desk(ask, tx.db, session)
    tie = minute_chats.find(tx.db, ask.where) if ask.where else None
    goal = may_be_named(goals.all_goals(tx.db), session.round.year)
    numbers = [n for p in found.draft.parts if isinstance(p.content, Item) for n in p.content.proposals]
    known = names(people.organisations(tx.db), at.places, goal)
    item = tie.item if tie and tie.session == session.id else 0
    return Opened(found, item, known, tuple(proposals.by_ids(tx.db, numbers)))
