"""The form of a session: what it chooses from, and the session that it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, Field

from bot.forms import Choice, Codes, Input, Line, Number
from bot.forms import Kind as FieldKind
from cards.language import N_
from knowledge.clock import finnish
from knowledge.people import Kind as Organisational
from knowledge.people import Organisation, Person
from knowledge.places import Places, Region
from knowledge.rounds import Round
from knowledge.sessions import LENGTH, Kind, Session

from .session_cards import KINDS

TEXT_LIMIT, LINK_LIMIT = 200, 500
MOST_PEOPLE = 120  # offered for choosing: more would make the card too large
INVITED = (Organisational.SECRETARIAT, Organisational.ADVISORY, Organisational.CENTRE)
"""Kinds of organisations that may be chosen though they are no participants of the round."""

FIELDS: tuple[tuple[str, str, FieldKind, bool], ...] = (
    ("kind", N_("Kind"), "one", True),
    ("name_fi", N_("Name in Finnish (left empty, it is suggested)"), "text", False),
    ("name_sv", N_("Name in Swedish"), "text", False),
    ("regions", N_("Regions: their councils take part"), "some", False),
    ("organisations", N_("Others who take part"), "some", False),
    ("people", N_("People named, besides the contacts and deputies"), "some", False),
    ("theme", N_("Theme"), "text", False),
    ("day", N_("Day"), "day", False),
    ("start", N_("Begins at"), "time", False),
    ("length", N_("Length in minutes"), "number", True),
    ("place", N_("Place"), "text", False),
    ("link", N_("Link to the meeting (https://…)"), "text", False),
    ("case_number", N_("Case number"), "text", False),
)


class SessionForm(BaseModel):
    """The form as it was typed; `session` and `version`: which one is edited, and how it was when seen."""

    session: str = Field("", max_length=40)
    version: Number = 0
    round: Number = 0
    kind: Line = Kind.REGIONAL
    name_fi: Line = ""
    name_sv: Line = ""
    regions: Codes = ()
    organisations: Codes = ()
    people: Codes = ()
    theme: Line = ""
    day: Line = ""
    start: Line = ""
    length: Line = str(LENGTH)
    place: Line = ""
    link: Line = ""
    case_number: Line = ""


@dataclass(frozen=True)
class Desk:
    """What a session is planned against: its round, who may take part, the session as it is."""

    round: Round
    places: Places
    organisations: Mapping[str, Organisation]
    participants: frozenset[str] = frozenset()
    people: tuple[Person, ...] = ()
    session: Session | None = None

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions whose council takes part in the round, and those of the session."""
        councils = {self.organisations[each].region for each in self.participants}
        own = set(self.session.regions) if self.session else set()
        return tuple(r for r in self.places.regions if r.code in councils | own)

    @property
    def others(self) -> tuple[Organisation, ...]:
        """The organisations that are chosen by name: everybody but the councils."""
        own = self.session.organisations if self.session else ()
        return tuple(
            o
            for o in self.organisations.values()
            if o.kind is not Organisational.COUNCIL
            and (o.id in self.participants or o.kind in INVITED or o.id in own)
        )

    def councils(self, regions: Iterable[str]) -> tuple[str, ...]:
        """The councils of these regions."""
        by_region = {o.region: o.id for o in self.organisations.values() if o.kind is Organisational.COUNCIL}
        return tuple(by_region[each] for each in regions if each in by_region)


def as_form(session: Session) -> SessionForm:
    """The form of a session as it is."""
    local = finnish(session.starts) if session.starts else None
    return SessionForm(
        session=session.id,
        version=session.version,
        round=session.round.id,
        kind=session.kind,
        name_fi=session.names.get("fi", ""),
        name_sv=session.names.get("sv", ""),
        regions=session.regions,
        organisations=session.organisations,
        people=tuple(map(str, session.people)),
        theme=session.theme,
        day=f"{local:%Y-%m-%d}" if local else "",
        start=f"{local:%H:%M}" if local else "",
        length=str(session.length),
        place=session.place,
        link=session.link,
        case_number=session.case_number or "",
    )


def inputs(form: SessionForm, desk: Desk) -> tuple[Input, ...]:
    """The fields with what stands in them; people are chosen once the session's organisations are known."""
    lists = {
        "kind": tuple(Choice(kind, text=KINDS[kind]) for kind in Kind),
        "regions": tuple(Choice(region.code, region.names) for region in desk.regions),
        "organisations": tuple(Choice(o.id, o.names) for o in desk.others),
        "people": tuple(Choice(str(p.id), {"fi": p.name}) for p in desk.people),
    }
    listed = {name: {choice.value for choice in choices} for name, choices in lists.items()}
    values = {
        name: tuple(each for each in value if each in listed[name]) if isinstance(value, tuple) else value
        for name, value in form.model_dump().items()
    }
    kept = settled(desk.session) | (set() if desk.people else {"people"})
    return tuple(
        Input(id_, label, kind, values[id_], lists.get(id_, ()), required=required)
        for id_, label, kind, required in FIELDS
        if id_ not in kept
    )


def settled(session: Session | None) -> set[str]:
    """What stays as it was planned, since the session's lasting id tells it."""
    if session is None:
        return set()
    return {"kind", "regions"} if session.kind is Kind.REGIONAL else {"kind"}
