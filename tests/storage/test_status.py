"""Reading what is recorded of a round for the overview."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, SQLModel

from knowledge.rounds import Round
from knowledge.status import Question, Sitting
from storage import status
from storage import tables as t
from storage.proposals import Author
from storage.store import Store
from storage.transfer import import_organisations, numbered

OTHERS = [
    {"id": "ministry:LVM", "kind": "ministry", "name_fi": "LVM", "abbreviation": "LVM"},
    {"id": "council:18", "kind": "council", "name_fi": "Kainuun liitto", "region": "18"},
]
LVM, LAPPI, KAINUU = "ministry:LVM", "council:19", "council:18"


@pytest.fixture(autouse=True)
def organisations(store: Store, author: Author) -> None:
    with store.transaction() as db:
        import_organisations(db, numbered(OTHERS))


def added(db: Session, *rows: SQLModel) -> None:
    for row in rows:
        db.add(row)
        db.flush()


def proposal(round_: Round, number: int, organisation: str, state: str) -> t.Proposal:
    return t.Proposal(
        id=number,
        round_id=round_.id,
        number=number,
        organisation_id=organisation,
        state=state,
        title="Aihe",
        description="Kuvaus.",
        changed=number,
    )


def partner(number: int, organisation: str, state: str) -> t.ProposalOrganisation:
    return t.ProposalOrganisation(proposal_id=number, organisation_id=organisation, state=state)


def sessions(round_: Round, names: Iterable[str], **more: str) -> list[SQLModel]:
    """Sessions of Lapland, at which LVM and both councils meet."""
    rows: list[SQLModel] = []
    for name in names:
        plain = {"kind": "regional", "state": "planned"} | more
        rows.append(t.Session(id=name, round_id=round_.id, name_fi=name, **plain))
        rows.append(t.SessionRegion(session_id=name, region="19"))
        rows += [t.SessionOrganisation(session_id=name, organisation_id=o) for o in (LAPPI, KAINUU, LVM)]
    return rows


def test_an_empty_round_has_its_participants_and_nothing_else(store: Store, open_round: Round) -> None:
    with store.read() as db:
        facts = status.facts(db, open_round)
    assert {LAPPI, KAINUU, LVM} == {o.id for o in facts.organisations}
    assert ({}, {}, frozenset()) == (facts.proposals, facts.parts, facts.views)
    assert ((), (), (), ()) == (facts.sittings, facts.joint, facts.polls, facts.minutes)


def test_proposals_count_for_their_lead_and_for_those_that_joined_once_they_were_sent(
    store: Store, open_round: Round
) -> None:
    states = ("submitted", "merged", "draft", "withdrawn", "brought", "answered")
    with store.transaction() as db:
        added(db, *(proposal(open_round, number, LAPPI, state) for number, state in enumerate(states, 1)))
        joined = (partner(1, LVM, "accepted"), partner(2, LVM, "asked"), partner(4, KAINUU, "accepted"))
        added(db, *joined)
        facts = status.facts(db, open_round)
    assert {LAPPI: 2, LVM: 1} == facts.proposals


def test_what_can_no_longer_be_answered_is_not_asked(store: Store, open_round: Round) -> None:
    states = ("submitted", "accepted", "withdrawn")
    with store.transaction() as db:
        added(db, *(proposal(open_round, number, LAPPI, state) for number, state in enumerate(states, 1)))
        added(db, *(partner(number, LVM, "asked") for number in (1, 2, 3)), partner(1, KAINUU, "declined"))
        facts = status.facts(db, open_round)
    only_lvm, only_kainuu = frozenset({LVM}), frozenset({KAINUU})
    due = open_round.proposals_close
    expected = {Question(only_lvm, frozenset(), due), Question(only_kainuu, only_kainuu, due)}
    assert expected == set(facts.joint)


def test_contributions_count_unless_they_were_taken_back_and_views_once_they_are_published(
    store: Store, open_round: Round, author: Author, now: datetime
) -> None:
    common = {"round_id": open_round.id, "at": now, "person_id": author.person.id}
    with store.transaction() as db:
        for region, text in (("18", "Osuus."), ("19", "")):
            added(db, t.StateViewPart(region=region, organisation_id=LVM, text=text, **common))
        for region, published in (("18", None), ("19", now)):
            added(db, t.StateView(region=region, text="Teksti.", published=published, **common))
        facts = status.facts(db, open_round)
    assert ({LVM: 1}, frozenset({"19"})) == (facts.parts, facts.views)


def test_an_agenda_counts_once_a_version_is_published(
    store: Store, open_round: Round, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        added(db, *sessions(open_round, ["one", "two"]))
        added(db, *sessions(open_round, ["gone"], state="cancelled"))
        added(db, *sessions(open_round, ["before"], kind="preparatory"))
        for version in (1, 2):
            added(db, t.AgendaVersion(session_id="one", version=version, at=now, person_id=author.person.id))
        facts = status.facts(db, open_round)
    lapland = frozenset({"19"})
    assert {Sitting(lapland, True), Sitting(lapland, False)} == set(facts.sittings)
    assert 2 == len(facts.sittings)


def test_the_newest_question_of_times_counts_and_a_closed_one_waits_for_nobody(
    store: Store, open_round: Round, author: Author, now: datetime
) -> None:
    due, who = now + timedelta(days=3), {"at": now, "person_id": author.person.id}
    with store.transaction() as db:
        added(db, *sessions(open_round, ["open", "closed"]))
        polls = ((1, "open", now), (2, "open", None), (3, "closed", now))
        for number, session, closed in polls:
            added(db, t.Poll(id=number, session_id=session, due=due, closed=closed, **who))
            for option in (10 * number, 10 * number + 1):
                added(db, t.PollOption(id=option, poll_id=number, starts=due, ends=due))
        for option in (10, 20, 21, 30, 31):
            organisation = KAINUU if option == 10 else LVM
            answer = t.PollAnswer(option_id=option, organisation_id=organisation, answer="yes", **who)
            added(db, answer)
        facts = status.facts(db, open_round)
    everybody, lvm = frozenset({LAPPI, KAINUU, LVM}), frozenset({LVM})
    assert {Question(everybody, lvm, due), Question(lvm, lvm, due, open=False)} == set(facts.polls)


def test_the_newest_minutes_that_are_out_ask_the_sessions_organisations(
    store: Store, open_round: Round, now: datetime
) -> None:
    with store.transaction() as db:
        added(db, *sessions(open_round, ["out", "final", "draft"], state="held"))
        minutes = (
            (1, "out", 1, "out"),
            (2, "out", 2, "out"),
            (3, "final", 1, "final"),
            (4, "draft", 1, "draft"),
        )
        for number, session, version, state in minutes:
            added(db, t.Minutes(id=number, session_id=session, version=version, state=state))
        answers = ((1, LVM, "confirmed"), (2, LAPPI, "reservation"), (3, LVM, "no answer"))
        for number, organisation, answer in answers:
            added(db, t.Confirmation(minutes_id=number, organisation_id=organisation, answer=answer, at=now))
        facts = status.facts(db, open_round)
    everybody = frozenset({LAPPI, KAINUU, LVM})
    final = Question(everybody, frozenset(), open=False)
    assert {Question(everybody, frozenset({LAPPI})), final} == set(facts.minutes)


def test_other_rounds_do_not_count(store: Store, open_round: Round, now: datetime) -> None:
    other = t.Round(
        id=900, year=2025, name_fi="2025", decision="ALKE2024", proposals_open=now, proposals_close=now
    )
    with store.transaction() as db:
        added(db, other)
        row = proposal(open_round, 1, LAPPI, "submitted")
        row.round_id = 900
        added(db, row)
        facts = status.facts(db, open_round)
    assert {} == facts.proposals
