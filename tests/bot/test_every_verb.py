"""Every verb × every kind of person × forged fields: what comes is a card that fits, never an error."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from typing import Any

import pytest
from sqlmodel import SQLModel, select

from bot.app import Core
from bot.features import all_routes
from bot.routes import NUMBER_LIMIT, Route
from knowledge.people import Action
from knowledge.refusals.asking import NotAdmitted
from storage import tables as t
from tests.bot.chat import Chat, shown
from tests.bot.cores import ON_POSTGRES

CARD_LIMIT = 28 * 1024
PEOPLE = ("tem-koordinaattori", "tyoryhma", "aune", "lappi", "lvm", "sodankyla", "nobody-knows-me")
TEXTS = (
    "",
    "\x00",
    "a\x00b",
    "\ud800",
    "x" * 5000,
    "ä\n" * 2001,
    "²",
    "-1",
    "0.0",
    "{x} {{7}}",
    "9999-12-31",
)
NUMBERS = (-1, NUMBER_LIMIT, NUMBER_LIMIT + 1, 10**30, 1.5, float("nan"))
OTHERS: tuple[Any, ...] = (None, True, [], ["\x00"], ["x" * 999] * 30, [[]], {"a": 1}, [None, 2])
JUNK: tuple[Any, ...] = (*TEXTS, *NUMBERS, *OTHERS)
PRESSED = {route.verb: route for route in all_routes() if route.verb}
SENSIBLE: dict[str, Any] = {
    "region": "19",
    "regions": ["19"],
    "organisation": "council:19",
    "of": ["council:19"],
    "step": "proposals",
    "kind": "regional",
    "role": "contact",
    "language": "sv",
    "day": "2027-01-12",
    "start": "09:00",
    "to": "deferred",
    "title": "Aihe",
    "text": "Teksti",
    "reason": "Syy",
}


def first(core: Core, table: type[SQLModel]) -> Any:
    with core.store.read() as db:
        return db.exec(select(table)).first()


@pytest.fixture
def fields(core: Core) -> Mapping[str, Any]:
    """What a client would send of things that are there."""
    proposal, session, poll = (first(core, each) for each in (t.Proposal, t.Session, t.Poll))
    agenda, request, option = (first(core, each) for each in (t.Agenda, t.JoinRequest, t.PollOption))
    return SENSIBLE | {
        "proposal": proposal.id,
        "proposals": [str(proposal.id)],
        "chosen": [f"{proposal.id}.0"],
        "version": proposal.version,
        "round": proposal.round_id,
        "session": agenda.session_id if agenda else session.id,
        "edition": agenda.edition if agenda else 0,
        "poll": poll.id,
        "option": str(option.id),
        "request": request.id,
        "membership": first(core, t.Membership).id,
        "person": "1",
    }


def sent(route: Route, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Of what is there, what a verb asks for."""
    return {name: fields[name] for name in route.form.model_fields if name in fields}


def forged(route: Route, fields: Mapping[str, Any], junk: Iterator[Any]) -> Iterator[Mapping[str, Any]]:
    """Nothing; what isn't ours; what is there; and that with junk in each field by turns."""
    names, known = tuple(route.form.model_fields), sent(route, fields)
    yield from ({}, {"nothing": "of ours", "verb": 1}, dict.fromkeys(names, next(junk)), known)
    yield from (known | {name: next(junk)} for name in names)


@pytest.mark.parametrize("slug", PEOPLE)
def test_whatever_is_pressed_is_answered_with_a_card(
    chat: Callable[..., Chat], fields: Mapping[str, Any], slug: str
) -> None:
    person, junk = chat(slug), cycle(JUNK)
    for verb, route in PRESSED.items():
        for data in forged(route, fields, junk):
            answer = person.press(verb, data)
            assert answer.cards or answer.response, (verb, data)
            size = len(json.dumps(person.card, ensure_ascii=False).encode())
            assert size <= CARD_LIMIT, (verb, size, data)


def test_somebody_unknown_gets_nothing_but_the_way_to_join(
    chat: Callable[..., Chat], fields: Mapping[str, Any]
) -> None:
    stranger = chat("nobody-knows-me", language="en")
    for verb, route in PRESSED.items():
        stranger.press(verb, sent(route, fields))
        assert route.may is Action.JOIN or NotAdmitted().message in stranger.text, verb


@ON_POSTGRES
def test_what_no_database_can_hold_is_taken_out_of_every_field(
    chat: Callable[..., Chat], fields: Mapping[str, Any]
) -> None:
    coordinator = chat("tem-koordinaattori")
    for verb, route in PRESSED.items():
        known = sent(route, fields)
        texts = [n for n, field in route.form.model_fields.items() if field.annotation is str]
        lists = [n for n, field in route.form.model_fields.items() if "tuple" in str(field.annotation)]
        odd = [known | {name: "2026\x00"} for name in texts]
        odd += [known | {name: ["2026\x00", "\ud800"] for name in lists}]
        for data in odd:
            assert shown(coordinator.press(verb, data)), verb
