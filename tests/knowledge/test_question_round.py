"""What a round needs before its sessions: sentences that ask for it, and near ones that do not."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.question import Context, Interpreter

CONTEXT = Context(today=date(2026, 10, 15), rounds=(2018, 2020, 2022, 2023, 2024, 2025, 2026))
LAPLAND = replace(CONTEXT, home=("19",))


@pytest.mark.parametrize(
    ("intent", "texts"),
    [
        (
            "join",
            (
                "Haluan liittyä Kainuun liiton edustajaksi",
                "jag vill ansluta mig till",
                "let us join: how do I join?",
            ),
        ),
        ("people", ("ketkä odottavat hyväksyntää", "vem väntar på godkännande", "any join requests?")),
        ("open_round", ("avaa uusi kierros", "öppna en ny runda", "please start a new round")),
        ("steps", ("pidennä ehdotusaikaa", "förläng tidsfristen för förslag", "extend the deadline")),
        ("triage", ("käsittele ehdotukset", "behandla förslagen", "merge proposals 2026-01 and 2026-02")),
        (
            "carry_over",
            ("mitä siirtyi viime kierrokselta", "mål utan förslag", "what carries over from last round"),
        ),
        ("state_view", ("valtion näkemys Kainuusta", "statens syn på Nyland", "the state's view of Kainuu")),
        ("plan_sessions", ("suunnittele keskustelut", "planera diskussionerna", "add a session for Kainuu")),
        ("availability", ("ilmoita sopivat ajat", "när passar det oss", "our availability")),
        ("build_agenda", ("rakenna agenda", "bygg agendan för Nyland", "publish the agenda of Kainuu")),
        (
            "round_status",
            ("kuinka pitkällä kierros on", "hur långt har rundan kommit", "how far is the round"),
        ),
    ],
)
def test_a_clear_request_in_any_language_is_understood(
    interpreter: Interpreter, intent: str, texts: tuple[str, str, str]
) -> None:
    languages = ("fi", "sv", "en")
    heard = [
        interpreter.understand(text, replace(CONTEXT, language=language)).intent
        for text, language in zip(texts, languages, strict=True)
    ]
    assert [intent] * 3 == heard


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("miten liityn keskusteluun", "schedule"),
        ("onko määräaikaa jatkettu", "deadlines"),
        ("jatketaanko ehdotusaikaa", "deadlines"),
        ("milloin uusi kierros alkaa", "deadlines"),
        ("peruuta ehdotus 2026-07", "my_proposals"),
        ("onko ehdotuksemme siirretty syventävään", "my_proposals"),
        ("mitä viime kierroksella sovittiin", "ask"),
        ("mikä oli valtion näkemys kaivoksista", "ask"),
        ("valtion ja Kainuun yhteinen näkemys", "ask"),
        ("osaajien saatavuus Kainuussa", "ask"),
        ("mitä meidän agendalla on", "agenda"),
        ("kuka rakentaa agendan", "agenda"),
        ("avaa agenda", "agenda"),
        ("milloin on meidän keskustelu", "schedule"),
        ("mihin mennessä ehdotukset", "deadlines"),
        ("lisää agendalle vetytalous", "propose"),
        ("ilmoita kaikille että ehdotusaikaa jatketaan", "broadcast"),
        ("ketkä ovat ilmoittaneet sopivat ajat", "round_status"),
        ("öppnas omgången snart", "ask"),
        ("planerade diskussioner", "ask"),
        ("tell me in Swedish", "language"),
    ],
)
def test_asking_about_a_thing_is_not_doing_it(interpreter: Interpreter, text: str, intent: str) -> None:
    assert intent == interpreter.understand(text, CONTEXT).intent


@pytest.mark.parametrize("before", ["", "Hei, ", "Hei ", "voisitko ", "Haluan "])
def test_a_request_may_begin_with_a_greeting_or_be_a_wish(interpreter: Interpreter, before: str) -> None:
    said = "avata" if before in ("voisitko ", "Haluan ") else "avaa"
    assert "open_round" == interpreter.understand(f"{before}{said} uusi kierros", CONTEXT).intent


def test_the_numbers_of_proposals_are_terms_of_a_triage(interpreter: Interpreter) -> None:
    slots = interpreter.understand("yhdistä ehdotukset 2026-07 ja 2026-09", CONTEXT).slots
    assert (("2026-07", "2026-09"), ()) == (slots.terms, slots.years)


@pytest.mark.parametrize(
    ("text", "regions", "ministries"),
    [
        ("näytä Kainuun liiton yhteyshenkilöt", ("18",), ()),
        ("kuka on LVM:n yhteyshenkilö", (), ("LVM",)),
        ("käsittele Kainuun ehdotukset", ("18",), ()),
        ("suunnittele Kainuun ja Lapin keskustelu", ("18", "19"), ()),
        ("rakenna Kainuun agenda", ("18",), ()),
        ("haluan liittyä OKM:n edustajaksi", (), ("OKM",)),
    ],
)
def test_named_regions_and_ministries_are_slots(
    interpreter: Interpreter, text: str, regions: tuple[str, ...], ministries: tuple[str, ...]
) -> None:
    slots = interpreter.understand(text, LAPLAND).slots
    assert (regions, ministries) == (slots.regions, slots.ministries)


def test_the_states_view_is_of_the_askers_region_where_none_is_named(interpreter: Interpreter) -> None:
    understood = interpreter.understand("näytä valtion näkemys", LAPLAND)
    assert ("state_view", ("19",), True) == (
        understood.intent,
        understood.slots.regions,
        understood.own_region,
    )


@pytest.mark.parametrize(
    "first", ["valtion näkemys Lapista", "rakenna Lapin agenda", "käsittele Lapin ehdotukset"]
)
def test_another_region_goes_on_from_the_request_before(interpreter: Interpreter, first: str) -> None:
    previous = interpreter.understand(first, CONTEXT)
    then = interpreter.understand("entä Kainuu?", replace(CONTEXT, previous=previous))
    assert (previous.intent, ("18",)) == (then.intent, then.slots.regions)


@pytest.mark.parametrize(
    ("text", "chosen", "terms"),
    [
        ("Sámi language teachers", "en", ("sámi", "language", "teacher")),
        ("saamen kielen opettajat", "fi", ("saame", "kieli", "opettaja")),
        ("lärare i samiska språket", "sv", ("lärare", "samiska", "språk")),
    ],
)
def test_a_language_that_is_spoken_of_is_not_one_to_switch_to(
    interpreter: Interpreter, text: str, chosen: str, terms: tuple[str, ...]
) -> None:
    understood = interpreter.understand(text, replace(CONTEXT, language=chosen))
    assert ("ask", terms) == (understood.intent, understood.slots.terms)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("asukkaiden kuuleminen Lapissa", "ask"),
        ("asukkaat Lapissa", "indicator"),
        ("mihin painopisteisiin matkailu kuuluu", "goals"),
    ],
)
def test_a_noun_made_of_a_verb_is_what_a_question_is_about(
    interpreter: Interpreter, text: str, intent: str
) -> None:
    assert intent == interpreter.understand(text, CONTEXT).intent
