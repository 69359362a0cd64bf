"""What is said of minutes in cards: their parts, how those changed, how organisations answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from bot.forms import Said, moment_value
from cards.documents.minutes_printed import REGION_SIDE, STATE_SIDE, USES
from cards.escape import plain
from cards.language import N_, Texts, texts
from knowledge.minutes import Attendance, Conclusion, Item, Part, PartKind, View, public_id

from .minutes_printout import Called
from .session_cards import short
from .views import cut

LANGUAGES = ("fi", "sv", "en")
ONLY = {
    "fi": N_("The text exists in Finnish only."),
    "sv": N_("The text exists in Swedish only."),
    "en": N_("The text exists in English only."),
}
SIDES = {PartKind.STATE_VIEW: STATE_SIDE, PartKind.REGION_VIEW: REGION_SIDE}
NAMELESS = N_("An item without a title")
Fact = tuple[Any, Any]
"""A name and a value, both as a message's values; see `cards.render.readable`."""


def heading(session: str, part: Part) -> Said:
    """What a part is called."""
    return HEADINGS[type(part.content)](session, part)


def _of_view(_: str, part: Part) -> Said:
    return Said(N_("{side} of the situation picture"), {"side": {"say": SIDES[part.kind]}})


def _of_item(_: str, part: Part) -> Said:
    title = part.content.title if isinstance(part.content, Item) else ""
    return Said("{title}", {"title": title or {"say": NAMELESS}})


def _of_conclusion(session: str, part: Part) -> Said:
    if not isinstance(part.content, Conclusion):
        raise TypeError("only a conclusion has a number")
    message = N_("Measure {id}") if part.content.measure else N_("Conclusion {id}")
    return Said(message, {"id": public_id(session, part.content.number)})


HEADINGS: Mapping[type, Callable[[str, Part], Said]] = {
    Attendance: lambda _, __: Said(N_("Present")),
    View: _of_view,
    Item: _of_item,
    Conclusion: _of_conclusion,
}


def called_in(said: Said, title: str = "") -> dict[str, str]:
    """A heading by language, as the name of a choice: what people wrote in it shortened."""
    return {lang: plain(cut(_spoken(said, texts(lang)) + title, LISTED)) for lang in LANGUAGES}


def _spoken(said: Said, spoken: Texts) -> str:
    return spoken.say(said.message, **{key: _word(value, spoken) for key, value in said.values.items()})


def _word(value: Any, spoken: Texts) -> Any:
    """A value that is a message in words, any other as it is."""
    message = value.get("say") if isinstance(value, Mapping) else None
    return spoken.say(message) if message else value


LISTED = 100  # characters of a part in a list of choices


def title_of(one: Part) -> str:
    """A conclusion's title, to stand after its number."""
    wordings = one.content.texts if isinstance(one.content, Conclusion) else {}
    title = next((wordings[each].title for each in LANGUAGES if each in wordings), "")
    return f": {title}" if title else ""


# Parts


def part(session: str, one: Part, known: Called, language: str) -> dict[str, Any]:
    """A part as a card shows it: heading, text in the reader's language where there is one, facts."""
    view = {"heading": heading(session, one), "title": "", "text": "", "note": "", "facts": []}
    return view | CONTENTS[type(one.content)](one.content, known, language)


def _attendance(content: Attendance, known: Called, _: str) -> dict[str, Any]:
    there = [(_name(each, known), people or "–") for each, people in content.present.items()]
    away = [_name(each, known) for each in content.absent]
    return {"facts": [*there, *([({"say": ABSENT}, away)] if away else [])]}


ABSENT = N_("Absent")


def _name(organisation: str, known: Called) -> Any:
    found = known.organisations.get(organisation)
    return dict(short(found)) if found else organisation


def _view(content: View, _: Called, language: str) -> dict[str, Any]:
    return _text(content.texts, language)


def _item(content: Item, _: Called, language: str) -> dict[str, Any]:
    return _text(content.texts, language)


def _text(texts: Mapping[str, str], language: str) -> dict[str, Any]:
    """The text in the language, else in what there is, with a note that says so."""
    there = [each for each in (language, *LANGUAGES) if texts.get(each)]
    shown = next(iter(there), language)
    note = ONLY.get(shown, "") if there and shown != language else ""
    return {"text": texts.get(shown, ""), "note": note}


def _conclusion(content: Conclusion, known: Called, language: str) -> dict[str, Any]:
    there = [each for each in (language, *LANGUAGES) if each in content.texts]
    shown = next(iter(there), language)
    wording = content.texts.get(shown)
    note = ONLY.get(shown, "") if there and shown != language else ""
    words = {"title": wording.title, "text": wording.text} if wording else {}
    return words | {"note": note, "facts": list(_facts(content, known))}


def _facts(content: Conclusion, known: Called) -> Iterator[Fact]:
    for field in CODES:
        if codes := getattr(content, field):
            yield {"say": FIELDS[field]}, [value(field, each, known) for each in codes]
    if content.due:
        yield {"say": FIELDS["due"]}, moment_value(content.due)
    if content.supersedes:
        yield {"say": FIELDS["supersedes"]}, content.supersedes


CONTENTS: Mapping[type, Callable[[Any, Called, str], dict[str, Any]]] = {
    Attendance: _attendance,
    View: _view,
    Item: _item,
    Conclusion: _conclusion,
}
CODES = ("responsible", "ministries", "regions", "goals", "areas", "used_in")
FIELDS = {
    "title": N_("Title"),
    "text": N_("Text"),
    "responsible": N_("Responsible"),
    "ministries": N_("Ministries"),
    "regions": N_("Regions"),
    "goals": N_("Goals"),
    "areas": N_("Policy areas"),
    "used_in": N_("Where it is used"),
    "due": N_("Due"),
    "supersedes": N_("Stands in the place of"),
    "measure": N_("Kind"),
    "item": N_("Item"),
    "present": N_("Present"),
    "absent": ABSENT,
    "names": N_("Names of those present"),
}
"""What the fields of the parts are called."""
TONGUES = {"fi": N_("in Finnish"), "sv": N_("in Swedish"), "en": N_("in English")}


def value(field: str, code: str, known: Called) -> Any:
    """A code of a field in words: a name by language, a day, a message."""
    reader = VALUES.get(field)
    return (reader(code, known) if reader else None) or code


def _titles(goal: str, known: Called) -> Any:
    return dict(known.goals[goal].titles) if goal in known.goals else None


VALUES: Mapping[str, Callable[[str, Called], Any]] = {
    "responsible": lambda code, known: known.who(code),
    "ministries": lambda code, known: known.who(code),
    "present": lambda code, known: _name(code, known),
    "absent": lambda code, known: _name(code, known),
    "regions": lambda code, known: known.regions.get(code),
    "areas": lambda code, known: known.areas.get(code),
    "goals": _titles,
    "used_in": lambda code, _: {"say": USES[code]} if code in USES else None,
    "due": lambda code, _: moment_value(date.fromisoformat(code)),
    "measure": lambda code, _: {"say": N_("measure") if code == "True" else N_("conclusion")},
}
