"""The `alke` command, as other programs use it."""

import json
from pathlib import Path

import pytest

from bot.cli import main
from tests.bot.commands import Run, rows

NOW = "2026-11-24T11:00"


def test_say_prints_intent_slots_hits_and_replies(alke: Run) -> None:
    [row] = rows(alke("say", "--as", "lappi", "--now", NOW, "--json", "mitä sovimme viime vuonna?"))
    assert ("ask", {"years": [2025], "regions": ["19"]}) == (row["intent"], row["slots"])
    assert {(2025, "19")} == {(hit["year"], *hit["regions"]) for hit in row["hits"]}
    assert 3 <= len(row["hits"])
    assert {"id", "kind", "year", "regions", "score"} == set(row["hits"][0])
    assert "AdaptiveCard" == row["replies"][0]["card"]["type"]
    assert "2025-19-01" in row["replies"][0]["text"]


def test_turns_of_one_call_are_one_conversation(alke: Run) -> None:
    printed = rows(
        alke("say", "--as", "lappi", "--now", NOW, "--json", "mitä sovimme viime vuonna?", "entä Kainuussa?")
    )
    assert [["19"], ["18"]] == [row["slots"]["regions"] for row in printed]


def test_a_batch_prints_one_line_for_each_row_in_order(alke: Run, tmp_path: Path) -> None:
    file = tmp_path / "batch.jsonl"
    said = [
        {"as": "lappi", "text": "entä Kainuussa?", "after": "mitä sovimme viime vuonna?", "now": NOW},
        {"as": "pohjanmaa", "text": "vad kom vi överens om i fjol om turismen?", "now": NOW, "lang": "sv"},
        {"text": "mitä sovittiin krokotiilitarhauksesta", "now": NOW},
    ]
    file.write_text("\n".join(map(json.dumps, said)), encoding="utf-8")
    printed = rows(alke("say", "--batch", str(file)))
    assert [row["text"] for row in said] == [row["text"] for row in printed]
    assert [["18"], ["15"], None] == [row["slots"].get("regions") for row in printed]
    assert [] == printed[2]["hits"]
    assert "slutsats" in printed[1]["replies"][0]["text"]


def test_proposals_shown_are_hits_too(alke: Run) -> None:
    [row] = rows(alke("say", "--as", "tyoryhma", "--now", NOW, "--json", "mitä ehdotuksia on tullut?"))
    assert (12, {"proposal"}, {2026}) == (
        len(row["hits"]),
        {hit["kind"] for hit in row["hits"]},
        {hit["year"] for hit in row["hits"]},
    )


def test_saying_something_for_people_prints_the_card_and_its_buttons(alke: Run) -> None:
    printed = alke("say", "--as", "lappi", "--now", NOW, "mitä sovimme viime vuonna?")
    assert "2025-19-01" in printed
    assert "[Kaikki maakunnat]" in printed


def test_the_clock_can_be_set(alke: Run) -> None:
    [row] = rows(alke("say", "--as", "lappi", "--now", "2025-05-01", "--json", "mitä sovimme viime vuonna?"))
    assert [2024] == row["slots"]["years"]


def test_a_proposal_can_be_started_from_the_command_line(alke: Run) -> None:
    [row] = rows(
        alke("say", "--as", "lappi", "--now", NOW, "--json", "haluan ehdottaa asialistalle raideliikennettä")
    )
    assert "propose" == row["intent"]


def test_search_ranks_what_the_person_may_see(alke: Run, tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text(
        '{"qid": "a", "q": "raideliikenne Kainuu"}\n{"qid": "b", "q": "matkailu"}\n', encoding="utf-8"
    )
    printed = rows(alke("search", "--batch", str(file), "--limit", "3"))
    assert ["a", "b"] == [row["qid"] for row in printed]
    assert "2023-18-03" == printed[0]["hits"][0]["id"]
    assert [3, 3] == [len(row["hits"]) for row in printed]


def test_search_does_not_show_a_proposal_to_another_region(alke: Run) -> None:
    title = "Euroopan kulttuuripääkaupunkivuoden perintö"
    seen = {
        slug: alke("search", "--as", slug, "--json", "--limit", "50", title) for slug in ("lappi", "tyoryhma")
    }
    assert "proposal:" in seen["tyoryhma"]
    own = {
        slug: [h["id"] for h in rows(text)[0]["hits"] if h["id"].startswith("proposal")]
        for slug, text in seen.items()
    }
    assert set(own["lappi"]) < set(own["tyoryhma"])


def test_records_are_imported_once_and_found(alke: Run, tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    record = {"id": "x-1", "kind": "document", "text": "Krokotiilitarhauksen edellytykset Suomessa."}
    file.write_text(json.dumps(record), encoding="utf-8")
    assert "1 added, 0 changed, 0 unchanged.\n" == alke("import", "records", str(file))
    assert "0 added, 0 changed, 1 unchanged.\n" == alke("import", "records", str(file))
    [row] = rows(
        alke("say", "--as", "lappi", "--now", NOW, "--json", "mitä sovittiin krokotiilitarhauksesta")
    )
    assert ["x-1"] == [hit["id"] for hit in row["hits"]]


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("organisations", "a.csv", "id;kind;name_fi\ncity:x;other;Äänekosken kaupunki\n"),
        ("people", "a.csv", "tenant;object_id;name;organisation;role\nt;o;Aila;council:19;contact\n"),
        ("records", "a.jsonl", '{"id": "x-1", "kind": "document", "text": "Krokotiilitarhaus."}'),
    ],
)
def test_a_dry_run_counts_and_writes_nothing(
    alke: Run, tmp_path: Path, kind: str, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    dry = alke("import", kind, str(tmp_path / name), "--dry-run")
    assert "Nothing was written; it would be: 1 added, 0 changed, 0 unchanged.\n" == dry
    assert "1 added, 0 changed, 0 unchanged.\n" == alke("import", kind, str(tmp_path / name))


def test_a_bad_row_is_named_and_nothing_is_imported(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text(
        '{"id": "x-1", "kind": "document", "text": "hyvä"}\n{"id": "x-2", "kind": "poem"}\n', encoding="utf-8"
    )
    monkeypatch.setattr("sys.argv", ["alke", "--data", str(data), "import", "records", str(file)])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert 2 == stopped.value.code
    assert "line 2, kind" in capsys.readouterr().err


def test_the_index_is_rebuilt_and_checked(alke: Run) -> None:
    assert "entries" in alke("index", "rebuild")
    assert "The index is up to date.\n" == alke("index", "check")


def test_another_database_in_the_same_folder_gets_an_index_of_its_own(
    alke: Run, data: Path, tmp_path: Path
) -> None:
    (data / "alke.db").unlink()
    for left in data.glob("alke.db-*"):
        left.unlink()
    file = tmp_path / "records.jsonl"
    file.write_text('{"id": "x-1", "kind": "document", "text": "Krokotiilitarhaus."}', encoding="utf-8")
    alke("import", "records", str(file))
    person = {
        "tenant": "t",
        "object_id": "o",
        "name": "N",
        "slug": "n",
        "organisation": "o",
        "role": "observer",
    }
    for kind, row in (("organisations", {"id": "o", "kind": "other", "name_fi": "O"}), ("people", person)):
        file.write_text(json.dumps(row), encoding="utf-8")
        alke("import", kind, str(file))
    [row] = rows(alke("search", "--as", "n", "--json", "krokotiilitarhaus matkailu"))
    assert ["x-1"] == [hit["id"] for hit in row["hits"]]


def test_the_doctor_says_what_is_there_and_what_to_do(alke: Run) -> None:
    printed = alke("doctor")
    for looked_at in ("Finnish morphology", "App id", "Database", "Search index", "Round", "Outbox"):
        assert looked_at in printed
    assert "ALKE_APP_ID" in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--data", "nowhere", "say", "hei"], "alke demo"),
        (["--data", "nowhere", "serve"], "ALKE_APP_ID"),
    ],
)
def test_what_is_missing_is_said_in_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["alke", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert 2 == stopped.value.code
    assert said in capsys.readouterr().err
