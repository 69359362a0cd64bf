"""Who waits to be admitted and who takes part, for coordinators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from bot.forms import Codes, Input, Number, Said
from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.clock import today
from knowledge.joining import Membership, Request, mentioned
from knowledge.people import Action, Kind, Organisation
from knowledge.refusals.people import NoSuchOrganisation
from storage import joining, memberships, people

from .people_words import ROLE_NAMES, one_line, organisation_choices, period
from .requests import carried

PAGE = 6  # people on a card, each with buttons of their own
MESSAGE_SHOWN = 200  # characters of a request's message in a list
OF_MOST = 20  # organisations whose people are listed together
REGIONAL = (Kind.COUNCIL, Kind.CENTRE, Kind.OTHER)
WAITING = Button(N_("Who is waiting?"), "people.show", fills=False)
T = TypeVar("T")


class Page(BaseModel):
    """Which page of those who wait."""

    page: Number = 0


class Of(Page):
    """Whose people: the ids of organisations."""

    of: Codes = ()


def show(ask: Ask, read: Read) -> Reply:
    """The people of the region, ministry or organisation that is named; else those who wait."""
    named = _named(ask, people.organisations(read.db))
    return _people(ask, read, named, 0) if named else _waiting(read, 0)


def _named(ask: Ask, every: Mapping[str, Organisation]) -> tuple[Organisation, ...]:
    """The organisations that a sentence means."""
    slots, found = ask.understood.slots, mentioned(ask.text, every.values())
    if found:
        return found
    return tuple(
        each
        for each in every.values()
        if (each.kind in REGIONAL and each.region in slots.regions)
        or (each.abbreviation or "-") in slots.ministries
    )


# Those who wait


def show_waiting(ask: Ask, read: Read) -> Reply:
    """Those who wait to be admitted, page by page."""
    return _waiting(read, ask.form.page)


def _waiting(read: Read, page: int) -> Reply:
    every = joining.waiting(read.db)
    shown, more = _paged(every, page, "people.show", {})
    listed = organisation_choices(people.organisations(read.db).values())
    choice = Input("of", N_("See who takes part for an organisation"), "one", "", listed)
    see = Button(N_("Show who takes part"), "people.of")
    data = {"n": len(every), "lines": (), "items": [_asking(each) for each in shown], "inputs": (choice,)}
    return _reply(data, _range(every, shown), (*more, see), waiting=True)


def _asking(request: Request) -> dict[str, Any]:
    wish = request.wish
    organisation = request.organisation.names if request.organisation else wish.named
    values = {"organisation": organisation, "role": {"say": ROLE_NAMES[wish.role]}}
    said = Said("{message}", {"message": one_line(wish.message, MESSAGE_SHOWN)})
    return {
        "name": request.name,
        "lines": (Said("{organisation} · {role}", values), *((said,) if wish.message else ())),
        "buttons": (
            Button(N_("Admit"), "join.admit", carried(request), style="positive", fills=False),
            Button(N_("Refuse"), "join.refuse", carried(request), fills=False),
        ),
    }


# Those who take part


def show_people(ask: Ask, read: Read) -> Reply:
    """The people of organisations, page by page. Raises NoSuchOrganisation."""
    every = people.organisations(read.db)
    chosen = tuple(every[id_] for id_ in ask.form.of if id_ in every)
    if not chosen:
        raise NoSuchOrganisation
    return _people(ask, read, chosen, ask.form.page)


def _people(ask: Ask, read: Read, of: Sequence[Organisation], page: int) -> Reply:
    day, ids = today(ask.now), [each.id for each in of[:OF_MOST]]
    every = memberships.held(read.db, day, ids)
    shown, more = _paged(every, page, "people.of", {"of": ids})
    n = len({each.person for each in every})
    about = Said(N_("Organisations: {names}"), {"names": [each.names for each in of[:OF_MOST]]})
    add = Button(N_("Give somebody a role"), "people.role", {"of": ids}, fills=False)
    data = {"n": n, "lines": (about,), "items": [_member(each) for each in shown], "inputs": ()}
    return _reply(data, _range(every, shown), (*more, add, WAITING), waiting=False)


def _member(held: Membership) -> dict[str, Any]:
    values = {"organisation": held.organisation.names, "role": {"say": ROLE_NAMES[held.role]}}
    lines = [Said("{organisation} · {role}", values)]
    if held.since or held.until:
        lines.append(Said(N_("From {since} until {until}"), period(held)))
    end = Button(N_("End the role"), "people.end", {"membership": held.id}, fills=False)
    return {"name": held.name, "lines": lines, "buttons": (end,)}


# Pages


def _paged(
    every: Sequence[T], page: int, verb: str, data: Mapping[str, Any]
) -> tuple[Sequence[T], tuple[Button, ...]]:
    """One page, and the buttons to those beside it."""
    last = max(0, (len(every) - 1) // PAGE)
    at = min(page, last)
    beside = ((N_("Previous"), at - 1), (N_("Next"), at + 1))
    turns = (Button(name, verb, {**data, "page": to}, fills=False) for name, to in beside if 0 <= to <= last)
    return every[at * PAGE : (at + 1) * PAGE], tuple(turns)


def _range(every: Sequence[T], shown: Sequence[T]) -> dict[str, int]:
    """Which of how many are shown."""
    first = every.index(shown[0]) + 1 if shown else 0
    return {"first": first, "last": first + len(shown) - 1, "total": len(every)}


def _reply(
    data: Mapping[str, Any], shown: Mapping[str, int], buttons: Iterable[Button], *, waiting: bool
) -> Reply:
    more = {"shown": shown, "faults": {}, "buttons": tuple(buttons), "waiting": waiting}
    return Reply("people", {**data, **more})


ROUTES = (
    Route(Action.COORDINATE, intent="people", show=show),
    Route(Action.COORDINATE, verb="people.show", form=Page, show=show_waiting),
    Route(Action.COORDINATE, verb="people.of", form=Of, show=show_people),
)
