"""The state's view of a region: who reads it, who contributes what, what is shown beside it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import select

from bot.app import Core
from storage import people
from storage import tables as t
from tests.bot.features.state_view_chats import (
    OUTSIDERS,
    PART,
    REGION,
    TEXT,
    Chats,
    chat,
    contributed,
    published,
    reference,
    told,
    written,
)

__all__ = ["chat", "reference"]


def test_a_ministry_contributes_for_itself_and_the_state_reads_it(chat: Chats, reference: Any) -> None:
    contributed(chat("lvm"), reference)
    for slug in ("lvm", "ym", "tyoryhma", "tem-koordinaattori", "aune"):
        reader = chat(slug)
        reader.press("view.show", reference)
        assert PART in reader.text


@pytest.mark.parametrize("slug", OUTSIDERS)
def test_regions_read_neither_contributions_nor_the_unpublished_text(
    chat: Chats, reference: Any, slug: str
) -> None:
    contributed(chat("lvm"), reference)
    written(chat("tem-koordinaattori"), reference)
    outsider = chat(slug)
    for verb in ("view.show", "view.part"):
        outsider.press(verb, reference | {"organisation": "ministry:LVM"})
        said = json.dumps(outsider.card, ensure_ascii=False)
        assert (False, False) == (PART in said, TEXT in said)


def test_the_region_reads_the_text_alone_once_it_is_published(
    core: Core, chat: Chats, reference: Any
) -> None:
    contributed(chat("lvm"), reference)
    published(chat("tem-koordinaattori"), reference)
    own = chat("kanta-hame")
    own.press("view.show", reference)
    assert (True, False) == (TEXT in own.text, PART in own.text)
    other = chat("lappi")
    other.press("view.show", reference)
    assert "I can't find a state's view here" in other.text
    assert [("state view published", "kanta-hame")] == told(core)


def test_a_region_that_exists_and_one_that_does_not_look_alike_to_others(chat: Chats, round_id: int) -> None:
    lappi = chat("lappi")
    said = []
    for region in (REGION, "99", "21"):
        lappi.press("view.show", {"round": round_id, "region": region})
        said.append(lappi.text)
    assert 1 == len(set(said))


def test_a_council_is_told_that_ministries_contribute(chat: Chats, reference: Any) -> None:
    own = chat("kanta-hame")
    own.press("view.contribute", reference)
    assert "Only the ministries contribute" in own.text


def test_a_ministry_contributes_for_no_other(core: Core, chat: Chats, reference: Any) -> None:
    lvm = chat("lvm")
    lvm.press("view.contribute_save", reference | {"organisation": "ministry:YM", "text": PART})
    assert "it isn't one that you act for" in lvm.text
    with core.store.read() as db:
        assert [] == db.exec(select(t.StateViewPart).where(t.StateViewPart.region == REGION)).all()


def test_a_coordinator_records_what_a_ministry_says(core: Core, chat: Chats, reference: Any) -> None:
    coordinator = contributed(chat("tem-koordinaattori"), reference, organisation="ministry:STM")
    assert "MSAH" in coordinator.text
    with core.store.read() as db:
        row = db.exec(select(t.StateViewPart).where(t.StateViewPart.region == REGION)).one()
    assert ("ministry:STM", PART) == (row.organisation_id, row.text)


def test_the_ministry_must_be_chosen_and_the_text_is_kept(chat: Chats, reference: Any) -> None:
    coordinator = contributed(chat("tem-koordinaattori"), reference, organisation="")
    assert PART == coordinator.values()["text"]
    assert "Choose the ministry" in coordinator.text


@pytest.mark.parametrize(("length", "accepted"), [(2000, True), (2001, False)])
def test_a_contribution_has_two_thousand_characters_at_most(
    chat: Chats, reference: Any, length: int, accepted: bool
) -> None:
    lvm = contributed(chat("lvm"), reference, "ä" * length)
    assert accepted == ("text" not in lvm.values())
    assert accepted != ("2001" in lvm.text)


def test_an_empty_contribution_takes_the_earlier_one_back(chat: Chats, reference: Any) -> None:
    lvm = contributed(chat("lvm"), reference)
    assert "Edit our contribution" in lvm.buttons
    contributed(lvm, reference, "")
    assert "Contribute" in lvm.buttons
    contributed(lvm, reference, "")
    assert "Fill in this field" in lvm.text


def test_a_contribution_that_changed_meanwhile_is_shown_and_what_was_typed_is_kept(
    chat: Chats, reference: Any
) -> None:
    first, second = chat("lvm"), chat("lvm")
    contributed(first, reference, "Ensimmäinen.")
    second.answer(second.activity("dialog", verb="view.contribute", data=reference))
    contributed(first, reference, "Toinen, muutettu.")
    second.send_dialog(text="Kolmas, toisaalla kirjoitettu.")
    assert "Now: Toinen, muutettu." in second.text
    assert "Kolmas, toisaalla kirjoitettu." == second.values()["text"]
    second.send_dialog(text="Yhdessä.")
    assert "Yhdessä." in second.text


def test_the_list_shows_how_far_each_region_has_come(chat: Chats, reference: Any) -> None:
    contributed(chat("lvm"), reference)
    lvm = chat("lvm")
    lvm.press("view.show", {})
    lines = lvm.text.splitlines()
    at = lines.index("Kanta-Häme")
    assert ["contributions only · contributions 1 of 12", "MTC: contributed"] == lines[at + 1 : at + 3]


def test_somebody_of_a_region_gets_their_own_without_naming_it(chat: Chats) -> None:
    own = chat("kanta-hame")
    own.press("view.show", {})
    assert "The state's view: Kanta-Häme" in own.text


@pytest.mark.parametrize(
    ("slug", "own"),
    [("kainuu", "Regional Council of Kainuu"), ("lvm", "Ministry of Transport and Communications")],
)
def test_the_proposals_beside_it_are_those_the_asker_may_see(
    chat: Chats, round_id: int, slug: str, own: str
) -> None:
    def listed(who: str) -> list[str]:
        reader = chat(who)
        reader.press("view.show", {"round": round_id, "region": "18"})
        return [line for line in reader.text.splitlines() if line.startswith("2026-")]

    assert set(listed(slug)) < set(listed("tem-koordinaattori"))
    assert [] == [line for line in listed(slug) if own not in line]


@pytest.mark.parametrize(
    "forged",
    [
        {"round": 999},
        {"region": "<b>"},
        {"organisation": "council:19"},
        {"organisation": "x" * 200},
        {"version": -1},
        {"round": 2**40},
    ],
)
def test_forged_values_are_refused_and_write_nothing(
    core: Core, chat: Chats, reference: Any, forged: dict[str, Any]
) -> None:
    for slug, verb in (("lvm", "view.contribute_save"), ("tem-koordinaattori", "view.contribute_save")):
        chat(slug).press(verb, reference | {"text": PART} | forged)
    with core.store.read() as db:
        assert [] == db.exec(select(t.StateViewPart).where(t.StateViewPart.region == REGION)).all()


def test_two_colleagues_at_once_lose_no_words(core: Core, chat: Chats, reference: Any) -> None:
    chats = [chat("lvm") for _ in range(2)]
    for each in chats:
        each.answer(each.activity("dialog", verb="view.contribute", data=reference))
    for number, each in enumerate(chats):
        each.send_dialog(text=f"Teksti {number}.")
    with core.store.read() as db:
        row = db.exec(select(t.StateViewPart).where(t.StateViewPart.region == REGION)).one()
        lvm = people.by_slug(db, "lvm", datetime(2026, 11, 24, tzinfo=UTC).date())
    assert lvm is not None
    assert ("Teksti 0.", 1, lvm.id) == (row.text, row.version, row.person_id)
    assert "Teksti 1." == chats[1].values()["text"]
