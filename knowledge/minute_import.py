"""A draft of minutes while a document is put into it: what is done to each part, what a person should see."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from .minute_names import Known
from .minutes import Content, Part, PartKind
from .refusals import minute_files as no
from .sessions import Session


class Done(StrEnum):
    """What an import does to a part."""

    FILLED = "filled"
    ADDED_TO = "added to"
    NEW = "new"
    SAME = "same"


class Unclear(StrEnum):
    """What couldn't be taken in as it stands."""

    ORGANISATION = "organisation"  # not known: its people weren't recorded
    FIELD = "field"  # of a conclusion, kept at the end of its text
    DIFFERENT = "different"  # a conclusion of this number says something else: added as a new one
    TEXT = "text"  # belongs nowhere, left out


@dataclass(frozen=True)
class Step:
    """What is done to a part, which has a negative id where it is new."""

    done: Done
    part: Part


@dataclass(frozen=True)
class Question:
    """What a person should look at: the text as it stands in the document, and where."""

    unclear: Unclear
    text: str
    where: str = ""


@dataclass
class Import:
    """A draft while a document is put into it."""

    session: Session
    parts: dict[int, Part]
    known: Known
    number: int
    steps: list[Step] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def changes(self) -> tuple[Step, ...]:
        """What is really done."""
        return tuple(step for step in self.steps if step.done is not Done.SAME)

    def of_kind(self, kind: PartKind) -> list[Part]:
        """The parts of a kind."""
        return [part for part in self.parts.values() if part.kind is kind]

    def put(self, done: Done, kind: PartKind, part: Part | None, content: Content) -> Part:
        """Keep what is done to a part, None for one that isn't there."""
        last = max((each.position for each in self.of_kind(kind)), default=0)
        before = part or Part(-len(self.steps) - 1, kind, content, last + 1)
        after = replace(before, content=content)
        self.parts[after.id] = after
        self.steps.append(Step(done, after))
        return after


def check_length(text: str, limit: int, part: object) -> None:
    """Refuse a text that is longer than it may be; `part` says which it is."""
    if len(text) > limit:
        raise no.FileTextTooLong(part=part, length=len(text), limit=limit)
