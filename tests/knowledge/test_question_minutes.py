"""What people ask of minutes, follow-up, the grid, packs and their own data; and near sentences."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.question import Context, Interpreter
from knowledge.standing import DONE, LATE, NOT_STARTED, OPEN, UNDER_WAY

CONTEXT = Context(today=date(2026, 11, 24), rounds=(2018, 2020, 2022, 2023, 2024, 2025, 2026))
LANGUAGES = ("fi", "sv", "en")


@pytest.mark.parametrize(
    ("intent", "texts"),
    [
        ("minutes", ("vahvista muistio", "bekräfta promemorian", "confirm the minutes")),
        (
            "minutes",
            (
                "haluamme korjata muistiota",
                "vi vill göra en reservation till promemorian",
                "we want to correct the minutes",
            ),
        ),
        (
            "minutes",
            (
                "mikä muistio odottaa meitä",
                "vilka protokoll väntar på oss",
                "which minutes are waiting for us",
            ),
        ),
        (
            "minutes",
            (
                "saako muistioluonnosta lukea",
                "kan jag läsa utkastet till promemorian",
                "can I read the draft minutes",
            ),
        ),
        (
            "write_minutes",
            ("kirjoita muistio", "börja skriva promemorian", "write the minutes"),
        ),
        ("write_minutes", ("aloita Lapin muistio", "börja med promemorian", "start the minutes of Lapland")),
        (
            "write_minutes",
            (
                "lisää johtopäätös muistioon",
                "jag vill skriva in en slutsats i promemorian",
                "add a conclusion to the minutes",
            ),
        ),
        (
            "follow_up",
            (
                "mitä OKM lupasi meille viimeksi ja mitä siitä on tullut?",
                "hur har det gått med fjolårets slutsatser",
                "what became of last year's conclusions",
            ),
        ),
        (
            "follow_up",
            ("mitkä toimenpiteet ovat myöhässä", "vilka åtgärder är försenade", "which measures are late"),
        ),
        ("follow_up", ("raportoi seuranta", "rapportera uppföljningen", "report follow-up")),
        (
            "follow_up",
            (
                "onko ministeriö pitänyt lupauksensa",
                "har ministeriet hållit sitt löfte",
                "has the ministry kept its promise",
            ),
        ),
        ("grid", ("tavoitteet maakunnittain", "målen per landskap", "goals by region")),
        (
            "grid",
            (
                "mitkä tavoitteet eivät ole nousseet missään",
                "vilka landskap har inte fått något på målen",
                "which regions got nothing on the goals",
            ),
        ),
        (
            "packs",
            (
                "anna LVM:n johtopäätökset exceliin",
                "ge mig slutsatserna som Excel",
                "the conclusions as a spreadsheet",
            ),
        ),
        (
            "my_data",
            (
                "mitä tietoja minusta on tallessa",
                "vilka uppgifter har ni om mig",
                "what do you know about me",
            ),
        ),
        ("my_data", ("poista tietoni", "radera mina uppgifter", "delete my data")),
        ("follow_up", ("mikä on myöhässä?", "vad är försenat?", "what is overdue?")),
        ("follow_up", ("mitä meidän lupauksistamme on tullut?",)),
        ("follow_up", ("mitä ministeriöt eivät ole vielä raportoineet?",)),
        ("minutes", ("pitääkö meidän vahvistaa jotain?", "finns det något vi ska bekräfta?")),
        ("minutes", ("mikä odottaa meitä?",)),
        ("minutes", ("missä Itä-Suomen keskustelun muistio on?",)),
        ("grid", ("AUNEn vuosikooste 2025", "årssammandrag 2025", "annual summary 2025")),
        ("packs", ("avoin data", "öppna data", "open data")),
    ],
)
def test_what_is_wanted_is_understood_in_three_languages(
    interpreter: Interpreter, intent: str, texts: tuple[str, ...]
) -> None:
    contexts = [replace(CONTEXT, language=language) for language in LANGUAGES]
    understood = [interpreter.understand(*each).intent for each in zip(texts, contexts, strict=False)]
    assert [intent] * len(texts) == understood


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("mitä toimenpiteitä sovittiin matkailusta", "ask"),
        ("vesistöjen seuranta Kainuussa", "ask"),
        ("mitä muistiossa sanottiin matkailusta", "ask"),
        ("mitä sovittiin avoimesta datasta", "ask"),
        ("mitä henkilötietojen suojasta sanottiin", "ask"),
        ("missä vaiheessa meidän ehdotus on", "my_proposals"),
        ("mitkä tavoitteet koskevat saavutettavuutta", "goals"),
        ("Mistä tavoitteista ei ole tehty ehdotuksia?", "carry_over"),
        ("Mitä siirtyi viime kierrokselta?", "carry_over"),
        ("avaa pöytäkirja", "minutes"),
        ("mihin mennessä muistio pitää vahvistaa", "deadlines"),
        ("kirjoita tiedote", "broadcast"),
        ("kirjoita valtion näkemys Kainuusta", "state_view"),
        ("muistuta niitä, jotka eivät ole kuitanneet", "round_status"),
        ("en ole paikalla ensi viikolla", "notifications"),
        ("ota muistutukset takaisin käyttöön", "notifications"),
    ],
)
def test_sentences_near_them_mean_what_they_did(interpreter: Interpreter, text: str, intent: str) -> None:
    assert intent == interpreter.understand(text, CONTEXT).intent


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("mitkä toimenpiteet ovat myöhässä", (LATE,)),
        ("mitkä johtopäätökset ovat jo toteutuneet", (DONE,)),
        ("mitkä johtopäätökset eivät ole toteutuneet", (OPEN,)),
        ("keskeneräiset toimenpiteet", (OPEN,)),
        ("mitä toimenpiteitä ei ole aloitettu", (NOT_STARTED,)),
        ("mitkä toimenpiteet ovat käynnissä", (UNDER_WAY,)),
        ("miten johtopäätökset ovat edenneet", ()),
    ],
)
def test_how_conclusions_stand_is_a_slot_of_follow_up(
    interpreter: Interpreter, text: str, states: tuple[str, ...]
) -> None:
    assert states == interpreter.understand(text, CONTEXT).slots.states


def test_states_are_no_slot_of_anything_else(interpreter: Interpreter) -> None:
    assert () == interpreter.understand("mitkä maakunnat ovat myöhässä", CONTEXT).slots.states


def test_follow_up_means_the_askers_own_region_and_keeps_what_it_is_about(interpreter: Interpreter) -> None:
    context = replace(CONTEXT, home=("19",))
    understood = interpreter.understand("mitä OKM lupasi meille viimeksi ja mitä siitä on tullut?", context)
    assert ("19",) == understood.slots.regions
    assert ("OKM",) == understood.slots.ministries
    assert (2025,) == understood.slots.years
    topical = interpreter.understand("näytä keskeneräiset toimenpiteet matkailusta", context)
    assert ("matkailu",) == topical.slots.terms


def test_a_ministrys_pack_is_of_all_regions(interpreter: Interpreter) -> None:
    context = replace(CONTEXT, home=("19",))
    assert () == interpreter.understand("anna LVM:n johtopäätökset exceliin", context).slots.regions
    assert ("19",) == interpreter.understand("anna johtopäätökset exceliin", context).slots.regions


def test_we_of_a_ministry_is_the_ministry(interpreter: Interpreter) -> None:
    context = replace(CONTEXT, ministries=("LVM",))
    understood = interpreter.understand("mitkä meidän toimenpiteet ovat myöhässä", context)
    assert ("follow_up", ("LVM",)) == (understood.intent, understood.slots.ministries)


def test_follow_up_goes_on_with_another_region(interpreter: Interpreter) -> None:
    first = interpreter.understand("mitkä toimenpiteet ovat myöhässä Lapissa", CONTEXT)
    then = interpreter.understand("entä Kainuussa?", replace(CONTEXT, previous=first))
    assert ("follow_up", ("18",), (LATE,)) == (then.intent, then.slots.regions, then.slots.states)


def test_a_conclusion_named_by_its_number_is_found_whatever_its_state(interpreter: Interpreter) -> None:
    understood = interpreter.understand("merkitse johtopäätös 2025-19-01 valmiiksi", CONTEXT)
    assert ("follow_up", ()) == (understood.intent, understood.slots.states)
    assert ("2025-19-01",) == understood.slots.terms


def test_what_a_ministry_says_it_promised_a_region_is_the_ministrys_own(interpreter: Interpreter) -> None:
    theirs = replace(CONTEXT, ministries=("LVM",))
    slots = interpreter.understand("mitä lupasimme Lapille ja mitä siitä on tullut?", theirs).slots
    assert (("19",), ("LVM",)) == (slots.regions, slots.ministries)
