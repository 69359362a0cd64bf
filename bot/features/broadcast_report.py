"""How a broadcast was delivered: by organisation, by person with the reason, and as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session as Db

from bot.forms import Line as Typed
from bot.forms import Offset, Said, notice, notice_reply
from bot.links import VALID, Document, Ticket
from bot.reasons import told
from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_, Texts, texts
from knowledge.broadcasts import FIRST, OUT, Broadcast, State
from knowledge.people import Action, Organisation, Person, demand
from knowledge.refusals.agendas import LinkBroken
from knowledge.refusals.broadcasts import BroadcastMoved
from storage import broadcasts, people
from storage.broadcast_counts import Line, lines, per_organisation

from .broadcast_sheets import CHANNELS, broadcast_workbook
from .broadcast_words import Ref, desk_about, found
from .status_export import XLSX
from .views import onward

KIND = "broadcast"
PAGE = 12
ORGANISATIONS, ALL = "organisations", "all"
ONLY: Mapping[str, Callable[[Line], bool]] = {
    ALL: lambda line: True,
    "unreached": lambda line: not line.got,
    "unacknowledged": lambda line: line.acknowledged is None,
}
"""Which recipients are listed, by the choice of the card."""
LACKS = {"unreached": "got", "unacknowledged": "ok"}
"""Organisations are listed by the same choice where none of their people got it, or acknowledged it."""


class Reporting(Ref):
    """What is listed, by what, and from where on."""

    by: Typed = ORGANISATIONS
    only: Typed = ALL
    offset: Offset = 0


def report(ask: Ask, read: Read) -> Reply:
    """The delivery report."""
    form: Reporting = ask.form
    one = _confirmed(found(broadcasts.find(read.db, form.broadcast)))
    every = lines(read.db, one.id)
    only = form.only if form.only in ONLY else ALL
    by = "people" if form.by == "people" else ORGANISATIONS
    listed = (_by_person if by == "people" else _by_organisation)(ask, read.db, every, only)
    carried = {"broadcast": one.id, "by": by, "only": only}
    data = {
        **_summary(one, every),
        "items": [show() for show in listed[form.offset : form.offset + PAGE]],
        "by": by,
        "only": only,
        "buttons": tuple(_buttons(read, one, every, carried, form.offset, len(listed))),
    }
    return Reply("broadcast_report", data, about=desk_about(one.id))


def _confirmed(one: Broadcast) -> Broadcast:
    """Raises BroadcastMoved for a draft, which nobody has got."""
    if one.state is State.DRAFT:
        raise BroadcastMoved(state=one.state)
    return one


def _summary(one: Broadcast, every: tuple[Line, ...]) -> dict[str, Any]:
    own = per_organisation(every).values()
    return {
        "heading": one.texts[FIRST].title,
        "asks": one.acknowledge,
        "organisations": {
            "every": len(own),
            "got": sum(each["got"] > 0 for each in own),
            "ok": sum(each["ok"] > 0 for each in own),
        },
        "people": {
            "every": len(every),
            "got": sum(line.got for line in every),
            "ok": sum(line.acknowledged is not None for line in every),
        },
    }


Shown = Callable[[], Mapping[str, Any]]
"""Puts a line of the list in words; of many only a page is shown."""


def _by_organisation(ask: Ask, db: Db, every: tuple[Line, ...], only: str) -> list[Shown]:
    known, spoken = people.organisations(db), texts(ask.language)
    own = per_organisation(every)
    chosen = [each for each, n in own.items() if only not in LACKS or not n[LACKS[only]]]
    named = sorted(chosen, key=lambda each: spoken.name(known[each].names))
    return [partial(_organisation, known[each], own[each], spoken) for each in named]


def _organisation(one: Organisation, n: Mapping[str, int], spoken: Texts) -> Mapping[str, Any]:
    said = [spoken.say(REACHED, n=n["got"], of=n["people"])]
    if n["ok"]:
        said.append(spoken.say(ACKNOWLEDGED, n=n["ok"]))
    return {"names": one.names, "got": n["got"] > 0, "told": said}


REACHED, ACKNOWLEDGED = N_("reached {n} of {of}"), N_("acknowledged by {n}")


def _by_person(ask: Ask, db: Db, every: tuple[Line, ...], only: str) -> list[Shown]:
    known, spoken = people.organisations(db), texts(ask.language)
    return [partial(_person, line, known, spoken) for line in every if ONLY[only](line)]


def _person(line: Line, known: Mapping[str, Organisation], spoken: Texts) -> Mapping[str, Any]:
    of = ", ".join(spoken.name(known[each].names) for each in line.organisations[:2])
    return {"name": line.name, "got": line.got, "told": [of, *fate(line, spoken)]}


def fate(line: Line, spoken: Texts) -> Iterator[str]:
    """What became of somebody's message, in words: state and reason, channel and time, acknowledgement."""
    state = spoken.say(line.state)
    why = told(line.reason, spoken)
    yield f"{state}: {why}" if why and why != state else state
    if line.channel:
        yield spoken.say(CHANNELS.get(line.channel, line.channel))
    if line.settled:
        yield spoken.moment(line.settled)
    if line.acknowledged:
        yield spoken.say(N_("acknowledged {when}"), when=line.acknowledged)


STATES = {N_("owed"), N_("sent"), N_("failed"), N_("unreachable"), N_("cancelled"), N_("no longer needed")}


def _buttons(
    read: Read, one: Broadcast, every: tuple[Line, ...], carried: Mapping[str, Any], offset: int, count: int
) -> Iterator[Button]:
    yield Button(N_("Show"), "broadcast.report", {"broadcast": one.id})
    yield from onward("broadcast.report", carried, offset + PAGE, count)
    silent = any(line.got and line.acknowledged is None for line in every)
    if one.acknowledge and silent and one.state in OUT:
        follow = {"broadcast": one.id, "edition": one.edition}
        yield Button(N_("Remind those who haven't acknowledged"), "broadcast.follow", follow)
    if read.links.possible:
        yield Button(N_("Export (XLSX)"), "broadcast.export", {"broadcast": one.id})
    yield Button(N_("Back to the notice"), "broadcast.show", {"broadcast": one.id})


# The workbook


def export(ask: Ask, read: Read) -> Reply:
    """A fresh link to the report as a workbook."""
    one = _confirmed(found(broadcasts.find(read.db, ask.form.broadcast)))
    address = read.links.make(Ticket(KIND, ask.person.id, ask.language, {"broadcast": one.id}), ask.now)
    works = Said(N_("The link works for {n} minutes."), {"n": int(VALID.total_seconds()) // 60})
    data = notice(
        Said(N_("Delivery report as a workbook")),
        lines=(one.texts[FIRST].title, works),
        buttons=(
            Button(N_("Download (XLSX)"), data={"url": address}, way="open"),
            Button(N_("Delivery report"), "broadcast.report", {"broadcast": one.id}),
        ),
    )
    return notice_reply(data, about=desk_about(one.id))


def build(db: Db, person: Person, ticket: Ticket, now: datetime) -> Document:
    """The workbook of a link, for somebody who still coordinates."""
    demand(person, Action.COORDINATE)
    one = broadcasts.find(db, ticket.data["broadcast"])
    if one is None or one.state is State.DRAFT:
        raise LinkBroken
    return Document(
        f"notice-{one.id}-{now:%Y-%m-%d}.xlsx", XLSX, broadcast_workbook(db, one, ticket.language)
    )


ROUTES = (
    Route(Action.COORDINATE, verb="broadcast.report", form=Reporting, show=report),
    Route(Action.COORDINATE, verb="broadcast.export", form=Ref, show=export),
)
DOCUMENTS = {KIND: build}
