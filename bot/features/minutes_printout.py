"""What is printed of minutes and of conclusions: read from the database, with every code as its names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session as Db

from cards.documents import minutes_printed as printing
from cards.documents.minutes_printed import Concluded, Printed
from knowledge.goals import Goal
from knowledge.minutes import Attendance, Conclusion, Draft, Item, Part, PartKind, State, Version, View
from knowledge.people import Kind, Organisation
from knowledge.places import Names, load_places
from knowledge.records import Answer, Record
from knowledge.sessions import Session
from storage import goals, minutes, people, publishing, records

from . import final_records

DRAFT = Version(0, "", 0, State.OUT, ())
"""What stands for a version where the draft is printed: it has no number."""


@dataclass(frozen=True)
class Called:
    """What codes are called: organisations by id and ministries by abbreviation, regions, areas, goals."""

    organisations: Mapping[str, Organisation]
    regions: Mapping[str, Names]
    areas: Mapping[str, Names]
    goals: Mapping[str, Goal]

    def who(self, code: str) -> Names | None:
        """The names of an organisation, by its id, or of a ministry by its abbreviation."""
        found = self.organisations.get(code) or next(self._ministries(code), None)
        return found.names if found else None

    def _ministries(self, code: str) -> Iterator[Organisation]:
        every = (o for o in self.organisations.values() if o.kind is Kind.MINISTRY)
        return (o for o in every if o.abbreviation == code)


def called(db: Db) -> Called:
    """What codes are called."""
    places = load_places()
    return Called(
        people.organisations(db),
        {region.code: region.names for region in places.regions},
        {area.id: area.names for area in places.areas},
        {goal.id: goal for goal in goals.all_goals(db)},
    )


# A conclusion


def concluded(record: Record, known: Called, address: str = "") -> Concluded:
    """A conclusion of the memory as it is printed."""
    return Concluded(
        id=record.id,
        titles={lang: wording.title for lang, wording in record.texts.items()},
        texts={lang: wording.text for lang, wording in record.texts.items()},
        responsible=_found(map(known.who, record.responsible)),
        ministries=_found(map(known.who, record.ministries)),
        regions=_found(map(known.regions.get, record.regions)),
        goals=tuple(dict(known.goals[goal].titles) for goal in record.goals if goal in known.goals),
        areas=_found(map(known.areas.get, record.areas)),
        uses=record.used_in,
        due=record.due,
        superseded=record.superseded or "",
        address=address,
    )


def _found(names: Iterable[Names | None]) -> tuple[Names, ...]:
    return tuple(each for each in names if each)


# The minutes


def printed(db: Db, session: Session, version: Version, base: str = "") -> Printed:
    """A version of a session's minutes as it is printed; `base` is what lasting addresses begin with."""
    final = version.state is State.FINAL
    found = _parts(db, session, version, base if final else "")
    return replace(
        found,
        state=version.state.value if version.number else printing.DRAFT,
        version=version.number,
        sent=version.sent,
        due=version.due,
        finalised=version.finalised,
        checksum=version.checksum,
        answers=tuple(_answers(db, session, version, called(db))),
        address=f"{base}/s/{session.id}" if base and final else "",
    )


def printed_draft(db: Db, draft: Draft, session: Session) -> Printed:
    """What is being written, as it would be printed now."""
    return replace(_parts(db, session, replace(DRAFT, parts=draft.parts), ""), state=printing.DRAFT)


def _parts(db: Db, session: Session, version: Version, base: str) -> Printed:
    known = called(db)
    views = {part.kind: part.content.texts for part in version.parts if isinstance(part.content, View)}
    shown = _conclusions(db, session, version, known, base)
    return Printed(
        id=session.id,
        names=session.names,
        round=session.round.names,
        state=version.state.value,
        regions=_found(map(known.regions.get, session.regions)),
        theme=session.theme,
        starts=session.starts,
        ends=session.ends,
        place=session.place,
        case_number=session.case_number or session.round.case_number or "",
        present=tuple(_present(session, version, known)),
        absent=tuple(_absent(version, known)),
        state_view=views.get(PartKind.STATE_VIEW, {}),
        region_view=views.get(PartKind.REGION_VIEW, {}),
        items=tuple(_items(version, shown)),
        conclusions=tuple(one for item, one in shown if item not in _item_ids(version)),
    )


def _item_ids(version: Version) -> frozenset[int]:
    return frozenset(part.id for part in version.parts if part.kind is PartKind.ITEM)


def _conclusions(
    db: Db, session: Session, version: Version, known: Called, base: str
) -> Sequence[tuple[int, Concluded]]:
    """The conclusions, each with the part of the item that it belongs to, in order."""
    every = [part for part in version.parts if isinstance(part.content, Conclusion)]
    made = [(_as_record(session, version, part, known), part.content) for part in every]
    kept = {each.id: each for each in records.by_ids(db, [record.id for record, _ in made])}
    found = []
    for record, content in made:
        marked = replace(record, superseded=kept[record.id].superseded if record.id in kept else None)
        shown = concluded(marked, known, f"{base}/c/{record.id}" if base else "")
        if isinstance(content, Conclusion):
            told = replace(shown, measure=content.measure, supersedes=content.supersedes)
            found.append((content.item, told))
    return found


def _as_record(session: Session, version: Version, part: Part, known: Called) -> Record:
    if not isinstance(part.content, Conclusion):
        raise TypeError("only a conclusion becomes one in the memory")
    return final_records.conclusion_record(session, version.number, part.content, known.organisations)


def _items(version: Version, shown: Sequence[tuple[int, Concluded]]) -> Iterator[printing.Discussed]:
    for part in version.parts:
        if isinstance(part.content, Item):
            own = tuple(one for item, one in shown if item == part.id)
            yield printing.Discussed(part.content.title, part.content.texts, own)


def _attendance(version: Version) -> Attendance:
    found = (part.content for part in version.parts if isinstance(part.content, Attendance))
    return next(found, Attendance())


def _present(session: Session, version: Version, known: Called) -> Iterator[printing.Present]:
    there = _attendance(version).present
    order = [*(each for each in session.organisations if each in there), *there]
    for each in dict.fromkeys(order):
        if names := known.who(each):
            yield printing.Present(names, there[each])


def _absent(version: Version, known: Called) -> Iterator[Names]:
    yield from _found(map(known.who, _attendance(version).absent))


# The answers


def _answers(db: Db, session: Session, version: Version, known: Called) -> Iterator[printing.Answer]:
    """How each organisation answered this version, with its answers to those before it."""
    given = publishing.answers(db, version.id)
    before = [each for each in minutes.versions(db, session.id) if each.number < version.number]
    earlier = [(each.number, publishing.answers(db, each.id)) for each in reversed(before)]
    for each in dict.fromkeys((*session.organisations, *given)):
        names, answered = known.who(each), given.get(each)
        past = tuple((number, found[each].answer.value) for number, found in earlier if each in found)
        if names and answered:
            way = answered.way if answered.answer is not Answer.NO_ANSWER else ""
            told = (answered.answer.value, answered.note, answered.at, way, answered.case_number)
            yield printing.Answer(names, *told, past)
        elif names:
            yield printing.Answer(names, printing.WAITED_FOR, earlier=past)
