"""Proposals: their numbers, versions and history."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from knowledge.proposals import Content, Partner, Proposal, Standing, State
from knowledge.refusals import proposals as no
from knowledge.rounds import Round
from storage import changes, proposals
from storage import tables as t
from storage.proposals import Author
from storage.store import Store

CONTENT = Content(
    title="Junayhteys yöllä",
    description="Yöjunan vuorot loppuvat ennen lomakautta.",
    goals=("ALKE2024-E1", "ALKE2024-1"),
    urgency="Sopimus päättyy.",
    areas=("transport", "tourism"),
    ministries=("LVM",),
    regions=("19", "17"),
    links=("https://example.org/b", "https://example.org/a"),
)


@pytest.fixture
def proposal(store: Store, open_round: Round, author: Author, now: datetime) -> Proposal:
    with store.transaction() as db:
        return proposals.add(db, open_round, author, CONTENT, now, form="form-1")


def test_a_proposal_comes_back_as_it_was_written(
    store: Store, proposal: Proposal, author: Author, now: datetime
) -> None:
    with store.read() as db:
        found = proposals.find(db, proposal.id)
    assert proposal == found
    assert (CONTENT, State.SUBMITTED, 1, False) == (
        proposal.content,
        proposal.state,
        proposal.version,
        proposal.late,
    )
    assert [(now, State.SUBMITTED, 1, "Aila Tunturila")] == [
        (event.at, event.state, event.version, event.by) for event in proposal.events
    ]


def test_the_numbers_of_a_round_run_from_one(
    store: Store, proposal: Proposal, open_round: Round, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        second = proposals.add(db, open_round, author, CONTENT, now)
    assert ("2026-01", "2026-02") == (proposal.number, second.number)


def test_a_form_leads_to_what_it_made_for_its_own_organisation_only(
    store: Store, proposal: Proposal, author: Author
) -> None:
    with store.transaction() as db:
        found = [
            proposals.from_form(db, author.organisation.id, "form-1"),
            proposals.from_form(db, "council:99", "form-1"),
            proposals.from_form(db, author.organisation.id, "form-2"),
            proposals.from_form(db, author.organisation.id, ""),
        ]
    assert [proposal, None, None, None] == found


def test_a_proposal_after_the_deadline_is_late(
    store: Store, open_round: Round, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        at_the_last_moment = proposals.add(db, open_round, author, CONTENT, open_round.proposals_close)
        after = open_round.proposals_close + timedelta(seconds=1)
        too_late = proposals.add(db, open_round, author, CONTENT, after)
    assert (False, True) == (at_the_last_moment.late, too_late.late)


def test_a_change_makes_a_new_version_and_keeps_the_old_one(
    store: Store, proposal: Proposal, author: Author, now: datetime
) -> None:
    new = replace(CONTENT, title="Yöjunat lomakaudella", links=(), regions=("19",))
    with store.transaction() as db:
        changed = proposals.change(db, proposal, author.person, new, now + timedelta(hours=1))
    with store.read() as db:
        events = db.exec(select(t.ProposalEvent).order_by(col(t.ProposalEvent.id))).all()
    assert (new, 2, [1, 2]) == (changed.content, changed.version, [e.version for e in changed.events])
    assert ["Junayhteys yöllä", "Yöjunat lomakaudella"] == [event.content["title"] for event in events]


def test_a_returned_proposal_is_submitted_again_by_a_change(
    store: Store, proposal: Proposal, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        returned = proposals.move(db, proposal, State.RETURNED, author.person, now, "Täsmennä vuorot.")
        again = proposals.change(db, returned, author.person, CONTENT, now)
    assert [State.SUBMITTED, State.RETURNED, State.SUBMITTED] == [event.state for event in again.events]
    assert "Täsmennä vuorot." == again.events[1].note


def test_a_withdrawn_proposal_does_not_move_any_more(
    store: Store, proposal: Proposal, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        gone = proposals.move(db, proposal, State.WITHDRAWN, author.person, now)
    with pytest.raises(no.CannotMove), store.transaction() as db:
        proposals.move(db, gone, State.SUBMITTED, author.person, now)


def test_a_held_proposal_is_the_proposal_and_an_unknown_one_is_none(store: Store, proposal: Proposal) -> None:
    with store.transaction() as db:
        assert (proposal, None) == (proposals.hold(db, proposal.id), proposals.hold(db, 404))


def test_an_organisation_sees_what_it_leads_and_what_it_stands_behind(
    store: Store, proposal: Proposal, author: Author
) -> None:
    with store.transaction() as db:
        db.add(t.Organisation(id="council:17", kind="council", name_fi="Pohjois-Pohjanmaan liitto"))
        db.flush()
        db.add(t.ProposalOrganisation(proposal_id=proposal.id, organisation_id="council:17"))
    with store.read() as db:
        found = [proposals.of_organisations(db, [id_]) for id_ in ("council:19", "council:17", "council:01")]
    partner = Partner("council:17", {"fi": "Pohjois-Pohjanmaan liitto"}, Standing.ACCEPTED)
    joint = replace(proposal, partners=(partner,))
    assert [(joint,), (joint,), ()] == found


def test_each_write_moves_the_proposal_past_the_index(
    store: Store, proposal: Proposal, author: Author, now: datetime
) -> None:
    with store.read() as db:
        before = changes.position(db)
        assert () == proposals.changed_since(db, before)
    with store.transaction() as db:
        withdrawn = proposals.move(db, proposal, State.WITHDRAWN, author.person, now)
    with store.read() as db:
        assert (withdrawn,) == proposals.changed_since(db, before)
