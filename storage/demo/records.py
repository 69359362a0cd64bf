"""What the demo's discussions left in the memory: agendas, minutes and conclusions, and a few documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlmodel import Session

from knowledge.places import Places
from knowledge.records import Kind, Record, Wording
from storage import records
from storage.transfer import import_records, numbered
from storage.transfer.organisations import council

from .kept_minutes import opener, wordings
from .sessions import Held
from .texts import COUNCIL, Conclusion, Item, facts

INVENTED = "Demo, keksitty"


def add(db: Session, held: Sequence[Held], places: Places) -> None:
    """Add everything that the discussions left behind, and the documents."""
    made = [(one.id, record) for one in held for record in _records(one, places)]
    records.put_all(db, [record for _, record in made], {record.id: session for session, record in made})
    import_records(db, numbered(facts("documents")["documents"]))


def _records(one: Held, places: Places) -> Iterator[Record]:
    for number, conclusion in enumerate(one.texts.conclusions, 1):
        yield _conclusion(one, number, conclusion)
    if one.texts.agenda:
        yield _whole(one, Kind.AGENDA, "agenda", Wording(f"Agenda: {one.names['fi']}", _agenda(one, places)))
        yield _whole(one, Kind.MINUTES, "muistio", Wording(f"Muistio: {one.names['fi']}", _minutes(one)))


def _conclusion(one: Held, number: int, conclusion: Conclusion) -> Record:
    return Record(
        id=f"{one.id}-{number:02}",
        kind=Kind.CONCLUSION,
        year=one.year,
        texts=wordings(conclusion),
        regions=one.regions,
        ministries=conclusion.ministries,
        goals=conclusion.goals,
        areas=conclusion.areas,
        responsible=tuple(_responsible(conclusion, one)),
        used_in=conclusion.used_in,
        source=f"{INVENTED}: muistio {one.id}",
    )


def _responsible(conclusion: Conclusion, one: Held) -> Iterator[str]:
    for name in conclusion.responsible:
        yield from map(council, one.regions) if name == COUNCIL else (name,)


def _whole(one: Held, kind: Kind, suffix: str, wording: Wording) -> Record:
    """A record about a discussion as a whole: it carries the codes of all its conclusions."""
    conclusions = one.texts.conclusions
    return Record(
        id=f"{one.id}-{suffix}",
        kind=kind,
        year=one.year,
        texts={"fi": wording},
        regions=one.regions,
        ministries=_all(conclusion.ministries for conclusion in conclusions),
        goals=_all(conclusion.goals for conclusion in conclusions),
        areas=_all(conclusion.areas for conclusion in conclusions),
        source=f"{INVENTED}: {one.names['fi']}",
    )


def _all(codes: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for some in codes for code in some))


def _agenda(one: Held, places: Places) -> str:
    lines = [_item(n, item, one, places) for n, item in enumerate(one.texts.agenda, 1)]
    return "\n".join(lines)


def _item(number: int, item: Item, one: Held, places: Places) -> str:
    return f"{number}. {item.title} ({item.minutes} min, alustaja: {opener(item, one.regions, places)})"


def _minutes(one: Held) -> str:
    titles = "\n".join(f"{n}. {conclusion.title}" for n, conclusion in enumerate(one.texts.conclusions, 1))
    parts = {
        "Valtion näkemys": one.texts.state_view,
        "Maakunnan näkemys": one.texts.region_view,
        "Johtopäätökset": titles,
    }
    return "\n\n".join(f"{head}\n{text}" for head, text in parts.items())
