"""`alke people`, for administrators."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from storage import tables as t
from storage.store import Store
from tests.bot.commands import Run, rows

NOW = "2026-11-24T11:00"
MAILED = ("--tenant", "T", "--object-id", "O", "--name", "Eeva Esimerkki")


def listed(alke: Run, *more: str) -> list[tuple[Any, ...]]:
    found = rows(alke("people", "list", "--json", "--now", NOW, *more))
    return [(row["name"], row["organisation"], row["role"], row["until"]) for row in found]


def number_of(alke: Run, slug: str) -> str:
    found = rows(alke("people", "list", "--json", "--now", NOW))
    return next(str(row["number"]) for row in found if row["slug"] == slug)


def test_roles_are_listed_as_a_table_and_as_json(alke: Run) -> None:
    expected = [
        ("Aila Tunturila", "council:19", "contact", None),
        ("Niilo Saarikoski", "council:19", "deputy", None),
    ]
    assert expected == listed(alke, "--organisation", "council:19")
    table = alke("people", "list", "--organisation", "council:19").splitlines()
    assert "NUMBER  NAME              ORGANISATION  ROLE     SINCE  UNTIL  SLUG" == table[0]
    assert 3 == len(table)


def test_somebody_is_added_changed_and_ended(alke: Run) -> None:
    role = ("--organisation", "centre:10", "--role", "observer", "--now", NOW)
    assert "Added.\n" == alke("people", "add", *MAILED, *role)
    assert "It was so already.\n" == alke("people", "add", *MAILED, *role)
    assert "Changed.\n" == alke("people", "add", *MAILED, *role, "--until", "2027-12-31")
    [row] = rows(alke("people", "list", "--json", "--organisation", "centre:10", "--now", NOW))
    assert ("Eeva Esimerkki", "t", "o", "2026-11-24", "2027-12-31") == tuple(
        row[name] for name in ("name", "tenant", "object_id", "since", "until")
    )
    alke("people", "add", *MAILED, *role, "--email", "eeva@example.fi")
    [mailed] = rows(alke("people", "list", "--json", "--organisation", "centre:10", "--now", NOW))
    assert (None, "eeva@example.fi") == (row["email"], mailed["email"])
    assert "no longer observer" in alke("people", "end", str(row["number"]), "--now", NOW)
    assert [] == listed(alke, "--organisation", "centre:10")


def test_who_waits_is_admitted_with_what_was_named(alke: Run, data: Path) -> None:
    [row] = rows(alke("people", "requests", "--json"))
    assert ("Tapio Odotusmaa", "Kemijärven kaupunki", "waiting") == (
        row["name"],
        row["organisation"],
        row["state"],
    )
    assert "Kemijärven kaupunki" in alke("people", "admit", "1", code=2)
    done = alke("people", "admit", "1", "--organisation", "other:sodankyla", "--now", NOW)
    assert "Tapio Odotusmaa is admitted: contact of other:sodankyla.\n" == done
    assert [] == rows(alke("people", "requests", "--json"))
    [row] = rows(alke("people", "requests", "--json", "--all"))
    assert "admitted" == row["state"]
    store = Store.at(data)
    with store.read() as db:
        audits = db.exec(select(t.Audit.who).where(t.Audit.what == "join.admitted")).all()
    store.close()
    assert ["administrator"] == list(audits)


def test_who_waits_is_refused_once(alke: Run) -> None:
    assert "Tapio Odotusmaa is refused.\n" == alke("people", "refuse", "1", "--reason", "Ei kuulu joukkoon.")
    for again in (("refuse", "1", "--reason", "x"), ("admit", "1", "--organisation", "council:19")):
        assert "settled before you answered it: “refused”" in alke("people", *again, code=2)
    [row] = rows(alke("people", "requests", "--json", "--all"))
    assert "Ei kuulu joukkoon." == row["reason"]


def test_the_last_coordinator_stays(alke: Run) -> None:
    number = number_of(alke, "tem-koordinaattori")
    assert "Johanna Siltakoski is the only coordinator" in alke("people", "end", number, code=2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("end", "9999"), "ended already"),
        (("admit", "9999", "--organisation", "council:19"), "I can't find that request"),
        (("admit", "1", "--organisation", "council:99"), "none with the id 'council:99'"),
        (
            ("admit", "1", "--organisation", "council:19", "--role", "coordinator"),
            "Nobody can have this role",
        ),
        (("admit", "1", "--organisation", "council:19", "--until", "2020-01-01"), "has passed"),
        (("admit", "1", "--organisation", "council:19", "--until", "soon"), "is no day"),
        (("refuse", "1", "--reason", " "), "it has 0"),
        (("refuse", "1", "--reason", "ä" * 2001), "it has 2001"),
        (("list", "--organisation", "nobody"), "none with the id 'nobody'"),
        (("add", *MAILED, "--organisation", "aune", "--role", "contact"), "Nobody can have this role"),
        (("add", *MAILED, "--organisation", "council:19", "--role", "king"), "king"),
        (
            ("add", *MAILED, "--organisation", "council:19", "--role", "contact", "--email", "eeva"),
            "'eeva' is no e-mail address",
        ),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_written(
    alke: Run, arguments: tuple[str, ...], said: str
) -> None:
    before = listed(alke)
    assert said in " ".join(alke("people", *arguments, code=2).split())
    assert before == listed(alke)
    assert 1 == len(rows(alke("people", "requests", "--json")))


def test_somebody_new_can_be_played(alke: Run) -> None:
    [row] = rows(alke("say", "--as", "uusi", "--now", NOW, "--json", "mitä sovimme viime vuonna?"))
    assert "En tunne sinua vielä" in row["replies"][0]["text"]
    assert [] == row["hits"]
    assert [] == json.loads(alke("search", "--as", "uusi", "--json", "matkailu"))["hits"]
