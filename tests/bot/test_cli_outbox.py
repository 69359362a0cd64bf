"""`alke outbox`, for those who look after the bot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner

from bot import reasons
from bot.cli import app
from storage import outbox, people
from storage import tables as t
from storage.outbox import State
from storage.store import Store
from tests.bot.commands import Run, rows
from tests.demo import NOW

AT = ("--now", NOW.isoformat())
SECRET = "salaisuus krokotiilitarhasta"


class Outbox:
    """The outbox of the demo's copy, with a message for each that a test wants."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def owe(self, once: str, slug: str = "lappi", *, state: State = State.OWED, **more: Any) -> int:
        with self.store.transaction() as db:
            person = people.by_slug(db, slug, NOW.date())
            assert person is not None
            told = {"person": person.id, "card": "notice", "data": {"title": SECRET}, "now": NOW}
            told |= {name: more.pop(name) for name in ("about", "expires") if name in more}
            number = outbox.owe(db, once=once, cause=more.pop("cause", "proposal submitted"), **told)
            row = db.get_one(t.Outbox, number)
            row.sqlmodel_update({"state": state, **more})
            db.add(row)
            return int(row.id or 0)

    def row(self, number: int) -> t.Outbox:
        with self.store.read() as db:
            return db.get_one(t.Outbox, number)

    def states(self) -> list[str]:
        with self.store.read() as db:
            return list(db.exec(select(t.Outbox.state).order_by(col(t.Outbox.id))).all())

    def audits(self, what: str) -> list[tuple[str, str]]:
        with self.store.read() as db:
            query = select(t.Audit.who, t.Audit.about).where(t.Audit.what == what).order_by(col(t.Audit.id))
            return list(db.exec(query).all())


@pytest.fixture
def box(alke: Run, data: Path) -> Iterator[Outbox]:
    store = Store.at(data)
    yield Outbox(store)
    store.close()


def shown(alke: Run, *more: str) -> list[int]:
    return [row["id"] for row in rows(alke("outbox", "show", "--json", *more))]


def test_messages_are_listed_newest_first_with_the_reason_in_words(alke: Run, box: Outbox) -> None:
    first = box.owe("a", state=State.UNREACHABLE, reason=reasons.BLOCKED, about="broadcast:3", attempts=2)
    second = box.owe("b", "kainuu", ambiguous=1, abandoned=1)
    assert [second, first] == shown(alke)
    [newest, oldest] = rows(alke("outbox", "show", "--json"))
    assert ("kainuu", "owed", "", 1, 1) == tuple(
        newest[name] for name in ("to", "state", "why", "ambiguous", "abandoned")
    )
    assert ("lappi", "broadcast:3", "unreachable", "has blocked the bot", 2) == tuple(
        oldest[name] for name in ("to", "about", "state", "why", "attempts")
    )


def test_the_table_tells_no_names_and_nothing_of_what_messages_say(alke: Run, box: Outbox) -> None:
    number = box.owe("a", due=datetime.fromisoformat("2026-11-25T06:00:00+00:00"))
    [head, line] = alke("outbox", "show").splitlines()
    assert ["id", "due", "to", "cause", "about", "state", "why"] == head.split()[:7]
    assert f"{number} 2026-11-25 08:00 lappi proposal submitted – owed" in " ".join(line.split())
    for output in (line, alke("outbox", "show", "--json")):
        assert SECRET not in output
        assert "Tunturila" not in output


def test_what_people_may_have_named_is_no_markup_of_the_table(alke: Run, box: Outbox) -> None:
    box.owe("a", about="[red]x[/red]", reason="[/]")
    assert "[red]x[/red]" in alke("outbox", "show")


def test_messages_are_found_by_state_person_matter_and_cause(alke: Run, box: Outbox) -> None:
    one = box.owe("a", about="broadcast:3")
    two = box.owe("b", "kainuu", state=State.FAILED)
    three = box.owe("c", cause="round opened")
    assert [two] == shown(alke, "--state", "failed")
    assert [three, one] == shown(alke, "--person", "lappi")
    assert [two] == shown(alke, "--person", str(box.row(two).person_id))
    assert [one] == shown(alke, "--about", "broadcast:3")
    assert [three] == shown(alke, "--cause", "round opened")
    assert [] == shown(alke, "--cause", "round opened", "--person", "kainuu")
    assert [] == shown(alke, "--person", "' OR 1=1 --")


def test_more_than_the_limit_is_said(alke: Run, box: Outbox) -> None:
    for number in range(3):
        box.owe(f"{number}")
    assert "The newest 2 of 3; --limit shows more." in alke("outbox", "show", "--limit", "2")


def test_messages_are_counted_by_state(alke: Run, box: Outbox) -> None:
    box.owe("a", state=State.SENT)
    box.owe("b", "kainuu", state=State.SENT)
    box.owe("c", state=State.FAILED)
    [counted] = rows(alke("outbox", "show", "--summary", "--json"))
    assert {**dict.fromkeys(State, 0), "sent": 2, "failed": 1} == counted
    assert ["sent", "2"] == alke("outbox", "show", "--summary").splitlines()[2].split()


@pytest.mark.parametrize("state", [State.FAILED, State.UNREACHABLE])
def test_what_ended_in_vain_is_owed_again_as_if_it_were_new(alke: Run, box: Outbox, state: State) -> None:
    number = box.owe("a", state=state, reason="HTTP 500", attempts=7, ambiguous=1, abandoned=2, settled=NOW)
    assert "1 owed again.\n" == alke("outbox", "retry", str(number), *AT)
    row = box.row(number)
    assert ("owed", None, 0, 0, 0, None) == (
        *(row.state, row.reason, row.attempts, row.ambiguous, row.abandoned, row.settled),
    )
    assert [("administrator", f"notice:{number}")] == box.audits("notice.retried")


@pytest.mark.parametrize("state", [State.SENT, State.OWED, State.CANCELLED, State.NOT_NEEDED])
def test_what_did_not_end_in_vain_is_not_sent_again(alke: Run, box: Outbox, state: State) -> None:
    number = box.owe("a", state=state)
    told = alke("outbox", "retry", str(number), *AT)
    assert f"0 owed again.\nLeft as they are, it didn't end in vain: 1 ({number}).\n" == told
    assert ([state], []) == (box.states(), box.audits("notice.retried"))


def test_what_would_come_too_late_is_not_sent_again(alke: Run, box: Outbox) -> None:
    late = box.owe("a", state=State.FAILED, expires=NOW - timedelta(minutes=1))
    box.owe("b", state=State.FAILED, expires=NOW + timedelta(minutes=1))
    told = alke("outbox", "retry", "--state", "failed", *AT)
    assert f"1 owed again.\nLeft as they are, its time has passed: 1 ({late}).\n" == told
    assert ["failed", "owed"] == box.states()


def test_only_what_is_named_is_sent_again(alke: Run, box: Outbox) -> None:
    box.owe("a", state=State.FAILED, about="broadcast:3")
    box.owe("b", state=State.UNREACHABLE, about="broadcast:3")
    box.owe("c", state=State.FAILED, about="broadcast:4")
    assert "2 owed again.\n" == alke("outbox", "retry", "--about", "broadcast:3", *AT)
    assert ["owed", "owed", "failed"] == box.states()


def test_what_is_owed_is_cancelled_by_its_matter(alke: Run, box: Outbox) -> None:
    sent = box.owe("a", state=State.SENT, about="broadcast:3")
    owed = box.owe("b", about="broadcast:3")
    box.owe("c", about="broadcast:4")
    told = alke("outbox", "cancel", "--about", "broadcast:3", *AT)
    assert f"1 cancelled.\nLeft as they are, it isn't owed: 1 ({sent}).\n" == told
    assert ["sent", "cancelled", "owed"] == box.states()
    assert (reasons.CANCELLED_BY_HAND, [("administrator", f"notice:{owed}")]) == (
        box.row(owed).reason,
        box.audits("notice.cancelled"),
    )


@pytest.mark.parametrize("command", ["retry", "cancel"])
def test_before_many_it_is_asked_first(alke: Run, box: Outbox, data: Path, command: str) -> None:
    state = State.FAILED if command == "retry" else State.OWED
    for number in range(21):
        box.owe(f"{number}", state=state, about="broadcast:3")
    line = ["--data", str(data), "outbox", command, "--about", "broadcast:3", *AT]
    refused = CliRunner().invoke(app, line, input="n\n")
    assert (1, [state] * 21) == (refused.exit_code, box.states())
    assert "21 messages" in refused.output
    assert 0 == CliRunner().invoke(app, [*line, "--yes"]).exit_code
    assert {state} != set(box.states())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("retry",), "say which"),
        (("cancel",), "say which"),
        (("retry", "--state", "sent"), "only what is failed or unreachable"),
        (("retry", "99", "98"), "there is no such message: 98, 99"),
        (("cancel", "99"), "there is no such message: 99"),
        (("cancel", "x"), "x"),
        (("show", "--state", "lost"), "lost"),
        (("show", "--limit", "0"), "greater than"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_changed(
    alke: Run, box: Outbox, arguments: tuple[str, ...], said: str
) -> None:
    box.owe("a", state=State.FAILED)
    box.owe("b")
    assert said in " ".join(alke("outbox", *arguments, code=2).split())
    assert ["failed", "owed"] == box.states()
