"""Final minutes: found by asking at once, told to who took part, read by everybody admitted."""

import pytest

from bot.app import Core
from storage import records, trail, turns
from storage.turns import Address, Place
from tests.bot.chat import Chat
from tests.bot.features.final_chats import AFTER, LAPLAND, RAIL, Chats, finalise, person, sent
from tests.bot.outbox import deliver, owed, owed_to


@pytest.fixture
def coordinator(chat: Chats) -> Chat:
    return chat("tem-koordinaattori", AFTER, language="en")


def test_conclusions_are_found_by_asking_at_once(core: Core, coordinator: Chat, chat: Chats) -> None:
    sent(core)
    lappi = chat("lappi", AFTER)
    assert "2026-19-01" not in [hit.id for hit in lappi.say("mitä sovimme yöjunista?").hits]
    finalise(coordinator)
    for slug in ("lappi", "kainuu", "aune"):
        found = chat(slug, AFTER).say("mitä Lapin kanssa sovittiin yöjunista vuonna 2026?").hits
        assert "2026-19-01" == found[0].id
    asker = chat("lvm", AFTER)
    assert ["2026-19-01"] == [hit.id for hit in asker.say("2026-19-01").hits]
    for needed in (
        "LVM selvittää yöjunien lisävuorot",
        "Vastuussa: LVM, Lapin liitto",
        "Muistio 2026-19, versio 1",
    ):
        assert needed in asker.text
    assert ["2026-19-muistio"] == [hit.id for hit in asker.say("2026-19-muistio").hits]


def test_a_swedish_reader_gets_what_is_there_in_swedish(core: Core, coordinator: Chat, chat: Chats) -> None:
    sent(core)
    finalise(coordinator)
    reader = chat("lappi", AFTER, language="sv")
    reader.press("conclusion.show", {"record": "2026-19-01"})
    assert "KM utreder nattågen till Kolari." in reader.text
    reader.press("conclusion.show", {"record": "2026-19-02"})
    assert "Texten finns bara på finska." in reader.text


def test_what_the_memory_gets_carries_every_code(core: Core, coordinator: Chat) -> None:
    sent(core)
    finalise(coordinator)
    with core.store.read() as db:
        rail, huts, whole, old = records.by_ids(
            db, ["2026-19-01", "2026-19-02", "2026-19-muistio", "2025-19-03"]
        )
    assert (2026, ("19",), ("TEM", "LVM"), ("LVM", "council:19")) == (
        rail.year,
        rail.regions,
        rail.ministries,
        rail.responsible,
    )
    assert (("transport",), ("jts",), RAIL.due, "Muistio 2026-19, versio 1") == (
        rail.areas,
        rail.used_in,
        rail.due,
        rail.source,
    )
    assert (("19",), ()) == (huts.regions, huts.responsible)
    assert "Valtion näkemys\nValtio näkee kasvun." in whole.texts["fi"].text
    assert "1. Raideyhteys Kolariin\n2. Poroerotusten kodat" in whole.texts["fi"].text
    assert {"fi", "sv"} == set(whole.texts)
    assert "2026-19-01" == old.superseded


def test_what_is_replaced_is_found_and_says_what_stands_in_its_place(
    core: Core, coordinator: Chat, chat: Chats
) -> None:
    sent(core)
    finalise(coordinator)
    asker = chat("lappi", AFTER)
    assert ["2025-19-03"] == [hit.id for hit in asker.say("2025-19-03").hits]
    assert "Korvattu: 2026-19-01" in asker.text
    assert "conclusion.show" in str(asker.card["body"])


def test_every_conclusion_from_a_proposal_has_its_whole_way(
    core: Core, coordinator: Chat, chat: Chats
) -> None:
    sent(core)
    finalise(coordinator)
    with core.store.read() as db:
        found = {each.conclusion: each for each in trail.trails(db)}
    assert {"2026-19-01": True, "2026-19-02": False} == {id_: each.whole for id_, each in found.items()}
    asker = chat("lappi", AFTER)
    asker.say("2026-19-01")
    asker.button("Mistä tämä on peräisin?")
    for needed in ("Yöjunat", "Agendan kohta: Liikenneyhteydet", "Muistion versio: 1"):
        assert needed in asker.text
    asker.button(f"Ehdotus {found['2026-19-01'].proposals[0].number}")
    assert "Lisää vuoroja" in asker.text


# Told


def test_everybody_who_took_part_hears_of_it_once(core: Core, coordinator: Chat) -> None:
    sent(core)
    finalise(coordinator)
    finalise(coordinator)
    told = owed_to(core, "minutes final")
    assert sorted(set(told)) == sorted(told)
    assert {"lappi", "lappi-vara", "lvm", "tem"} <= set(told)
    assert not {"uusimaa", "tem-koordinaattori"} & set(told)
    cards = [(row.cause, card) for slug, row, card in deliver(core, AFTER) if slug == "lappi"]
    (card,) = [card for cause, card in cards if cause == "minutes final"]
    assert "minutes.final" in str(card["actions"])


def test_cards_that_stand_about_the_minutes_say_that_they_are_final(core: Core, coordinator: Chat) -> None:
    sent(core)
    lappi = person(core, "lappi")
    with core.store.transaction() as db:
        where = Address("msteams", "a:lappi", "https://smba.trafficmanager.net/emea/", "t", {}, {})
        turns.remember(db, where, lappi.id, Place("fi"), AFTER)
        turns.stands(db, where.channel, where.conversation, f"minutes:{LAPLAND}", "card-1", AFTER)
    finalise(coordinator)
    (update,) = owed(core, "minutes became final")
    assert (lappi.id, f"minutes:{LAPLAND}", "only") == (update.person_id, update.about, update.place)


# Read


def test_final_minutes_are_read_by_everybody_admitted_and_others_by_nobody(
    core: Core, coordinator: Chat, chat: Chats
) -> None:
    sent(core)
    reader = chat("uusimaa", AFTER, language="en")
    reader.press("minutes.final", {"session": LAPLAND})
    assert "aren't final yet" in reader.text
    assert "Valtio näkee" not in reader.text
    finalise(coordinator)
    reader.press("minutes.final", {"session": LAPLAND})
    for needed in ("Valtio näkee kasvun.", "Liikenneyhteydet", "Conclusion 2026-19-01", "No answer: "):
        assert needed in reader.text
    somebody = chat("kuka-lie", AFTER)
    somebody.press("minutes.final", {"session": LAPLAND})
    assert "Valtio näkee" not in somebody.text


def test_a_conclusion_that_is_not_there_is_refused(core: Core, chat: Chats) -> None:
    reader = chat("lappi", language="en")
    for record in ("2026-19-99", "2025-19-muistio", "", "ä" * 60):
        for verb in ("conclusion.show", "conclusion.trail"):
            reader.press(verb, {"record": record})
            assert "I can't find that conclusion." in reader.text
