"""What an agenda is built against: its session, its proposals, what could be added, who may open an item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel, Field
from sqlmodel import Session as Db

from bot.forms import Chosen, Codes, Line, Lines, Number
from bot.routes import Ask, Read, Tx
from knowledge import agendas as rules
from knowledge.agenda_versions import Version
from knowledge.agendas import Agenda
from knowledge.people import Kind, Organisation
from knowledge.proposals import Proposal
from knowledge.sessions import Session
from storage import agendas, people, proposals, sessions

from .sessions import ID_LIMIT, visible

OPENERS = (Kind.COUNCIL, Kind.MINISTRY)


class AgendaRef(BaseModel):
    """A button of an agenda: the edition that it showed, and an item (0: a new one)."""

    session: str = Field("", max_length=ID_LIMIT)
    edition: Number = 0
    item: Number = 0


class ItemForm(AgendaRef):
    """An item as it was typed."""

    title: Line = ""
    minutes: Line = ""
    place: Line = ""
    opener_organisation: Chosen = ""
    opener: Line = ""
    note: Lines = ""
    proposals: Codes = ()


class Picked(AgendaRef):
    """Proposals to be added."""

    proposals: Codes = ()


class Times(AgendaRef):
    """The buffer, and whether the rest is divided evenly."""

    buffer: Line = ""
    evenly: Line = ""


@dataclass(frozen=True)
class Desk:
    """An agenda with everything around it; `taken` are proposals on other agendas of its regions."""

    session: Session
    agenda: Agenda
    newest: Version | None
    organisations: Mapping[str, Organisation]
    proposals: Mapping[int, Proposal]
    taken: frozenset[int]

    @property
    def free(self) -> tuple[Proposal, ...]:
        """The proposals that could be added, by number."""
        homes = {o.id: o.region for o in self.organisations.values() if o.region}
        gone = self.taken | set(self.agenda.proposals)
        return tuple(
            proposal
            for proposal in self.proposals.values()
            if proposal.id not in gone
            and rules.suits(self.session, proposal, rules.regions_of(proposal, homes))
        )

    @property
    def openers(self) -> tuple[Organisation, ...]:
        """Who may open an item: the session's organisations; while it has none, councils and ministries."""
        own = [self.organisations[each] for each in self.session.organisations]
        return tuple(own) or tuple(o for o in self.organisations.values() if o.kind in OPENERS)

    @property
    def reference(self) -> dict[str, object]:
        """What a button of this agenda carries."""
        return {"session": self.session.id, "edition": self.agenda.edition}


def desk(ask: Ask, db: Db, session: str) -> Desk:
    """The desk of a session as it is now."""
    found = visible(ask.person, sessions.find(db, session))
    agenda = agendas.find(db, session)
    known = {each.id: each for each in agendas.candidates(db, found.round.id)}
    others = [number for number in agenda.proposals if number not in known]
    known |= {each.id: each for each in proposals.by_ids(db, others)}
    taken = rules.taken(found, agendas.elsewhere(db, session, found.round.id))
    return Desk(found, agenda, agendas.newest(db, session), people.organisations(db), known, taken)


def editing(ask: Ask, read: Read) -> Desk:
    """The desk of the session that a form names, when its agenda can still be edited."""
    at_hand = desk(ask, read.db, ask.form.session)
    rules.check_editing(at_hand.session, ask.now)
    return at_hand


def held(ask: Ask, at_hand: Desk, tx: Tx) -> Desk:
    """The desk with its session held: nobody else edits or publishes until the transaction ends."""
    session = visible(ask.person, sessions.hold(tx.db, at_hand.session.id))
    rules.check_editing(session, ask.now)
    agenda, newest = agendas.find(tx.db, session.id), agendas.newest(tx.db, session.id)
    taken = rules.taken(session, agendas.elsewhere(tx.db, session.id, session.round.id))
    return replace(at_hand, session=session, agenda=agenda, newest=newest, taken=taken)


def kept(ask: Ask, at_hand: Desk, tx: Tx, agenda: Agenda, what: str) -> Desk:
    """Keep an edited agenda and write down that it was edited."""
    put = agendas.put(tx.db, agenda, ask.now)
    tx.audit(what, f"agenda:{agenda.session}", edition=put.edition)
    return replace(at_hand, agenda=put)


def is_stale(ask: Ask, at_hand: Desk) -> bool:
    """Whether the agenda was edited after the asker's button or form was shown."""
    return bool(ask.form.edition != at_hand.agenda.edition)
