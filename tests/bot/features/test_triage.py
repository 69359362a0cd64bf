"""The triage in chat: looking, moving, undoing."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import select

from bot.app import Core
from knowledge.proposals import State
from storage import proposals
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.features.moves import REASON, ids, moved, moves, number, release, ticks

Chats = Callable[..., Chat]
NEXT_YEAR = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


# Looking


def test_the_working_group_sees_all_and_the_observer_sees_without_acting(chat: Chats, group: Chat) -> None:
    group.press("triage.list")
    aune = chat("aune")
    aune.press("triage.list")
    assert f"{aune.text}\n[Valitse siirrettävät tai kumottavat]" == group.text
    assert [] == ticks(aune)
    assert ["Rajaa", "Seuraava sivu", "Aiemmilta kierroksilta jäänyt"] == aune.buttons
    aune.press("triage.choose", {"chosen": ["1.0"]})
    assert "Roolisi ei salli" in aune.text


def test_filters_narrow_the_list_and_ride_along_to_the_next_page(core: Core, group: Chat) -> None:
    group.press("triage.list", {"region": "19"})
    assert "Maakunta: Lappi" in group.text or "Alue: Lappi" in group.text
    shown = {int(each.split(".")[0]) for each in ticks(group)}
    assert set(ids(core, "council:19")) <= shown
    group.press("triage.list", {"mark": "several,together"})
    group.button("Seuraava sivu")
    assert ["several", "together"] == group.carried()["mark"]
    assert 1 == group.carried()["page"]


def test_the_filters_form_counts_what_each_choice_would_leave(core: Core, group: Chat) -> None:
    lapland = ids(core, "council:19")
    group.answer(group.activity("dialog", verb="triage.filter", data={"region": ["19"]}))
    fields = {item["id"]: item for item in group.card["body"] if item["type"] == "Input.ChoiceSet"}
    assert "19" == fields["region"]["value"]
    [choice] = [each for each in fields["region"]["choices"] if each["value"] == "19"]
    counted = int(choice["title"].removeprefix("Lappi (").removesuffix(")"))
    assert counted >= len(lapland)
    group.send_dialog(region="19", move="none")
    assert counted == len(ticks(group))


@pytest.mark.parametrize("forged", [{"page": 10**9}, {"region": "<b>"}, {"goal": "x" * 400}, {"round": 999}])
def test_forged_filters_show_nothing_and_break_nothing(group: Chat, forged: dict[str, Any]) -> None:
    group.press("triage.list", forged)
    assert "vikaan" not in group.text


# Moving


def test_several_are_moved_at_once_and_stay_as_they_are(core: Core, group: Chat) -> None:
    first, second = 1, 2
    group.press("triage.list")
    assert ["1.0", "2.0"] == ticks(group)[:2]
    group.button("Siirrä valitut", chosen="1.0,2.0")
    group.button("Siirrä alustavasti", to="deferred", reason=REASON)
    assert "Alustava siirto, uusi tila ”siirretty myöhemmäksi”: 2026-01, 2026-02." in group.text
    assert "2 alustavaa siirtoa odottaa julkaisemista." in group.text
    assert [(first, "deferred", False, False), (second, "deferred", False, False)] == moves(core)
    with core.store.read() as db:
        assert {State.SUBMITTED} == {each.state for each in proposals.by_ids(db, [first, second])}


def test_nothing_ticked_is_said_on_the_list(group: Chat) -> None:
    group.press("triage.list")
    group.button("Siirrä valitut")
    assert "Valitse ensin luettelosta vähintään yksi." in group.text
    assert "Siirrä valitut" in group.buttons


def test_a_move_without_a_reason_moves_nothing_and_keeps_what_was_typed(core: Core, group: Chat) -> None:
    moved(group, 1, to="redirected", reason="", where="Talousarvio")
    assert "Kirjoita perustelu" in group.text
    assert ("redirected", "Talousarvio") == (group.values()["to"], group.values()["where"])
    moved(group, 1, to="redirected", reason="x" * 501)
    assert "501" in group.text
    assert "Kirjoita, mihin prosessiin asia kuuluu" in group.text
    assert [] == moves(core)


def test_one_that_cannot_move_keeps_all_and_is_named(core: Core, chat: Chats, group: Chat) -> None:
    [own, *_] = ids(core, "council:19")
    lappi = chat("lappi")
    lappi.press("proposal.show", {"proposal": own})
    lappi.button("Peru ehdotus")
    lappi.button("Peru ehdotus")
    moved(group, 1 if own != 1 else 2, own)
    assert f"Ehdotuksen {number(core, own)} tila on ”peruttu”" in group.text
    assert [] == moves(core)


@pytest.mark.parametrize("chosen", ["999.0", "abc", "1.0.0", "-1.0", "9" * 40, "1.0,999.0"])
def test_a_forged_choice_moves_nothing(core: Core, group: Chat, chosen: str) -> None:
    group.press("triage.move", {"chosen": chosen, "to": "accepted"})
    assert [] == moves(core)


def test_a_proposal_of_another_round_is_not_moved_in_this_one(core: Core, group: Chat) -> None:
    with core.store.read() as db:
        [old, *_] = db.exec(select(t.Proposal.id).where(t.Proposal.state == "deferred")).all()
    moved(group, old or 0)
    assert "ei kuulu tähän kierrokseen" in group.text
    group.press("triage.open", {"proposal": old})
    assert "Kierros on päättynyt" in group.text
    assert [] == moves(core)


def test_the_second_of_two_movers_is_told_and_may_override_knowingly(
    core: Core, chat: Chats, group: Chat
) -> None:
    other = chat("tem-koordinaattori")
    moved(group, 1)
    moved(other, 1, to="accepted")
    assert "Timo Ketopuro on sillä välin siirtänyt ehdotuksen 2026-01" in other.text
    assert [(1, "deferred", False, False)] == moves(core)
    other.button("Siirrä alustavasti", **other.values())
    assert [(1, "deferred", False, True), (1, "accepted", False, False)] == moves(core)


@pytest.mark.parametrize(
    ("into", "said"),
    [
        ("", "Kirjoita sen ehdotuksen numero"),
        ("2026-99", "ei ole ehdotusta 2026-99"),
        ("2025-01", "ei ole ehdotusta 2025-01"),
        ("2026-02", "ei voi yhdistää itseensä"),
        ("1", "2026-02 → 2026-01 → 2026-02"),
        ("3", "2026-03 → 2026-04"),
    ],
)
def test_merges_that_lead_nowhere_or_in_a_circle_are_refused(
    core: Core, group: Chat, into: str, said: str
) -> None:
    moved(group, 1, to="merged", into="2026-02")
    moved(group, 3, to="merged", into="4")
    moved(group, 2, to="merged", into=into)
    assert said in group.text
    assert [1, 3] == [each[0] for each in moves(core)]


def test_what_others_merge_into_is_not_merged_on(core: Core, group: Chat) -> None:
    moved(group, 1, to="merged", into="2026-02")
    moved(group, 2, to="merged", into="2026-03")
    assert "Ehdotusta 2026-02 ei voi yhdistää, koska siihen yhdistetään muita: 2026-01." in group.text


def test_a_proposals_card_leads_to_its_move_with_what_was_planned_before(core: Core, group: Chat) -> None:
    moved(group, 1)
    group.press("proposal.show", {"proposal": 1})
    group.button("Siirrä käsittelyssä")
    assert "Siirtäjä Timo Ketopuro" in group.text
    group.send_dialog(to="accepted")
    assert [(1, "deferred", False, True), (1, "accepted", False, False)] == moves(core)


# Undoing


def test_the_last_move_or_the_chosen_ones_are_undone(core: Core, group: Chat) -> None:
    moved(group, 1, 2)
    moved(group, 3, to="accepted")
    group.button("Kumoa siirto (valitut tai viimeisin)")
    assert "Siirto kumottu: 2026-03." in group.text
    chosen = next(each for each in ticks(group) if each.startswith("2."))
    group.button("Kumoa siirto (valitut tai viimeisin)", chosen=chosen)
    assert [False, True, True] == [undone for *_, undone in moves(core)]
    group.press("triage.undo")
    group.press("triage.undo")
    assert "kumottavaa ei ole" in group.text


def test_a_move_that_somebody_replaced_is_not_undone_unseen(core: Core, chat: Chats, group: Chat) -> None:
    moved(group, 1)
    seen = ticks(group)[0]
    other = chat("tem-koordinaattori")
    other.press("triage.move", {"chosen": seen, "to": "accepted"})
    group.press("triage.undo", {"chosen": seen})
    assert "Johanna Siltakoski on sillä välin siirtänyt sen" in group.text
    assert (1, "accepted", False, False) == moves(core)[-1]


def test_after_the_release_nothing_is_undone(core: Core, group: Chat) -> None:
    moved(group, 1)
    seen = ticks(group)[0]
    release(group)
    group.press("triage.undo", {"chosen": seen})
    assert "siitä on kerrottu ehdottajille, joten sitä ei voi enää kumota" in group.text
    assert [(1, "deferred", True, False)] == moves(core)
