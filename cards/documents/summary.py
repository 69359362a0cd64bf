"""The summary of a year for the advisory council: what was held, concluded and done, from data only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cards.language import N_, Texts, texts

from .minutes_printed import ANSWERS, BINDING, USES
from .pack_printed import STANDINGS
from .paper import Block, Bullets, Facts, Heading, Paper, Phrase, Table, Text, chosen, facts
from .summary_printed import Followed, Met, Named, OfGoal, Summary

MINUTES = {"final": N_("Final minutes"), "out": N_("Minutes being confirmed")}
YEAR, CONCLUSIONS, LATE = N_("Year"), N_("Conclusions"), N_("Late")
SESSIONS = (N_("Session"), N_("Kind"), N_("Day"), N_("State"), CONCLUSIONS)
GOALS = (N_("Goal"), CONCLUSIONS, N_("Nothing in"))
REGIONS = (N_("Region"), CONCLUSIONS, N_("Ids"))
TITLE = N_("Development discussions {year}: summary")
MADE = N_("Made from the data on {date}")
COUNTED = N_(
    "A conclusion of several regions or goals counts in each of their cells, and once in every total. One "
    "that a newer conclusion replaces isn't counted where the newer one is."
)
FOLLOWED = N_(
    "What came of conclusions is counted of those that no newer one replaces. One is done or dropped when "
    "all who are responsible say so, and late when its day is behind and it is neither."
)


def summary_paper(summary: Summary, language: str) -> Paper:
    """The document in a language."""
    spoken = texts(language)
    title = spoken.say(TITLE, year=summary.year)
    made = spoken.say(MADE, date=spoken.day(summary.made))
    return Paper(title, language, tuple(_blocks(summary, spoken)), made, f"{title} · {made}")


def _blocks(summary: Summary, spoken: Texts) -> Iterator[Block]:
    yield Text(spoken.say(BINDING))
    yield from _rounds(summary, spoken)
    yield from _sessions(summary, spoken)
    yield from _numbers(summary, spoken)
    yield from _grid(summary, spoken)
    yield from _by_goal(summary, spoken)
    yield from _by_region(summary, spoken)
    yield from _answers(summary, spoken)
    yield from _follow_up(summary, spoken)
    yield Heading(spoken.say("How it is counted"))
    yield Text(spoken.say(COUNTED))
    yield Text(spoken.say(FOLLOWED))


def _rounds(summary: Summary, spoken: Texts) -> Iterator[Block]:
    yield Heading(spoken.say("Rounds"))
    for one in summary.rounds:
        yield Heading(spoken.name(one.names), 3)
        title = chosen(one.decision, spoken)
        decision = Phrase(f"{title.text}, {one.term}", title.lang)
        yield from facts(((spoken.say("Case number"), one.case_number), (spoken.say("Decision"), decision)))
    yield from facts(((spoken.say("Organisations that took part"), str(summary.organisations)),))
    yield from _counted(spoken.say("Proposals"), summary.proposals.items(), spoken)


def _counted(title: str, counts: Iterable[tuple[str, int]], spoken: Texts) -> Iterator[Facts]:
    """A sum with what it is made of; nothing where there is nothing."""
    every = [(word, n) for word, n in counts if n]
    if every:
        parts = ", ".join(f"{spoken.say(word)} {n}" for word, n in every)
        yield from facts(((title, f"{sum(n for _, n in every)} ({parts})"),))


def _sessions(summary: Summary, spoken: Texts) -> Iterator[Block]:
    yield Heading(spoken.say("Sessions"))
    counts: dict[str, int] = {}
    for one in summary.sessions:
        counts[one.state] = counts.get(one.state, 0) + 1
    yield from _counted(spoken.say("Sessions"), counts.items(), spoken)
    rows = tuple(_session(one, spoken) for one in summary.sessions)
    if rows:
        yield Table(spoken.say("Sessions"), tuple(map(spoken.say, SESSIONS)), rows, (6, 4, 3, 2, 3))


def _session(one: Met, spoken: Texts) -> tuple[Phrase, ...]:
    day = spoken.day(one.day) if one.day else ""
    told = (spoken.name(one.names), spoken.say(one.kind), day, spoken.say(one.state), str(one.conclusions))
    return tuple(map(Phrase, told))


def _numbers(summary: Summary, spoken: Texts) -> Iterator[Block]:
    yield Heading(spoken.say("Conclusions"))
    unraised = [_goal(goal, spoken).text for goal in summary.goals if not goal.n]
    silent = [spoken.name(region.names) for region in summary.regions if not any(region.cells)]
    nobody = spoken.say("none")
    yield from facts(
        (
            (spoken.say("Conclusions"), str(summary.total)),
            (spoken.say("Goals that nobody raised"), "; ".join(unraised) or nobody),
            (spoken.say("Regions with nothing on any goal"), ", ".join(silent) or nobody),
            (spoken.say("No goal of this decision"), str(summary.untied or "")),
            (spoken.say("Replaced by newer ones, not counted"), str(summary.replaced or "")),
            *((spoken.say(word), str(summary.uses.get(use, 0))) for use, word in USES.items()),
        )
    )


def _goal(goal: OfGoal, spoken: Texts) -> Phrase:
    title = chosen(goal.titles, spoken)
    return Phrase(f"{goal.code} {title.text}", title.lang)


def _grid(summary: Summary, spoken: Texts) -> Iterator[Block]:
    """Regions by goals: the goals by their codes, which stand before their titles in the next table."""
    caption = spoken.say("Conclusions by goal and region")
    yield Heading(caption)
    header = (spoken.say("Region"), *(goal.code for goal in summary.goals), spoken.say("In all"))
    rows = [(spoken.name(region.names), *map(str, region.cells), str(region.n)) for region in summary.regions]
    every = (spoken.say("In all"), *(str(goal.n) for goal in summary.goals), str(summary.total))
    filled = tuple(tuple(map(Phrase, row)) for row in (*rows, every))
    yield Table(caption, header, filled, (4, *(1 for _ in header[1:])))
    lacking = tuple(_lacking(goal, spoken) for goal in summary.goals)
    yield Table(spoken.say("Goals"), tuple(map(spoken.say, GOALS)), lacking, (6, 3, 8))


def _lacking(goal: OfGoal, spoken: Texts) -> tuple[Phrase, ...]:
    names = ", ".join(map(spoken.name, goal.lacking))
    return (_goal(goal, spoken), Phrase(str(goal.n)), Phrase(names))


def _by_goal(summary: Summary, spoken: Texts) -> Iterator[Block]:
    yield Heading(spoken.say("Conclusions by goal"))
    for goal in summary.goals:
        title = chosen(goal.titles, spoken)
        yield Heading(title.text, 3, title.lang, goal.code)
        if goal.conclusions:
            yield Bullets(tuple(_named(one, spoken) for one in goal.conclusions))
        else:
            yield Text(spoken.say("None: nobody raised this goal."), quiet=True)


def _named(one: Named, spoken: Texts) -> Phrase:
    title = chosen(one.titles, spoken)
    regions = ", ".join(map(spoken.name, one.regions))
    return Phrase(f"{one.id} ({regions}): {title.text}" if regions else f"{one.id}: {title.text}", title.lang)


def _by_region(summary: Summary, spoken: Texts) -> Iterator[Block]:
    caption = spoken.say("Conclusions by region")
    yield Heading(caption)
    rows = tuple(
        tuple(map(Phrase, (spoken.name(region.names), str(region.n), ", ".join(region.ids))))
        for region in summary.regions
    )
    yield Table(caption, tuple(map(spoken.say, REGIONS)), rows, (4, 3, 10))


def _answers(summary: Summary, spoken: Texts) -> Iterator[Block]:
    yield Heading(spoken.say("How the minutes were answered"))
    yield from facts(
        (spoken.say(word), str(summary.minutes.get(state, 0))) for state, word in MINUTES.items()
    )
    told = ((word, summary.answers.get(answer, 0)) for answer, word in ANSWERS.items())
    yield from facts((spoken.say(word), str(n)) for word, n in told if n)


# What came of it


def _follow_up(summary: Summary, spoken: Texts) -> Iterator[Block]:
    yield Heading(spoken.say("Follow-up"))
    header = (YEAR, CONCLUSIONS, *STANDINGS.values(), LATE)
    rows = tuple(_followed(one) for one in summary.followed)
    yield Table(spoken.say("Follow-up"), tuple(map(spoken.say, header)), rows)
    yield Heading(spoken.say("What is late"), 3)
    if summary.late:
        yield Bullets(tuple(_late(one, spoken) for one in summary.late))
    else:
        yield Text(spoken.say("Nothing is late."), quiet=True)


def _followed(one: Followed) -> tuple[Phrase, ...]:
    counts = (one.counts.get(state, 0) for state in STANDINGS)
    return tuple(Phrase(str(n)) for n in (one.year, one.total, *counts, one.late))


def _late(one: Named, spoken: Texts) -> Phrase:
    told = _named(one, spoken)
    due = spoken.say("due {date}", date=spoken.day(one.due)) if one.due else ""
    who = ", ".join(map(spoken.name, one.responsible))
    return Phrase(" · ".join(filter(None, (told.text, due, who))), told.lang)
