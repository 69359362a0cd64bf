"""Putting a topic forward, changing it, taking it back."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.app import Core
from storage import tables as t
from storage.turns import Key
from tests.bot.chat import Chat
from tests.bot.cores import at_once

Chats = Callable[..., Chat]
LATE = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
TEXT = "Rajaseudun kunnat tarvitsevat yhteisen ohjelman, jossa valtio ja maakunta sopivat askelista."
OWN_BUTTONS = ["Muokkaa", "Peru ehdotus", "Pyydä muita mukaan", "Kommentit (0)"]
FIELDS = {"description": TEXT, "goals": "ALKE2024-1,ALKE2024-X1", "regions": "19"}


def proposals(core: Core) -> list[t.Proposal]:
    """The proposals made in a test; the demo's own come before."""
    with core.store.read() as db:
        return list(db.exec(select(t.Proposal).where(t.Proposal.organisation_id == "council:19")).all())


def proposed(chat: Chat, **changes: str) -> Chat:
    """A chat in which a proposal was just sent."""
    chat.say("Esitämme keskusteluun: rajaseudun elinvoima")
    chat.button("Lähetä ehdotus", **{**chat.values(), **FIELDS, **changes})
    return chat


def test_a_sentence_opens_the_form_with_its_topic(chat: Chats) -> None:
    lappi = chat("lappi")
    lappi.say("Esitämme keskusteluun: rajaseudun elinvoima")
    assert ("Rajaseudun elinvoima", "19") == (lappi.values()["title"], lappi.values()["regions"])


def test_a_proposal_gets_a_number_and_a_receipt_with_what_can_be_done(core: Core, chat: Chats) -> None:
    before = len(proposals(core))
    lappi = proposed(chat("lappi"))
    assert before + 1 == len(proposals(core))
    assert lappi.text.startswith("Ehdotus 2026-")
    assert OWN_BUTTONS == lappi.buttons
    assert "8.12.2026" in lappi.text


def test_the_working_group_is_told_once(core: Core, chat: Chats) -> None:
    proposed(chat("lappi"))
    with core.store.read() as db:
        owed = db.exec(select(t.Outbox)).all()
    assert ["proposal_received"] == [message.card for message in owed]


def test_similar_proposals_and_past_conclusions_come_with_the_receipt(chat: Chats) -> None:
    lappi = proposed(
        chat("lappi"),
        title="Matkailun työvoima ja asunnot",
        description="Matkailun työvoima tarvitsee asuntoja.",
    )
    assert "2025-19-01" in lappi.text


def test_one_word_in_common_is_not_the_same_thing(chat: Chats) -> None:
    lappi = proposed(chat("lappi"), title="Yöjunat Rovaniemelle", description="Vaunuja tarvitaan lisää.")
    assert "Aiempia johtopäätöksiä" not in lappi.text


def test_another_regions_proposal_is_not_shown_as_similar(core: Core, chat: Chats) -> None:
    text = "Harvinainen xylofonifestivaali ja sen rahoitus Lapissa"
    proposed(chat("lappi"), title=text, description=text)
    kainuu = proposed(chat("kainuu"), title=text, description=text)
    assert text in kainuu.text
    assert "Lapin liitto" not in kainuu.text
    group = chat("tem-koordinaattori")
    group.say("Esitämme keskusteluun: xylofonifestivaali")
    filled = {**group.values(), **FIELDS, "title": text, "description": text, "organisation": "ministry:TEM"}
    group.button("Lähetä ehdotus", **filled)
    assert "Lapin liitto" in group.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"goals": ""}, "vähintään yksi"),
        ({"title": ""}, "aihe"),
        ({"title": "x" * 121}, "121"),
        ({"description": "x" * 2001}, "2001"),
        ({"goals": "ALKE2016-1"}, "tavoit"),
        ({"areas": "astrology"}, "astrology"),
        ({"links": "javascript:alert(1)"}, "https://"),
        ({"urgency": "x" * 501}, "501"),
    ],
)
def test_a_fault_is_named_at_its_field_and_the_text_is_kept(
    core: Core, chat: Chats, changes: dict[str, str], said: str
) -> None:
    before = len(proposals(core))
    lappi = proposed(chat("lappi"), **changes)
    assert said.lower() in lappi.text.lower()
    assert {**FIELDS, **changes}["description"] == lappi.values()["description"]
    assert before == len(proposals(core))


def test_after_the_deadline_the_text_is_kept_and_may_be_sent_as_late(core: Core, chat: Chats) -> None:
    before = len(proposals(core))
    lappi = proposed(chat("lappi", LATE))
    assert TEXT in lappi.text
    assert before == len(proposals(core))
    lappi.button(lappi.buttons[0])
    assert [True] == [each.late for each in proposals(core)[before:]]


def test_the_same_form_sent_again_makes_no_second_proposal(core: Core, chat: Chats) -> None:
    before = len(proposals(core))
    lappi = chat("lappi")
    lappi.say("haluan ehdottaa asiaa asialistalle")
    form, filled = lappi.card, {**lappi.values(), **FIELDS, "title": "Kerran"}
    first = lappi.button("Lähetä ehdotus", **filled)
    lappi.card = form
    second = lappi.button("Lähetä ehdotus", **filled)
    assert before + 1 == len(proposals(core))
    assert first.response["value"]["body"][0] == second.response["value"]["body"][0]


def test_a_proposal_is_changed_in_a_dialog_and_keeps_its_history(core: Core, chat: Chats) -> None:
    lappi = proposed(chat("lappi"))
    lappi.button(lappi.buttons[0])
    answer = lappi.send_dialog(**{**lappi.values(), "title": "Rajaseudun elinvoima ja turvallisuus"})
    assert "Rajaseudun elinvoima ja turvallisuus" in lappi.text
    assert True is answer.cards[0]["update"]
    assert 2 == proposals(core)[-1].version


def test_a_change_made_meanwhile_is_not_overwritten(core: Core, chat: Chats) -> None:
    lappi = proposed(chat("lappi"))
    receipt = lappi.card
    lappi.button(lappi.buttons[0])
    stale, values = lappi.card, lappi.values()
    lappi.send_dialog(**{**values, "title": "Ensimmäinen"})
    lappi.card = stale
    lappi.send_dialog(**{**values, "title": "Toinen"})
    assert "Toinen" == lappi.values()["title"]
    assert ("Ensimmäinen", 2) == (proposals(core)[-1].title, proposals(core)[-1].version)
    assert receipt


def test_withdrawing_asks_first_and_then_leaves_nothing_to_press(core: Core, chat: Chats) -> None:
    lappi = proposed(chat("lappi"))
    lappi.button(lappi.buttons[1])
    assert "submitted" == proposals(core)[-1].state
    lappi.button(lappi.buttons[0])
    assert "withdrawn" == proposals(core)[-1].state
    assert [] == lappi.buttons


def test_an_old_cards_button_after_the_withdrawal_explains_itself(core: Core, chat: Chats) -> None:
    lappi = proposed(chat("lappi"))
    receipt = lappi.card
    lappi.button(lappi.buttons[1])
    lappi.button(lappi.buttons[0])
    lappi.card = receipt
    lappi.button(lappi.buttons[0])
    assert "withdrawn" == proposals(core)[-1].state
    assert "2026-" in lappi.text


@pytest.mark.parametrize(
    "verb", ["proposal.edit", "proposal.withdraw", "proposal.withdraw_now", "proposal.show"]
)
@pytest.mark.parametrize("who", ["kainuu", "tem"])
def test_anothers_proposal_is_as_if_it_did_not_exist(core: Core, chat: Chats, verb: str, who: str) -> None:
    proposed(chat("lappi"))
    target = proposals(core)[-1].id
    other, nowhere = chat(who), chat(who)
    other.press(verb, {"proposal": target, "version": 1})
    nowhere.press(verb, {"proposal": 999_999, "version": 1})
    assert nowhere.text == other.text
    assert "submitted" == proposals(core)[-1].state


def test_saving_over_anothers_proposal_is_refused(core: Core, chat: Chats) -> None:
    proposed(chat("lappi"))
    target = proposals(core)[-1]
    kainuu = chat("kainuu")
    data = {**FIELDS, "title": "Kaapattu", "proposal": target.id, "version": 1}
    kainuu.answer(kainuu.activity("submit", verb="proposal.save", data=data))
    assert target.title == proposals(core)[-1].title


def test_proposing_for_another_organisation_by_a_forged_field_is_refused(core: Core, chat: Chats) -> None:
    before = len(proposals(core))
    proposed(chat("kainuu"), organisation="council:19")
    assert before == len(proposals(core))


def test_a_coordinator_proposes_on_behalf_of_a_council(core: Core, chat: Chats) -> None:
    before = len(proposals(core))
    proposed(chat("tem-koordinaattori"), organisation="council:19")
    assert before + 1 == len(proposals(core))


def test_a_coordinator_has_to_say_on_whose_behalf(core: Core, chat: Chats) -> None:
    before = len(proposals(core))
    coordinator = proposed(chat("tem-koordinaattori"))
    assert "Valitse organisaatio" in coordinator.text
    assert TEXT == coordinator.values()["description"]
    assert before == len(proposals(core))


def test_a_coordinator_finds_what_was_sent_on_behalf(chat: Chats) -> None:
    coordinator = proposed(chat("tem-koordinaattori"), organisation="council:19")
    coordinator.say("omat ehdotukseni")
    assert "Rajaseudun elinvoima" in coordinator.text


@pytest.mark.parametrize("number", [10**20, -1, "x", None])
def test_a_forged_number_is_a_broken_form(chat: Chats, number: object) -> None:
    lappi = chat("lappi", language="en")
    lappi.press("proposal.show", {"proposal": number})
    assert "didn't arrive whole" in lappi.text


def test_own_proposals_are_listed_with_state_and_opened(core: Core, chat: Chats) -> None:
    lappi = proposed(chat("lappi"))
    lappi.say("mitä olen ehdottanut?")
    assert "Rajaseudun elinvoima" in lappi.text
    lappi.press("proposal.show", {"proposal": proposals(core)[-1].id})
    assert OWN_BUTTONS == lappi.buttons


def test_a_list_does_not_hold_anothers_proposals(chat: Chats) -> None:
    proposed(chat("lappi"))
    kainuu = chat("kainuu")
    kainuu.say("mitä olen ehdottanut?")
    assert "Rajaseudun elinvoima" not in kainuu.text


def test_the_same_press_five_times_at_once_has_one_effect(core: Core, chat: Chats) -> None:
    before = len(proposals(core))
    lappi = chat("lappi")
    lappi.say("haluan ehdottaa asiaa asialistalle")
    data = {**lappi.values(), **FIELDS, "title": "Viidesti"}  # a forged form without its mark
    press = lappi.activity("press", verb="proposal.submit", data=data)
    assert Key("msteams", lappi.conversation, press.key.activity, "press") == press.key
    answers = at_once(core, [press] * 5)
    assert before + 1 == len(proposals(core))
    assert 1 == len({str(answer.response) for answer in answers})


def test_before_the_opening_the_form_is_not_even_opened(chat: Chats) -> None:
    early = chat("lappi", datetime(2026, 10, 1, 9, 0, tzinfo=UTC), language="en")
    early.say("I want to propose a topic")
    assert "open on" in early.text


def test_a_form_sent_before_the_opening_keeps_its_text(core: Core, chat: Chats) -> None:
    before = len(proposals(core))
    lappi = chat("lappi")
    lappi.say("haluan ehdottaa asiaa asialistalle")
    early = lappi.at(datetime(2026, 10, 1, 9, 0, tzinfo=UTC))
    early.button("Lähetä ehdotus", **{**early.values(), **FIELDS, "title": "Liian aikaisin"})
    assert ("Liian aikaisin", TEXT) == (early.values()["title"], early.values()["description"])
    assert before == len(proposals(core))


def test_a_change_sent_after_the_deadline_keeps_its_text(core: Core, chat: Chats) -> None:
    lappi = proposed(chat("lappi"))
    lappi.button("Muokkaa")
    late = lappi.at(LATE)
    late.send_dialog(**{**late.values(), "title": "Liian myöhään"})
    assert "Liian myöhään" == late.values()["title"]
    assert 1 == proposals(core)[-1].version


def test_a_field_too_long_for_any_card_is_refused_with_its_limit(core: Core, chat: Chats) -> None:
    before = len(proposals(core))
    lappi = proposed(chat("lappi"), description="x" * 12_001)
    assert "12000" in lappi.text
    assert before == len(proposals(core))


def test_the_working_group_opens_a_proposal_but_cannot_change_it(core: Core, chat: Chats) -> None:
    proposed(chat("lappi"))
    group = chat("tyoryhma")
    group.press("proposal.show", {"proposal": proposals(core)[-1].id})
    assert TEXT in group.text
    assert {"Muokkaa", "Peru ehdotus", "Pyydä muita mukaan"}.isdisjoint(group.buttons)


def test_a_form_sent_again_with_another_text_says_what_it_made(core: Core, chat: Chats) -> None:
    lappi = chat("lappi")
    lappi.say("haluan ehdottaa asiaa asialistalle")
    form, filled = lappi.card, {**lappi.values(), **FIELDS, "title": "Kerran"}
    lappi.button("Lähetä ehdotus", **filled)
    lappi.card = form
    lappi.button("Lähetä ehdotus", **{**filled, "title": "Toisin"})
    assert ("Toisin", "Kerran") == (lappi.values()["title"], proposals(core)[-1].title)
    assert f"2026-{proposals(core)[-1].number}" in lappi.text


def test_anothers_form_mark_shows_nothing_of_theirs(core: Core, chat: Chats) -> None:
    mark = {**FIELDS, "title": "Salainen", "form": "a-mark"}
    chat("lappi").press("proposal.submit", mark)
    kainuu = chat("kainuu")
    kainuu.press("proposal.submit", {**mark, "title": "Oma"})
    assert "Salainen" not in kainuu.text
    assert kainuu.text.startswith(f"Ehdotus 2026-{proposals(core)[-1].number + 1}")


def test_withdrawing_from_an_old_card_asks_about_the_newest(core: Core, chat: Chats) -> None:
    lappi = proposed(chat("lappi"))
    lappi.button(lappi.buttons[1])
    confirm = lappi.card
    target = proposals(core)[-1].id
    changed = {**FIELDS, "title": "Uusi", "proposal": target, "version": 1}
    lappi.answer(lappi.activity("submit", verb="proposal.save", data=changed))
    lappi.card = confirm
    lappi.button(lappi.buttons[0])
    assert "submitted" == proposals(core)[-1].state
    assert "Uusi" in lappi.text


def test_who_moves_away_no_longer_sees_the_proposals_of_the_old_organisation(core: Core, chat: Chats) -> None:
    lappi = proposed(chat("lappi"))
    with core.store.transaction() as db:
        person = db.exec(select(t.Person).where(t.Person.slug == "lappi")).one()
        membership = db.exec(select(t.Membership).where(t.Membership.person_id == person.id)).one()
        membership.organisation_id = "council:18"
        db.add(membership)
    lappi.say("omat ehdotukseni")
    assert "Rajaseudun elinvoima" not in lappi.text


def test_another_rounds_proposal_is_not_called_one_of_this_round(core: Core, chat: Chats) -> None:
    text = "Harvinainen xylofonifestivaali ja sen rahoitus Lapissa"
    proposed(chat("lappi"), title=text, description=text)
    with core.store.transaction() as db:
        db.exec(select(t.Proposal).where(t.Proposal.title == text)).one().round_id = 1
    lappi = proposed(chat("lappi"), title=text, description=text)
    assert "Samankaltaisia" not in lappi.text
