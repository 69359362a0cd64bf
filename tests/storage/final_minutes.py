"""A session whose minutes went out, made by the storage alone: proposals, agenda, draft, a version."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import Session as Db

from knowledge import minutes as rules
from knowledge.agendas import Agenda, Item
from knowledge.final_minutes import Published
from knowledge.minutes import Attendance, Conclusion, PartKind, Version, View
from knowledge.people import Person
from knowledge.proposals import Content, State
from knowledge.records import Record, Wording
from knowledge.sessions import Kind, Session
from knowledge.sessions import State as SessionState
from storage import agendas, minutes, people, proposals, publishing, sessions
from storage import tables as t
from storage.rounds import as_round
from storage.store import Store

NOW = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
SESSION = "2026-19"
ORGANISATIONS = ("council:19", "ministry:LVM", "ministry:TEM")


@dataclass(frozen=True)
class Sent:
    """What was made: who wrote it, the proposals behind its item, the version that is out."""

    person: Person
    proposals: tuple[int, ...]
    item: int
    version: Version


def sent(store: Store) -> Sent:
    """The minutes of Lapland's session as version 1: one item with a conclusion, one conclusion without."""
    with store.transaction() as db:
        session = _held(db)
        person = people.by_slug(db, "lappi", NOW.date())
        assert person is not None
        made = tuple(_proposal(db, session, person, title) for title in ("Raide", "Rata"))
        items = (Item("Raideyhteys", 40, proposals=made),)
        agenda = agendas.put(db, Agenda(SESSION, items), NOW)
        agendas.publish(db, agenda, person, NOW)
        version = _sent(db, person, agenda.items[0])
    return Sent(person, made, agenda.items[0].id, version)


def _held(db: Db) -> Session:
    for id_, kind in zip(ORGANISATIONS, ("council", "ministry", "ministry"), strict=True):
        named = {"region": "19"} if kind == "council" else {"abbreviation": id_.split(":")[1]}
        db.add(t.Organisation(id=id_, kind=kind, name_fi=id_, **named))
    db.add(t.Goal(id="g", term="x", kind="decision", position=1, title_fi="G", source="x", certainty="x"))
    db.flush()
    person = t.Person(tenant="t", object_id="lappi", name="Aila", slug="lappi")
    row = t.Round(year=2026, name_fi="Kierros", decision="g", proposals_open=NOW, proposals_close=NOW)
    db.add_all([person, row])
    db.flush()
    db.add(t.Membership(person_id=person.id or 0, organisation_id="council:19", role="contact"))
    db.flush()
    plain = (SESSION, as_round(row), Kind.REGIONAL, SessionState.HELD, {"fi": "Lappi"}, ("19",))
    return sessions.put(db, Session(*plain, ORGANISATIONS).at(NOW - timedelta(days=20)))


def _proposal(db: Db, session: Session, person: Person, title: str) -> int:
    author = proposals.Author(person, person.memberships[0].organisation)
    made = proposals.add(db, session.round, author, Content(title, "Kuvaus", regions=("19",)), NOW)
    return proposals.move(db, made, State.ACCEPTED, person, NOW).id


def _sent(db: Db, person: Person, item: Item) -> Version:
    writer = minutes.Writer(db, SESSION, person, NOW)
    writer.add(PartKind.ATTENDANCE, Attendance({"council:19": "Aila"}, ("ministry:TEM",)), 0)
    writer.add(PartKind.STATE_VIEW, View({"fi": "Valtio näkee."}), 1)
    written = rules.Item(item.title, {"fi": "Puhuttiin."}, item.id, item.proposals)
    part = writer.add(PartKind.ITEM, written, 2)
    for number, of_item in ((1, part.id), (2, 0)):
        wording = {"fi": Wording(f"Otsikko {number}", f"Teksti {number}")}
        writer.add(PartKind.CONCLUSION, Conclusion(number, wording, of_item), 2 + number)
    due = NOW - timedelta(days=1)
    parts = minutes.draft(db, SESSION).parts
    return minutes.send(db, SESSION, parts, person, NOW - timedelta(days=15), due)


def published(made: Sent) -> tuple[Record, tuple[Published, ...]]:
    """The records of these minutes, as plainly as they can be."""
    found = []
    for part in made.version.parts:
        if isinstance(part.content, Conclusion):
            one = part.content
            record = Record(f"{SESSION}-{one.number:02}", "conclusion", 2026, dict(one.texts))
            came = (made.item, made.proposals) if one.item else (None, ())
            found.append(Published(record, part.id, *came))
    whole = Record(f"{SESSION}-muistio", "minutes", 2026, {"fi": Wording("Muistio", "Teksti")})
    return whole, tuple(found)


def finalised(db: Db, made: Sent) -> Version:
    """The version locked, with nobody's answer, and published."""
    final = publishing.finalise(db, made.version, (), made.person, NOW)
    publishing.publish(db, final, *published(made))
    return final
