"""What came of conclusions in words: states, who reported what and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from bot.routes import Read
from cards.language import N_
from knowledge.people import Kind, Organisation
from knowledge.places import Names, Places
from knowledge.reporting import CLOSED, Followed, Progress, Report
from storage import people, reporting

from .views import abbreviations, cut

UNTOLD = N_("nothing reported yet")
STATES: Mapping[str, str] = {
    Progress.DONE.value: N_("carried out"),
    Progress.UNDER_WAY.value: N_("under way"),
    Progress.NOT_STARTED.value: N_("not started"),
    Progress.DROPPED.value: N_("dropped"),
    "": UNTOLD,
    "late": N_("late"),
    "open": N_("open"),
}
"""How conclusions stand, by what stands for it in slots and buttons."""
COUNTED = (
    Progress.DONE.value,
    Progress.UNDER_WAY.value,
    Progress.NOT_STARTED.value,
    Progress.DROPPED.value,
    "",
)
"""The states that are counted, in the order in which they are told."""
SECRETARIAT: Names = {"fi": "sihteeristö", "sv": "sekretariatet", "en": "the secretariat"}
NOTE = 200  # characters of a note in a list
SHOWN = 8  # organisations of one conclusion


@dataclass(frozen=True)
class Book:
    """What organisations are called."""

    organisations: Mapping[str, Organisation]
    places: Places

    @classmethod
    def of(cls, db: Session, places: Places) -> Book:
        """As the database knows them."""
        return cls(people.organisations(db), places)

    def who(self, organisation: str | None) -> Mapping[str, str]:
        """An organisation in short: ministries by their abbreviations."""
        found = self.organisations.get(organisation or "")
        if found is None:
            return {"fi": organisation} if organisation else SECRETARIAT
        short = abbreviations(self.places) if found.kind is Kind.MINISTRY else {}
        return short.get(found.abbreviation or "", found.names)

    def reports(self, found: Followed) -> list[dict[str, Any]]:
        """What was reported last: by those responsible in their order, then by others."""
        told = [report for each in found.responsible if (report := found.of(each))]
        others = [each for each in found.reports if each not in told]
        return [self.told(each) for each in (*told, *others)[:SHOWN]]

    def silent(self, found: Followed) -> list[Mapping[str, str]]:
        """Those responsible who have reported nothing."""
        return [self.who(each) for each in found.responsible if found.of(each) is None]

    def told(self, report: Report, *, names: bool = False, note: int = NOTE) -> dict[str, Any]:
        """A report as cards show it."""
        return {
            "who": self.who(report.organisation),
            "state": STATES[report.progress],
            "at": report.at,
            "day": report.day,
            "ended": report.progress in CLOSED,
            "note": cut(report.note, note),
            "by": report.by if names else "",
            "behalf": report.behalf,
        }


def state_of(found: Followed) -> str:
    """How a conclusion stands, in words."""
    return STATES[found.progress.value if found.progress else ""]


def states(named: Iterable[str]) -> list[dict[str, str]]:
    """The states that a list is limited to, as values that are put into words."""
    return [{"say": STATES[each]} for each in named if each in STATES]


def with_follow_up(read: Read, items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records as cards show them, the conclusions among them with what came of them on one line."""
    book = Book.of(read.db, read.memory.facts.places)
    found = {each.id: each for each in reporting.followed(read.db, [item["id"] for item in items])}
    return [item | {"followed": _line(book, found.get(item["id"]))} for item in items]


def _line(book: Book, found: Followed | None) -> dict[str, Any] | None:
    """None where nobody has reported anything: then nothing came of it that could be told."""
    if found is None or not found.reports:
        return None
    newest = sorted(found.reports, key=lambda each: (each.at, each.id), reverse=True)[:SHOWN]
    told = [{"who": book.who(each.organisation), "at": each.at} for each in newest]
    return {"state": state_of(found), "told": told}
