"""The same turns on PostgreSQL."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.app import Core
from bot.features import all_routes
from bot.memory import Facts, Memory
from bot.turns import Turns
from storage import demo
from storage import tables as t
from storage.store import Store
from tests.bot.chat import Chat

pytestmark = pytest.mark.postgres
FORM = {"title": "Kerran", "description": "Vain kerran.", "goals": "ALKE2024-1"}


@pytest.fixture
def core(postgres_store: Store, facts: Facts, tmp_path: Path, now: datetime) -> Iterator[Core]:
    demo.build(postgres_store, now)
    memory = Memory(facts, tmp_path / "index")
    yield Core(postgres_store, memory, Turns(postgres_store, memory, all_routes()))
    memory.close()


def test_a_question_is_answered(chat: Callable[..., Chat]) -> None:
    lappi = chat("lappi")
    answer = lappi.say("mitä sovimme viime vuonna?")
    assert 5 == len(answer.hits)


def test_a_press_five_times_at_once_has_one_effect(core: Core, chat: Callable[..., Chat]) -> None:
    press = chat("lappi").activity("press", verb="proposal.submit", data=FORM)
    with ThreadPoolExecutor(5) as five:
        answers = list(five.map(core.turns.answer, [press] * 5))
    with core.store.read() as db:
        made = db.exec(select(t.Proposal).where(t.Proposal.title == "Kerran")).all()
    assert (1, 1) == (len(made), len({str(answer.response) for answer in answers}))


def test_many_proposals_at_once_all_get_numbers_of_their_own(core: Core, chat: Callable[..., Chat]) -> None:
    lappi = chat("lappi")
    presses = [lappi.activity("press", verb="proposal.submit", data=FORM) for _ in range(8)]
    with ThreadPoolExecutor(8) as eight:
        list(eight.map(core.turns.answer, presses))
    with core.store.read() as db:
        numbers = db.exec(select(t.Proposal.number).where(t.Proposal.title == "Kerran")).all()
    assert 8 == len(set(numbers))


def test_a_proposal_is_opened_changed_and_withdrawn(core: Core, chat: Callable[..., Chat]) -> None:
    lappi = chat("lappi")
    lappi.press("proposal.submit", FORM)
    lappi.button("Muokkaa")
    lappi.send_dialog(**{**lappi.values(), "title": "Toisin"})
    lappi.button("Peru ehdotus")
    lappi.button(lappi.buttons[0])
    with core.store.read() as db:
        row = db.exec(select(t.Proposal).where(t.Proposal.title == "Toisin")).one()
    assert ("withdrawn", 2) == (row.state, row.version)
