"""The minutes of a session as a document (Decree 797/2021 15 §): both sides' view, and the conclusions.

What frames it is in the reader's language; what people wrote is in the language that they wrote it in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cards.language import N_, Texts, texts

from .minutes_printed import (
    ANSWERS,
    BINDING,
    DRAFT,
    FINAL,
    OUT,
    REGION_SIDE,
    REPLACED,
    STATE_SIDE,
    USES,
    WAYS,
    Answer,
    Concluded,
    Names,
    Printed,
)
from .paper import Block, Bullets, Facts, Heading, Paper, Phrase, Table, Text, chosen, facts, said


def minutes_paper(printed: Printed, language: str) -> Paper:
    """The document in a language."""
    spoken = texts(language)
    title = spoken.say("Minutes: {session}", session=spoken.name(printed.names))
    edition = _edition(printed, spoken)
    shown = f" · SHA-256 {printed.checksum}" if printed.checksum else ""
    return Paper(title, language, tuple(_blocks(printed, spoken)), edition, f"{title} · {edition}{shown}")


def _edition(printed: Printed, spoken: Texts) -> str:
    """Which version this is; one that isn't final says so."""
    message, day = EDITIONS[printed.state]
    when = getattr(printed, day) if day else None
    return spoken.say(message, n=printed.version, date=spoken.day(when) if when else "")


EDITIONS = {
    DRAFT: (N_("Draft, not final: it may still change"), ""),
    OUT: (N_("Version {n}, not final: sent to be confirmed {date}"), "sent"),
    REPLACED: (N_("Version {n}, not final: a newer version has gone out"), ""),
    FINAL: (N_("Version {n}, final since {date}"), "finalised"),
}


def _blocks(printed: Printed, spoken: Texts) -> Iterator[Block]:
    yield Text(spoken.say(BINDING))
    yield from _session(printed, spoken)
    yield from _attendance(printed, spoken)
    yield from _views(printed, spoken)
    yield from _items(printed, spoken)
    yield from _answers(printed, spoken)
    yield from _reservations(printed, spoken)
    if printed.checksum:
        yield from _checksum(printed, spoken)


def _session(printed: Printed, spoken: Texts) -> Iterator[Facts]:
    time = spoken.span(printed.starts, printed.ends) if printed.starts else ""
    yield from facts(
        (
            (spoken.say("Round"), spoken.name(printed.round)),
            (spoken.say("Session"), printed.id),
            (spoken.say("Case number"), printed.case_number),
            (spoken.say("Regions"), _named(printed.regions, spoken)),
            (spoken.say("Theme"), printed.theme),
            (spoken.say("Time"), time),
            (spoken.say("Place"), printed.place),
            (spoken.say("Permanent address"), Phrase(printed.address, url=printed.address)),
        )
    )


def _named(names: Iterable[Names], spoken: Texts) -> str:
    return ", ".join(filter(None, map(spoken.name, names)))


def _attendance(printed: Printed, spoken: Texts) -> Iterator[Block]:
    if not printed.present and not printed.absent:
        return
    yield Heading(spoken.say("Present"))
    if printed.present:
        header = (spoken.say("Organisation"), spoken.say("People"))
        rows = tuple((Phrase(spoken.name(one.names)), Phrase(one.people)) for one in printed.present)
        yield Table(spoken.say("Organisations that were present"), header, rows)
    if printed.absent:
        yield from facts(((spoken.say("Absent"), _named(printed.absent, spoken)),))


def _views(printed: Printed, spoken: Texts) -> Iterator[Block]:
    yield Heading(spoken.say("The situation picture"))
    sides = (
        (spoken.say(STATE_SIDE), printed.state_view),
        (spoken.say(REGION_SIDE), printed.region_view),
    )
    for title, view in sides:
        yield Heading(title, 3)
        yield from tuple(said(view, spoken)) or (Text(spoken.say("Nothing was recorded."), quiet=True),)


def _items(printed: Printed, spoken: Texts) -> Iterator[Block]:
    yield Heading(spoken.say("Items and conclusions"))
    if not printed.items and not printed.conclusions:
        yield Text(spoken.say("Nothing was recorded."), quiet=True)
    for place, item in enumerate(printed.items, 1):
        yield Heading(f"{place}. {item.title}", 3)
        yield from said(item.texts, spoken)
        for each in item.conclusions:
            yield from conclusion(each, spoken, 4)
    if printed.conclusions:
        yield Heading(spoken.say("Other conclusions"), 3)
    for each in printed.conclusions:
        yield from conclusion(each, spoken, 4)


def conclusion(one: Concluded, spoken: Texts, level: int) -> Iterator[Block]:
    """A conclusion with its heading at this level: what it says, and what is known of it."""
    title = chosen(one.titles, spoken)
    kind = spoken.say("Measure") if one.measure else spoken.say("Conclusion")
    yield Heading(title.text, level, title.lang, f"{kind} {one.id}:")
    yield from said(one.texts, spoken)
    yield from facts(known(one, spoken))


def known(one: Concluded, spoken: Texts) -> tuple[tuple[str, str | Phrase], ...]:
    """What is known of a conclusion besides its text."""
    uses = ", ".join(spoken.say(USES[use]) for use in one.uses if use in USES)
    return (
        (spoken.say("Responsible"), _named(one.responsible, spoken)),
        (spoken.say("Ministries"), _named(one.ministries, spoken)),
        (spoken.say("Regions"), _named(one.regions, spoken)),
        (spoken.say("Goals"), "; ".join(chosen(goal, spoken).text for goal in one.goals)),
        (spoken.say("Policy areas"), _named(one.areas, spoken)),
        (spoken.say("Used in"), uses),
        (spoken.say("What came of it is reported by"), spoken.day(one.due) if one.due else ""),
        (spoken.say("Stands in the place of"), one.supersedes),
        (spoken.say("Replaced by"), one.superseded),
        (spoken.say("Permanent address"), Phrase(one.address, url=one.address)),
    )


def _answers(printed: Printed, spoken: Texts) -> Iterator[Block]:
    if not printed.answers:
        return
    yield Heading(spoken.say("How the organisations answered"))
    rows = tuple(_answer(each, spoken) for each in printed.answers)
    yield Table(spoken.say("Answers by organisation"), tuple(map(spoken.say, HEADER)), rows)


HEADER = (N_("Organisation"), N_("What it answered"), N_("Received"), N_("Day"), N_("Earlier versions"))


def _answer(one: Answer, spoken: Texts) -> tuple[Phrase, ...]:
    way = spoken.say(WAYS[one.way]) if one.way in WAYS else one.way
    earlier = (
        spoken.say("Version {n}: {answer}", n=number, answer=spoken.say(ANSWERS[answer]))
        for number, answer in one.earlier
    )
    told = (
        spoken.name(one.names),
        spoken.say(ANSWERS[one.answer]),
        ", ".join(filter(None, (way, one.case_number))),
        spoken.day(one.at) if one.at else "",
        "\n".join(earlier),
    )
    return tuple(map(Phrase, told))


def _reservations(printed: Printed, spoken: Texts) -> Iterator[Block]:
    """The reservations in full, as they were written."""
    found = [each for each in printed.answers if each.answer == "reservation" and each.note]
    if not found:
        return
    yield Heading(spoken.say("Reservations"))
    for each in found:
        yield Heading(spoken.name(each.names), 3)
        yield Text(each.note)


def _checksum(printed: Printed, spoken: Texts) -> Iterator[Block]:
    yield Heading(spoken.say("Checksum"))
    yield Text(spoken.say("The checksum is of the text and of all answers to it: it shows any later change."))
    yield Bullets((Phrase(f"SHA-256: {printed.checksum}"),))
