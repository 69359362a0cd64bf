"""The overview of a round in words: the names of steps, who is missing, and the picture that shows it all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.routes import Button
from cards import pictures
from cards.language import N_, Texts, texts
from knowledge.people import Kind, Organisation
from knowledge.places import Names, Places
from knowledge.status import Cell, Mark, Row, Status, Step

from .views import abbreviations

NAMES = {
    Step.PROPOSALS: N_("Proposals"),
    Step.JOINT: N_("Joint proposals"),
    Step.VIEWS: N_("The state's view"),
    Step.AVAILABILITY: N_("Times that suit"),
    Step.AGENDAS: N_("Agendas"),
    Step.MINUTES: N_("Confirming the minutes"),
    Step.FOLLOW_UP: N_("Follow-up of earlier conclusions"),
}
SHORT = {
    Step.PROPOSALS: N_("Proposals"),
    Step.JOINT: N_("Joint"),
    Step.VIEWS: N_("State's view"),
    Step.AVAILABILITY: N_("Times"),
    Step.AGENDAS: N_("Agenda"),
    Step.MINUTES: N_("Minutes"),
    Step.FOLLOW_UP: N_("Follow-up"),
}
"""What stands above a column of the picture."""
COUNCILS, MINISTRIES = Kind.COUNCIL, Kind.MINISTRY
DONE: Mapping[Step, Mapping[Kind, str]] = {
    Step.PROPOSALS: {
        COUNCILS: N_("Regional councils that have proposed: {n} of {of}"),
        MINISTRIES: N_("Ministries that have proposed: {n} of {of}"),
    },
    Step.JOINT: {
        COUNCILS: N_("Regional councils that have answered the requests to join: {n} of {of}"),
        MINISTRIES: N_("Ministries that have answered the requests to join: {n} of {of}"),
    },
    Step.VIEWS: {
        COUNCILS: N_("Regions whose view is published: {n} of {of}"),
        MINISTRIES: N_("Ministries that have contributed: {n} of {of}"),
    },
    Step.AVAILABILITY: {
        COUNCILS: N_("Regional councils that have given their times: {n} of {of}"),
        MINISTRIES: N_("Ministries that have given their times: {n} of {of}"),
    },
    Step.AGENDAS: {COUNCILS: N_("Regions whose agenda is published: {n} of {of}")},
    Step.MINUTES: {
        COUNCILS: N_("Regional councils that have answered the minutes: {n} of {of}"),
        MINISTRIES: N_("Ministries that have answered the minutes: {n} of {of}"),
    },
    Step.FOLLOW_UP: {
        COUNCILS: N_("Regional councils that have told what came of conclusions: {n} of {of}"),
        MINISTRIES: N_("Ministries that have told what came of conclusions: {n} of {of}"),
    },
}
STANDS = {
    Mark.DONE: N_("done"),
    Mark.MISSING: N_("missing"),
    Mark.LATE: N_("late"),
    Mark.NONE: N_("not asked"),
}
RATHER: Mapping[Step, Callable[[int], Button]] = {
    Step.VIEWS: lambda round_: Button(N_("The state's view of the regions"), "view.show", {"round": round_}),
    Step.FOLLOW_UP: lambda _: Button(N_("Follow-up by region and ministry"), "followup.overview"),
}
"""Where a step is gone on with."""


def called(organisation: Organisation, places: Places) -> Names:
    """What an organisation is called in short: a council by its region, a ministry by its abbreviation."""
    regions = {region.code: region.names for region in places.regions}
    known = regions if organisation.kind is Kind.COUNCIL else abbreviations(places)
    return known.get(organisation.region or organisation.abbreviation or "", organisation.names)


def lines(found: Status, step: Step, places: Places) -> list[dict[str, Any]]:
    """Of councils and of ministries: how many have done a step, and the names of those who haven't."""
    return [_line(found, step, kind, title, places) for kind, title in DONE[step].items()]


def _line(found: Status, step: Step, kind: Kind, title: str, places: Places) -> dict[str, Any]:
    done, of = found.count(step, kind)
    names = [called(row.organisation, places) for row in found.waiting(step, kind)]
    return {"title": title, "done": done, "of": of, "missing": names}


# The picture

REGIONS, OFFICES = N_("Regions"), N_("Ministries")
INTRODUCTION = N_("Who has done what in the round, by step.")
CLOSED, MISSING = N_("not open yet"), N_("Missing: {names}")


def picture(found: Status, places: Places, language: str) -> tuple[str, str]:
    """The picture of regions and ministries by step, and what it shows in words."""
    spoken = texts(language)
    headings = ((COUNCILS, spoken.say(REGIONS)), (MINISTRIES, spoken.say(OFFICES)))
    groups = tuple(
        pictures.Group(heading, tuple(_drawn(row, places, language) for row in found.of_kind(kind)))
        for kind, heading in headings
    )
    columns = tuple(spoken.say(SHORT[step]) for step in Step)
    return pictures.table(columns, groups), " ".join(_told(found, places, language))


def _drawn(row: Row, places: Places, language: str) -> pictures.Line:
    label = texts(language).name(called(row.organisation, places))
    cells = (row.cells[step] for step in Step)
    return pictures.Line(label, tuple((cell.mark.value, _beside(cell)) for cell in cells))


def _beside(cell: Cell) -> str:
    """The number beside the sign, where it tells more than the sign."""
    if cell.mark is Mark.DONE:
        return str(cell.done) if cell.done > 1 else ""
    return f"{cell.done}/{cell.of}" if cell.done and cell.mark is not Mark.NONE else ""


def _told(found: Status, places: Places, language: str) -> Iterator[str]:
    """The picture in words: each step with its counts and the names of those who are missing."""
    spoken = texts(language)
    yield spoken.say(INTRODUCTION)
    for step in Step:
        counted = [line for line in lines(found, step, places) if line["of"]]
        told = [_counted(line, spoken) for line in counted] or [spoken.say(CLOSED)]
        yield f"{spoken.say(NAMES[step])}: {'; '.join(told)}."


def _counted(line: Mapping[str, Any], spoken: Texts) -> str:
    title: str = line["title"]
    count = spoken.say(title, n=line["done"], of=line["of"])
    missing = ", ".join(spoken.name(names) for names in line["missing"])
    return f"{count}. {spoken.say(MISSING, names=missing)}" if missing else count
