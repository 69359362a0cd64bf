"""The same turns on PostgreSQL."""

from collections.abc import Callable

from sqlmodel import select

from bot.app import Core
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.cores import ON_POSTGRES, at_once

pytestmark = ON_POSTGRES
FORM = {"title": "Kerran", "description": "Vain kerran.", "goals": "ALKE2024-1"}


def test_a_question_is_answered(chat: Callable[..., Chat]) -> None:
    lappi = chat("lappi")
    answer = lappi.say("mitä sovimme viime vuonna?")
    assert 5 == len(answer.hits)


def test_a_press_five_times_at_once_has_one_effect(core: Core, chat: Callable[..., Chat]) -> None:
    press = chat("lappi").activity("press", verb="proposal.submit", data=FORM)
    answers = at_once(core, [press] * 5)
    with core.store.read() as db:
        made = db.exec(select(t.Proposal).where(t.Proposal.title == "Kerran")).all()
    assert (1, 1) == (len(made), len({str(answer.response) for answer in answers}))


def test_many_proposals_at_once_all_get_numbers_of_their_own(core: Core, chat: Callable[..., Chat]) -> None:
    lappi = chat("lappi")
    at_once(core, [lappi.activity("press", verb="proposal.submit", data=FORM) for _ in range(8)])
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
