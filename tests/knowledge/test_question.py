import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.places import load_places
from knowledge.question import Context, Interpreter, Slots, Understood
from knowledge.words import load_words

CONTEXT = Context(today=date(2026, 10, 15), rounds=(2018, 2020, 2022, 2023, 2024, 2025, 2026))
LAPLAND = replace(CONTEXT, home=("19",))
SETS = Path(__file__).parents[1] / "evals"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SETS / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("mitä sovimme työllisyydestä", "ask"),
        ("mikä on työllisyysaste", "indicator"),
        ("mikä on meidän agendalla", "agenda"),
        ("haluan ehdottaa agendalle", "propose"),
        ("milloin keskustelu on", "schedule"),
        ("milloin ehdotusten pitää olla sisällä", "deadlines"),
        ("mitä olen ehdottanut?", "my_proposals"),
        ("mitä Lapin liitto ehdotti viime vuonna", "ask"),
        ("ketkä eivät ole vahvistaneet", "round_status"),
        ("vahvista muistio", "minutes"),
        ("mitä muistiossa sanottiin matkailusta", "ask"),
        ("mykistä muistutukset", "notifications"),
        ("lähetä muistutus kaikille", "broadcast"),
        ("puhu ruotsia", "language"),
        ("mitä osaat?", "help"),
        ("hei", "help"),
        ("hei, mitä Lapissa sovittiin?", "ask"),
        ("mihin tavoitteeseen matkailu kuuluu", "goals"),
        ("mitä tavoitteista sovittiin", "ask"),
        ("Vad kom vi överens om?", "ask"),
        ("När hålls diskussionen?", "schedule"),
        ("Who hasn't confirmed the minutes?", "round_status"),
        ("", "ask"),
    ],
)
def test_neighbouring_intents_are_told_apart(interpreter: Interpreter, text: str, intent: str) -> None:
    assert intent == interpreter.understand(text, CONTEXT).intent


def test_the_sentences_that_the_rules_were_built_on_keep_their_intents(interpreter: Interpreter) -> None:
    plain = [row for row in rows("understanding_dev.jsonl") if "after" not in row]
    contexts = [
        replace(CONTEXT, language=row.get("lang", "fi"), home=tuple(row.get("home", ()))) for row in plain
    ]
    got = [interpreter.understand(row["text"], c) for row, c in zip(plain, contexts, strict=True)]
    wrong = [(r["text"], u.intent) for r, u in zip(plain, got, strict=True) if r["intent"] != u.intent]
    assert [] == wrong


def test_all_slots_of_a_question(interpreter: Interpreter) -> None:
    text = "Mitä OKM:n kanssa sovittiin korkeakoulutuksesta Satakunnassa kaudella 2020–2023?"
    slots = Slots(years=(2020, 2022, 2023), regions=("04",), ministries=("OKM",), terms=("korkeakoulutus",))
    assert Understood("ask", slots, "fi") == interpreter.understand(text, CONTEXT)


@pytest.mark.parametrize(
    "text", ["mitä sovittiin matkailusta", "mikä on työttömyysaste", "milloin keskustelu on"]
)
def test_the_askers_own_region_is_meant_when_none_is_named(interpreter: Interpreter, text: str) -> None:
    understood = interpreter.understand(text, LAPLAND)
    assert (("19",), True, False) == (understood.slots.regions, understood.own_region, understood.all_regions)


@pytest.mark.parametrize(
    "text",
    [
        "missä maakunnassa sovittiin matkailusta",
        "mitä koko maassa sovittiin matkailusta",
        "missä työttömyys on korkein",
        "vad avtalades i hela landet",
        "which regions talked about tourism",
    ],
)
def test_a_sentence_may_mean_every_region(interpreter: Interpreter, text: str) -> None:
    understood = interpreter.understand(text, LAPLAND)
    assert ((), False, True) == (understood.slots.regions, understood.own_region, understood.all_regions)


@pytest.mark.parametrize(
    "text", ["mitä Kainuussa sovittiin", "näytä muistio", "mitkä ovat määräajat", "2025-19-03"]
)
def test_no_region_is_filled_in_where_one_is_named_or_none_is_needed(
    interpreter: Interpreter, text: str
) -> None:
    assert not interpreter.understand(text, LAPLAND).own_region


def test_people_of_no_region_get_none(interpreter: Interpreter) -> None:
    assert () == interpreter.understand("mitä sovittiin matkailusta", CONTEXT).slots.regions


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Esitämme keskusteluun: rajaseudun elinvoima", "rajaseudun elinvoima"),
        ("haluan ehdottaa asialistalle raideliikenteen kehittämistä", "raideliikenteen kehittämistä"),
        ("Laita matkailu agendalle", "matkailu"),
        ("Haluamme esittää LVM:lle raideyhteyksien parantamista", "raideyhteyksien parantamista"),
        ("Vi föreslår att tågtrafiken till Vasa tas upp på dagordningen", "tågtrafiken till Vasa"),
        ("Could we add digital services to the agenda?", "digital services"),
        ("haluaisin tehdä ehdotuksen", None),
    ],
)
def test_the_topic_of_a_proposal_is_as_typed(interpreter: Interpreter, text: str, topic: str | None) -> None:
    assert topic == interpreter.understand(text, CONTEXT).slots.topic


@pytest.mark.parametrize(
    ("text", "language"),
    [("på svenska tack", "sv"), ("puhu suomea", "fi"), ("in English please", "en"), ("vaihda kieltä", None)],
)
def test_the_language_to_switch_to(interpreter: Interpreter, text: str, language: str | None) -> None:
    understood = interpreter.understand(text, CONTEXT)
    assert ("language", language) == (understood.intent, understood.slots.language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vad har vi kommit överens om?", "sv"),
        ("What did we agree on?", "en"),
        ("Mitä sovimme?", "fi"),
        ("Lappland", "fi"),
        ("", "fi"),
    ],
)
def test_the_language_of_the_sentence(interpreter: Interpreter, text: str, language: str) -> None:
    assert language == interpreter.understand(text, CONTEXT).language


def test_an_undecidable_text_is_in_the_askers_language(interpreter: Interpreter) -> None:
    assert "sv" == interpreter.understand("Lappland", replace(CONTEXT, language="sv")).language


@pytest.mark.parametrize(
    ("text", "goals"),
    [("mihin ALKE2024-2 liittyy", ("ALKE2024-2",)), ("mikä on painopiste 3", ("ALKE2024-3",))],
)
def test_goals_are_named_by_id_or_number(interpreter: Interpreter, text: str, goals: tuple[str, ...]) -> None:
    assert goals == interpreter.understand(text, CONTEXT).slots.goals


def test_a_kind_of_record_may_be_named(interpreter: Interpreter) -> None:
    assert ("minutes",) == interpreter.understand("mitä muistiossa sanottiin tiestä", CONTEXT).slots.kinds


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("Mitä Lapissa sovittiin matkailusta 2024?", "entä Kainuussa?", ((2024,), ("18",), ("matkailu",))),
        (
            "Mitä Lapissa sovittiin matkailusta 2024?",
            "entä vuotta aiemmin?",
            ((2023,), ("19",), ("matkailu",)),
        ),
        ("Mitä Lapissa sovittiin matkailusta 2024?", "entä kaivoksista?", ((2024,), ("19",), ("kaivos",))),
        ("Mitä Lapissa sovittiin matkailusta 2024?", "Kainuussa?", ((2024,), ("18",), ("matkailu",))),
        ("Vad sades om turismen i Lappland?", "och i Kajanaland i fjol?", ((2025,), ("18",), ("turism",))),
        ("What was agreed on tourism in Lapland?", "what about last year?", ((2025,), ("19",), ("tourism",))),
    ],
)
def test_a_follow_up_replaces_what_it_names(
    interpreter: Interpreter, first: str, then: str, expected: tuple[Any, ...]
) -> None:
    previous = interpreter.understand(first, CONTEXT)
    understood = interpreter.understand(then, replace(CONTEXT, previous=previous))
    slots = understood.slots
    assert ("ask", expected, True) == (
        understood.intent,
        (slots.years, slots.regions, slots.terms),
        understood.continues,
    )


def test_a_follow_up_keeps_the_indicator(interpreter: Interpreter) -> None:
    previous = interpreter.understand("Mikä on Lapin työllisyysaste?", CONTEXT)
    understood = interpreter.understand("entä Kainuun?", replace(CONTEXT, previous=previous))
    assert ("indicator", "employment_rate", ("18",)) == (
        understood.intent,
        understood.slots.indicator,
        understood.slots.regions,
    )


def test_a_whole_question_does_not_go_on_from_the_one_before(interpreter: Interpreter) -> None:
    previous = interpreter.understand("Mitä Lapissa sovittiin matkailusta 2024?", CONTEXT)
    understood = interpreter.understand("Mitä sovittiin metsistä?", replace(CONTEXT, previous=previous))
    assert (False, ()) == (understood.continues, understood.slots.years)


@pytest.mark.parametrize(
    ("text", "regions"), [("mita Etela-Savossa sovittiin", ("10",)), ("mitä Kainussa sovittiin", ("18",))]
)
def test_missing_dots_and_a_wrong_letter_are_forgiven(
    interpreter: Interpreter, text: str, regions: tuple[str, ...]
) -> None:
    assert regions == interpreter.understand(text, CONTEXT).slots.regions


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "😀" * 50,
        "<b>x</b>" * 2000,
        "\u202eLapissa",
        "\ud800",
        "İ" * 100,
        "a" * 10_000,
        "mitä " * 5000,
    ],
)
def test_no_text_makes_it_fail(interpreter: Interpreter, text: str) -> None:
    assert "ask" == interpreter.understand(text, LAPLAND).intent


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_is_understood_somehow(interpreter: Interpreter, text: str) -> None:
    first = interpreter.understand(text, LAPLAND)
    again = interpreter.understand(text, replace(LAPLAND, previous=first))
    assert ("fi", "sv", "en").__contains__(again.language)


def test_it_works_without_the_native_library_too() -> None:
    fallback = Interpreter(load_words("auto"), load_places())
    assert "minutes" == fallback.understand("vahvista muistio", CONTEXT).intent


@pytest.mark.parametrize(
    "topic", ["{{DATE(2026-01-01)}} juna", "<img src=x onerror=alert(1)>", "Talent Boost"]
)
def test_what_leads_to_a_colon_tells_the_language(interpreter: Interpreter, topic: str) -> None:
    understood = interpreter.understand(f"Haluan ehdottaa: {topic}", Context(date(2026, 11, 24), ()))
    assert ("propose", "fi") == (understood.intent, understood.language)
