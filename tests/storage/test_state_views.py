"""Keeping the state's views of regions."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from knowledge.rounds import Round
from storage import state_views
from storage import tables as t
from storage.proposals import Author
from storage.store import Store
from storage.transfer import import_organisations, numbered

MINISTRIES = [
    {"id": f"ministry:{abbr}", "kind": "ministry", "name_fi": abbr, "abbreviation": abbr}
    for abbr in ("LVM", "YM")
]


@pytest.fixture(autouse=True)
def ministries(store: Store) -> None:
    with store.transaction() as db:
        import_organisations(db, numbered(MINISTRIES))


def test_what_nobody_has_written_is_an_empty_view(store: Store, open_round: Round) -> None:
    with store.read() as db:
        view = state_views.find(db, open_round, "19")
    assert ("19", "", 0, None, ()) == (view.region, view.text, view.version, view.published, view.parts)


def test_every_change_is_a_version_with_its_writer_and_time(
    store: Store, open_round: Round, author: Author, now: datetime
) -> None:
    later = now + timedelta(hours=1)
    with store.transaction() as db:
        view = state_views.hold(db, open_round.id, "19")
        assert view is not None
        view = state_views.write(db, view, "Ensimmäinen.", author.person, now)
        view = state_views.write(db, view, "Toinen.", author.person, later)
        state_views.publish(db, view, later)
    with store.read() as db:
        kept = state_views.find(db, open_round, "19")
    expected = ("Toinen.", 2, later, author.person.name, later)
    assert expected == (kept.text, kept.version, kept.at, kept.by, kept.published)


def test_each_ministry_has_its_own_part_in_each_region(
    store: Store, open_round: Round, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        for region, ministry in (("19", "YM"), ("19", "LVM"), ("18", "LVM")):
            view = state_views.find(db, open_round, region)
            state_views.contribute(
                db, view, f"ministry:{ministry}", f"{ministry} {region}", author.person, now
            )
        lapland, kainuu = state_views.of_regions(db, open_round, ["19", "18"])
    assert ["LVM 19", "YM 19"] == [part.text for part in lapland.parts]
    assert ["LVM 18"] == [part.text for part in kainuu.parts]


def test_a_part_that_was_taken_back_keeps_its_version(
    store: Store, open_round: Round, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        view = state_views.find(db, open_round, "19")
        for text in ("Osuus.", ""):
            view = state_views.contribute(db, view, "ministry:LVM", text, author.person, now)
    part = view.part_of("ministry:LVM")
    assert part is not None
    assert ("", 2, ()) == (part.text, part.version, view.given)


def test_nothing_is_published_that_was_never_written(store: Store, open_round: Round, now: datetime) -> None:
    with store.transaction() as db, pytest.raises(LookupError):
        state_views.publish(db, state_views.find(db, open_round, "19"), now)


def test_there_is_no_view_in_a_round_that_is_not_there(store: Store) -> None:
    with store.transaction() as db:
        assert None is state_views.hold(db, 4711, "19")


def test_twenty_who_write_at_once_make_twenty_versions(
    store: Store, open_round: Round, author: Author, now: datetime
) -> None:
    def write(number: int) -> None:
        with store.transaction() as db:
            view = state_views.hold(db, open_round.id, "19")
            assert view is not None
            state_views.contribute(db, view, "ministry:LVM", f"Teksti {number}.", author.person, now)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(20)))
    with store.read() as db:
        part = state_views.find(db, open_round, "19").part_of("ministry:LVM")
    assert part is not None
    assert 20 == part.version


def test_a_regions_proposals_are_its_councils_and_those_that_name_it(
    store: Store, open_round: Round, author: Author
) -> None:
    rows = (
        ("council:19", "submitted", ()),
        ("ministry:LVM", "submitted", ("19",)),
        ("ministry:YM", "submitted", ("18",)),
        ("council:19", "draft", ("19",)),
        ("council:19", "withdrawn", ("19",)),
    )
    with store.transaction() as db:
        for number, (organisation, state, regions) in enumerate(rows, 1):
            row = t.Proposal(
                round_id=open_round.id,
                number=number,
                organisation_id=organisation,
                state=state,
                title=f"Aihe {number}",
                description="Kuvaus.",
                changed=number,
            )
            db.add(row)
            db.flush()
            db.add_all(t.ProposalTag(proposal_id=row.id, facet="region", value=each) for each in regions)
        db.flush()
        found = state_views.proposals_of(db, open_round, "19")
    assert ["2026-01", "2026-02"] == [proposal.number for proposal in found]
