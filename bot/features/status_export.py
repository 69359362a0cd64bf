"""The overview of a round to download as a workbook."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.forms import Said, notice, notice_reply
from bot.links import VALID, Document, Ticket
from bot.routes import Ask, Button, Read, Reply
from cards.language import N_
from knowledge.people import Action, Person, demand
from knowledge.refusals.agendas import LinkBroken
from knowledge.rounds import Round
from storage import rounds

from .status_sheets import status_workbook

KIND = "status"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(ask: Ask, read: Read, round_: Round) -> Reply:
    """A fresh link to the workbook."""
    ticket = Ticket(KIND, ask.person.id, ask.language, {"round": round_.id})
    address = read.links.make(ticket, ask.now)
    told = N_(
        "A sheet of regions and one of ministries, with their contacts. The link works for {n} minutes."
    )
    data = notice(
        Said(N_("Overview of the round as a workbook")),
        lines=(
            Said("{round}", {"round": round_.names}),
            Said(told, {"n": int(VALID.total_seconds()) // 60}),
        ),
        buttons=(
            Button(N_("Download (XLSX)"), data={"url": address}, way="open"),
            Button(N_("Back to the overview"), "status.show", {"round": round_.id}),
        ),
    )
    return notice_reply(data)


def build(db: Session, person: Person, ticket: Ticket, now: datetime) -> Document:
    """The workbook, when the person still oversees the round."""
    demand(person, Action.OVERSEE)
    round_ = rounds.by_id(db, ticket.data["round"])
    if round_ is None:
        raise LinkBroken
    name = f"alke-{round_.year}-{now:%Y-%m-%d}.xlsx"
    return Document(name, XLSX, status_workbook(db, round_, ticket.language, now))
