"""Two processes on one PostgreSQL, as `alke serve` starts them: either answers, rings and delivers."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from storage import demo, outbox
from storage import tables as t
from storage.store import Store
from tests.demo import NOW
from tests.fakes.activities import aad_id
from tests.fakes.teams import FakeTeams, Sent
from tests.faults.bots import Bot, House, Watch, running

pytestmark = pytest.mark.postgres
PEOPLE = ("lappi", "kainuu", "satakunta", "uusimaa", "tem", "lvm")
EACH = 5  # notices to each of them
RINGS = """
    CREATE TABLE rings (number serial, since timestamptz, until timestamptz);
    CREATE OR REPLACE FUNCTION note_ring() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO rings (since, until) VALUES (OLD.rung, NEW.rung); RETURN NEW; END $$;
    CREATE TRIGGER noted AFTER UPDATE ON bell FOR EACH ROW EXECUTE FUNCTION note_ring();
"""
NO_RINGS = "DROP TRIGGER noted ON bell; DROP FUNCTION note_ring; DROP TABLE rings"


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    """The processes' clock: it shows the demo's moment, and runs."""
    watch = Watch(tmp_path / "ahead")
    watch.ahead(seconds=(NOW - datetime.now(UTC)).total_seconds())
    return watch


@pytest.fixture
async def teams(watch: Watch) -> AsyncIterator[FakeTeams]:
    async with FakeTeams(watch) as teams:
        yield teams


@pytest.fixture
def store(postgres_store: Store, teams: FakeTeams) -> Iterator[Store]:
    """The demo, whose people are this Teams', and which notes every ring."""
    demo.build(postgres_store, NOW)
    with postgres_store.transaction() as db:
        for person in db.exec(select(t.Person)).all():
            person.tenant, person.object_id = teams.tenant, aad_id(person.slug or "")
            db.add(person)
        db.execute(text(RINGS))
    yield postgres_store
    with postgres_store.transaction() as db:
        db.execute(text(NO_RINGS))


@contextmanager
def two(store: Store, teams: FakeTeams, watch: Watch, folder: Path) -> Iterator[tuple[Bot, ...]]:
    """Two processes that serve the same database."""
    house, settings = House(folder, store.url), {"TENANTS": teams.tenant}
    with running(*(Bot(house, teams, name, watch, settings) for name in ("one", "other"))) as bots:
        yield bots


def owe(store: Store, watch: Watch) -> list[str]:
    """Owe everybody some notices, all at once: their titles."""
    titles = []
    with store.transaction() as db:
        people = db.exec(select(t.Person).where(t.Person.slug.in_(PEOPLE))).all()  # type: ignore[union-attr]
        for person in people:
            for number in range(EACH):
                titles.append(f"Tieto {number} – {person.slug}")
                data = {
                    "proposal": 1,
                    "number": "2026-01",
                    "proposal_title": titles[-1],
                    "organisation": {"fi": "Lapin liitto"},
                    "late": False,
                }
                told = {"card": "proposal_received", "data": data, "cause": "a test's", "now": watch()}
                outbox.owe(db, once=titles[-1], person=person.id or 0, urgent=True, **told)
    return titles


def titles_in(sent: list[Sent]) -> Counter[str]:
    """How often each notice came."""
    found = (re.search(r"Tieto \d – [a-z]+", str(each.activity)) for each in sent)
    return Counter(each[0] for each in found if each)


async def figure(teams: FakeTeams, bot: Bot, name: str) -> float:
    async with teams._session.get(bot.url.replace("/api/messages", "/metrics")) as response:
        found = re.search(rf"^{name} (\S+)$", await response.text(), re.MULTILINE)
    return float(found[1]) if found else -1.0


async def test_either_answers_each_notice_goes_out_once_and_no_two_rings_overlap(
    store: Store, teams: FakeTeams, watch: Watch, tmp_path: Path
) -> None:
    with two(store, teams, watch, tmp_path) as bots:
        for number, slug in enumerate(PEOPLE):
            status, _ = await teams.post(bots[number % 2].url, teams.message("hei", slug))
            assert 202 == status
        answered = await teams.until_sent(len(PEOPLE), 30)
        titles = owe(store, watch)
        await teams.until_sent(len(answered) + len(titles), 60)
        await asyncio.sleep(2)  # whoever would send something twice would do it now
        processes = [await figure(teams, bot, "alke_processes") for bot in bots]
        seconds = [await asyncio.to_thread(bot.end) for bot in bots]
    assert sorted(f"a:{slug}" for slug in PEOPLE) == sorted(sent.conversation for sent in answered)
    assert Counter(titles) == titles_in(teams.accepted)
    assert [2.0, 2.0] == processes
    assert max(seconds) < 30
    with store.read() as db:
        rings = db.execute(text("SELECT since, until FROM rings ORDER BY number")).all()
    assert len(rings) > 2
    assert [ring.until for ring in rings[:-1]] == [ring.since for ring in rings[1:]]


async def test_an_activity_that_comes_to_both_has_one_answer(
    store: Store, teams: FakeTeams, watch: Watch, tmp_path: Path
) -> None:
    form = {"title": "Kerran", "description": "Vain kerran.", "goals": "ALKE2024-1"}
    press = teams.execute("proposal.submit", form, "lappi")
    with two(store, teams, watch, tmp_path) as bots:
        answers = await asyncio.gather(*(teams.post(bot.url, press) for bot in bots * 2))
    with store.read() as db:
        made = db.exec(select(t.Proposal).where(t.Proposal.title == "Kerran")).all()
    assert (1, 1) == (len(made), len({str(body) for _, body in answers}))
