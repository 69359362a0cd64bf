"""Conclusions of a document, put into a draft of minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import minute_fields
from .minute_blocks import FoundConclusion
from .minute_fields import Field
from .minute_import import Done, Import, Question, Unclear, check_length
from .minute_lines import folded
from .minute_names import codes, day
from .minutes import TEXT_LIMIT, TITLE_LIMIT, Conclusion, Content, Part, PartKind, public_id
from .records import Wording


def conclude(doing: Import, found: FoundConclusion, item: Part | None) -> None:
    """Add a conclusion, unless the draft has it already, by its text in any language."""
    text = found.text or found.title
    if not text:
        return
    title = found.title or minute_fields.titled(text)[0]
    named = _Named(doing, found, title)
    own = [part for part in doing.of_kind(PartKind.CONCLUSION) if isinstance(part.content, Conclusion)]
    values = named.values()
    whole = "\n\n".join(filter(None, (text, named.rest())))
    same = next((part for part in own if _says(part.content, title, (text, whole))), None)
    if same:
        doing.questions = [each for each in doing.questions if each.where != named.where]
        doing.put(Done.SAME, PartKind.CONCLUSION, same, same.content)
        return
    if any(public_id(doing.session.id, _number(part.content)) == found.id for part in own):
        doing.questions.append(Question(Unclear.DIFFERENT, found.id, title))
    check_length(title, TITLE_LIMIT, title[:80])
    check_length(whole, TEXT_LIMIT, title)
    texts = {found.language: Wording(title, whole)}
    at = item.id if item else 0
    content = Conclusion(doing.number, texts, item=at, measure=found.measure, **values)
    doing.number += 1
    doing.put(Done.NEW, PartKind.CONCLUSION, None, content)


def _number(content: Content) -> int:
    return content.number if isinstance(content, Conclusion) else 0


def _says(content: Content, title: str, texts: Iterable[str]) -> bool:
    """Does a conclusion say the same? One that only has a title is known by it."""
    wordings = content.texts.values() if isinstance(content, Conclusion) else ()
    wanted = set(map(folded, texts))
    return any(folded(each.text) in wanted and folded(each.title) == folded(title) for each in wordings)


LISTS: Sequence[Field] = tuple(each for each in Field if each not in (Field.DUE, Field.SUPERSEDES))


@dataclass
class _Named:
    """What a conclusion's fields name; what can't be read is kept as it stands, below the text."""

    doing: Import
    found: FoundConclusion
    where: str
    unread: list[str] = field(default_factory=list)

    def values(self) -> dict[str, Any]:
        """The conclusion's codes and its day; the regions are the session's where none is named."""
        fields, session = self.found.fields, self.doing.session
        values: dict[str, Any] = {"regions": session.regions}
        values |= {name.value: self._codes(name) for name in LISTS if name in fields}
        due = day(fields[Field.DUE]) if Field.DUE in fields else None
        if due is None:
            self._whole(Field.DUE)
        self._whole(Field.SUPERSEDES)  # that is for a person to say
        of = self.doing.known.ministry_of
        concerned = (of[each] for each in values.get("responsible", ()) if each in of)
        ministries = tuple(dict.fromkeys((*values.get("ministries", ()), *concerned)))
        return {**values, "ministries": ministries, "due": due}

    def _whole(self, name: Field) -> None:
        if name in self.found.fields:
            self._unread(name, self.found.fields[name])

    def rest(self) -> str:
        """What couldn't be read, to go on standing in the text."""
        return "; ".join(self.unread)

    def _codes(self, name: Field) -> tuple[str, ...]:
        found, faults = codes(name, self.found.fields[name], self.doing.known, "")
        for fault in faults:
            self._unread(name, str(fault.values["value"]))
        return found

    def _unread(self, name: Field, text: str) -> None:
        text = f"{minute_fields.called(name, self.found.language)}: {text}"
        self.unread.append(text)
        self.doing.questions.append(Question(Unclear.FIELD, text, self.where))
