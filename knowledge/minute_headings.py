"""The words by which a document of minutes is read: what its headings begin, what its lines name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .minute_fields import KNOWN as FIELDS
from .minute_fields import Field
from .minute_lines import folded


class Section(StrEnum):
    """What a stretch of a document is."""

    ATTENDANCE = "attendance"
    ABSENT = "absent"
    STATE = "state"
    REGION = "region"
    ITEMS = "items"  # the items are under headings below this one
    ITEM = "item"
    DISCUSSION = "discussion"  # what was said on the item
    CONCLUSIONS = "conclusions"
    MEASURES = "measures"
    CONCLUSION = "conclusion"  # one, under a heading of its own
    PASSED = "passed"  # what belongs nowhere
    LEFT = "left"  # what is known and left out, such as how the organisations answered


CALLED: Mapping[Section, str] = {
    Section.ATTENDANCE: "läsnä|läsnäolijat|osallistujat|paikalla|närvarande|deltagare|deltagarna|present"
    "|participants|attendance",
    Section.ABSENT: "poissa|poissaolijat|frånvarande|absent",
    Section.STATE: "valtion näkemys|valtion näkemys tilannekuvasta|valtion tilannekuva|statens syn"
    "|statens syn på lägesbilden|statens lägesbild|the state's view|state's view",
    Section.REGION: "maakunnan näkemys|maakunnan näkemys tilannekuvasta|maakuntien näkemys|alueen näkemys"
    "|alueen näkemys tilannekuvasta|landskapets syn|landskapets syn på lägesbilden|landskapens syn"
    "|regionens syn|the region's view|region's view",
    Section.ITEMS: "asiat|asialista|agenda|keskustelun aiheet|keskustelukohdat|asiat ja johtopäätökset"
    "|ärenden|dagordning|diskussionsämnen|items|agenda items",
    Section.DISCUSSION: "keskustelu|käyty keskustelu|diskussion|diskussionen|discussion",
    Section.CONCLUSIONS: "johtopäätökset|johtopäätös|muut johtopäätökset|slutsatser|slutsats"
    "|övriga slutsatser|conclusions|conclusion|other conclusions",
    Section.MEASURES: "toimenpiteet|toimenpide|jatkotoimet|åtgärder|åtgärd|measures|measure|actions",
    Section.PASSED: "tilannekuva|lägesbild|lägesbilden|situation picture|the situation picture",
    Section.LEFT: "vahvistukset|varaumat|tarkistussumma|liitteet|sisällys|jakelu|bekräftelser|reservationer"
    "|kontrollsumma|bilagor|innehåll|sändlista|confirmations|reservations|checksum|attachments|contents",
}
HEADER = "organisaatio|organisation|organization|taho"
"""How a table of those who were there begins its header."""
NUMBERED = re.compile(
    r"(?:(?:kohta|asia|punkt|ärende|item)\s+)?(?P<number>\d{1,3})\s*[.):–-]?\s+(?P<title>\S.*)", re.I
)
BARE = re.compile(r"(?:(?:kohta|asia|punkt|ärende|item)\s+)(?P<number>\d{1,3})\s*[.:]?", re.I)
PUBLIC = re.compile(
    r"(?P<kind>\w+)\s+(?P<id>\d{4}-\w{1,8}-\d{2,4})\s*[:.–-]?\s*(?P<title>.*)", re.DOTALL | re.IGNORECASE
)
MEASURE = frozenset(map(folded, ("toimenpide", "åtgärd", "measure")))
BULLET = re.compile(r"(?:[-–•*·]|\d{1,3}[.)])\s+")
NAMED = re.compile(r"(?P<name>[^\n:]{2,60}):[ \t]*(?P<value>.*)", re.DOTALL)


@dataclass(frozen=True)
class Vocabulary:
    """Names of sections and of a conclusion's fields, folded; `remarks` are sentences that are no text of
    the minutes: each with the language that it says the next text is in, empty where it says none.
    """

    sections: Mapping[str, Section]
    fields: Mapping[str, Field]
    headers: frozenset[str]
    known: frozenset[str] = frozenset()
    remarks: Mapping[str, str] = field(default_factory=dict)

    def section(self, text: str) -> Section | None:
        """The section that a heading begins by its name."""
        return self.sections.get(folded(text).rstrip(" :."))


def vocabulary(
    sections: Iterable[tuple[str, Section]] = (),
    fields: Iterable[tuple[str, Field]] = (),
    known: Iterable[str] = (),
    remarks: Mapping[str, str] | None = None,
) -> Vocabulary:
    """The words that are known everywhere, with those of a document's own kind besides; `known` are names of
    facts that are no field.
    """
    base = {folded(name): section for section, names in CALLED.items() for name in names.split("|")}
    return Vocabulary(
        {**base, **{folded(name): section for name, section in sections}},
        {**FIELDS, **{folded(name): field for name, field in fields}},
        frozenset(map(folded, HEADER.split("|"))),
        frozenset(map(folded, known)),
        {folded(text): language for text, language in (remarks or {}).items()},
    )


def is_swedish(headings: Iterable[str]) -> bool | None:
    """Whether a document's headings are Swedish rather than Finnish; None where they don't tell."""
    found = [folded(each) for each in headings]
    swedish = sum(any(word in each for word in SWEDISH) for each in found)
    finnish = sum(any(word in each for word in FINNISH) for each in found)
    return None if swedish == finnish else swedish > finnish


SWEDISH = (
    "narvarande",
    "deltag",
    "franvarande",
    "syn",
    "slutsats",
    "atgard",
    "arenden",
    "diskussion",
    "punkt",
)
FINNISH = (
    "lasna",
    "osallistuj",
    "poissa",
    "nakemys",
    "johtopaato",
    "toimenpi",
    "asiat",
    "keskustelu",
    "kohta",
)
