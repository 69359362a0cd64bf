"""The demo's proposals of ministries, joint ones, and a topic brought to a council."""

import pytest

from knowledge.proposals import Proposal, Standing, State
from storage import people, proposals
from storage.store import Store


@pytest.fixture
def shared(built: Store) -> dict[str, Proposal]:
    """Those of the round in hand that aren't one region's own, by their lead."""
    with built.read() as db:
        found = proposals.by_ids(db, range(1, 100))
        kinds = {each.id: each.kind for each in people.organisations(db).values()}
    latest = [each for each in found if each.round.year == found[0].round.year]
    return {
        each.owners[0]: each for each in latest if each.partners or kinds[each.owners[0]].value != "council"
    }


def test_two_ministries_propose(shared: dict[str, Proposal]) -> None:
    assert {State.SUBMITTED} == {shared[each].state for each in ("ministry:LVM", "ministry:STM")}


def test_one_is_joint_and_one_waits_for_answers(
    shared: dict[str, Proposal],
) -> None:
    assert ("council:10", "council:09", "council:11") == shared["council:10"].owners
    assert ("council:02", "ministry:TEM") == shared["council:04"].with_standing(Standing.ASKED)


def test_a_municipality_has_brought_a_topic(shared: dict[str, Proposal]) -> None:
    topic = shared["other:sodankyla"]
    assert (State.BROUGHT, "council:19", False) == (topic.state, topic.organisation, topic.sent)
