"""What was found in a document, put into a draft of minutes: nothing that somebody wrote is overwritten.

What is empty is filled, what isn't there is added; what is there already stays as it is, so that the same
document twice adds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .minute_blocks import Found, FoundItem
from .minute_import import Done, Import, Question, Unclear, check_length
from .minute_import_conclusions import conclude
from .minute_lines import folded
from .minute_names import Known
from .minutes import NAMES_LIMIT, TEXT_LIMIT, TITLE_LIMIT, Attendance, Draft, Item, Part, PartKind, View
from .minutes_drafting import PARTS_LIMIT
from .refusals import minute_files as no
from .sessions import Session


def put_in(draft: Draft, found: Found, session: Session, known: Known, number: int) -> Import:
    """Put what was found into a draft; `number` is the next conclusion's. Raises a Refusal."""
    doing = Import(session, {part.id: part for part in draft.parts}, known, number)
    if max(len(found.items), len(found.conclusions)) > PARTS_LIMIT:
        raise no.FileTooMuch(limit=PARTS_LIMIT)
    _attendance(doing, found)
    _view(doing, PartKind.STATE_VIEW, found.state_view, "The State's view")
    _view(doing, PartKind.REGION_VIEW, found.region_view, "The region's view")
    items = [_item(doing, each) for each in found.items]
    for each in found.conclusions:
        conclude(doing, each, items[each.item - 1] if each.item else None)
    if any(len(doing.of_kind(kind)) > PARTS_LIMIT for kind in (PartKind.ITEM, PartKind.CONCLUSION)):
        raise no.FileTooMuch(limit=PARTS_LIMIT)
    doing.questions += [Question(Unclear.TEXT, each) for each in found.passed]
    return doing


# Who was there


def _attendance(doing: Import, found: Found) -> None:
    if not found.present and not found.absent:
        return
    part = next(iter(doing.of_kind(PartKind.ATTENDANCE)), None)
    was = part.content if part and isinstance(part.content, Attendance) else Attendance()
    present = dict(was.present)
    for name, people in found.present:
        id_ = _organisation(doing, name)
        if id_ and not present.get(id_) and id_ not in was.absent:  # what was written about it stays
            present[id_] = people
    gone = [_organisation(doing, name) for name in found.absent]
    absent = [each for each in gone if each and not present.get(each)]
    content = Attendance(
        {id_: people for id_, people in present.items() if id_ not in absent},
        tuple(dict.fromkeys((*was.absent, *absent))),
    )
    for people in content.present.values():
        check_length(people, NAMES_LIMIT, {"say": "Present"})
    named = any(was.present.values())
    done = Done.SAME if content == was else Done.ADDED_TO if named else Done.FILLED
    doing.put(done, PartKind.ATTENDANCE, part, content)


def _organisation(doing: Import, name: str) -> str | None:
    found = doing.known.organisations.find(name)
    if found is None:
        doing.questions.append(Question(Unclear.ORGANISATION, name))
    return found


# Views and items


def _view(doing: Import, kind: PartKind, texts: Mapping[str, str], called: str) -> None:
    if not texts:
        return
    part = next(iter(doing.of_kind(kind)), None)
    was = part.content.texts if part and isinstance(part.content, View) else {}
    after = _together(was, texts)
    _check(after, {"say": called})
    doing.put(_done(was, after), kind, part, View(after))


def _item(doing: Import, found: FoundItem) -> Part:
    """The item of the draft with this title, with what was said; a new one where there is none."""
    check_length(found.title, TITLE_LIMIT, found.title[:80])
    own = (part for part in doing.of_kind(PartKind.ITEM) if isinstance(part.content, Item))
    part = next((each for each in own if folded(each.content.title) == folded(found.title)), None)  # type: ignore[union-attr]
    if part is None or not isinstance(part.content, Item):
        _check(found.texts, found.title)
        return doing.put(Done.NEW, PartKind.ITEM, None, Item(found.title, found.texts))
    after = _together(part.content.texts, found.texts)
    _check(after, found.title)
    done = _done(part.content.texts, after)
    return doing.put(done, PartKind.ITEM, part, replace(part.content, texts=after))


def _together(before: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    """The texts with those paragraphs of the document that aren't in them below."""
    return {**before, **{lang: _below(before.get(lang, ""), text) for lang, text in found.items()}}


def _below(text: str, more: str) -> str:
    known = set(map(folded, _paragraphs(text)))
    new = [each for each in _paragraphs(more) if folded(each) not in known]
    return "\n\n".join((*((text,) if text else ()), *dict.fromkeys(new)))


def _paragraphs(text: str) -> list[str]:
    return [each.strip() for each in text.split("\n\n") if each.strip()]


def _done(before: Mapping[str, str], after: Mapping[str, str]) -> Done:
    if dict(before) == dict(after):
        return Done.SAME
    fills = all(not before.get(lang) or before[lang] == text for lang, text in after.items())
    return Done.FILLED if fills else Done.ADDED_TO


def _check(texts: Mapping[str, str], part: object) -> None:
    for text in texts.values():
        check_length(text, TEXT_LIMIT, part)
