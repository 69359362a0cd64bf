"""What an import of minutes reads and says: the words of the bot's own document, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from bot.forms import Said
from cards.documents import paper
from cards.documents.minutes_printed import REGION_SIDE, STATE_SIDE, USES
from cards.language import LANGUAGES, N_, Texts, texts
from knowledge.minute_blocks import Found
from knowledge.minute_fields import Field
from knowledge.minute_headings import Section, Vocabulary, vocabulary
from knowledge.minute_import import Done, Import, Question, Step, Unclear
from knowledge.minutes import Conclusion, Item, View

from .confirming_words import heading, title_of
from .views import cut

SNIPPET = 160  # characters of a text that is shown to tell which it is
LISTED = 40  # questions that are shown

# The bot's own document


def _in_all(message: str) -> tuple[str, ...]:
    """A text of the bot's in every language."""
    return tuple(texts(language).say(message) for language in LANGUAGES)


SECTIONS = {
    "Present": Section.ATTENDANCE,
    "Absent": Section.ABSENT,
    STATE_SIDE: Section.STATE,
    REGION_SIDE: Section.REGION,
    "The situation picture": Section.PASSED,
    "Items and conclusions": Section.ITEMS,
    "Other conclusions": Section.CONCLUSIONS,
    "Conclusion": Section.CONCLUSIONS,
    "Measure": Section.MEASURES,
    "How the organisations answered": Section.LEFT,
    "Reservations": Section.LEFT,
    "Checksum": Section.LEFT,
}
FIELDS = {
    "Responsible": Field.RESPONSIBLE,
    "Ministries": Field.MINISTRIES,
    "Regions": Field.REGIONS,
    "Goals": Field.GOALS,
    "Policy areas": Field.AREAS,
    "Used in": Field.USED_IN,
    "What came of it is reported by": Field.DUE,
    "Stands in the place of": Field.SUPERSEDES,
}
FACTS = ("Replaced by", "Permanent address")
REMARKS = {message: language for language, message in paper.ELSEWHERE.items()} | {"Nothing was recorded.": ""}


@cache
def words() -> Vocabulary:
    """What a document is read by."""
    return vocabulary(
        [(name, section) for message, section in SECTIONS.items() for name in _in_all(message)],
        [(name, field) for message, field in FIELDS.items() for name in _in_all(message)],
        [name for message in FACTS for name in _in_all(message)],
        {text: language for message, language in REMARKS.items() for text in _in_all(message)},
    )


def used() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the places where conclusions are used are called in the document."""
    return tuple((code, _in_all(message)) for code, message in USES.items())


# What was found


def done(doing: Import, spoken: Texts) -> Iterator[str]:
    """What is done to each part, in a sentence each."""
    for step in doing.changes:
        part = _sentence(heading(doing.session.id, step.part), spoken) + title_of(step.part)
        snippet = cut(_text(step), SNIPPET)
        yield spoken.say(STEPS[step.done], part=part) + (f": {snippet}" if snippet else "")


STEPS: Mapping[Done, str] = {
    Done.FILLED: N_("Filled: {part}"),
    Done.ADDED_TO: N_("Added to what is there: {part}"),
    Done.NEW: N_("New: {part}"),
}


def _text(step: Step) -> str:
    content = step.part.content
    if isinstance(content, Item | View):
        return " ".join(" ".join(content.texts.values()).split())
    wordings = content.texts.values() if isinstance(content, Conclusion) else ()
    return " ".join(next((each.text for each in wordings), "").split())


def asked(doing: Import, found: Found, spoken: Texts) -> Iterator[str]:
    """What a person should look at, in a sentence each."""
    if found.front:
        yield spoken.say(N_("Left out, before the first heading that I know: paragraphs: {n}"), n=found.front)
    for each in doing.questions[:LISTED]:
        yield _question(each, spoken)
    if left := doing.questions[LISTED:]:
        yield spoken.say(N_("… and {n} more"), n=len(left))


def _question(question: Question, spoken: Texts) -> str:
    told = {"text": cut(question.text, SNIPPET), "where": cut(question.where, SNIPPET)}
    return spoken.say(QUESTIONS[question.unclear], **told)


QUESTIONS: Mapping[Unclear, str] = {
    Unclear.ORGANISATION: N_("Not recorded: “{text}” is no organisation that I know. Write it in the draft."),
    Unclear.FIELD: N_("“{text}” wasn't understood in “{where}”, so it stands at the end of its text."),
    Unclear.DIFFERENT: N_("{text} reads otherwise in the draft: “{where}” is added as a new one. Compare."),
    Unclear.TEXT: N_("Left out, since it belongs to no part: “{text}”"),
}


def _sentence(said: Said, spoken: Texts) -> str:
    return spoken.say(said.message, **{name: in_words(value, spoken) for name, value in said.values.items()})


def in_words(value: Any, spoken: Texts) -> Any:
    """A message's value in words: a text of the bot's, a name by language, or as it is."""
    if isinstance(value, StrEnum):
        return spoken.say(value)
    if isinstance(value, Mapping):
        text = value.get("say")
        return spoken.say(text) if text else spoken.name(value)
    return value
