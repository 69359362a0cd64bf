"""What a sentence wants, how sure that is, and in which language it is said."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.question import Context, Interpreter

CONTEXT = Context(today=date(2026, 10, 15), rounds=(2018, 2020, 2022, 2023, 2024, 2025, 2026))
LAPLAND = replace(CONTEXT, home=("19",))


@pytest.mark.parametrize(
    "text", ["ei kai", "kuka", "varför då", "because", "haluaisin tehdä jotain", "7", "??"]
)
def test_what_names_nothing_and_asks_nothing_is_uncertain(interpreter: Interpreter, text: str) -> None:
    understood = interpreter.understand(text, LAPLAND)
    assert ("ask", False) == (understood.intent, understood.certain)


@pytest.mark.parametrize(
    "text", ["mitä sovittiin", "satamat", "2024", "Pirkanmaa", "hei", "lista lupauksista"]
)
def test_what_names_or_asks_something_is_certain(interpreter: Interpreter, text: str) -> None:
    assert interpreter.understand(text, CONTEXT).certain


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("montako johtopäätöstä siltatöistä on", ("siltatyö",)),
        ("kenen vastuulla satama on", ("satama",)),
        ("yhteenveto kaivoksia koskevista lupauksista", ("kaivos",)),
        ("vem är ansvarig för hamnen", ("hamn",)),
        ("summary of promises on forests", ("forest",)),
    ],
)
def test_words_of_responsibility_and_summing_up_are_no_topic(
    interpreter: Interpreter, text: str, terms: tuple[str, ...]
) -> None:
    understood = interpreter.understand(text, CONTEXT)
    assert ("ask", terms) == (understood.intent, understood.slots.terms)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("mikä oli STM:n vastaus hyvinvointialueista", "ask"),
        ("kuka hyväksyi muistion", "ask"),
        ("vem bekräftade protokollet", "ask"),
        ("mitkä ministeriöt ovat vastanneet kaivoksia koskeviin ehdotuksiin", "ask"),
        ("mikä on satamahankkeen tilanne", "ask"),
        ("kuka vastaa metsistä", "ask"),
        ("laadi yhteenveto", "ask"),
        ("laadi yhteenveto kierroksesta", "round_status"),
        ("ketkä ovat vahvistaneet muistion", "round_status"),
        ("keneltä puuttuu vielä vahvistus", "round_status"),
        ("who has answered", "round_status"),
    ],
)
def test_the_state_of_the_round_is_who_has_or_has_not_done_a_step(
    interpreter: Interpreter, text: str, intent: str
) -> None:
    assert intent == interpreter.understand(text, CONTEXT).intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Satakunnan asuminen", "ask"),
        ("suurin ongelma Kainuussa", "ask"),
        ("matkailun kasvu Lapissa", "ask"),
        ("väestön ikääntyminen Savossa", "ask"),
        ("Kainuu vs Lappi metsät", "ask"),
        ("boende i Nyland", "ask"),
        ("työllisyys kasvaa", "ask"),
        ("mitä työ- ja elinkeinoministeriö sanoi", "ask"),
        ("what did the Ministry of Economic Affairs and Employment say", "ask"),
        ("Kainuu vs Lappi työllisyys", "indicator"),
        ("miten väestö kasvaa", "indicator"),
        ("väestön kehitys Savossa", "indicator"),
        ("vertaa Kainuuta ja Lappia", "indicator"),
    ],
)
def test_an_indicator_is_named_by_its_name_or_by_a_word_of_figures(
    interpreter: Interpreter, text: str, intent: str
) -> None:
    assert intent == interpreter.understand(text, CONTEXT).intent


@pytest.mark.parametrize("chosen", ["sv", "en"])
@pytest.mark.parametrize(
    ("text", "terms"),
    [("ikärakenne", ("ikärakenne",)), ("kalastuksen luvat Kainuussa", ("kalastus", "lupa"))],
)
def test_finnish_words_are_read_as_finnish_whatever_language_was_chosen(
    interpreter: Interpreter, chosen: str, text: str, terms: tuple[str, ...]
) -> None:
    understood = interpreter.understand(text, replace(CONTEXT, language=chosen))
    assert ("fi", terms, False) == (understood.language, understood.slots.terms, understood.spoken)


@pytest.mark.parametrize(
    ("text", "chosen", "spoken"),
    [
        ("Vad avtalades om hamnarna?", "fi", True),
        ("What did we agree?", "fi", True),
        ("Mitä satamista sovittiin?", "en", True),
        ("Haluan ehdottaa: ports", "en", True),
        ("tourism", "en", False),
        ("Tre", "fi", False),
        ("Talent Boost", "fi", False),
        ("3", "sv", False),
    ],
)
def test_only_a_clear_sentence_tells_its_language(
    interpreter: Interpreter, text: str, chosen: str, spoken: bool
) -> None:
    assert spoken == interpreter.understand(text, replace(CONTEXT, language=chosen)).spoken


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("saako ehdotuksen jättää jälkikäteen", "deadlines"),
        ("kan man lämna ett förslag för sent", "deadlines"),
        ("emme halua ehdottaa mitään", "help"),
        ("jag vill inte föreslå något", "help"),
        ("esitettiinkö toissa vuonna satamia", "ask"),
        ("vilka förslag har Nyland gett", "ask"),
        ("millaisia ehdotuksia Kainuu teki", "ask"),
        ("mitä ehdotimme toissa vuonna", "my_proposals"),
        ("ehdotus satamista", "propose"),
    ],
)
def test_speaking_of_proposals_is_not_always_proposing(
    interpreter: Interpreter, text: str, intent: str
) -> None:
    assert intent == interpreter.understand(text, CONTEXT).intent


def test_a_request_to_put_something_on_the_agenda_proposes_it(interpreter: Interpreter) -> None:
    text = "Voisitteko ottaa asialistalle, että satamien rahoituksesta keskusteltaisiin"
    understood = interpreter.understand(text, CONTEXT)
    assert ("propose", "satamien rahoituksesta") == (understood.intent, understood.slots.topic)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("mitä ehdotuksia Kainuusta on tullut", ("proposal",)),
        ("Nylands förslag", ("proposal",)),
        ("what has Kainuu proposed", ("proposal",)),
        ("mitä Kainuun ehdotuksista sovittiin", ()),
        ("mitä STM vastasi Kainuun ehdotukseen", ()),
    ],
)
def test_proposals_are_a_kind_where_they_are_what_is_asked_for(
    interpreter: Interpreter, text: str, kinds: tuple[str, ...]
) -> None:
    assert kinds == interpreter.understand(text, CONTEXT).slots.kinds


@pytest.mark.parametrize("chosen", ["fi", "sv", "en"])
def test_help_is_asked_for_in_any_language(interpreter: Interpreter, chosen: str) -> None:
    assert "help" == interpreter.understand("/help", replace(CONTEXT, language=chosen)).intent
