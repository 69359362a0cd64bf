"""What the memory keeps of final minutes: the minutes as a whole, and each conclusion under its public id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cards.documents.minutes_printed import REGION_SIDE, STATE_SIDE
from cards.language import Texts, texts
from knowledge.final_minutes import Published
from knowledge.minutes import (
    Conclusion,
    Item,
    Part,
    PartKind,
    Version,
    View,
    conclusions,
    ordered,
    public_id,
)
from knowledge.people import Kind, Organisation
from knowledge.records import Kind as RecordKind
from knowledge.records import Record, Wording
from knowledge.sessions import Session

WRITTEN = ("fi", "sv")
"""Languages in which minutes are written: the memory has each that something is said in."""
SIDES = {PartKind.STATE_VIEW: STATE_SIDE, PartKind.REGION_VIEW: REGION_SIDE}
Known = Mapping[str, Organisation]


def minutes_id(session: str) -> str:
    """The id of a session's minutes in the memory."""
    return f"{session}-muistio"


def published(session: Session, version: Version, known: Known) -> tuple[Published, ...]:
    """The conclusions of a version with where each comes from."""
    items = {part.id: part.content for part in version.parts if isinstance(part.content, Item)}
    return tuple(
        _published(session, version, part.id, part.content, items.get(part.content.item), known)
        for part in ordered(version.parts)
        if isinstance(part.content, Conclusion)
    )


def _published(
    session: Session, version: Version, part: int, one: Conclusion, item: Item | None, known: Known
) -> Published:
    record = conclusion_record(session, version.number, one, known)
    came = (item.agenda_item or None, item.proposals) if item else (None, ())
    return Published(record, part, *came, one.due, one.supersedes)


def conclusion_record(session: Session, number: int, one: Conclusion, known: Known) -> Record:
    """A conclusion as the memory keeps it; `number` is that of the version that it stands in."""
    responsible = tuple(_code(each, known) for each in one.responsible)
    ministries = {o.abbreviation for o in known.values() if o.kind is Kind.MINISTRY}
    also = (each for each in responsible if each in ministries)
    return Record(
        id=public_id(session.id, one.number),
        kind=RecordKind.CONCLUSION,
        year=session.round.year,
        texts=dict(one.texts),
        regions=one.regions or session.regions,
        ministries=tuple(dict.fromkeys((*one.ministries, *also))),
        goals=one.goals,
        areas=one.areas,
        responsible=responsible,
        used_in=one.used_in,
        source=texts("fi").say("Minutes {session}, version {n}", session=session.id, n=number),
        due=one.due,
    )


def _code(organisation: str, known: Known) -> str:
    """How the memory calls who is responsible: a ministry by its abbreviation, others by their id."""
    found = known.get(organisation)
    is_ministry = found is not None and found.kind is Kind.MINISTRY
    return (found.abbreviation or organisation) if found and is_ministry else organisation


def minutes_record(session: Session, version: Version, every: Iterable[Record]) -> Record:
    """The minutes as a whole: they carry the codes of all their conclusions."""
    codes = tuple(every)
    return Record(
        id=minutes_id(session.id),
        kind=RecordKind.MINUTES,
        year=session.round.year,
        texts={lang: _wording(session, version, texts(lang)) for lang in _languages(version)},
        regions=session.regions,
        ministries=_once(record.ministries for record in codes),
        goals=_once(record.goals for record in codes),
        areas=_once(record.areas for record in codes),
        source=texts("fi").say("Minutes {session}, version {n}", session=session.id, n=version.number),
    )


def _once(codes: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for some in codes for code in some))


def _languages(version: Version) -> tuple[str, ...]:
    """The languages that something is said in; Finnish where nothing is said at all."""
    said = {lang for part in version.parts for lang, text in _texts(part).items() if text}
    return tuple(lang for lang in WRITTEN if lang in said) or WRITTEN[:1]


def _texts(part: Part) -> Mapping[str, str]:
    content = part.content
    if isinstance(content, Conclusion):
        return {lang: wording.text for lang, wording in content.texts.items()}
    return content.texts if isinstance(content, View | Item) else {}


def _wording(session: Session, version: Version, spoken: Texts) -> Wording:
    title = spoken.say("Minutes: {session}", session=spoken.name(session.names))
    return Wording(title, "\n\n".join(_told(version, spoken)))


def _told(version: Version, spoken: Texts) -> Iterator[str]:
    """Both views, what was said, the conclusions' titles."""
    for part in ordered(version.parts):
        text = _texts(part).get(spoken.language, "")
        if part.kind in SIDES and text:
            yield f"{spoken.say(SIDES[part.kind])}\n{text}"
        if isinstance(part.content, Item):
            yield f"{part.content.title}\n{text}".rstrip()
    if titles := [_title(one, spoken) for one in conclusions(ordered(version.parts))]:
        listed = "\n".join(f"{place}. {title}" for place, title in enumerate(titles, 1))
        yield f"{spoken.say('Conclusions')}\n{listed}"


def _title(one: Conclusion, spoken: Texts) -> str:
    found = one.texts.get(spoken.language) or next(iter(one.texts.values()), Wording("", ""))
    return found.title
