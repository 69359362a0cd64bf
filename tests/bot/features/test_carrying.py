"""What earlier rounds left, in chat: looked at, taken up once, told to its owners."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from bot.app import Core
from knowledge.proposals import Proposal, State
from storage import proposals
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.features.moves import ticks
from tests.bot.outbox import owed_to

Chats = Callable[..., Chat]
NEXT_YEAR = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def carried(core: Core) -> list[Proposal]:
    """This year's proposals that take something up."""
    with core.store.read() as db:
        query = select(t.Proposal.id).where(col(t.Proposal.carried_from).is_not(None))
        return list(
            proposals.by_ids(db, [id_ or 0 for id_ in db.exec(query.order_by(col(t.Proposal.id))).all()])
        )


def deferred(core: Core) -> list[Proposal]:
    """What last year's round deferred."""
    with core.store.read() as db:
        ids = db.exec(select(t.Proposal.id).where(t.Proposal.state == State.DEFERRED)).all()
        return list(proposals.by_ids(db, [id_ or 0 for id_ in ids]))


def test_deferred_proposals_come_first_with_why_they_were_deferred(core: Core, group: Chat) -> None:
    group.press("carry.list")
    left = deferred(core)
    assert [f"proposal:{each.id}" for each in left] == ticks(group)[: len(left)]
    assert all(each.content.title in group.text for each in left)
    assert all(each.events[-1].note in group.text for each in left)


def test_a_conclusion_that_is_done_is_not_offered(core: Core, group: Chat) -> None:
    group.press("carry.list", {"region": "18", "kind": "conclusion"})
    assert "2025-18-01" not in ticks(group)
    assert "2025-18-02" in ticks(group)


def test_a_region_that_is_named_narrows_the_list(group: Chat) -> None:
    group.press("carry.list", {"region": "19"})
    assert all("-19-" in each or "2024-" in each for each in ticks(group))
    assert "Seuranta: käynnissä" in group.text


def test_a_deferred_proposal_is_taken_up_for_its_organisation_which_is_told(
    core: Core, chat: Chats, group: Chat
) -> None:
    [first, *_] = deferred(core)
    group.press("carry.list")
    group.button("Ota valitut tälle kierrokselle", chosen=f"proposal:{first.id}")
    [new] = carried(core)
    assert f"Otettu tälle kierrokselle: {new.number}." in group.text
    assert (first.organisation, State.SUBMITTED, f"proposal:{first.id}") == (
        new.organisation,
        new.state,
        new.carried_from,
    )
    assert first.content == new.content
    assert ["kymenlaakso"] == owed_to(core, "carried over")
    kymenlaakso = chat("kymenlaakso")
    kymenlaakso.press("proposal.show", {"proposal": new.id})
    assert first.content.title in kymenlaakso.text
    assert "Muokkaa" in kymenlaakso.buttons


def test_a_conclusion_is_taken_up_in_the_secretariats_name_with_its_source(core: Core, group: Chat) -> None:
    group.press("carry.take", {"chosen": "2025-19-01"})
    [new] = carried(core)
    assert ("secretariat", "2025-19-01") == (new.organisation, new.carried_from)
    assert "2025-19-01" in new.content.objective
    assert ("19",) == new.content.regions


def test_what_was_taken_up_is_shown_and_not_taken_again(core: Core, chat: Chats, group: Chat) -> None:
    group.press("carry.take", {"chosen": "2025-19-01"})
    [new] = carried(core)
    other = chat("tem-koordinaattori", language="fi")
    other.press("carry.take", {"chosen": "2025-19-01,2025-19-02"})
    assert f"Jo tällä kierroksella: {new.number}." in other.text
    assert 2 == len(carried(core))
    other.press("carry.list", {"region": "19", "kind": "conclusion"})
    assert f"Tällä kierroksella: ehdotus {new.number}" in other.text
    assert "2025-19-01" not in ticks(other)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Valitse ensin luettelosta vähintään yksi."),
        ({"chosen": "proposal:1"}, "ei voi enää ottaa"),
        ({"chosen": "2025-19-01,2025-18-01"}, "ei voi enää ottaa"),
        ({"chosen": "<b>"}, "ei voi enää ottaa"),
    ],
)
def test_what_is_not_offered_is_not_taken(core: Core, group: Chat, data: dict[str, Any], said: str) -> None:
    group.press("carry.take", data)
    assert said in group.text
    assert [] == carried(core)


def test_the_observer_looks_and_takes_nothing(core: Core, chat: Chats) -> None:
    aune = chat("aune")
    aune.press("carry.list")
    assert [] == ticks(aune)
    aune.press("carry.take", {"chosen": "2025-19-01"})
    assert [] == carried(core)


def test_into_a_finished_round_nothing_is_taken(core: Core, chat: Chats) -> None:
    later = chat("tyoryhma", now=NEXT_YEAR, language="fi")
    later.press("carry.list")
    assert [] == ticks(later)
    later.press("carry.take", {"chosen": "2025-19-01"})
    assert "Kierros on päättynyt" in later.text
    assert [] == carried(core)


def test_goals_that_nobody_raised_lead_to_those_that_proposals_name(group: Chat) -> None:
    group.press("carry.goals")
    assert group.text.split("\n")[0].endswith("kukaan ei ole nostanut esiin")
    without = group.text
    group.button("Tavoitteet, jotka ehdotuksissa mainitaan")
    [first, *_] = [item for item in group.card["body"] if "selectAction" in item]
    assert first["items"][0]["text"] not in without
    pressed = first["selectAction"]
    group.press(pressed["verb"], pressed["data"])
    assert group.text.startswith("Käsittelyssä ")
    assert "Tavoite: " in group.text
