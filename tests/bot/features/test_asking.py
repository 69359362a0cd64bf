"""Asking what was agreed."""

from collections.abc import Callable

import pytest

from bot.answers import Answer
from tests.bot.chat import Chat

Chats = Callable[..., Chat]


def ids(answer: Answer) -> list[str]:
    return [hit.id for hit in answer.hits]


def test_last_year_means_the_askers_own_region_and_says_so(chat: Chats) -> None:
    lappi = chat("lappi")
    answer = lappi.say("mitä sovimme viime vuonna?")
    assert ["2025-19-01", "2025-19-02", "2025-19-03", "2025-19-04", "2025-19-05"] == ids(answer)
    assert "Maakuntaa ei mainittu" in lappi.text
    assert "Kaikki maakunnat" in lappi.buttons


def test_every_conclusion_carries_where_it_comes_from(chat: Chats) -> None:
    lappi = chat("lappi")
    lappi.say("mitä sovimme viime vuonna?")
    for needed in ("2025-19-01", "Lappi", "Lapin keskustelu 2025", "Demo, keksitty: muistio 2025-19", "10"):
        assert needed in lappi.text


@pytest.mark.parametrize(
    ("slug", "question", "found"),
    [
        ("lappi", "mitä Kainuussa sovittiin raideliikenteestä 2023", ["2023-18-03"]),
        ("pohjanmaa", "vad kom vi överens om i fjol om turismen?", ["2025-15-06"]),
        ("lappi", "what did we agree on tourism last year", ["2025-19-01"]),
        ("uusimaa", "mitä Kajaanissa sovittiin raideliikenteestä vuonna 2023?", ["2023-18-03"]),
        ("tem", "mitä Österbottenissa sovittiin matkailusta viime vuonna", ["2025-15-06"]),
    ],
)
def test_a_question_finds_its_conclusion(chat: Chats, slug: str, question: str, found: list[str]) -> None:
    assert found == ids(chat(slug).say(question))[: len(found)]


def test_a_question_goes_on_with_another_region_and_another_year(chat: Chats) -> None:
    lappi = chat("lappi")
    lappi.say("mitä sovimme viime vuonna?")
    assert {"2025-18"} == {id_[:7] for id_ in ids(lappi.say("entä Kainuussa?"))}
    assert {"2024-pohjoinen"} == {id_.rsplit("-", 1)[0] for id_ in ids(lappi.say("entä vuotta aiemmin?"))}


def test_what_tells_of_the_named_municipality_comes_first(chat: Chats) -> None:
    tem = chat("tem-koordinaattori")
    assert ["2025-11-01", "2025-11-02", "2025-11-04"] == ids(tem.say("mitä Kuopiosta on sovittu?"))[:3]
    assert "Kunta: Kuopio" in tem.text
    tem.button(next(title for title in tem.buttons if title.startswith("Näytä lisää")))
    assert "Kunta: Kuopio" in tem.text
    assert ["2023-11-01"] == ids(tem.say("entä vuonna 2023?"))[:1]
    assert "Kunta: Kuopio" in tem.text
    tem.say("entä Lapissa?")
    assert "Kunta:" not in tem.text


def test_pages_are_turned_in_place_until_the_last(chat: Chats) -> None:
    tem = chat("tem-koordinaattori")
    first = tem.say("mitä sovittiin viime vuonna")
    more = next(title for title in tem.buttons if title.startswith("Näytä lisää"))
    second = tem.button(more)
    assert [] == [id_ for id_ in ids(first) if id_ in ids(second)]
    assert 5 == len(ids(second))
    assert "Edelliset" in " ".join(tem.buttons)


def test_all_regions_are_one_press_away(chat: Chats) -> None:
    lappi = chat("lappi")
    lappi.say("mitä sovimme viime vuonna matkailusta?")
    answer = lappi.button("Kaikki maakunnat")
    assert {"19"} < {id_.split("-")[1] for id_ in ids(answer)}


def test_nothing_found_says_what_was_understood_and_offers_the_nearest(chat: Chats) -> None:
    lappi = chat("lappi")
    answer = lappi.say("mitä sovittiin lentoliikenteestä Kymenlaaksossa 2020")
    assert [] == ids(answer)
    for shown in ("Kymenlaakso", "2020", "lentoliikenne"):
        assert shown in lappi.text
    assert lappi.buttons
    assert ids(lappi.button(lappi.buttons[0]))


def test_nothing_like_it_at_all_names_a_person_to_ask(chat: Chats) -> None:
    lappi = chat("lappi")
    answer = lappi.say("mitä sovittiin krokotiilitarhauksesta")
    assert [] == ids(answer)
    assert "Johanna Siltakoski" in lappi.text
    assert lappi.buttons


def test_the_words_that_answer_are_highlighted(chat: Chats) -> None:
    lappi = chat("lappi")
    lappi.say("mitä Kainuussa sovittiin raideliikenteestä 2023")
    runs = [
        run
        for container in lappi.card["body"]
        for block in container.get("items", [])
        for run in block.get("inlines", [])
    ]
    assert any("raideliiken" in run["text"].lower() for run in runs if run["highlight"])


def test_a_swedish_reader_of_a_finnish_text_is_told_so(chat: Chats) -> None:
    lappi = chat("lappi", language="sv")
    lappi.say("vad kom vi överens om i fjol?")
    assert "Texten finns bara på finska." in lappi.text


def test_minutes_and_documents_are_found_too(chat: Chats) -> None:
    lappi = chat("lappi")
    answer = lappi.say("näytä viime vuoden muistio")
    assert ["2025-19-muistio"] == ids(answer)


def test_the_published_agenda_is_read_back(chat: Chats) -> None:
    assert ["2025-19-agenda"] == ids(chat("lappi").say("mitä meidän agendalla oli viime vuonna?"))


def test_a_forged_question_is_refused_and_shows_nothing(chat: Chats) -> None:
    lappi = chat("lappi", language="en")
    answer = lappi.press("ask.show", {"offset": -1, "years": "everything"})
    assert [] == ids(answer)
    assert "didn't arrive whole" in lappi.text


def test_a_topic_leads_to_the_goals_its_conclusions_were_tied_to(chat: Chats) -> None:
    lappi = chat("lappi")
    lappi.say("mihin tavoitteeseen matkailu kuuluu")
    assert lappi.text.startswith(
        "Tavoitteet, joihin aihe kuuluu\nAihe: matkailu\nVetovoimainen elinympäristö"
    )


def test_the_decision_in_force_is_listed_and_what_is_untranslated_is_said_to_be(chat: Chats) -> None:
    lappi = chat("lappi", language="sv")
    lappi.say("vilka är målen i regionutvecklingsbeslutet?")
    assert "Uudistuvat ja hyvinvoivat alueet, 2024–2027" in lappi.text
    assert "på finska" in lappi.text


def test_the_dates_of_the_round_say_which_is_next(chat: Chats) -> None:
    lappi = chat("lappi")
    lappi.say("mihin mennessä ehdotukset pitää lähettää?")
    assert "8.12.2026" in lappi.text


def test_the_working_group_sees_all_proposals_and_a_region_its_own(chat: Chats) -> None:
    group, kainuu = chat("tyoryhma"), chat("kainuu")
    every = group.press("ask.show", {"kinds": ["proposal"]})
    own = kainuu.press("ask.show", {"kinds": ["proposal"]})
    assert 12 == len(ids(every))
    assert set(ids(own)) < set(ids(every))
    assert "oman organisaatiosi" in kainuu.text


def test_a_year_without_a_round_is_said_to_be_one(chat: Chats) -> None:
    lappi = chat("lappi")
    lappi.say("mitä sovimme 2019")
    assert "Keskusteluja ei käyty vuonna 2019." in lappi.text


def test_minutes_are_read_whole(chat: Chats) -> None:
    lappi = chat("lappi")
    lappi.say("näytä viime vuoden muistio")
    assert "…" not in lappi.text
    assert lappi.text.startswith("Muistio (1)")


def test_when_the_agendas_come_out_is_said_with_the_old_ones(chat: Chats) -> None:
    lappi = chat("lappi")
    lappi.say("mitä meidän agendalla oli viime vuonna?")
    assert "29.12.2026" in lappi.text


def test_more_is_the_next_page_and_ends_at_the_last(chat: Chats) -> None:
    tem = chat("tem-koordinaattori")
    first = tem.say("mitä Lapissa on sovittu?")
    second = tem.say("näytä lisää")
    assert 5 == len(ids(second))
    assert set(ids(first)).isdisjoint(ids(second))
    for _ in range(5):
        last = tem.say("lisää")
    assert ids(last)
    assert "Näytä lisää" not in " ".join(tem.buttons)


def test_what_is_not_understood_is_said_not_to_be(chat: Chats) -> None:
    lappi = chat("lappi")
    answer = lappi.say("ei tuo")
    assert [] == ids(answer)
    assert lappi.text.startswith("En ymmärtänyt")


def test_we_of_a_ministry_means_the_ministry_and_says_so(chat: Chats) -> None:
    lvm = chat("lvm")
    lvm.say("mitä sovimme viime vuonna?")
    assert "liikenne- ja viestintäministeriö" in lvm.text
    assert "omaa ministeriötäsi" in lvm.text


def test_a_proposal_is_opened_by_its_number(chat: Chats) -> None:
    lappi, kainuu = chat("lappi"), chat("kainuu")
    lappi.say("näytä ehdotus 2026-06")
    kainuu.say("näytä ehdotus 2026-06")
    assert lappi.text.startswith("Ehdotus 2026-06")
    assert "Arktisen matkailun" not in kainuu.text


def test_a_sessions_number_leads_to_its_minutes(chat: Chats) -> None:
    assert ["2025-13-muistio"] == ids(chat("lappi").say("2025-13"))


def test_an_english_name_does_not_change_the_language_of_the_talk(chat: Chats) -> None:
    lappi = chat("lappi")
    lappi.say("Talent Boost")
    lappi.say("1")
    assert "fi" == lappi.card["lang"]
