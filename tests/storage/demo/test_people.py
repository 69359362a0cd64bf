"""Who takes part in the demo, and what the regions propose."""

from collections import Counter
from datetime import datetime

import pytest

from knowledge.clock import today
from knowledge.people import Kind, Role
from knowledge.places import Places
from knowledge.proposals import Choices, State, faults
from storage import people, proposals
from storage.goals import all_goals
from storage.store import Store


def test_proposals_are_as_the_rules_want_them(built: Store, places: Places, regions: frozenset[str]) -> None:
    with built.read() as db:
        known = proposals.by_ids(db, range(1, 100))
        goals = frozenset(goal.id for goal in all_goals(db))
    sent = [each for each in known if each.round.year == known[0].round.year]  # of the round in hand
    choices = Choices(
        goals=goals,
        areas=frozenset(area.id for area in places.areas),
        ministries=frozenset(ministry.abbr for ministry in places.ministries),
        regions=regions,
    )
    assert ("2026-01", True) == (sent[0].number, len(sent) >= 10)
    assert {()} == {faults(proposal.content, choices) for proposal in known}
    found = Counter((proposal.state, proposal.late) for proposal in sent)
    assert {(State.SUBMITTED, False), (State.BROUGHT, False)} == set(found)
    assert 1 == found[State.BROUGHT, False]


def test_everybody_who_takes_part_has_a_name_to_call_them_by(
    built: Store, places: Places, now: datetime
) -> None:
    with built.read() as db:
        found = people.with_slugs(db, today(now))
    expected = {region.slug for region in places.regions if region.takes_part}
    expected |= {ministry.abbr.lower() for ministry in places.ministries}
    expected |= {"tem-koordinaattori", "tyoryhma", "aune"}
    expected |= {"lappi-vara", "sodankyla", "lapin-yliopisto", "kaksi-roolia"}
    assert expected == {person.slug for person in found}
    assert len(found) == len({person.name for person in found})


@pytest.mark.parametrize(
    ("slug", "organisation", "role", "language"),
    [
        ("lappi", "council:19", Role.CONTACT, None),
        ("pohjanmaa", "council:15", Role.CONTACT, "sv"),
        ("lvm", "ministry:LVM", Role.CONTACT, None),
        ("tem-koordinaattori", "secretariat", Role.COORDINATOR, None),
        ("tyoryhma", "secretariat", Role.WORKING_GROUP, None),
        ("aune", "aune", Role.OBSERVER, None),
        ("lappi-vara", "council:19", Role.DEPUTY, None),
        ("sodankyla", "other:sodankyla", Role.CONTACT, None),
        ("lapin-yliopisto", "other:lapin-yliopisto", Role.CONTACT, None),
    ],
)
def test_people_have_their_roles(
    built: Store, slug: str, organisation: str, role: Role, language: str | None, now: datetime
) -> None:
    with built.read() as db:
        person = people.by_slug(db, slug, today(now))
    assert person is not None
    assert [(organisation, role)] == [(m.organisation.id, m.role) for m in person.memberships]
    assert language == person.language


def test_somebody_acts_for_two_organisations(built: Store, now: datetime) -> None:
    with built.read() as db:
        person = people.by_slug(db, "kaksi-roolia", today(now))
    assert person is not None
    held = [(m.organisation.id, m.role) for m in person.memberships]
    assert [("council:10", Role.DEPUTY), ("centre:6", Role.OBSERVER)] == held


def test_all_organisations_are_there_with_their_official_names(built: Store) -> None:
    with built.read() as db:
        found = people.organisations(db)
    counted = Counter(organisation.kind for organisation in found.values())
    expected = {Kind.COUNCIL: 18, Kind.MINISTRY: 12, Kind.CENTRE: 10, Kind.SECRETARIAT: 1, Kind.ADVISORY: 1}
    expected |= {Kind.OTHER: 2}
    assert expected == counted
    assert "Lapplands livskraftscentral" == found["centre:10"].names["sv"]
    assert ("LVM", "19") == (found["ministry:LVM"].abbreviation, found["council:19"].region)
