"""The desk at which minutes are written: what there is of them, what is still empty, what to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session as Db

from bot.forms import Said, notice, notice_reply
from bot.routes import Ask, Button, Reply
from cards.language import N_
from knowledge import minutes_drafting as rules
from knowledge.minutes import Attendance, Conclusion, Item, Part, PartKind, View
from knowledge.people import Action, may
from knowledge.places import Names
from knowledge.refusals import Refusal
from knowledge.refusals.minutes import MinutesNotBegun
from knowledge.sessions import Session, State
from storage import agendas

from . import minutes_words as words
from .confirming_words import heading
from .minutes_writers import Desk, about, desk, writes
from .session_cards import named, open_button, short
from .views import cut, onward

PAGE = 10  # parts
TEXT = 160  # characters of a text in the list; a press opens all of it
NAMED = 8  # organisations named in the list


def desk_card(
    ask: Ask, db: Db, session: Session, *alerts: Refusal, said: Sequence[Said] = (), offset: int = 0
) -> Reply:
    """The minutes of a session as they are being written, for those who write or oversee them.

    Before anybody has begun them, or while they can't be written, what to do first.
    """
    at = desk(ask, db, session)
    if not at.begun:
        return _before(ask, db, at)
    return overview(ask, at, *alerts, said=said, offset=offset)


def overview(ask: Ask, at: Desk, *alerts: Refusal, said: Sequence[Said] = (), offset: int = 0) -> Reply:
    """The draft with its parts, some at a time."""
    session, parts = at.session, at.draft.parts
    first = min(offset, max(len(parts) - 1, 0)) // PAGE * PAGE
    shown = parts[first : first + PAGE]
    may_write, out, closed = writes(ask, at), words.out(at.newest), _closed(ask, at)
    data = {
        "names": session.names,
        "state": session.state,
        "starts": session.starts,
        "ends": session.ends,
        "alerts": (*alerts, *closed),
        "said": said,
        "notes": [out] if out else [],
        "gaps": sum(rules.empty(each) and rules.wanted(each, session) for each in parts),
        "conclusions": sum(each.kind is PartKind.CONCLUSION for each in parts),
        "writes": may_write,
        "parts": [_row(at, each, ask.language) | {"writes": may_write} for each in shown],
        "first": first + 1,
        "last": first + len(shown),
        "count": len(parts),
        "ways": tuple(_ways(at, first)) if may_write else tuple(_looking(at, first)),
        "buttons": tuple(_buttons(ask, at)) if may_write else (open_button(session.id),),
    }
    return Reply("minutes_desk", data, about=about(session))


def _closed(ask: Ask, at: Desk) -> list[Refusal]:
    """Why nobody can write now, for those who otherwise may."""
    return [at.closed] if at.closed and may(ask.person, Action.RECORD) else []


def page_of(at: Desk, part: int) -> int:
    """From where on the page begins that a part is on."""
    ids = [each.id for each in at.draft.parts]
    return ids.index(part) // PAGE * PAGE if part in ids else 0


# Rows


def _row(at: Desk, part: Part, language: str) -> dict[str, Any]:
    conclusion = isinstance(part.content, Conclusion)
    return {
        "heading": heading(at.session.id, part),
        "said": LINES[type(part.content)](at, part),
        "empty": rules.empty(part) and rules.wanted(part, at.session),
        "inside": conclusion,
        "item": part.kind is PartKind.ITEM,
        "at": part.at,
        "by": part.by,
        "data": at.reference(part),
        "adding": at.reference(item=part.id),
    } | _texts(part, language)


def _texts(part: Part, language: str) -> dict[str, str]:
    """A conclusion's title, and the beginning of a text: in the reader's language where it is there."""
    content, order = part.content, dict.fromkeys((language, *rules.LANGUAGES))
    if isinstance(content, Conclusion):
        wording = next((content.texts[each] for each in order if each in content.texts), None)
        title, text = (wording.title, wording.text) if wording else ("", "")
        return {"title": title, "text": cut(text, TEXT)}
    texts = content.texts if isinstance(content, Item | View) else {}
    return {"title": "", "text": cut(next((texts[e] for e in order if texts.get(e)), ""), TEXT)}


def _attendance(at: Desk, part: Part) -> list[Said]:
    content = part.content if isinstance(part.content, Attendance) else Attendance()
    there, away = _some(at, content.present), _some(at, content.absent)
    said = [Said("{names}", {"names": there})] if there else []
    return [*said, *([Said(N_("Absent: {names}"), {"names": away})] if away else [])]


def _some(at: Desk, ids: Iterable[str]) -> list[Any]:
    """The organisations' names; of many the first ones, and how many more there are."""
    found: list[Names | str] = list(named(ids, at.organisations))
    left = len(found) - NAMED
    return [*found[:NAMED], f"+{left}"] if left > 0 else found


def _texted(at: Desk, part: Part) -> list[Said]:
    texts = part.content.texts if isinstance(part.content, Item | View) else {}
    only = [ONLY[each] for each in rules.LANGUAGES if texts.get(each)]
    return [Said(only[0])] if len(only) == 1 else []


ONLY = {"fi": N_("in Finnish only"), "sv": N_("in Swedish only")}


def _concluded(at: Desk, part: Part) -> list[Said]:
    content = part.content
    if not isinstance(content, Conclusion):
        return []
    who = _some(at, content.responsible)
    only = [ONLY[each] for each in content.texts if len(content.texts) == 1 and each in ONLY]
    responsible = [Said(N_("Responsible: {names}"), {"names": who})] if who else []
    due = [Said(N_("Due: {date}"), {"date": content.due})] if content.due else []
    return [*responsible, *due, *map(Said, only)]


LINES: Mapping[type, Callable[[Desk, Part], list[Said]]] = {
    Attendance: _attendance,
    View: _texted,
    Item: _texted,
    Conclusion: _concluded,
}


# Buttons


def _buttons(ask: Ask, at: Desk) -> Iterator[Button]:
    """What is written next; and to send it out."""
    yield Button(N_("New conclusion"), "minutes.add", at.reference(kind=PartKind.CONCLUSION.value))
    yield Button(N_("New item"), "minutes.add", at.reference(kind=PartKind.ITEM.value))
    if at.last:
        yield Button(N_("Take back my last change"), "minutes.undo", at.reference(edit=at.last.id))
    yield Button(N_("Changes"), "minutes.changes", at.reference())
    yield open_button(at.session.id)
    if may(ask.person, Action.COORDINATE):
        yield Button(N_("Send out …"), "minutes.check", at.reference(), style="positive")


def _ways(at: Desk, first: int) -> Iterator[Button]:
    """Other ways to write; and the other pages."""
    yield Button(N_("Write by lines"), "lines.begin", at.reference())
    yield Button(N_("Import a document"), "minutes.import", at.reference())
    yield from _looking(at, first, "minutes.write")


def _looking(at: Desk, first: int, verb: str = "minutes.draft") -> Iterator[Button]:
    if first:
        yield Button(N_("Previous"), verb, at.reference(offset=max(0, first - PAGE)))
    yield from onward(verb, at.reference(), first + PAGE, len(at.draft.parts))


# Before it is begun


def _before(ask: Ask, db: Db, at: Desk) -> Reply:
    """What the draft will begin with; or why it can't be begun now."""
    session = at.session
    if not may(ask.person, Action.RECORD):
        return _told(at, MinutesNotBegun(session=session.names), open_button(session.id))
    if closed := at.closed:
        return _told(at, closed, *_first(ask, at))
    agenda = agendas.newest(db, session.id)
    begin = Button(N_("Start writing"), "minutes.begin", at.reference(), style="positive")
    lines = AGENDA if agenda else NO_AGENDA
    values = {"version": agenda.number, "n": len(agenda.items)} if agenda else {}
    data = notice(
        Said(N_("Write the minutes")),
        lines=(Said("{session}", {"session": session.names}), Said(lines, values)),
        facts=[(N_("Organisations"), [short(at.organisations[each]) for each in session.organisations])],
        buttons=(begin, open_button(session.id)),
    )
    return notice_reply(data, about(session))


AGENDA = N_(
    "The draft starts from version {version} of the agenda (items: {n}): each item becomes a part, all"
    " organisations are set as present, and the state's published view of the region is there to go on from."
)
NO_AGENDA = N_(
    "No agenda is published for this session, so the draft starts without items. All organisations are set as"
    " present; add the items yourself."
)


def _told(at: Desk, refusal: Refusal, *buttons: Button) -> Reply:
    said = Said(refusal.message, refusal.values)
    data = notice(Said(N_("The minutes can't be written now")), lines=(said,), buttons=buttons)
    return notice_reply(data, about(at.session))


def _first(ask: Ask, at: Desk) -> Iterator[Button]:
    """What can be done where the minutes can't be written."""
    session = at.session
    if at.final:
        yield Button(N_("Open the minutes"), "minutes.show", {"session": session.id}, style="positive")
    begun = session.starts is not None and session.starts <= ask.now
    if session.state is State.ANNOUNCED and begun and may(ask.person, Action.COORDINATE):
        seen = {"session": session.id, "version": session.version}
        yield Button(N_("Mark as held"), "session.hold", seen, style="positive")
    yield open_button(session.id)
