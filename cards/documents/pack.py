"""A pack of conclusions as a document and as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cards.language import N_, Texts, texts

from .minutes import conclusion
from .minutes_printed import BINDING, USES, Names
from .pack_printed import STANDINGS, Group, Pack, Packed, Told
from .paper import Block, Bullets, Heading, Paper, Phrase, Text, chosen, facts
from .workbook import Cell, Sheet, workbook

MADE = N_("Made from the data on {date}")
JTS = N_("For the public finance plan (JTS)")
COLUMNS = (
    N_("Id"),
    N_("Year"),
    N_("Regions"),
    N_("Title"),
    N_("Text"),
    N_("Responsible"),
    N_("Ministries"),
    N_("Goals"),
    N_("Policy areas"),
    JTS,
    N_("Used in"),
    N_("Due"),
    N_("Follow-up"),
    N_("Late"),
    N_("What was reported"),
    N_("Session"),
    N_("Held"),
    N_("Replaced by"),
    N_("Source"),
    N_("Permanent address"),
)


def title(pack: Pack, spoken: Texts) -> str:
    """What the pack is called: names that need no inflection."""
    whose = (*map(spoken.name, (*pack.ministries, *pack.regions)), pack.years)
    return ": ".join(filter(None, (spoken.say("Conclusions to use"), ", ".join(filter(None, whose)))))


# The document


def pack_paper(pack: Pack, language: str) -> Paper:
    """The document in a language."""
    spoken = texts(language)
    named, made = title(pack, spoken), spoken.say(MADE, date=spoken.day(pack.made))
    return Paper(named, language, tuple(_blocks(pack, spoken)), made, f"{named} · {made}")


def _blocks(pack: Pack, spoken: Texts) -> Iterator[Block]:
    yield Text(spoken.say(BINDING))
    yield from facts(
        (
            (spoken.say("Ministries"), _named(pack.ministries, spoken)),
            (spoken.say("Regions"), _named(pack.regions, spoken)),
            (spoken.say("Years"), pack.years),
            (spoken.say("Conclusions"), str(len(pack.items))),
            *((spoken.say(word), str(pack.counts.get(state) or "")) for state, word in STANDINGS.items()),
            (spoken.say("Late"), str(sum(item.late for item in pack.items) or "")),
        )
    )
    yield from _jts(pack, spoken)
    for group in pack.groups:
        yield Heading(heading(group, spoken))
        for item in group.items:
            yield from _item(item, spoken)


def _jts(pack: Pack, spoken: Texts) -> Iterator[Block]:
    """Those for the public finance plan, named first."""
    found = [item.concluded for item in pack.items if item.jts]
    if not found:
        return
    yield Heading(spoken.say(JTS))
    titles = ((one.id, chosen(one.titles, spoken)) for one in found)
    yield Bullets(tuple(Phrase(f"{id_}: {titled.text}", titled.lang) for id_, titled in titles))


def heading(group: Group, spoken: Texts) -> str:
    """The name of a group."""
    return _named(group.regions, spoken) or spoken.say("Whole country")


def _item(item: Packed, spoken: Texts) -> Iterator[Block]:
    yield from conclusion(item.concluded, spoken, 3)
    session = spoken.name(item.session) if item.session else ""
    held = f"{session}, {spoken.day(item.held)}" if item.held else session
    yield from facts(
        (
            (spoken.say("Session"), held),
            (spoken.say("Follow-up"), _state(item, spoken)),
            (spoken.say("What was reported"), "\n".join(_told(each, spoken) for each in item.told)),
            (spoken.say("Source"), item.source),
        )
    )


def _state(item: Packed, spoken: Texts) -> str:
    state = spoken.say(STANDINGS[item.state])
    return f"{state} ({spoken.say('late')})" if item.late else state


def _told(told: Told, spoken: Texts) -> str:
    """An organisation's newest report: who, what, by when, and what it wrote."""
    who = spoken.name(told.names) if told.names else spoken.say("the secretariat")
    day = f", {spoken.day(told.day)}" if told.day else ""
    note = f": {' '.join(told.note.split())}" if told.note else ""
    return f"{who} ({spoken.day(told.at)}): {spoken.say(STANDINGS[told.state])}{day}{note}"


# The workbook


def pack_workbook(pack: Pack, language: str) -> bytes:
    """The file of a pack: the conclusions, and how many there are of each region and year."""
    spoken = texts(language)
    rows = tuple(_row(item, spoken) for item in pack.items)
    sheets = (
        Sheet(spoken.say("Conclusions"), tuple(map(spoken.say, COLUMNS)), rows),
        _counts(pack, spoken),
    )
    return workbook(title(pack, spoken), spoken.language, sheets)


def _row(item: Packed, spoken: Texts) -> tuple[Cell, ...]:
    one = item.concluded
    return (
        one.id,
        item.year,
        _named(one.regions, spoken),
        chosen(one.titles, spoken).text,
        chosen(one.texts, spoken).text,
        _named(one.responsible, spoken),
        _named(one.ministries, spoken),
        "; ".join(chosen(goal, spoken).text for goal in one.goals),
        _named(one.areas, spoken),
        spoken.say("yes") if item.jts else spoken.say("no"),
        ", ".join(spoken.say(USES[use]) for use in one.uses if use in USES),
        one.due,
        spoken.say(STANDINGS[item.state]),
        spoken.say("late") if item.late else "",
        "\n".join(_told(each, spoken) for each in item.told),
        spoken.name(item.session) if item.session else "",
        item.held,
        one.superseded,
        item.source,
        one.address,
    )


def _named(names: Iterable[Names], spoken: Texts) -> str:
    return ", ".join(map(spoken.name, names))


def _counts(pack: Pack, spoken: Texts) -> Sheet:
    years = sorted({item.year for item in pack.items})
    header = (spoken.say("Region"), *map(str, years), spoken.say("In all"))
    rows = tuple(_count(group, years, spoken) for group in pack.groups)
    return Sheet(spoken.say("By region and year"), header, rows)


def _count(group: Group, years: Iterable[int], spoken: Texts) -> tuple[Cell, ...]:
    of_years = (sum(item.year == year for item in group.items) for year in years)
    return (heading(group, spoken), *of_years, len(group.items))
