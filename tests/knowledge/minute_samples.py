"""A session, names and a draft that tests of typed lines and of imports share."""

from datetime import UTC, date, datetime
from functools import cache

from knowledge.goals import Goal
from knowledge.minute_applying import At
from knowledge.minute_names import Known, names
from knowledge.minutes import Attendance, Conclusion, Content, Draft, Item, Part, PartKind, View
from knowledge.people import Kind, Organisation
from knowledge.places import load_places
from knowledge.records import Wording
from knowledge.rounds import Round
from knowledge.sessions import Kind as Form
from knowledge.sessions import Session, State

LVM = Organisation("ministry:LVM", Kind.MINISTRY, {"fi": "liikenne- ja viestintäministeriö"}, None, "LVM")
TEM = Organisation("ministry:TEM", Kind.MINISTRY, {"fi": "työ- ja elinkeinoministeriö"}, None, "TEM")
LAPLAND = Organisation("council:19", Kind.COUNCIL, {"fi": "Lapin liitto", "sv": "Lapplands förbund"}, "19")
ORGANISATIONS = {each.id: each for each in (LVM, TEM, LAPLAND)}
GOALS = (
    Goal("ALKE2024-1", "ALKE2024", "2024-2027", "priority", {"fi": "Elinvoima, osaaminen ja työ"}),
    Goal("ALKE2024-2", "ALKE2024", "2024-2027", "priority", {"fi": "Saavutettavuus", "sv": "Tillgänglighet"}),
)
HELD = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ROUND = Round(1, 2026, {"fi": "Kierros 2026"}, *(None,) * 9)  # type: ignore[arg-type]
SESSION = Session("2026-19", ROUND, Form.REGIONAL, State.HELD, {"fi": "Lappi"}, ("19",), starts=HELD)


@cache
def known() -> Known:
    """The names of everything."""
    return names(ORGANISATIONS, load_places(), GOALS)


def part(id_: int, content: Content) -> Part:
    """A part of the draft, where its id says."""
    kinds = {Attendance: PartKind.ATTENDANCE, View: PartKind.STATE_VIEW, Item: PartKind.ITEM}
    return Part(id_, kinds.get(type(content), PartKind.CONCLUSION), content, id_)


DRAFT = Draft(
    "2026-19",
    (
        part(1, Attendance({"ministry:LVM": "", "council:19": ""}, ("ministry:TEM",))),
        part(2, View({"fi": "Valtio katsoo."})),
        part(3, Item("Rata", proposals=())),
        part(4, Item("Tie", {"fi": "Tiestä puhuttiin."})),
        part(5, Conclusion(1, {"fi": Wording("Tie kuntoon", "Tie korjataan.")}, item=4)),
    ),
)


def at(**changes: object) -> At:
    """What lines are read with."""
    told: dict[str, object] = {
        "session": SESSION,
        "today": date(2026, 11, 24),
        "item": 0,
        "number": 2,
        "known": known(),
        "proposals": (),
        "superseded": frozenset({"2025-19-03"}),
    }
    return At(**{**told, **changes})  # type: ignore[arg-type]
