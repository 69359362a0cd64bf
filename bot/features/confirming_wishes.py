"""A correction as it is asked for: which part, what it should say, and what is wrong with that."""

from __future__ import annotations

from bot.forms import Choice, Reading
from knowledge.confirming import NOTE_LIMIT
from knowledge.minutes import Part
from knowledge.refusals import Refusal
from knowledge.refusals.asking import FieldMissing
from knowledge.refusals.confirming import AskedAlready, CorrectionMissing
from knowledge.refusals.proposals import UnknownChoice

from .confirming_desk import At
from .confirming_words import called_in, heading, title_of


def part_choices(at: At) -> tuple[Choice, ...]:
    """The parts of the version that is out."""
    return tuple(Choice(str(part.id), _named(at, part)) for part in at.book.out.parts)


def _named(at: At, part: Part) -> dict[str, str]:
    return called_in(heading(at.session.id, part), title_of(part))


def wish_of(
    at: At, organisation: str, part: str, wanted: str, field: str = "wanted"
) -> tuple[int | None, list[Refusal]]:
    """The part that a correction is about, and what is wrong with it; the text stands in `field`."""
    reading = Reading()
    reading.text(field, wanted, NOTE_LIMIT)
    if not wanted:
        reading.fault(CorrectionMissing(field))
    named = {str(each.id): each.id for each in at.book.out.parts}
    if part not in named:
        reading.fault(UnknownChoice("part", value=part[:40]) if part else FieldMissing("part"))
    waiting = [each.part for each in at.book.wishes(organisation, at.book.out.number) if each.live]
    if named.get(part) in waiting:
        reading.fault(AskedAlready("part"))
    return named.get(part), reading.faults
