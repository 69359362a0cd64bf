"""Two of the demo's in-depth discussions were held: one's minutes are being written, the other's are out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlmodel import Session

from knowledge import agendas as agenda_rules
from knowledge import minutes_out
from knowledge import sessions as rules
from knowledge.calendar import last_working
from knowledge.clock import at, today
from knowledge.confirming import Way
from knowledge.minutes import Content, Item, PartKind, Version, View
from knowledge.people import Person
from knowledge.places import Places
from knowledge.records import Answer
from knowledge.rounds import Round
from knowledge.session_names import suggested
from storage import agendas, confirming, minutes, people, sessions
from storage.transfer.organisations import council, ministry

from .agendas import BUILDER, publish
from .kept_minutes import agreed, attendance, contacts
from .planned import COORDINATOR
from .records import INVENTED
from .sessions import MORNING
from .texts import COUNCIL, Discussion, Written, facts

ANNOUNCED, PUBLISHED = timedelta(weeks=5), timedelta(weeks=2)
"""How long before a discussion it was announced, and its agenda published."""
SENT = 9
"""How many days ago the minutes went out."""
ANSWERED = time(14, 20)
"""When on their days organisations answered."""


class Reply(Written):
    """How an organisation answered; a correction is of the conclusion with this number."""

    organisation: str
    answer: Answer
    days_ago: int
    note: str = ""
    way: Way = Way.CHAT
    case_number: str = ""
    conclusion: int = 0


class Met(Discussion):
    """A discussion of this year; `said` is what was said on each item, by language."""

    state: str
    theme: str
    theme_sv: str
    regions: tuple[str, ...]
    ministries: tuple[str, ...]
    days_ago: int
    said: tuple[dict[str, str], ...]
    answers: tuple[Reply, ...]

    @property
    def organisations(self) -> tuple[str, ...]:
        """The councils and the ministries that took part."""
        return (*map(council, self.regions), *map(ministry, self.ministries))


@dataclass(frozen=True)
class Scene:
    """Where the discussions are put, by whom, and when it is now."""

    db: Session
    round: Round
    places: Places
    now: datetime
    people: Mapping[str, Person]


def add(db: Session, round_: Round, places: Places, now: datetime) -> None:
    """Add the discussions with their agendas, the draft of each, and what was answered."""
    known = {person.slug: person for person in people.with_slugs(db, today(now)) if person.slug}
    scene = Scene(db, round_, places, now, known)
    for one in map(Met.model_validate, facts("minutes")["sessions"]):
        session = sessions.put(db, _session(scene, one))
        _agenda(scene, one, session)
        _draft(scene, one, session)
        if one.state == "out":
            _answered(scene, one, _sent(scene, session))


def _day(scene: Scene, days: int, hour: time) -> datetime:
    """An hour of the working day so many days ago, or before it."""
    return at(last_working(today(scene.now) - timedelta(days=days)), hour)


def _session(scene: Scene, one: Met) -> rules.Session:
    year, kind = scene.round.year, rules.Kind.IN_DEPTH
    regions = [scene.places.region(code) for code in one.regions]
    themes = {"fi": one.theme, "sv": one.theme_sv, "en": ""}
    starts = _day(scene, one.days_ago, MORNING)
    plain = rules.Session(
        id=rules.next_id(scene.round, kind, one.regions, sessions.ids(scene.db)),
        round=scene.round,
        kind=kind,
        state=rules.State.HELD,
        names={lang: suggested(kind, year, regions, theme)[lang] for lang, theme in themes.items()},
        regions=one.regions,
        organisations=tuple(sorted(one.organisations)),
        theme=one.theme,
        place=one.place or "",
        case_number=INVENTED,
        announced=starts - ANNOUNCED,
    )
    return plain.at(starts)


def _agenda(scene: Scene, one: Met, session: rules.Session) -> None:
    items = tuple(
        agenda_rules.Item(
            item.title,
            item.minutes,
            opener_organisation=council(one.regions[0]) if item.opener == COUNCIL else ministry(item.opener),
        )
        for item in one.agenda
    )
    when = (session.starts or scene.now) - PUBLISHED
    agenda = agendas.put(scene.db, agenda_rules.Agenda(session.id, items), when)
    publish(scene.db, session, agenda, scene.people[BUILDER], when)


def _draft(scene: Scene, one: Met, session: rules.Session) -> None:
    held = session.ends or scene.now
    writer = minutes.Writer(scene.db, session.id, scene.people[BUILDER], held + timedelta(days=1))
    writer.begin(_opening(scene, one, session))
    items = [part.id for part in minutes.draft(scene.db, session.id).parts if part.kind is PartKind.ITEM]
    for number, (item, conclusion) in enumerate(zip(items, one.conclusions, strict=False), 1):
        content = agreed(conclusion, number, item, one.regions)
        writer.add(PartKind.CONCLUSION, content, number)


def _opening(scene: Scene, one: Met, session: rules.Session) -> Iterator[tuple[PartKind, Content]]:
    yield PartKind.ATTENDANCE, attendance(session.organisations, (), named=True)
    for kind, text in {PartKind.STATE_VIEW: one.state_view, PartKind.REGION_VIEW: one.region_view}.items():
        yield kind, View({"fi": text} if text else {})
    agenda = agendas.find(scene.db, session.id)
    for item, said in zip(agenda.items, one.said, strict=True):
        yield PartKind.ITEM, Item(item.title, said, agenda_item=item.id)


def _sent(scene: Scene, session: rules.Session) -> Version:
    when, coordinator = _day(scene, SENT, MORNING), scene.people[COORDINATOR]
    parts = minutes.draft(scene.db, session.id).parts
    due = minutes_out.due(when, session.round)
    return minutes.send(scene.db, session.id, parts, coordinator, when, due)


def _answered(scene: Scene, one: Met, version: Version) -> None:
    conclusions = [part.id for part in version.parts if part.kind is PartKind.CONCLUSION]
    for reply in one.answers:
        when = _day(scene, reply.days_ago, ANSWERED)
        by = confirming.By(_contact(scene, reply), when, reply.way, reply.case_number)
        asks = reply.answer is Answer.CORRECTION
        note = "" if asks else reply.note
        confirming.answer(scene.db, version, reply.organisation, reply.answer, by, note)
        if asks:
            part = conclusions[reply.conclusion - 1]
            confirming.ask_correction(scene.db, version, reply.organisation, part, reply.note, by)


def _contact(scene: Scene, reply: Reply) -> Person:
    """Who answered for the organisation; what came by another way was recorded by the coordinator."""
    if reply.way is not Way.CHAT:
        return scene.people[COORDINATOR]
    named = contacts()[reply.organisation]
    return next(person for person in scene.people.values() if person.name == named)
