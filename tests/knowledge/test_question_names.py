"""What a sentence names: records, years, regions, ministries, goals, and whose they are."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.question import Context, Interpreter

CONTEXT = Context(today=date(2026, 10, 15), rounds=(2018, 2020, 2022, 2023, 2024, 2025, 2026))
LAPLAND = replace(CONTEXT, home=("19",))
MINISTRY = replace(CONTEXT, ministries=("YM",))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("2026-11", "2026-11"),
        ("mikä on 2025-06:n tilanne", "2025-06"),
        ("avaa 2024-lansi-02", "2024-lansi-02"),
        ("mitä 2024-17-muistiossa luki", "2024-17-muistio"),
        ("ehdotus 2026-104", "2026-104"),
    ],
)
def test_an_id_is_one_term_and_names_no_year_and_no_region(
    interpreter: Interpreter, text: str, term: str
) -> None:
    understood = interpreter.understand(text, LAPLAND)
    slots = understood.slots
    assert ("ask", (), (), (term,)) == (understood.intent, slots.years, slots.regions, slots.terms)


@pytest.mark.parametrize(
    ("text", "years", "terms"),
    [
        ("2022-24", (2022, 2023, 2024), ()),
        ("kausi 2021-27", (2022, 2023, 2024, 2025, 2026), ()),
        ("2023/2022", (2022, 2023), ()),
        ("11/2024", (2024,), ()),
        ("laki 797/2021", (), ("laki", "797/2021")),
        ("aluekehitys sitten vuoden 2023", (2023, 2024, 2025, 2026), ()),
        ("kaks vuotta sitten", (2024,), ()),
        ("metsät vime vuona", (2025,), ("metsä",)),
    ],
)
def test_years_are_told_from_other_numbers(
    interpreter: Interpreter, text: str, years: tuple[int, ...], terms: tuple[str, ...]
) -> None:
    slots = interpreter.understand(text, CONTEXT).slots
    assert (years, terms) == (slots.years, slots.terms)


@pytest.mark.parametrize(
    ("text", "regions", "everywhere"),
    [
        ("koko Suomi kalastus", (), True),
        ("itä suomi", ("10", "11", "12"), False),
        ("missä kaivoksista on puhuttu", (), True),
        ("kuka on sanonut jotain satamista", (), True),
        ("missä sovimme satamista", ("19",), False),
        ("missä muistiossa satamista puhuttiin", ("19",), False),
        ("ei Kainuu vaan Satakunta", ("04",), False),
        ("inte Nyland utan Lappland", ("19",), False),
        ("Pirkanmaa, ei Satakunta", ("06",), False),
        ("muut maakunnat kuin Kainuu ja Lappi", (), True),
        ("satamat, Kainuuta lukuun ottamatta", (), True),
        ("Länsi-Suomen keskustelu 2024", ("04", "06", "13", "14", "15"), False),
    ],
)
def test_which_regions_are_meant(
    interpreter: Interpreter, text: str, regions: tuple[str, ...], everywhere: bool
) -> None:
    understood = interpreter.understand(text, LAPLAND)
    assert ("ask", regions, everywhere) == (
        understood.intent,
        understood.slots.regions,
        understood.all_regions,
    )


@pytest.mark.parametrize(
    ("text", "ministries", "own"),
    [
        ("mitä lupasimme vesistä", ("YM",), True),
        ("mitä meidän ministeriöltä odotetaan vesistä", ("YM",), True),
        ("vad har vi avtalat om vattnet", ("YM",), True),
        ("what did our ministry promise", ("YM",), True),
        ("mitä sovimme MMM:n kanssa", ("MMM",), False),
        ("mitä sovimme Kainuussa", (), False),
        ("mitä sovittiin vesistä", (), False),
        ("missä maakunnissa sovimme vesistä", (), False),
    ],
)
def test_we_of_a_person_of_a_ministry_is_the_ministry(
    interpreter: Interpreter, text: str, ministries: tuple[str, ...], own: bool
) -> None:
    understood = interpreter.understand(text, MINISTRY)
    assert ("ask", ministries, own) == (
        understood.intent,
        understood.slots.ministries,
        understood.own_ministry,
    )


def test_we_of_a_person_of_a_region_is_the_region(interpreter: Interpreter) -> None:
    both = replace(LAPLAND, ministries=("YM",))
    slots = interpreter.understand("mitä lupasimme vesistä", both).slots
    assert (("19",), ()) == (slots.regions, slots.ministries)


@pytest.mark.parametrize(
    ("text", "years", "terms"),
    [
        ("entiset painopisteet", (2020, 2022, 2023), ()),
        ("aiemman päätöksen painopisteet", (2020, 2022, 2023), ()),
        ("previous priorities", (2020, 2022, 2023), ()),
        ("mihin painopisteeseen lentokentät kuuluvat", (), ("lentokenttä",)),
    ],
)
def test_goals_keep_their_term_and_topic(
    interpreter: Interpreter, text: str, years: tuple[int, ...], terms: tuple[str, ...]
) -> None:
    understood = interpreter.understand(text, CONTEXT)
    assert ("goals", years, terms) == (understood.intent, understood.slots.years, understood.slots.terms)
