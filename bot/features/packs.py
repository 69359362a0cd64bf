"""Packs for use: conclusions that concern a ministry or a region, to take into plans and budgets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from bot.forms import Choice, Input, Said, form_reply
from bot.links import Document, Ticket
from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.people import Action, Person
from knowledge.places import load_places
from knowledge.refusals import Refusal
from knowledge.refusals.agendas import LinkBroken
from knowledge.refusals.uses import NothingToGather
from storage import rounds

from .pack_cards import KIND, card
from .pack_files import MAKERS, document
from .pack_reading import PackRef, of_sentence, pack


def show_said(ask: Ask, read: Read) -> Reply:
    """The pack that a sentence asks for; whoever names none and has none of their own chooses."""
    ref = of_sentence(ask)
    asked = ref.named or ref.years or ask.understood.all_regions
    return _shown(ask, read, ref) if asked else _form(ask, read, ref)


def show(ask: Ask, read: Read) -> Reply:
    """The pack of a button or of the form."""
    return _shown(ask, read, ask.form)


def choose(ask: Ask, read: Read) -> Reply:
    """The form that says what is to be gathered."""
    return _form(ask, read, ask.form)


def _shown(ask: Ask, read: Read, ref: PackRef) -> Reply:
    known = ref.known(read.memory.facts.places)
    found = pack(read.db, known)
    if not found.facts:
        return _form(ask, read, known, NothingToGather())
    return card(ask, read, found)


def _form(ask: Ask, read: Read, ref: PackRef, alert: Refusal | None = None) -> Reply:
    return form_reply(
        ask,
        Said(N_("Gather conclusions")),
        tuple(_inputs(read, ref)),
        Button(N_("Gather"), "pack.show", ref.data(years=(), regions=(), ministries=()), style="positive"),
        intro=(Said(N_("Choose whose conclusions, and of which years. What you leave open means all.")),),
        alert=alert,
    )


def _inputs(read: Read, ref: PackRef) -> Iterator[Input]:
    places = read.memory.facts.places
    ministries = tuple(Choice(ministry.abbr, ministry.names) for ministry in places.ministries)
    yield Input("ministries", N_("Ministries"), "some", ref.ministries, ministries)
    regions = tuple(Choice(region.code, region.names) for region in places.regions if region.takes_part)
    yield Input("regions", N_("Regions"), "some", ref.regions, regions)
    years = tuple(Choice(str(year), {"fi": str(year)}) for year in reversed(rounds.years(read.db)))
    yield Input("years", N_("Years"), "some", tuple(map(str, ref.years)), years)


def build(db: Session, person: Person, ticket: Ticket, now: datetime) -> Document:
    """A file of a pack: for everybody admitted, since final conclusions are. Raises NothingToGather."""
    suffix = str(ticket.data.get("suffix", ""))
    if suffix not in MAKERS:
        raise LinkBroken
    ref = PackRef.model_validate(ticket.data).known(load_places())
    language = str(ticket.data.get("language", ticket.language))
    return document(db, ref, suffix, language, now, str(ticket.data.get("base", "")))


ROUTES = (
    Route(Action.ASK, intent="packs", show=show_said),
    Route(Action.ASK, verb="pack.show", form=PackRef, show=show),
    Route(Action.ASK, verb="pack.choose", form=PackRef, show=choose),
)
DOCUMENTS = {KIND: build}
