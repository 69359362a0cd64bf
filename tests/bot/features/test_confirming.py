"""Answering minutes in chats: each organisation once, for itself, on the version that is out."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import col, select

from bot.app import Core
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.cores import BOTH
from tests.bot.features.confirming_chats import (
    COORDINATOR,
    COUNCIL,
    HERE,
    LVM,
    OKM,
    RAIL,
    TEM,
    book,
    confirmed,
    corrected,
    drafted,
    given,
    opened,
    received,
    reserved,
    sent,
)
from tests.bot.features.session_chats import delivered

Chats = Callable[..., Chat]
FOUR = {"lappi": COUNCIL, "lvm": LVM, "okm": OKM, "tem": TEM}


@pytest.fixture
def parts(core: Core, chat: Chats) -> list[int]:
    """The parts of minutes of which version 1 is out."""
    ids = drafted(core)
    sent(core, chat)
    return ids


def pressed(chat: Chat, verb: str, **data: Any) -> str:
    """What a forged button gets for an answer."""
    chat.press(verb, {**HERE, "version": 1, **data})
    return chat.text


# The card


def test_the_card_has_the_text_the_deadline_and_what_silence_means(chat: Chats, parts: list[int]) -> None:
    text = opened(chat("lappi")).text
    assert RAIL in text
    assert "Vastatkaa viimeistään ti 8.12.2026 klo 23.59. Vastaus otetaan vastaan sen jälkeenkin" in text
    assert "Hiljaisuus ei ole vahvistus" in text
    assert "Vastaus koskee: Lapin liitto" in text


def test_everybody_who_answers_is_sent_the_card(core: Core, chat: Chats, parts: list[int]) -> None:
    got = delivered(core)
    assert {"lappi", "lappi-vara", "lvm", "okm", "tem"} == set(got)
    (card,) = got["lvm"]
    assert ("minutes sent", "Vahvista muistio: Lapin keskustelu 2026") == (card.cause, card.title)
    assert ["Vahvista", "Vahvista varaumin", "Pyydä korjausta"] == [
        action["title"] for action in card.card["actions"]
    ][:3]


def test_words_open_what_waits(chat: Chats, parts: list[int]) -> None:
    council = chat("lappi")
    council.say("vahvista muistio")
    assert council.text.startswith("Vahvista muistio: Lapin keskustelu 2026")
    confirmed(council).say("mikä muistio odottaa meitä?")
    assert "Organisaationne on vastannut: Vahvisti" in council.text
    council.say("näytä viime vuoden muistiomme")
    assert "Lapin keskustelu 2025" in council.text


def test_those_who_oversee_see_how_organisations_have_answered(chat: Chats, parts: list[int]) -> None:
    for slug in (COORDINATOR, "tyoryhma", "aune"):
        assert opened(chat(slug)).text.startswith("Vastaukset muistioon: Lapin keskustelu 2026")


def test_others_see_nothing_before_the_minutes_are_final(chat: Chats, parts: list[int]) -> None:
    for verb in ("minutes.show", "minutes.text", "minutes.progress"):
        outside = chat("uusimaa")
        outside.press(verb, HERE)
        assert RAIL not in outside.text
        assert "Mitä osaat?" in outside.buttons


def test_before_anything_is_out_there_is_nothing_to_answer(core: Core, chat: Chats) -> None:
    drafted(core)
    assert "Muistiota ei ole vielä lähetetty" in opened(chat("lappi")).text
    assert "Muistiota ei ole vielä lähetetty" in pressed(
        chat("lappi"), "minutes.confirm", organisation=COUNCIL
    )
    assert {} == given(core)


# Answers


@BOTH
def test_organisations_answer_in_every_way(core: Core, chat: Chats) -> None:
    parts = drafted(core)
    coordinator = sent(core, chat)
    assert confirmed(chat("lappi")).text.startswith("Kirjattu: Vahvisti")
    reserved(chat("lvm"), "Rahoitus ratkaistaan myöhemmin.")
    corrected(chat("tem"), parts[-1], "Vuonna 2028.")
    received(coordinator)
    assert {
        (COUNCIL, 1): "confirmed",
        (LVM, 1): "reservation",
        (TEM, 1): "correction",
        (OKM, 1): "confirmed",
    } == given(core)
    text = opened(coordinator).text
    assert "Vastannut: 4/4" in text
    assert "Vahvisti · Aila Tunturila, ti 24.11.2026 klo 11.00" in text
    assert "Rahoitus ratkaistaan myöhemmin." in text
    assert "kirjeellä, VN/1234/2026, ti 24.11.2026" in text


def test_a_reservation_without_a_text_is_refused_and_kept_open(
    core: Core, chat: Chats, parts: list[int]
) -> None:
    lvm = reserved(chat("lvm"), "   ")
    assert "Kirjoita varauma tai vahvista muistio ilman sitä." in lvm.text
    reserved(lvm, "ä" * 2001)
    assert {"note": "ä" * 2001} == lvm.values()
    assert {} == given(core)


def test_an_organisation_answers_a_version_once(core: Core, chat: Chats, parts: list[int]) -> None:
    council, colleague = opened(chat("lappi")), opened(chat("lappi-vara"))
    confirmed(council)
    for verb in ("minutes.confirm", "minutes.reserve", "minutes.correct"):
        text = pressed(colleague, verb, organisation=COUNCIL)
        assert "Organisaationne on jo vastannut tähän versioon: Aila Tunturila" in text
    assert "on jo vastannut" in pressed(colleague, "minutes.reserve_now", organisation=COUNCIL, note="Ei.")
    assert {(COUNCIL, 1): "confirmed"} == given(core)


def test_a_colleagues_card_is_put_right_in_place(core: Core, chat: Chats, parts: list[int]) -> None:
    delivered(core)
    confirmed(chat("lappi"))
    got = delivered(core)
    assert {"lappi-vara"} == set(got)
    (card,) = got["lappi-vara"]
    assert ("minutes answered", "only") == (card.cause, card.place)
    assert "Organisaationne on vastannut: Vahvisti (Aila Tunturila" in card.text
    assert "Vahvista" not in [action["title"] for action in card.card["actions"]]


def test_a_request_that_waits_is_needed_no_longer_once_a_colleague_has_answered(
    core: Core, chat: Chats, parts: list[int]
) -> None:
    confirmed(chat("lappi"))
    assert {"lvm", "okm", "tem"} == set(delivered(core))


def test_coordinators_hear_when_everybody_has_answered(core: Core, chat: Chats, parts: list[int]) -> None:
    for slug in FOUR:
        confirmed(chat(slug))
    titles = [card.title for card in delivered(core)[COORDINATOR]]
    assert ["Kaikki organisaatiot ovat vastanneet: Lapin keskustelu 2026"] == titles


# Forged


@pytest.mark.parametrize("verb", ["minutes.confirm", "minutes.reserve_now", "minutes.correct_now"])
@pytest.mark.parametrize(
    ("slug", "organisation"),
    [("lappi", LVM), ("lappi", ""), ("lappi", "council:18"), ("kainuu", COUNCIL), ("kainuu", "council:18")],
)
def test_nobody_answers_for_another_organisation(
    core: Core, chat: Chats, parts: list[int], verb: str, slug: str, organisation: str
) -> None:
    forged = {"organisation": organisation, "note": "Varauma.", "part": str(parts[0]), "wanted": "Toisin."}
    text = pressed(chat(slug), verb, **forged)
    assert "Et voi vastata tämän organisaation puolesta" in text
    assert ({}, ()) == (given(core), book(core).corrections)


@pytest.mark.parametrize("slug", ["aune", "tyoryhma", COORDINATOR])
def test_who_oversees_confirms_for_nobody(core: Core, chat: Chats, parts: list[int], slug: str) -> None:
    pressed(chat(slug), "minutes.confirm", organisation=COUNCIL)
    assert {} == given(core)


@pytest.mark.parametrize("version", [0, 2, 99])
def test_a_version_that_is_not_out_is_not_confirmed(
    core: Core, chat: Chats, parts: list[int], version: int
) -> None:
    text = pressed(chat("lappi"), "minutes.confirm", organisation=COUNCIL, version=version)
    assert "Vahvistettavana on nyt versio 1" in text
    assert RAIL in text
    assert {} == given(core)


def test_final_minutes_are_not_confirmed(core: Core, chat: Chats, parts: list[int]) -> None:
    for slug in FOUR:
        confirmed(chat(slug)) if slug != "tem" else received(chat(COORDINATOR), organisation=TEM)
    chat(COORDINATOR).press("minutes.finalise", {**HERE, "version": 1})
    before = given(core)
    for verb in ("minutes.confirm", "minutes.reserve", "minutes.correct_now"):
        text = pressed(chat("lappi"), verb, organisation=COUNCIL)
        assert "Mitään ei kirjattu" in text
        assert "lopullinen" in text
    assert before == given(core)


# Several organisations


def test_who_answers_for_several_chooses_which(core: Core, chat: Chats, parts: list[int]) -> None:
    with core.store.transaction() as db:
        person = db.exec(select(t.Person.id).where(t.Person.slug == "lvm")).one()
        db.add(t.Membership(person_id=person or 0, organisation_id=OKM, role="deputy"))
    both = confirmed(chat("lvm"))
    opened(both)
    assert "Vastaus koskee: opetus- ja kulttuuriministeriö" in both.text
    both.press("minutes.show", {**HERE, "organisation": LVM})
    assert "Vastaus koskee: liikenne- ja viestintäministeriö" in both.text
    assert "Vastaat myös muiden organisaatioiden puolesta:" in both.text
    pressed(both, "minutes.confirm", organisation=OKM)
    assert {(LVM, 1): "confirmed", (OKM, 1): "confirmed"} == given(core)


def test_every_answer_is_written_into_the_log_without_its_text(
    core: Core, chat: Chats, parts: list[int]
) -> None:
    reserved(chat("lvm"), "Salainen varauma.")
    with core.store.read() as db:
        rows = db.exec(select(t.Audit).where(col(t.Audit.what).startswith("minutes."))).all()
    told = {row.what: row.data for row in rows}
    assert {"version": 1, "organisation": LVM, "answer": "reservation"} == told["minutes.answered"]
    assert "Salainen" not in str(rows)
