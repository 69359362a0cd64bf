"""Final minutes as everybody admitted reads them: views, items, conclusions, how they were answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field
from sqlmodel import Session as Db

from bot.forms import Offset
from bot.routes import Ask, Button, Read, Reply, Route
from cards.documents.minutes_printed import ANSWERS
from cards.documents.paper import chosen
from cards.language import N_, texts
from knowledge.final_minutes import Answered
from knowledge.minutes import Conclusion, Item, Part, PartKind, State, Version, View, public_id
from knowledge.people import Action
from knowledge.records import Answer
from knowledge.refusals.conclusions import MinutesNotFinal
from knowledge.sessions import Session
from storage import minutes, people, publishing, sessions

from .session_cards import named, open_button, short
from .sessions import ID_LIMIT, visible
from .views import cut, onward

PAGE = 8  # items and conclusions on a card
LONGEST, RESERVED = 400, 200  # characters of a text, of a reservation
RESERVATIONS = 6
Known = Mapping[str, Any]


class Reading(BaseModel):
    """Which minutes are read, and from where on."""

    session: str = Field("", max_length=ID_LIMIT)
    offset: Offset = 0


def about(session: Session) -> str:
    """The matter that the cards of a session's minutes show."""
    return f"minutes:{session.id}"


def show(ask: Ask, read: Read) -> Reply:
    """A page of final minutes. Raises MinutesNotFinal."""
    session = visible(ask.person, sessions.find(read.db, ask.form.session))
    version = minutes.newest(read.db, session.id)
    if version is None or version.state is not State.FINAL:
        raise MinutesNotFinal(session=session.names)
    return card(ask, read.db, session, version, ask.form.offset)


def card(ask: Ask, db: Db, session: Session, version: Version, offset: int = 0) -> Reply:
    """The card of a session's final minutes."""
    parts = [part for part in version.parts if part.kind in (PartKind.ITEM, PartKind.CONCLUSION)]
    at = min(offset, max(len(parts) - 1, 0) // PAGE * PAGE)
    shown = parts[at : at + PAGE]
    given = tuple(publishing.answers(db, version.id).values())
    known = people.organisations(db)
    data = {
        "session": session.id,
        "names": session.names,
        "starts": session.starts,
        "version": version.number,
        "finalised": version.finalised,
        "checksum": version.checksum[:16],
        "views": [] if at else list(_views(ask, version)),
        "lines": [_line(ask, session, part) for part in shown],
        "first": at + 1,
        "last": at + len(shown),
        "total": len(parts),
        "counts": [] if at else list(_counts(given)),
        "silent": [] if at else named(_of(given, Answer.NO_ANSWER), known),
        "reservations": [] if at else list(_reservations(given, known)),
        "buttons": tuple(_buttons(session, at, len(parts))),
    }
    return Reply("minutes_final", data, about=about(session))


def _views(ask: Ask, version: Version) -> Iterator[dict[str, Any]]:
    for part in version.parts:
        if isinstance(part.content, View):
            yield {"kind": part.kind.value, "text": cut(_said(ask, part.content.texts), LONGEST)}


def _said(ask: Ask, given: Mapping[str, str]) -> str:
    return chosen(given, texts(ask.language)).text


def _line(ask: Ask, session: Session, part: Part) -> dict[str, Any]:
    content = part.content
    if isinstance(content, Conclusion):
        titles = {lang: wording.title for lang, wording in content.texts.items()}
        told = {lang: wording.text for lang, wording in content.texts.items()}
        number, title = public_id(session.id, content.number), _said(ask, titles)
        return {"id": number, "title": title, "text": cut(_said(ask, told), LONGEST)}
    title, said = (content.title, content.texts) if isinstance(content, Item) else ("", {})
    return {"id": "", "title": title, "text": cut(_said(ask, said), LONGEST)}


def _counts(given: Sequence[Answered]) -> Iterator[dict[str, Any]]:
    """How many answered in each way, in the order of the ways."""
    counted = Counter(each.answer.value for each in given)
    yield from ({"title": ANSWERS[answer], "n": counted[answer]} for answer in ANSWERS if counted[answer])


def _of(given: Sequence[Answered], answer: Answer) -> list[str]:
    return [each.organisation for each in given if each.answer is answer]


def _reservations(given: Sequence[Answered], known: Known) -> Iterator[dict[str, Any]]:
    """The first of the reservations; the document has all of them in full."""
    found = [each for each in given if each.note and each.answer is Answer.RESERVATION]
    for each in found[:RESERVATIONS]:
        yield {"names": short(known[each.organisation]), "text": cut(each.note, RESERVED)}


def _buttons(session: Session, at: int, total: int) -> Iterator[Button]:
    reference = {"session": session.id}
    yield Button(N_("Documents (DOCX, web page)"), "minutes.documents", reference)
    if at:
        yield Button(N_("Previous"), "minutes.final", {**reference, "offset": max(0, at - PAGE)})
    yield from onward("minutes.final", reference, at + PAGE, total)
    yield Button(N_("Agenda"), "agenda.show", reference)
    yield open_button(session.id)


ROUTES = (Route(Action.ASK, verb="minutes.final", form=Reading, show=show, by_mail=True),)
