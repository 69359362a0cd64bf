"""Twenty people act at once: every act lands or is refused with a reason; on both databases."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import col, select

from bot.app import Core
from knowledge.people import Role
from storage import rounds, sessions
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.cores import BOTH, admitted
from tests.demo import NOW

pytestmark = BOTH
COUNCILS = ("uusimaa", "satakunta", "pirkanmaa", "kymenlaakso", "etela-savo", "keski-suomi", "pohjanmaa")
TAKEN = datetime.fromisoformat("2027-01-19T10:00+02:00")
MOVE_REFUSED = ("triage can't move it", "has moved proposal")
FORM = {"description": "Samaan aikaan muiden kanssa.", "goals": "ALKE2024-1"}
MORE = (
    ("toinen-koordinaattori", "secretariat", Role.COORDINATOR),
    ("toinen-tyoryhma", "secretariat", Role.WORKING_GROUP),
    ("kollega", "council:18", Role.DEPUTY),
)


@dataclass(frozen=True)
class Act:
    """What one person does: a button with what it carries."""

    slug: str
    verb: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What an act got for an answer: its card in words, and the fields that came back with it."""

    act: Act
    text: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class Ground:
    """What is contested: Kainuu's proposals, the round and its deadline."""

    edited: int
    moved: int
    round: int
    deadline: str


@pytest.fixture
def ground(core: Core) -> Ground:
    for each in MORE:
        admitted(core, *each)
    kainuu = Chat(core, "kainuu", NOW, language="en")
    for title in ("Muokattava", "Siirrettävä"):
        kainuu.press("proposal.submit", FORM | {"title": title})
    with core.store.read() as db:
        numbers = {row.title: row.id or 0 for row in db.exec(select(t.Proposal)).all()}
        round_ = rounds.current(db, NOW)
    return Ground(numbers["Muokattava"], numbers["Siirrettävä"], round_.id, str(round_.proposals_close))


def acts(ground: Ground) -> list[Act]:
    """Twenty people's acts, most of them against somebody else's."""
    edit = FORM | {"proposal": ground.edited, "version": 1}
    move = {"proposal": ground.moved, "chosen": str(ground.moved), "round": ground.round}
    session = {
        "round": ground.round,
        "kind": "regional",
        "regions": "18",
        "day": "2027-01-19",
        "start": "10:00",
    }
    extend = {"round": ground.round, "step": "proposals", "seen": ground.deadline}
    wish = {"organisation": "council:18", "role": "contact", "name": "Uusi Ihminen"}
    coordinators = ("tem-koordinaattori", "toinen-koordinaattori")
    return [
        *(Act(slug, "proposal.submit", FORM | {"title": f"Aihe: {slug}", "form": slug}) for slug in COUNCILS),
        Act("kainuu", "proposal.save", edit | {"title": "Muokattu ensin"}),
        Act("kollega", "proposal.save", edit | {"title": "Muokattu toisin"}),
        Act("tyoryhma", "triage.move", move | {"to": "deferred", "reason": "Ensi vuonna."}),
        Act("toinen-tyoryhma", "triage.move", move | {"to": "redirected", "reason": "JTS.", "where": "JTS"}),
        Act("kainuu", "proposal.withdraw_now", {"proposal": ground.moved, "version": 1}),
        *(Act(slug, "session.create", session | {"length": "150"}) for slug in coordinators),
        *(
            Act(slug, "step.extend_now", extend | {"day": day})
            for slug, day in zip(coordinators, ("2026-12-15", "2026-12-16"), strict=True)
        ),
        *(Act(f"outsider-{n}", "join.ask", wish) for n in range(3)),
        Act("lvm", "ask.show", {"kinds": ["proposal"]}),
    ]


def at_once(core: Core, every: list[Act]) -> list[Outcome]:
    start = Barrier(len(every))

    def do(act: Act) -> Outcome:
        chat = Chat(core, act.slug, NOW, language="en")
        start.wait()
        chat.press(act.verb, act.data)
        return Outcome(act, chat.text, chat.values())

    with ThreadPoolExecutor(len(every)) as threads:
        return list(threads.map(do, every))


def by_verb(outcomes: list[Outcome], verb: str) -> list[Outcome]:
    return [each for each in outcomes if each.act.verb == verb]


def test_every_act_lands_or_is_refused_with_a_reason(core: Core, ground: Ground) -> None:
    every = acts(ground)
    assert 20 == len(every)
    outcomes = at_once(core, every)
    assert [] == [each for each in outcomes if not each.text or "on our side" in each.text]
    _all_proposals_landed(core)
    _one_edit_landed(core, ground, by_verb(outcomes, "proposal.save"))
    _a_withdrawn_proposal_is_not_moved(core, ground, by_verb(outcomes, "triage.move"))
    _one_session_landed(core, ground, by_verb(outcomes, "session.create"))
    _one_extension_landed(core, ground, by_verb(outcomes, "step.extend_now"))
    _each_request_landed(core)


def _all_proposals_landed(core: Core) -> None:
    with core.store.read() as db:
        made = db.exec(select(t.Proposal).where(col(t.Proposal.title).startswith("Aihe: "))).all()
        numbers = Counter(db.exec(select(t.Proposal.round_id, t.Proposal.number)).all())
    assert {f"Aihe: {slug}" for slug in COUNCILS} == {row.title for row in made}
    assert {1} == set(numbers.values())


def _one_edit_landed(core: Core, ground: Ground, outcomes: list[Outcome]) -> None:
    with core.store.read() as db:
        row = db.get_one(t.Proposal, ground.edited)
    lost = next(each for each in outcomes if each.act.data["title"] != row.title)
    assert (2, lost.act.data["title"]) == (row.version, lost.fields["title"])  # what was typed is kept
    assert "was changed after you opened it" in lost.text


def _a_withdrawn_proposal_is_not_moved(core: Core, ground: Ground, outcomes: list[Outcome]) -> None:
    """Whichever came first: it is withdrawn, at most one plan stands, the loser was told why."""
    with core.store.read() as db:
        state = db.get_one(t.Proposal, ground.moved).state
        moves = db.exec(select(t.ProposalMove).where(t.ProposalMove.proposal_id == ground.moved)).all()
    open_moves = [move for move in moves if move.undone is None]
    assert ("withdrawn", True) == (state, len(open_moves) <= 1)
    refused = [each for each in outcomes if each.text.startswith("Move provisionally")]
    assert len(outcomes) == len(moves) + len(refused)
    assert [] == [each for each in refused if not any(word in each.text for word in MOVE_REFUSED)]


def _one_session_landed(core: Core, ground: Ground, outcomes: list[Outcome]) -> None:
    with core.store.read() as db:
        planned = [
            s for s in sessions.of_round(db, ground.round) if s.regions == ("18",) and s.starts == TAKEN
        ]
    assert 1 == len(planned)
    assert 1 == sum("another session at the same time" in each.text for each in outcomes)


def _one_extension_landed(core: Core, ground: Ground, outcomes: list[Outcome]) -> None:
    with core.store.read() as db:
        closes = rounds.current(db, NOW).proposals_close
        told = {row.once for row in db.exec(select(t.Outbox).where(t.Outbox.cause == "step moved")).all()}
    assert closes.date().isoformat() in ("2026-12-15", "2026-12-16")
    assert 1 == len({once.rpartition(":")[0] for once in told})
    assert 1 == sum("after you opened this form" in each.text for each in outcomes)


def _each_request_landed(core: Core) -> None:
    with core.store.read() as db:
        waiting = db.exec(select(t.JoinRequest.object_id).where(t.JoinRequest.state == "waiting")).all()
    assert {f"outsider-{n}" for n in range(3)} <= set(waiting)
