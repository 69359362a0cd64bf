"""The yearly summary for the advisory council: links in the chat, and the document that they lead to."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlmodel import Session

from bot.forms import Said, notice, notice_reply
from bot.links import VALID, Document, Ticket
from bot.routes import Ask, Button, Read, Reply, Route
from cards.documents.summary import summary_paper
from cards.documents.word import CONTENT_TYPE, docx
from cards.language import N_
from knowledge.people import Action, Person, demand

from .grid_reading import Year
from .grid_sum import summary

KIND = "summary"
LANGUAGES = {"fi": N_("In Finnish (DOCX)"), "sv": N_("In Swedish (DOCX)")}


class SummaryRef(BaseModel):
    """The year that is summed up."""

    year: Year = 2000


def offer(ask: Ask, read: Read) -> Reply:
    """Fresh links to the summary of a year, in Finnish and in Swedish."""
    year = ask.form.year
    summary(read.db, year, ask.now)  # raises NoSummary
    own = sorted(LANGUAGES, key=lambda language: language != ask.language)
    told = N_("Sessions, goals, regions, answers, follow-up: from the data. The links work for {n} minutes.")
    data = notice(
        Said(N_("Summary of {year}"), {"year": year}),
        lines=(Said(told, {"n": int(VALID.total_seconds()) // 60}),),
        buttons=(
            *(_link(ask, read, year, language) for language in own),
            Button(N_("Back to the grid"), "grid.show", {"years": [year]}),
        ),
    )
    return notice_reply(data)


def _link(ask: Ask, read: Read, year: int, language: str) -> Button:
    ticket = Ticket(KIND, ask.person.id, ask.language, {"year": year, "language": language})
    return Button(LANGUAGES[language], way="open", data={"url": read.links.make(ticket, ask.now)})


def build(db: Session, person: Person, ticket: Ticket, now: datetime) -> Document:
    """The document, for somebody who still oversees the round. Raises NoSummary."""
    demand(person, Action.OVERSEE)
    return document(db, int(ticket.data["year"]), str(ticket.data.get("language", "fi")), now)


def document(db: Session, year: int, language: str, now: datetime) -> Document:
    """The summary of a year as a file in a language. Raises NoSummary."""
    content = docx(summary_paper(summary(db, year, now), language))
    return Document(f"alke-yhteenveto-{year}-{language}.docx", CONTENT_TYPE, content)


ROUTES = (Route(Action.OVERSEE, verb="summary.offer", form=SummaryRef, show=offer),)
DOCUMENTS = {KIND: build}
