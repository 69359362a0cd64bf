"""What is said in words reaches the same cards as the buttons do."""

from collections.abc import Callable

from tests.bot.chat import Chat


def test_the_states_view_of_one_region_goes_on_to_another(chat: Callable[..., Chat]) -> None:
    ministry = chat("lvm", language="fi")
    ministry.say("valtion näkemys Lapista")
    assert "Valtion näkemys: Lappi" in ministry.text
    ministry.say("entä Kainuu?")
    assert "Valtion näkemys: Kainuu" in ministry.text


def test_a_triage_of_a_region_shows_its_proposals_only(chat: Callable[..., Chat]) -> None:
    group = chat("tyoryhma", language="fi")
    group.say("käsittele ehdotukset")
    assert "Käsittelyssä 16 ehdotusta" in group.text
    group.say("käsittele Lapin ehdotukset")
    assert "Käsittelyssä 3 ehdotusta" in group.text
    assert "Lappi" in group.text


def test_a_triage_of_a_number_opens_that_proposal(chat: Callable[..., Chat]) -> None:
    group = chat("tyoryhma", language="fi")
    group.say("siirrä ehdotus 2026-03 syventävään")
    assert "2026-03" in group.text
    assert "Siirrä käsittelyssä" in group.buttons


def test_what_the_last_round_left_is_shown_for_the_round_in_hand(chat: Callable[..., Chat]) -> None:
    group = chat("tyoryhma", language="fi")
    group.say("mitä siirtyi viime kierrokselta?")
    assert "Aluekehittämiskeskustelut 2026" in group.text
    assert "Myöhemmäksi siirrettyjä ehdotuksia: 0" not in group.text


def test_goals_without_proposals_are_shown_where_they_are_asked_for(chat: Callable[..., Chat]) -> None:
    group = chat("tyoryhma", language="fi")
    group.say("mitkä tavoitteet ovat jääneet ilman ehdotuksia?")
    said = group.text
    group.press("carry.goals")
    assert group.text == said
