"""Drafts, topics for a council, partners, versions and comments, as they are kept."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from knowledge import joint
from knowledge.comments import COMMENT_LIMIT
from knowledge.proposals import Act, Content, Partner, Proposal, Standing, State
from knowledge.refusals import proposals as no
from knowledge.rounds import Round
from storage import changes, comments, proposals
from storage import tables as t
from storage.proposals import Author
from storage.store import Store
from storage.transfer import import_organisations, numbered

DRAFT = Content("Yöjunat", "", regions=("19",))
WHOLE = replace(DRAFT, description="Vuorot loppuvat.", urgency="Sopimus päättyy.")
OTHERS = (
    {"id": "council:17", "kind": "council", "name_fi": "Pohjois-Pohjanmaan liitto", "region": "17"},
    {"id": "other:kunta", "kind": "other", "name_fi": "Rajakunta", "region": "19"},
)


@pytest.fixture(autouse=True)
def others(store: Store) -> None:
    with store.transaction() as db:
        import_organisations(db, numbered(OTHERS))


@pytest.fixture
def draft(store: Store, open_round: Round, author: Author, now: datetime) -> Proposal:
    with store.transaction() as db:
        made = proposals.add(db, open_round, author, DRAFT, now, state=State.DRAFT)
        proposals.choose(db, made.id, ["council:17"])
        return proposals.by_id(db, made.id)


@pytest.fixture
def sent(store: Store, draft: Proposal, author: Author, now: datetime) -> Proposal:
    with store.transaction() as db:
        return proposals.send(db, draft, State.SUBMITTED, author.person, WHOLE, now)


def kept(store: Store, proposal: Proposal) -> list[str]:
    """Every text that the database has of a proposal."""
    with store.read() as db:
        events = db.exec(select(t.ProposalEvent).where(t.ProposalEvent.proposal_id == proposal.id)).all()
        tags = db.exec(select(t.ProposalTag.value).where(t.ProposalTag.proposal_id == proposal.id)).all()
        row = db.get_one(t.Proposal, proposal.id)
    written = [str(event.content.get("title", "")) for event in events]
    return [each for each in (*written, *tags, row.title, row.description) if each]


def test_a_draft_keeps_whom_its_writers_chose_and_asks_nobody(draft: Proposal) -> None:
    partner = Partner("council:17", {"fi": "Pohjois-Pohjanmaan liitto"}, Standing.CHOSEN)
    assert (State.DRAFT, (partner,), ("council:19",)) == (draft.state, draft.partners, draft.readers)


def test_choosing_again_replaces_those_chosen_before_and_leaves_those_asked(
    store: Store, draft: Proposal, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        asked = proposals.ask(db, draft, ["council:17"], author.person, now)
        proposals.choose(db, draft.id, ["other:kunta"])
        proposals.choose(db, draft.id, [])
        after = proposals.by_id(db, draft.id)
    assert asked.partners == after.partners


def test_a_draft_that_is_sent_has_a_new_version_and_its_own_history(sent: Proposal) -> None:
    assert (State.SUBMITTED, 2, False, WHOLE) == (sent.state, sent.version, sent.late, sent.content)
    assert [State.DRAFT, State.SUBMITTED] == [event.state for event in sent.events]


def test_a_draft_sent_after_the_deadline_is_late(
    store: Store, draft: Proposal, author: Author, open_round: Round
) -> None:
    after = open_round.proposals_close + timedelta(minutes=1)
    with store.transaction() as db:
        assert proposals.send(db, draft, State.SUBMITTED, author.person, WHOLE, after).late


def test_a_draft_that_is_deleted_leaves_no_text_and_keeps_its_number(
    store: Store, draft: Proposal, author: Author, open_round: Round, now: datetime
) -> None:
    with store.transaction() as db:
        proposals.erase(db, draft, author.person, now)
        gone = proposals.by_id(db, draft.id)
        after = proposals.add(db, open_round, author, WHOLE, now)
        listed = proposals.of_organisations(db, ["council:19", "council:17"])
    assert ([], True, ()) == (kept(store, draft), gone.erased, gone.partners)
    assert (("2026-01", "2026-02"), (after,)) == ((draft.number, after.number), listed)


def test_a_topic_is_listed_for_its_council_once_it_was_brought(
    store: Store, open_round: Round, author: Author, now: datetime
) -> None:
    def listed() -> list[int]:
        with store.read() as db:
            return [len(proposals.of_organisations(db, [each])) for each in ("council:19", "other:kunta")]

    with store.transaction() as db:
        topic = proposals.add(db, open_round, author, WHOLE, now, state=State.DRAFT, brought_by="other:kunta")
    before = listed()
    with store.transaction() as db:
        brought = proposals.send(db, topic, State.BROUGHT, author.person, WHOLE, now)
    assert ([0, 1], [1, 1]) == (before, listed())
    assert {"fi": "Rajakunta"} == brought.brought_by_names


def test_a_topic_that_is_taken_up_says_so_and_is_late_after_the_deadline(
    store: Store, open_round: Round, author: Author, now: datetime
) -> None:
    after = open_round.proposals_close + timedelta(days=1)
    with store.transaction() as db:
        topic = proposals.add(
            db, open_round, author, WHOLE, now, state=State.BROUGHT, brought_by="other:kunta"
        )
        adopted = proposals.send(db, topic, State.SUBMITTED, author.person, WHOLE, after)
    assert (Act.ADOPTED, State.SUBMITTED, True) == (adopted.events[-1].act, adopted.state, adopted.late)


def test_a_state_that_cannot_be_sent_is_refused(
    store: Store, sent: Proposal, author: Author, now: datetime
) -> None:
    with pytest.raises(no.CannotMove), store.transaction() as db:
        proposals.send(db, sent, State.BROUGHT, author.person, WHOLE, now)


def test_the_answers_of_those_asked_are_lines_of_the_history(
    store: Store, sent: Proposal, author: Author, now: datetime
) -> None:
    who = author.person
    with store.transaction() as db:
        asked = proposals.ask(db, sent, ["council:17"], who, now)
        no_ = proposals.answer(db, asked, "council:17", Standing.DECLINED, who, now, "Ei ehditä.")
        again = proposals.ask(db, no_, ["council:17"], who, now)
        joined = proposals.answer(db, again, "council:17", Standing.ACCEPTED, who, now)
        left = proposals.answer(db, joined, "council:17", Standing.LEFT, who, now)
    lines = [(event.act, event.note) for event in left.events[2:]]
    expected = [Act.ASKED, Act.DECLINED, Act.ASKED, Act.JOINED, Act.LEFT]
    assert [(act, "Ei ehditä." if act is Act.DECLINED else "") for act in expected] == lines
    assert {"Pohjois-Pohjanmaan liitto"} == {event.organisation["fi"] for event in left.events[2:]}
    owners = [each.owners for each in (asked, no_, joined, left)]
    alone, both = ("council:19",), ("council:19", "council:17")
    assert [alone, alone, both, alone] == owners


def test_each_answer_moves_the_proposal_past_the_index(
    store: Store, sent: Proposal, author: Author, now: datetime
) -> None:
    with store.read() as db:
        before = changes.position(db)
    with store.transaction() as db:
        asked = proposals.ask(db, sent, ["council:17"], author.person, now)
    with store.read() as db:
        assert (asked,) == proposals.changed_since(db, before)


def test_versions_come_with_the_text_that_each_was_written_with(
    store: Store, sent: Proposal, author: Author, now: datetime
) -> None:
    third = replace(WHOLE, title="Yöjunat lomakaudella")
    with store.transaction() as db:
        asked = proposals.ask(db, sent, ["council:17"], author.person, now)
        proposals.change(db, asked, author.person, third, now + timedelta(hours=1))
    with store.read() as db:
        found = proposals.versions(db, sent.id)
    assert [(1, DRAFT), (2, WHOLE), (3, third)] == [(each.number, each.content) for each in found]
    assert [now, now, now + timedelta(hours=1)] == [each.at for each in found]


def test_on_whose_behalf_a_proposal_was_sent_is_not_who_moved_it(
    store: Store, sent: Proposal, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        mover = t.Person(tenant="t", object_id="mover", name="Siirtäjä")
        db.add(mover)
        db.flush()
        db.add(t.ProposalEvent(proposal_id=sent.id, at=now, person_id=mover.id, state="deferred", version=2))
        found = [proposals.made_by(db, who or 0) for who in (author.person.id, mover.id)]
    assert [1, 0] == [len(each) for each in found]


def test_comments_come_newest_first_by_pages(
    store: Store, sent: Proposal, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        for number in range(3):
            side = "council:19" if number else None
            comments.add(db, sent.id, author.person, side, f"{number}" * COMMENT_LIMIT, now)
        assert (3, 0) == (comments.count(db, sent.id), comments.count(db, sent.id + 1))
        first, rest = comments.newest(db, sent.id, 0, 2), comments.newest(db, sent.id, 2, 2)
    assert ["2", "1", "0"] == [each.text[0] for each in (*first, *rest)]
    assert [{"fi": "Lapin liitto"}, {}] == [first[0].organisation, rest[0].organisation]


def test_many_proposals_are_read_with_what_belongs_to_each(
    store: Store, open_round: Round, author: Author, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.proposals.rows.TOGETHER", 4)
    with store.transaction() as db:
        made = [
            proposals.add(
                db, open_round, author, replace(WHOLE, title=f"Aihe {n}", regions=(f"{n:02}",)), now
            )
            for n in range(9)
        ]
    with store.read() as db:
        found = proposals.of_organisations(db, ["council:19"])
        rows = db.exec(select(t.Proposal.id).order_by(col(t.Proposal.number))).all()
    assert (made, list(rows)) == (list(found), [each.id for each in found])


def test_of_colleagues_who_answer_at_once_one_answer_is_recorded(
    store: Store, sent: Proposal, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        proposals.ask(db, sent, ["council:17"], author.person, now)

    def join(_: int) -> None:
        with store.transaction() as db:
            held = proposals.hold(db, sent.id)
            if held and joint.standing(held, "council:17") is Standing.ASKED:
                proposals.answer(db, held, "council:17", Standing.ACCEPTED, author.person, now)

    with ThreadPoolExecutor(5) as five:
        list(five.map(join, range(5)))
    with store.read() as db:
        acts = [event.act for event in proposals.by_id(db, sent.id).events]
    assert 1 == acts.count(Act.JOINED)
