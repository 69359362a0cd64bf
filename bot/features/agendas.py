"""Agendas: what is discussed, in which order, who opens it, and what the participants were told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from bot.forms import Number, Offset, Said, moment_value, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.clock import today
from knowledge.people import Action, may
from knowledge.rounds import Round
from knowledge.sessions import Kind, Session, State, may_see
from storage import agendas, rounds, sessions

from . import agenda_filling, agenda_items, agenda_printing, agenda_publishing, which_round
from .agenda_cards import about, in_preparation, published
from .agenda_desk import AgendaRef, Desk, desk
from .session_cards import open_button
from .views import onward

PAGE = 10


class Listing(BaseModel):
    """Which round's agendas are listed, and from where on."""

    round: Number = 0
    offset: Offset = 0


# Building


def begin(ask: Ask, read: Read) -> Reply:
    """The agenda of the session that was named by its regions; all of the round where that isn't one."""
    wanted = frozenset(ask.understood.slots.regions)
    round_ = rounds.current(read.db, ask.now)
    every = _with_agendas(ask, read, round_)
    named = [session for session in every if wanted and wanted == frozenset(session.regions)]
    if len(named) == 1:
        return in_preparation(ask, desk(ask, read.db, named[0].id))
    return _listed(read, round_, [s for s in every if not wanted or wanted & set(s.regions)], 0)


def _with_agendas(ask: Ask, read: Read, round_: Round) -> list[Session]:
    """The sessions of a round that have agendas, those that the asker may see."""
    every = sessions.of_round(read.db, round_.id)
    meant = (s for s in every if s.kind is not Kind.PREPARATORY and s.state is not State.CANCELLED)
    return [session for session in meant if may_see(ask.person, session)]


def every_agenda(ask: Ask, read: Read) -> Reply:
    """All agendas of a round: how far each is."""
    form: Listing = ask.form
    round_ = which_round.numbered(ask, read.db, form.round)
    return _listed(read, round_, _with_agendas(ask, read, round_), form.offset)


def _listed(read: Read, round_: Round, every: Sequence[Session], offset: int) -> Reply:
    shown = every[offset : offset + PAGE]
    known = agendas.standings(read.db, [session.id for session in shown])
    data = {
        "round": round_.names,
        "sessions": [_standing(session, *known.get(session.id, (0, 0))) for session in shown],
        "first": offset + 1,
        "last": offset + len(shown),
        "count": len(every),
        "buttons": tuple(_pages(round_, offset, len(every))),
    }
    return Reply("agendas", data, about=f"agendas:{round_.id}")


def _standing(session: Session, items: int, version: int) -> dict[str, Any]:
    return {
        "id": session.id,
        "names": session.names,
        "state": session.state,
        "starts": session.starts,
        "ends": session.ends,
        "items": items,
        "version": version,
    }


def _pages(round_: Round, offset: int, count: int) -> list[Button]:
    before = Button(N_("Previous"), "agenda.list", {"round": round_.id, "offset": max(0, offset - PAGE)})
    after = onward("agenda.list", {"round": round_.id}, offset + PAGE, count)
    return [*([before] if offset else []), *after]


def build(ask: Ask, read: Read) -> Reply:
    """A session's agenda as it is in preparation."""
    return in_preparation(ask, desk(ask, read.db, ask.form.session))


# Reading


def show(ask: Ask, read: Read) -> Reply:
    """The newest published agenda of a session; before there is one, how it stands."""
    at_hand = desk(ask, read.db, ask.form.session)
    if at_hand.newest:
        return newest(ask, read, at_hand)
    return in_preparation(ask, at_hand) if may(ask.person, Action.OVERSEE) else _not_out(ask, at_hand)


def newest(ask: Ask, read: Read, at_hand: Desk) -> Reply:
    """The card of the newest published version."""
    version, before = agendas.newest_two(read.db, at_hand.session.id)
    if version is None:
        raise LookupError(f"no published agenda of {at_hand.session.id}")
    return published(ask, at_hand, version, before)


def _not_out(ask: Ask, at_hand: Desk) -> Reply:
    """Nothing is published yet: when it is to be."""
    session, due = at_hand.session, at_hand.session.round.agenda_due
    coming = due is not None and due >= today(ask.now)
    data = notice(
        Said(N_("The agenda isn't published yet")),
        lines=(
            Said("{session}", {"session": session.names}),
            Said(N_("Those who take part are told when it is published.")),
        ),
        facts=[(N_("Agendas published"), moment_value(due))] if due and coming else [],
        buttons=(open_button(session.id),),
    )
    return notice_reply(data, about(session))


ROUTES: tuple[Route, ...] = (
    Route(Action.TRIAGE, intent="build_agenda", show=begin),
    Route(Action.TRIAGE, verb="agenda.build", form=AgendaRef, show=build),
    Route(Action.OVERSEE, verb="agenda.draft", form=AgendaRef, show=build),
    Route(Action.OVERSEE, verb="agenda.list", form=Listing, show=every_agenda),
    Route(Action.ASK, verb="agenda.show", form=AgendaRef, show=show, by_mail=True),
    *agenda_filling.ROUTES,
    *agenda_items.ROUTES,
    *agenda_publishing.ROUTES,
    *agenda_printing.ROUTES,
)
NEEDED = {agenda_publishing.PUBLISHED: agenda_publishing.still_held}
DOCUMENTS = agenda_printing.DOCUMENTS
