"""Records as the cards show them: plain data, names in every language, matches marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any
from urllib.parse import quote

from bot.routes import Ask, Button, Read
from cards.language import N_
from knowledge.goals import Goal
from knowledge.people import Action, may
from knowledge.places import Names, Places
from knowledge.records import Confirmations, Kind, Record
from storage import goals

KINDS = {
    "conclusion": N_("Conclusion"),
    "goal": N_("Goal"),
    "agenda": N_("Agenda"),
    "minutes": N_("Minutes"),
    "document": N_("Document"),
    "proposal": N_("Proposal"),
}
Spans = Callable[[str, str], Iterable[tuple[int, int]]]
"""What is marked in a text of a language, in characters."""
HELP = Button(N_("What can you do?"), way="say")
PROPOSE = Button(N_("I want to propose a topic"), way="say")
OFFERED = (
    ("status", Action.OVERSEE, N_("Status of the round")),
    ("triage", Action.TRIAGE, N_("Triage of the proposals")),
    ("requests", Action.COORDINATE, N_("Who is waiting to be admitted?")),
    ("ask", Action.ASK, N_("What did we agree last year?")),
    ("propose", Action.PROPOSE, PROPOSE.title),
    ("mine", Action.PROPOSE, N_("My proposals")),
    ("waiting", Action.CONFIRM, N_("Which minutes are waiting for us?")),
    ("dates", Action.ASK, N_("What is due and when?")),
    ("came", Action.ASK, N_("What came of the conclusions?")),
    ("goals", Action.ASK, N_("Goals of the decision")),
)
"""Buttons by name, whom they are for, and what they say."""
MORE = N_("Show more ({n} left)")
MOST_OFFERED = 5
WHOLE = 8000  # characters of a text shown alone
LONGEST = 700  # characters of a text shown in a list; the rest is cut at a word


def region_names(places: Places, codes: Iterable[str]) -> list[Mapping[str, str]]:
    """The names of regions by code, unknown codes left out."""
    known = {region.code: region.names for region in places.regions}
    return [known[code] for code in codes if code in known]


def names_by_code(places: Places) -> dict[str, Mapping[str, Names]]:
    """The names of areas, ministries and regions, each by code."""
    return {
        "areas": {area.id: area.names for area in places.areas},
        "ministries": {ministry.abbr: ministry.names for ministry in places.ministries},
        "regions": {region.code: region.names for region in places.regions},
    }


def record_views(
    ask: Ask, read: Read, records: Sequence[Record], terms: Sequence[str], *, whole: bool = False
) -> list[dict[str, Any]]:
    """Each record as a list item, the words that answer the question marked; `whole` leaves texts uncut."""
    titles = goals.by_ids(read.db, {goal for record in records for goal in record.goals})
    spans = read.memory.index.highlighter(terms, ask.understood.language).spans
    longest = WHOLE if whole else LONGEST
    return [_view(ask, read, record, spans, titles, longest) for record in records]


def _view(
    ask: Ask, read: Read, record: Record, spans: Spans, titles: Mapping[str, Goal], longest: int
) -> dict[str, Any]:
    shown, wording = record.wording(ask.language)
    title, text = wording.title, cut(wording.text, longest)
    return {
        "id": record.id,
        "kind": KINDS.get(record.kind, record.kind),
        "year": record.year,
        "title": _runs(title, spans(title, shown)),
        "text": _runs(text, spans(text, shown)),
        "lang": shown,
        "other_language": shown != ask.language,
        "regions": region_names(read.memory.facts.places, record.regions),
        "meeting": record.meeting.names if record.meeting else None,
        "held": record.meeting.starts if record.meeting else None,
        "confirmed": _confirmed(record.confirmations),
        "goals": [goal_view(titles[goal], ask.language) for goal in record.goals if goal in titles],
        "responsible": _responsible(read.memory.facts.places, record),
        "source": record.source,
        "superseded": record.superseded or "",
        "address": _address(read, record),
    }


def _address(read: Read, record: Record) -> str:
    """The permanent address of a conclusion; others, and bots that don't know their own, have none."""
    return read.links.lasting(f"/c/{quote(record.id, safe='')}") if record.kind == Kind.CONCLUSION else ""


def cut(text: str, longest: int = LONGEST) -> str:
    """The text, shortened at a word when it is longer than a list item may be."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def _runs(text: str, marked: Iterable[tuple[int, int]]) -> list[dict[str, Any]]:
    """The text in pieces, those that match the question marked."""
    edges = [0, *(edge for span in marked for edge in span), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    return [{"text": piece, "hit": number % 2 == 1} for number, piece in enumerate(pieces) if piece]


def _confirmed(confirmations: Confirmations | None) -> dict[str, Any] | None:
    if confirmations is None or not confirmations.final:
        return None
    reservations = confirmations.counts.get("reservation", 0)
    return {"n": confirmations.confirmed, "of": confirmations.asked, "reservations": reservations}


def goal_view(goal: Goal, language: str) -> dict[str, Any]:
    """A goal's title in the language, or in Finnish and marked as not translated; and its term."""
    title, translated = goal.title(language)
    return {"id": goal.id, "title": title, "translated": translated, "term": goal.term.replace("-", "–")}


def _responsible(places: Places, record: Record) -> list[Mapping[str, str]]:
    councils = {f"council:{region.code}": region.council for region in places.regions}
    known = {**abbreviations(places), **councils}
    return [known[code] for code in record.responsible if code in known]


def abbreviations(places: Places) -> dict[str, Names]:
    """The ministries' abbreviations in every language, by the Finnish one."""
    return {ministry.abbr: ministry.abbreviations for ministry in places.ministries}


def onward(verb: str, data: Mapping[str, Any], after: int, total: int) -> tuple[Button, ...]:
    """The button that shows what comes after so many of a list; none at its end."""
    left = total - after
    return (Button(MORE, verb, {**data, "offset": after}, values={"n": left}),) if left > 0 else ()


def suggestions(ask: Ask, *, without: str = "") -> tuple[Button, ...]:
    """What one can do next, said for the person when pressed; what their role allows, its duties first."""
    allowed = (text for name, action, text in OFFERED if name != without and may(ask.person, action))
    return tuple(Button(text, way="say") for text in islice(allowed, MOST_OFFERED))
