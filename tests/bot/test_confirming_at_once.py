"""Minutes are answered, sent and made final by many at once: each act lands or is refused."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.app import Core
from bot.routes import Incoming
from cards.render import as_text
from knowledge.minutes import State
from knowledge.people import Role
from storage import minutes
from storage import tables as t
from tests.bot.chat import Chat, shown
from tests.bot.cores import BOTH, admitted, at_once
from tests.bot.features.confirming_chats import (
    COORDINATOR,
    COUNCIL,
    HERE,
    LVM,
    OKM,
    TEM,
    book,
    drafted,
    given,
    sent,
    written,
)
from tests.bot.features.minutes_chats import LAPLAND
from tests.demo import NOW

pytestmark = BOTH
LATER = NOW + timedelta(days=30)
"""When the time to answer is over."""
OTHER = "toinen-koordinaattori"


@pytest.fixture
def parts(core: Core) -> list[int]:
    """Version 1 is out, and the draft has moved on."""
    admitted(core, OTHER, "secretariat", Role.COORDINATOR)
    admitted(core, "kollega", COUNCIL, Role.DEPUTY)
    ids = drafted(core)
    sent(core, lambda slug, now=NOW: Chat(core, slug, now))
    written(core, ids[-1], "Toisin.")
    return ids


def act(core: Core, slug: str, verb: str, **data: Any) -> Incoming:
    """What one person presses, in a chat of their own."""
    return Chat(core, slug, LATER, language="en").activity("press", verb=verb, data={**HERE, **data})


def does(core: Core, acts: list[Incoming]) -> list[str]:
    """All of these at once; what each got for an answer."""
    return [as_text(shown(answer) or {}) for answer in at_once(core, acts)]


def answering(core: Core, parts: list[int]) -> list[Incoming]:
    """Everybody answers version 1 in their own way, for their own organisation or for another."""
    mine = {"version": 1, "organisation": COUNCIL}
    letter = {"way": "letter", "case_number": "VN/1/2026", "day": "2026-12-20", "answer": "confirmed"}
    wish = {"part": str(parts[0]), "wanted": "Toisin."}
    return [
        act(core, "lappi", "minutes.confirm", **mine),
        act(core, "lappi-vara", "minutes.reserve_now", note="Varauma.", **mine),
        act(core, "kollega", "minutes.correct_now", **mine, **wish),
        act(core, COORDINATOR, "minutes.receive", **mine, **letter),
        act(core, "kainuu", "minutes.confirm", **mine),
        act(core, "lvm", "minutes.confirm", version=1, organisation=LVM),
        act(core, "lvm", "minutes.reserve_now", version=1, organisation=LVM, note="Varauma."),
        act(core, "okm", "minutes.confirm", version=1, organisation=OKM),
        act(core, "okm", "minutes.confirm", version=1, organisation=TEM),
        act(core, "tem", "minutes.confirm", version=1, organisation=TEM),
    ]


def nothing_failed(outcomes: list[str]) -> None:
    assert [] == [each for each in outcomes if not each or "on our side" in each]


def test_each_organisation_answers_a_version_once(core: Core, parts: list[int]) -> None:
    outcomes = does(core, answering(core, parts))
    nothing_failed(outcomes)
    answers = given(core)
    assert {(each, 1) for each in (COUNCIL, LVM, OKM, TEM)} == set(answers)
    landed = sum(each.startswith("Recorded: ") for each in outcomes)
    assert len(answers) == landed
    assert 2 == sum("You don't answer for this organisation here" in each for each in outcomes)


def test_who_answers_while_a_new_version_goes_out_answers_the_one_that_was_seen(
    core: Core, parts: list[int]
) -> None:
    coordinator = Chat(core, COORDINATOR, LATER, language="en")
    coordinator.press("minutes.check", HERE)
    seal = coordinator.carried("minutes.send")["edition"]
    sending = [act(core, slug, "minutes.send", edition=seal) for slug in (COORDINATOR, OTHER)]
    outcomes = does(core, [*answering(core, parts), *sending])
    nothing_failed(outcomes)
    stale = sum("Version 2 is out now" in each for each in outcomes)
    assert {1} == {version for _, version in given(core)} or (not given(core) and stale)
    assert 2 >= len(book(core).versions)
    sent_out = sum("is out for confirmation" in each.splitlines()[0] for each in outcomes)
    assert len(book(core).versions) - 1 == sent_out


def test_what_is_final_stays_as_it_was(core: Core, parts: list[int]) -> None:
    coordinator = Chat(core, COORDINATOR, LATER, language="en")
    coordinator.press("minutes.check", HERE)
    seal = coordinator.carried("minutes.send")["edition"]
    ending = [act(core, slug, "minutes.finalise", version=1) for slug in (COORDINATOR, OTHER)]
    acts = [*answering(core, parts), *ending, act(core, OTHER, "minutes.send", edition=seal)]
    nothing_failed(does(core, acts))
    newest = book(core).newest
    assert newest
    before = (newest, frozen(core))
    nothing_failed(does(core, [*answering(core, parts), *ending]))
    if newest.state is State.FINAL:
        assert before == (book(core).newest, frozen(core))
        assert {1: 4} == Counter(version for _, version in given(core))
    with core.store.read() as db:
        states = [each.state for each in minutes.versions(db, LAPLAND)]
    assert 1 >= states.count(State.FINAL)
    assert State.OUT not in states[1:]


def frozen(core: Core) -> list[tuple[Any, ...]]:
    """All answers, as they are kept."""
    with core.store.read() as db:
        rows = db.exec(select(t.Confirmation).order_by(t.Confirmation.id)).all()  # type: ignore[arg-type]
        return [tuple(row.model_dump().values()) for row in rows]
