"""The list of what came of conclusions: counts, each conclusion with what was reported of it, the way on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from bot.routes import Ask, Button, Read, Reply
from cards.language import N_
from knowledge.clock import today
from knowledge.index import Hit
from knowledge.people import Action, may
from knowledge.records import Kind, Record
from knowledge.reporting import Followed, reporters
from knowledge.reporting_counts import counts
from storage import records

from .asked import Asked, scope
from .followup_reading import Looked, own_of, waiting
from .followup_words import COUNTED, STATES, Book, state_of, states
from .views import MORE, cut, region_names, suggestions

PAGE = 5
TITLE, TEXT = 200, 300  # characters of a conclusion in the list
LIST, REPORT, OVERVIEW = "followup.list", "followup.report", "followup.overview"


def card(ask: Ask, read: Read, found: Looked) -> Reply:
    """The list, from the offset of its button on; beyond its end, the last page."""
    total, day = len(found.found), today(ask.now)
    offset = min(found.ref.offset, max(0, total - 1) // PAGE * PAGE)
    shown = found.found[offset : offset + PAGE]
    found = replace(found, ref=found.ref.model_copy(update={"offset": offset}))
    data = {
        "waiting": bool(found.ref.round),
        "scope": scope(read, Asked(found.ref.understood())),
        "states": states(found.ref.states),
        "only_concerned": found.only_concerned,
        "counts": _counts(found, day),
        "total": total,
        "first": offset + 1,
        "last": offset + len(shown),
        "items": _items(ask, read, shown, day),
        "buttons": tuple(_buttons(ask, read, found))[:6],
    }
    hits = tuple(found.hits.get(each.id, Hit(each.id, Kind.CONCLUSION, 1.0)) for each in shown)
    question = None if found.ref.round else found.ref.understood()
    return Reply("followup", data, hits=hits, question=question, offset=offset)


def _counts(found: Looked, day: date) -> list[dict[str, Any]]:
    """How many of all that were found stand how, whatever the list is limited to."""
    counted = counts(found.every, day)
    rows = [{"state": STATES[each], "n": counted.states.get(each, 0)} for each in COUNTED]
    return [row for row in (*rows, {"state": STATES["late"], "n": counted.late}) if row["n"]]


def _items(ask: Ask, read: Read, shown: tuple[Followed, ...], day: date) -> list[dict[str, Any]]:
    book = Book.of(read.db, read.memory.facts.places)
    kept = {record.id: record for record in records.by_ids(read.db, [each.id for each in shown])}
    return [_item(ask, book, each, kept[each.id], day) for each in shown if each.id in kept]


def _item(ask: Ask, book: Book, found: Followed, record: Record, day: date) -> dict[str, Any]:
    _, wording = record.wording(ask.language)
    theirs = reporters(ask.person, found.responsible, book.organisations)
    return {
        "id": record.id,
        "title": cut(wording.title, TITLE),
        "text": cut(wording.text, TEXT),
        "year": record.year,
        "regions": region_names(book.places, record.regions),
        "state": state_of(found),
        "late": found.late(day),
        "due": found.due,
        "nobody": not found.responsible,
        "told": book.reports(found),
        "silent": book.silent(found) if found.reports else [],
        "responsible": [book.who(each) for each in found.responsible],
        "report": bool(theirs) and (found.open or any(o in own_of(ask.person) for o in theirs)),
    }


# Where one may go


def _buttons(ask: Ask, read: Read, found: Looked) -> Iterator[Button]:
    yield from _pages(found)
    if not found.ref.round:
        yield from waits(ask, read)
    yield from _limits(found, today(ask.now))
    if may(ask.person, Action.OVERSEE):
        yield Button(N_("By region and ministry"), OVERVIEW, {"years": list(found.ref.years)})
    if found.ref.round:
        yield Button(N_("Follow-up of all conclusions"), LIST)
    if not found.found:
        yield from suggestions(ask, without="came")[:2]


def _pages(found: Looked) -> Iterator[Button]:
    total, offset = len(found.found), found.ref.offset
    if offset:
        yield Button(N_("Previous"), LIST, found.ref.data(offset=max(0, offset - PAGE)))
    if (left := total - offset - PAGE) > 0:
        yield Button(MORE, LIST, found.ref.data(offset=offset + PAGE), values={"n": left})


def waits(ask: Ask, read: Read) -> Iterator[Button]:
    """The way to what waits for the asker's own organisations."""
    own = waiting(read.db, own_of(ask.person), ask.now)
    for number in dict.fromkeys(each.round.id for each in own[:1]):
        ids = {one.id for each in own if each.round.id == number for one in each.conclusions}
        title = N_("Waits for our report ({n})")
        yield Button(title, LIST, {"round": number}, style="positive", values={"n": len(ids)})


def _limits(found: Looked, day: date) -> Iterator[Button]:
    """Wider, and only what is late."""
    ref = found.ref
    if ref.states:
        yield Button(N_("Whatever the state"), LIST, ref.data(states=()))
    elif not ref.round and any(each.late(day) for each in found.found):
        yield Button(N_("Only what is late"), LIST, ref.data(states=("late",)))
    if ref.regions:
        yield Button(N_("All regions"), LIST, ref.data(regions=(), own_region=False, towns=()))
    if ref.years and not found.found:
        yield Button(N_("All years"), LIST, ref.data(years=()))
    if ref.terms and not found.found:
        yield Button(N_("All topics"), LIST, ref.data(terms=()))
