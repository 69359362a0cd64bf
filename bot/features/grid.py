"""The grid of goals, regions and years: which goals nobody raised, which regions have nothing on them."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.forms import Said, notice, notice_reply
from bot.links import VALID, Document, Ticket
from bot.routes import Ask, Button, Read, Reply, Route
from cards.documents.workbook import CONTENT_TYPE
from cards.language import N_
from knowledge.people import Action, Person
from knowledge.places import load_places

from . import grid_summary
from .grid_cards import card
from .grid_reading import GridRef, counted, of_sentence, shown
from .grid_sheets import grid_workbook

KIND = "grid"


def show_said(ask: Ask, read: Read) -> Reply:
    """The grid that a sentence asks for."""
    return card(ask, read, shown(ask, read, of_sentence(ask)))


def show(ask: Ask, read: Read) -> Reply:
    """The grid of a button."""
    return card(ask, read, shown(ask, read, ask.form))


def export(ask: Ask, read: Read) -> Reply:
    """A fresh link to the workbook of a grid."""
    found = shown(ask, read, ask.form)
    data = found.ref.data() | ({"ids": sorted(found.ids)} if found.ids is not None else {})
    address = read.links.make(Ticket(KIND, ask.person.id, ask.language, data), ask.now)
    told = N_("A sheet of all years, one of each, and every cell. The link works for {n} minutes.")
    return notice_reply(
        notice(
            Said(N_("Goals and regions as a workbook")),
            lines=(Said(told, {"n": int(VALID.total_seconds()) // 60}),),
            buttons=(
                Button(N_("Download (XLSX)"), data={"url": address}, way="open"),
                Button(N_("Back to the grid"), "grid.show", found.ref.data()),
            ),
        )
    )


def build(db: Session, person: Person, ticket: Ticket, now: datetime) -> Document:
    """The workbook: for everybody admitted, since conclusions are."""
    ids = ticket.data.get("ids")
    places, ref = load_places(), GridRef.model_validate(ticket.data)
    found = counted(db, places, ref, now, None if ids is None else frozenset(ids))
    name = f"alke-tavoitteet-{now:%Y-%m-%d}.xlsx"
    return Document(name, CONTENT_TYPE, grid_workbook(found.grid, places, ticket.language, now))


ROUTES = (
    Route(Action.ASK, intent="grid", show=show_said),
    Route(Action.ASK, verb="grid.show", form=GridRef, show=show),
    Route(Action.ASK, verb="grid.export", form=GridRef, show=export),
    *grid_summary.ROUTES,
)
DOCUMENTS = {KIND: build, **grid_summary.DOCUMENTS}
