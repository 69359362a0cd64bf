"""What a pack tells of its conclusions: what came of them, where they are used, in which order."""

from datetime import UTC, datetime

import pytest

from knowledge.packs import Gathered, file_named, for_jts, grouped, use
from knowledge.records import Record
from knowledge.reporting import Followed, Progress, Report

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
BOTH = ("ministry:LVM", "council:19")


def test_what_came_of_it_is_one_word_and_none_where_nothing_was_reported() -> None:
    record, done = Record("a", "conclusion", 2025, {}), Report("council:19", Progress.DONE, AT)
    assert ["", "done", "under way"] == [
        Gathered(record, Followed("a", responsible=responsible, reports=reports)).state
        for responsible, reports in (((), ()), (("council:19",), (done,)), (BOTH, (done,)))
    ]


def test_where_it_is_used_is_told_in_one_way() -> None:
    assert ["jts", "ministry_plan", "regional_plan", "jts", "other"] == [
        use(code) for code in ("JTS", "ministeriö", "maakuntaohjelma", "jts", "other")
    ]
    assert (True, True, False) == (for_jts(("JTS",)), for_jts(("x", "jts")), for_jts(("ministeriö",)))


def test_each_conclusion_is_once_under_its_regions_the_newest_first() -> None:
    def one(id_: str, *regions: str) -> Gathered:
        return Gathered(Record(id_, "conclusion", int(id_[:4]), {}, regions), Followed(id_))

    items = [
        one("2024-a-1", "18", "19"),
        one("2023-18-1", "18"),
        one("2025-x-1"),
        one("2025-18-1", "18"),
        one("2025-19-1", "19"),
    ]
    assert [
        (("19",), ["2025-19-1"]),
        (("18",), ["2025-18-1", "2023-18-1"]),
        (("18", "19"), ["2024-a-1"]),
        ((), ["2025-x-1"]),
    ] == [(regions, [item.record.id for item in some]) for regions, some in grouped(items, ("19", "18"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anna LVM:n johtopäätökset taulukkona", "xlsx"),
        ("LVM:n johtopäätökset exceliin", "xlsx"),
        ("Lapin johtopäätökset vuosilta 2022–2025 Wordina", "docx"),
        ("ge mig slutsatserna som dokument", "docx"),
        ("johtopäätökset csv-tiedostona", "zip"),
        ("johtopäätökset avoimena datana", "zip"),
        ("koonti JTS:ää varten", ""),
    ],
)
def test_the_file_that_a_sentence_names(text: str, expected: str) -> None:
    assert expected == file_named(text)
