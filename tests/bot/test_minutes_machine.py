"""Minutes as a machine: whoever answers what in whatever order, at once and twice over, each answer is an
authorised person's of that organisation on the version that was out, and what is final never changes.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlmodel import col, select

from bot.facts import Facts
from knowledge.clock import today
from knowledge.minutes import State
from knowledge.people import OWN
from storage import people
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.features.confirming_chats import COORDINATOR, WORKING_GROUP, drafted
from tests.bot.features.minutes_chats import LAPLAND, ORGANISATIONS
from tests.bot.machines import DemoMachine, play

MEMBERS = ("lappi", "lvm", "okm")
EVERYBODY = (*MEMBERS, "uusimaa", "aune", WORKING_GROUP, COORDINATOR)
FOREIGN = "council:01"
ANSWERS = ("minutes.confirm", "minutes.reserve_now", "minutes.correct_now")
STEPS, EXAMPLES = 30, 12

slugs = st.sampled_from(EVERYBODY)
organisations = st.sampled_from((*ORGANISATIONS, FOREIGN, "council:77", ""))
versions = st.integers(0, 4)


@dataclass(frozen=True)
class Act:
    """What one person sends: a button with what it carries."""

    slug: str
    verb: str
    data: dict[str, Any]


@st.composite
def answers(draw: st.DrawFn) -> Act:
    """An answer to some version for some organisation, mostly one's own; any of it may be forged."""
    data = {
        "session": LAPLAND,
        "version": draw(versions),
        "organisation": draw(organisations),
        "note": "Varauma.",
        "wanted": "Toisin.",
        "part": str(draw(st.integers(0, 6))),
    }
    return Act(draw(slugs), draw(st.sampled_from(ANSWERS)), data)


@st.composite
def settlings(draw: st.DrawFn) -> Act:
    """What is done with some correction."""
    verb = draw(st.sampled_from(("correction.accept", "correction.decline_now", "correction.take_back")))
    return Act(draw(slugs), verb, {"correction": draw(st.integers(1, 6)), "reason": "Ei sovittu näin."})


@st.composite
def received(draw: st.DrawFn) -> Act:
    """An answer by letter that somebody records."""
    data = {
        "session": LAPLAND,
        "version": draw(versions),
        "organisation": draw(organisations),
        "way": "letter",
        "case_number": draw(st.sampled_from(("VN/1/2026", ""))),
        "answer": draw(st.sampled_from(("confirmed", "reservation", "correction"))),
        "note": "Kirjeessä.",
        "part": str(draw(st.integers(0, 6))),
    }
    return Act(draw(slugs), "minutes.receive", data)


@st.composite
def finalisings(draw: st.DrawFn) -> Act:
    return Act(draw(slugs), "minutes.finalise", {"session": LAPLAND, "version": draw(versions)})


acts = st.one_of(answers(), answers(), settlings(), received(), finalisings())


class Machine(DemoMachine):
    """People of three organisations, of others and of the secretariat act on the minutes of one session."""

    def __init__(self) -> None:
        super().__init__()
        self.settled: dict[int, tuple[Any, ...]] = {}
        self.locked: tuple[Any, ...] | None = None
        self.conclusion = 0

    # Acting

    def send(self, *wanted: Act, twice: bool = False) -> None:
        """Send these acts at once; `twice`: each activity arrives a second time, right behind."""
        out, barrier = self.newest(), Barrier(len(wanted))
        before = self.rows()

        def one(act: Act) -> None:
            chat = Chat(self.core, act.slug, self.now, language="en")
            activity = chat.activity("press", verb=act.verb, data=act.data)
            barrier.wait()
            chat.answer(activity)
            first = chat.text
            if twice:
                chat.answer(activity)
                assert first == chat.text
            assert first
            assert "on our side" not in first

        with ThreadPoolExecutor(len(wanted)) as pool:
            list(pool.map(one, wanted))
        for number in self.rows().keys() - before.keys():
            self.is_right(self.rows()[number], out)

    def is_right(self, row: t.Confirmation, out: t.Minutes | None) -> None:
        """A new answer is on the version that was out, of an organisation asked, by its own people."""
        assert out is not None
        assert out.id == row.minutes_id
        assert row.organisation_id in ORGANISATIONS
        if row.answer == "no answer":
            assert row.person_id is None
        elif row.way == "chat":
            assert self.acts_for(row.person_id, row.organisation_id)
        else:
            assert row.case_number
            assert self.slug(row.person_id) == COORDINATOR

    def acts_for(self, person: int | None, organisation: str) -> bool:
        with self.core.store.read() as db:
            found = people.by_id(db, person or 0, today(self.now))
        return found is not None and organisation in {own.id for own in found.in_role(OWN)}

    def slug(self, person: int | None) -> str:
        with self.core.store.read() as db:
            found = people.by_id(db, person or 0, today(self.now))
        return (found and found.slug) or ""

    @initialize()
    def begin(self) -> None:
        self.conclusion = drafted(self.core)[-1]
        self.go_out()

    @rule(act=acts, twice=st.booleans())
    def somebody_acts(self, act: Act, twice: bool) -> None:
        self.send(act, twice=twice)

    @rule(slug=st.sampled_from(MEMBERS), verb=st.sampled_from(ANSWERS), twice=st.booleans())
    def a_member_answers(self, slug: str, verb: str, twice: bool) -> None:
        self.send(self.own(slug, verb), twice=twice)

    @rule(some=st.lists(acts, min_size=2, max_size=4))
    def several_act_at_once(self, some: list[Act]) -> None:
        self.send(*some)

    @rule(slug=st.sampled_from(MEMBERS), verbs=st.lists(st.sampled_from(ANSWERS), min_size=2, max_size=3))
    def one_organisation_answers_from_several_devices(self, slug: str, verbs: list[str]) -> None:
        self.send(*(self.own(slug, verb) for verb in verbs))

    def own(self, slug: str, verb: str) -> Act:
        """An answer for one's own organisation to the newest version, as its card carries it."""
        newest = self.newest()
        data = {"session": LAPLAND, "version": newest.version if newest else 0, "note": "Varauma."}
        named = {"organisation": ORGANISATIONS[MEMBERS.index(slug)], "part": str(self.conclusion)}
        return Act(slug, verb, data | named | {"wanted": "Toisin."})

    @rule(verb=st.sampled_from(("correction.accept", "correction.decline_now")))
    def the_coordinator_settles(self, verb: str) -> None:
        for number in self.open_corrections():
            self.send(Act(COORDINATOR, verb, {"correction": number, "reason": "Ei sovittu näin."}))

    @rule(slug=st.sampled_from((WORKING_GROUP, COORDINATOR)), number=st.integers(0, 99))
    def a_new_version(self, slug: str, number: int) -> None:
        self.change_draft(slug, number)
        self.go_out()

    def change_draft(self, slug: str, number: int) -> None:
        chat = Chat(self.core, slug, self.now, language="en")
        with self.core.store.read() as db:
            edition = db.get_one(t.MinutesPart, self.conclusion).edition
        reference = {"session": LAPLAND, "part": self.conclusion, "edition": edition}
        chat.press("minutes.part", reference)
        if chat.card["actions"]:
            verb = chat.card["actions"][0].get("verb", "")
            chat.press(verb, chat.filled(text_fi=f"Sovitaan toisin {number}."))
        assert "on our side" not in chat.text

    def go_out(self) -> None:
        chat = Chat(self.core, COORDINATOR, self.now, language="en")
        chat.press("minutes.check", {"session": LAPLAND})
        if any(action.get("verb") == "minutes.send" for action in chat.card.get("actions", [])):
            chat.press("minutes.send", chat.carried("minutes.send"))
        assert "on our side" not in chat.text

    @precondition(lambda self: self.newest().version > 1)
    @rule()
    def the_coordinator_finalises(self) -> None:
        newest = self.newest()
        data = {"session": LAPLAND, "version": newest.version if newest else 0}
        self.send(Act(COORDINATOR, "minutes.finalise", data))

    @rule(days=st.integers(1, 20))
    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)

    # What is seen of it

    def rows(self) -> dict[int, t.Confirmation]:
        """The answers to this session's minutes."""
        query = select(t.Confirmation).join(t.Minutes).where(t.Minutes.session_id == LAPLAND)
        with self.core.store.read() as db:
            return {row.id or 0: row for row in db.exec(query).all()}

    def newest(self) -> t.Minutes | None:
        query = select(t.Minutes).where(t.Minutes.session_id == LAPLAND)
        with self.core.store.read() as db:
            return db.exec(query.order_by(col(t.Minutes.version).desc())).first()

    def open_corrections(self) -> list[int]:
        query = select(t.Correction.id).join(t.Minutes, col(t.Minutes.id) == t.Correction.minutes_id)
        with self.core.store.read() as db:
            mine = db.exec(query.where(t.Minutes.session_id == LAPLAND, t.Correction.state == "open")).all()
        return [number or 0 for number in mine]

    # What holds whatever was done

    @invariant()
    def an_answer_given_stays(self) -> None:
        for number, row in self.rows().items():
            told = (row.minutes_id, row.organisation_id, row.answer, row.note, row.person_id, row.at)
            before = self.settled.get(number, told)
            if before[2] == "correction":  # the one answer that may become another, once it is settled
                before = told
            assert before == told
            self.settled[number] = told
        assert self.settled.keys() == self.rows().keys()

    @invariant()
    def one_answer_of_an_organisation_to_a_version(self) -> None:
        pairs = [(row.minutes_id, row.organisation_id) for row in self.rows().values()]
        assert len(set(pairs)) == len(pairs)

    @invariant()
    def what_is_final_never_changes(self) -> None:
        newest = self.newest()
        if newest is None or newest.state != State.FINAL:
            assert self.locked is None
            return
        now = (newest.id, newest.content, newest.checksum, newest.finalised, sorted(self.settled.items()))
        assert self.locked in (None, now)
        assert {row.organisation_id for row in self.rows().values() if row.minutes_id == newest.id} == {
            *ORGANISATIONS
        }
        self.locked = now

    @invariant()
    def only_the_newest_is_out(self) -> None:
        query = select(t.Minutes).where(t.Minutes.session_id == LAPLAND)
        with self.core.store.read() as db:
            rows = db.exec(query.order_by(col(t.Minutes.version))).all()
        assert all(row.state == State.REPLACED for row in rows[:-1])


@pytest.mark.long
def test_minutes_keep_their_rules_whatever_is_done(demo_data: Path, facts: Facts) -> None:
    play(Machine, demo_data, facts, examples=EXAMPLES, steps=STEPS)
