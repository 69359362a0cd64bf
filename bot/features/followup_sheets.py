"""Follow-up as a workbook: each conclusion with what each of those responsible told, and the counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from sqlmodel import Session

from bot.forms import Said, notice, notice_reply
from bot.links import VALID, Document, Ticket
from bot.routes import Ask, Button, Read, Reply
from cards.documents.workbook import CONTENT_TYPE, Cell, Sheet, workbook
from cards.language import N_, Texts, texts
from knowledge.clock import today
from knowledge.people import Action, Person, demand
from knowledge.places import load_places
from knowledge.records import Record
from knowledge.refusals.agendas import LinkBroken
from knowledge.refusals.followup import NothingToFollow
from knowledge.reporting import Followed, Progress, Report
from knowledge.reporting_counts import Counts
from storage import records

from .asked import spans
from .followup_cards import OVERVIEW
from .followup_overview import Overview, OverviewRef, overview
from .followup_words import STATES, UNTOLD, Book, state_of
from .views import region_names

KIND = "follow-up"
TITLE = N_("Follow-up of conclusions")
COLUMNS = (
    *(N_("Number"), N_("Year"), N_("Regions"), N_("Conclusion"), N_("Follow-up"), N_("Late"), N_("Due")),
    *(N_("Responsible"), N_("State reported"), N_("Day"), N_("Note"), N_("Reported on"), N_("By whom")),
    *(N_("Source"), N_("Permanent address")),
)
COUNTS = (N_("Conclusions"), N_("Reported"), N_("Done"), N_("Dropped"), N_("Late"))
YES, BEHALF, ITSELF = N_("yes"), N_("the secretariat on its behalf"), N_("the organisation")
Address = Callable[[str], str]


def offer(ask: Ask, read: Read) -> Reply:
    """A fresh link to the workbook."""
    ref: OverviewRef = ask.form
    found = overview(read.db, ref.years, ask.now)
    data = {"years": list(found.years), "base": read.links.lasting()}
    address = read.links.make(Ticket(KIND, ask.person.id, ask.language, data), ask.now)
    told = N_("All conclusions with what was reported, and counts. The link works for {n} minutes.")
    card = notice(
        Said(TITLE),
        lines=(
            Said(N_("Years: {years}"), {"years": spans(found.years)}),
            Said(told, {"n": int(VALID.total_seconds()) // 60}),
        ),
        buttons=(
            Button(N_("Download (XLSX)"), data={"url": address}, way="open"),
            Button(N_("Back to the overview"), OVERVIEW, {"years": list(ref.years)}),
        ),
    )
    return notice_reply(card)


def build(db: Session, person: Person, ticket: Ticket, now: datetime) -> Document:
    """The workbook, for those who oversee."""
    demand(person, Action.OVERSEE)
    years = ticket.data.get("years", [])
    if not all(isinstance(year, int) for year in years):
        raise LinkBroken
    return document(db, tuple(years), ticket.language, now, str(ticket.data.get("base", "")))


def document(db: Session, years: tuple[int, ...], language: str, now: datetime, base: str = "") -> Document:
    """The workbook of these years. Raises NothingToFollow where they have no conclusions."""
    found = overview(db, years, now)
    if not found.found:
        raise NothingToFollow
    body = followup_workbook(db, found, language, base)
    name = "-".join(map(str, (*found.years[:1], *found.years[1:][-1:])))
    return Document(f"alke-seuranta-{name}.xlsx", CONTENT_TYPE, body)


def followup_workbook(db: Session, found: Overview, language: str, base: str) -> bytes:
    """The file: all conclusions, then counts by region and by organisation."""
    spoken, book = texts(language), Book.of(db, load_places())
    kept = {each.id: each for each in records.by_ids(db, [one.id for one in found.found])}
    header = tuple(map(spoken.say, COLUMNS))
    rows = (row for one in found.found for row in _rows(one, kept[one.id], found, book, spoken, base))
    sheets = (
        Sheet(spoken.say(N_("Conclusions")), header, tuple(rows)),
        _counted(spoken, N_("By region"), N_("Region"), found.regions(book)),
        _counted(spoken, N_("By organisation"), N_("Organisation"), found.organisations(book)),
    )
    return workbook(f"{spoken.say(TITLE)} {spans(found.years)}", spoken.language, sheets)


def _rows(
    one: Followed, record: Record, found: Overview, book: Book, spoken: Texts, base: str
) -> Iterator[tuple[Cell, ...]]:
    """A row for each of those who are responsible or have told something; one where there is nobody."""
    names = ", ".join(map(spoken.name, region_names(book.places, record.regions)))
    _, wording = record.wording(spoken.language)
    state = spoken.say(state_of(one))
    late = spoken.say(YES) if one.late(found.day) else ""
    head = (one.id, one.year, names, wording.title, state, late, one.due)
    tail = (record.source or "", f"{base}/c/{one.id}" if base else "")
    others = [each.organisation for each in one.reports if each.organisation not in one.responsible]
    for organisation in (*one.responsible, *others):
        told = _told(one.of(organisation), spoken)
        yield (*head, spoken.name(book.who(organisation)), *told, *tail)
    if not one.responsible and not others:
        yield (*head, "", *_told(None, spoken), *tail)


def _told(report: Report | None, spoken: Texts) -> tuple[Cell, ...]:
    if report is None:
        return (spoken.say(UNTOLD), None, "", None, "")
    by = BEHALF if report.behalf else ITSELF
    state = spoken.say(STATES[report.progress])
    return (state, report.day, report.note, today(report.at), spoken.say(by))


def _counted(
    spoken: Texts, title: str, first: str, rows: Iterable[tuple[Mapping[str, str], Counts]]
) -> Sheet:
    header = tuple(map(spoken.say, (first, *COUNTS)))
    return Sheet(spoken.say(title), header, tuple((spoken.name(names), *_numbers(c)) for names, c in rows))


def _numbers(counted: Counts) -> tuple[int, ...]:
    done, dropped = (counted.states.get(each, 0) for each in (Progress.DONE, Progress.DROPPED))
    return (counted.total, counted.told, done, dropped, counted.late)
