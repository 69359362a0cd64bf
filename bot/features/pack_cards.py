"""A pack as a card: what it holds, what came of it, and links to its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from bot.links import VALID, Ticket
from bot.routes import Ask, Button, Read, Reply
from cards.documents.pack_printed import STANDINGS
from cards.language import N_
from knowledge.clock import today
from knowledge.packs import by_region, by_year, for_jts, state
from knowledge.question import Slots, Understood

from .asked import Asked, scope
from .pack_reading import Pack, PackRef

KIND = "pack"
FILES = {
    ("", "xlsx"): N_("Workbook (XLSX)"),
    ("fi", "docx"): N_("In Finnish (DOCX)"),
    ("sv", "docx"): N_("In Swedish (DOCX)"),
    ("", "zip"): N_("Open data (CSV, in a ZIP)"),
}
"""The files by language (empty: the asker's own) and suffix, and what their buttons say."""


def card(ask: Ask, read: Read, pack: Pack) -> Reply:
    """The card of a pack."""
    day = today(ask.now)
    states = Counter(map(state, pack.followed))
    years = by_year(pack.facts)
    data: dict[str, Any] = {
        "scope": scope(read, Asked(_understood(pack.ref))),
        "total": len(pack.facts),
        "years": [f"{year}: {years[year]}" for year in sorted(years)],
        "regions": _regions(read, pack),
        "jts": sum(for_jts(fact.used_in) for fact in pack.facts),
        "replaced": sum(bool(fact.superseded) for fact in pack.facts),
        "states": [{"word": word, "n": states[each]} for each, word in STANDINGS.items() if states[each]],
        "late": sum(each.late(day) for each in pack.followed),
        "minutes": int(VALID.total_seconds()) // 60,
        "linked": read.links.possible,
        "buttons": tuple(_buttons(ask, read, pack.ref)),
    }
    return Reply("pack", data, question=_understood(pack.ref))


def _regions(read: Read, pack: Pack) -> list[dict[str, Any]]:
    """How many conclusions each region has part in; of a pack of some regions only those."""
    counts, wanted = by_region(pack.facts), pack.ref.regions
    every = read.memory.facts.places.regions
    shown = [each for each in every if each.code in counts and each.code in (wanted or counts)]
    return [{"names": region.names, "n": counts[region.code]} for region in shown]


def _understood(ref: PackRef) -> Understood:
    slots = Slots(years=ref.years, regions=ref.regions, ministries=ref.ministries)
    return Understood("packs", slots, "fi", all_regions=not ref.regions)


def _buttons(ask: Ask, read: Read, ref: PackRef) -> Iterator[Button]:
    """The files, the one that was asked for first, then those in the asker's language."""
    if read.links.possible:
        for language, suffix in sorted(FILES, key=lambda file: (file[1] != ref.file, file[0] == _other(ask))):
            data = ref.data() | {"suffix": suffix, "base": read.links.lasting()}
            data |= {"language": language or ask.language}
            url = read.links.make(Ticket(KIND, ask.person.id, ask.language, data), ask.now)
            yield Button(FILES[language, suffix], data={"url": url}, way="open")
        yield Button(N_("New links"), "pack.show", ref.data())
    yield Button(N_("Another ministry or region"), "pack.choose", ref.data())


def _other(ask: Ask) -> str:
    """Of the documents' languages the one that the asker doesn't use."""
    return "fi" if ask.language == "sv" else "sv"
