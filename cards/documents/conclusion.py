"""A conclusion as a page of its own, and the pages that stand where none is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cards.language import N_, Texts, texts

from .minutes import known
from .minutes_printed import ANSWERS, Concluded, Names
from .paper import Block, Bullets, Heading, Paper, Phrase, Text, chosen, facts, said

SHARED = N_("Conclusions are a shared view of the State and the regions. They are not binding.")


@dataclass(frozen=True)
class Origin:
    """Where a conclusion comes from: its session, how many organisations answered how, its source."""

    session: Names = field(default_factory=dict)
    held: datetime | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    source: str = ""
    minutes: str = ""
    superseded: str = ""


def conclusion_paper(one: Concluded, origin: Origin, language: str) -> Paper:
    """The page of a conclusion. Of the origin, `minutes` and `superseded` are addresses."""
    spoken = texts(language)
    edition = spoken.say("Conclusion {number}", number=one.id)
    title = chosen(one.titles, spoken)
    footer = f"{edition} · {spoken.say(SHARED)}"
    return Paper(title.text or edition, language, tuple(_blocks(one, origin, spoken)), edition, footer)


def _blocks(one: Concluded, origin: Origin, spoken: Texts) -> Iterator[Block]:
    if one.superseded:
        yield Text(spoken.say("Another conclusion stands in the place of this one."))
        yield Bullets((Phrase(one.superseded, url=origin.superseded),))
    yield from said(one.texts, spoken)
    yield Heading(spoken.say("What is known of it"))
    yield from facts(known(one, spoken))
    yield Heading(spoken.say("Where it comes from"))
    counts = ", ".join(f"{spoken.say(ANSWERS[each])}: {n}" for each, n in origin.counts.items())
    yield from facts(
        (
            (spoken.say("Session"), spoken.name(origin.session)),
            (spoken.say("Day"), spoken.day(origin.held) if origin.held else ""),
            (spoken.say("How the organisations answered"), counts),
            (spoken.say("Minutes"), Phrase(origin.minutes, url=origin.minutes)),
            (spoken.say("Source"), origin.source),
        )
    )
    yield Text(spoken.say(SHARED), quiet=True)


# Where none is shown


def asking_paper(number: str, chat: str, language: str) -> Paper:
    """Says where to ask; it tells nothing of what there is. `chat` opens the bot with the number typed."""
    spoken = texts(language)
    title = spoken.say("Ask the bot")
    blocks: list[Block] = [
        Text(spoken.say("Conclusions and minutes are shown to those who are admitted to the bot.")),
        Text(spoken.say("Open the bot in Teams and write the number to it: {number}", number=number)),
    ]
    if chat:
        blocks.append(Bullets((Phrase(spoken.say("Open the bot in Teams"), url=chat),)))
    return Paper(title, language, tuple(blocks))


def missing_paper(language: str) -> Paper:
    """There is nothing to be shown at this address."""
    spoken = texts(language)
    text = spoken.say("There is no conclusion and there are no final minutes at this address.")
    return Paper(spoken.say("Nothing is here"), language, (Text(text),))
