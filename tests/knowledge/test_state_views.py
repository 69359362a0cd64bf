"""Who reads and writes the state's view of a region, and how far it has come."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from knowledge import state_views as rules
from knowledge.people import Kind, Membership, Organisation, Person, Role
from knowledge.refusals import Refusal
from knowledge.refusals.rounds import RoundOver
from knowledge.refusals.views import NotPublished, OnlyMinistries, PublishedAlready, ViewEmpty, ViewMoved
from knowledge.rounds import Round
from knowledge.state_views import Part, Standing, View

LVM = Organisation("ministry:LVM", Kind.MINISTRY, {"fi": "LVM"}, None, "LVM")
YM = Organisation("ministry:YM", Kind.MINISTRY, {"fi": "YM"}, None, "YM")
LAPPI = Organisation("council:19", Kind.COUNCIL, {"fi": "Lapin liitto"}, "19")
CITY = Organisation("other:rovaniemi", Kind.OTHER, {"fi": "Rovaniemi"}, "19")
KAINUU = Organisation("council:18", Kind.COUNCIL, {"fi": "Kainuun liitto"}, "18")
CENTRE = Organisation("centre:10", Kind.CENTRE, {"fi": "Lapin elinvoimakeskus"})
AUNE = Organisation("aune", Kind.ADVISORY, {"fi": "AUNE"})
OFFICE = Organisation("secretariat", Kind.SECRETARIAT, {"fi": "Sihteeristö"})


def somebody(organisation: Organisation, role: Role) -> Person:
    return Person(1, "t", "o", "Joku", memberships=(Membership(organisation, role),))


STATE = (
    somebody(LVM, Role.CONTACT),
    somebody(YM, Role.DEPUTY),
    somebody(OFFICE, Role.COORDINATOR),
    somebody(OFFICE, Role.WORKING_GROUP),
    somebody(AUNE, Role.OBSERVER),
)
REGION = (somebody(LAPPI, Role.CONTACT), somebody(LAPPI, Role.DEPUTY), somebody(CITY, Role.CONTACT))
OTHERS = (
    somebody(KAINUU, Role.CONTACT),
    somebody(LAPPI, Role.OBSERVER),
    somebody(LVM, Role.OBSERVER),
    somebody(CENTRE, Role.CONTACT),
)


@pytest.fixture
def view(now: datetime) -> View:
    dates = {"proposals_open": now - timedelta(weeks=3), "proposals_close": now + timedelta(weeks=2)}
    days = dict.fromkeys(("kick_off", "picture_due", "agenda_due", "sessions_from"))
    last = (now + timedelta(weeks=9)).date()
    round_ = Round(1, 2026, {"fi": "2026"}, None, "ALKE2024", sessions_to=last, **dates, **days)
    return View(round_, "19", "Teksti.", 3, now, "Kirjoittaja")


def refused(act: object, *given: object) -> type[Refusal] | None:
    try:
        act(*given)  # type: ignore[operator]
    except Refusal as refusal:
        return type(refusal)
    return None


def test_until_it_is_published_only_the_states_side_reads_it(view: View) -> None:
    assert all(rules.may_read(person, view) for person in STATE)
    assert not any(rules.may_read(person, view) for person in (*REGION, *OTHERS))


def test_once_it_is_published_the_regions_own_people_read_it_and_no_others(view: View, now: datetime) -> None:
    out = replace(view, published=now)
    assert all(rules.may_read(person, out) for person in (*STATE, *REGION))
    assert not any(rules.may_read(person, out) for person in OTHERS)


def test_others_do_not_even_hear_whether_there_is_one(view: View) -> None:
    assert [True] * 8 + [False] * 4 == [rules.may_ask(p, "19") for p in (*STATE, *REGION, *OTHERS)]


def test_ministries_contribute_for_themselves_and_a_coordinator_for_all() -> None:
    taking_part = (LAPPI, LVM, YM)
    assert (LVM,) == rules.contributors(STATE[0], taking_part)
    assert (LVM, YM) == rules.contributors(STATE[2], taking_part)
    assert () == rules.contributors(STATE[0], (LAPPI, YM))
    assert () == rules.contributors(REGION[0], taking_part)


def test_who_may_not_contribute_is_told_why(view: View, now: datetime) -> None:
    later = now + timedelta(weeks=20)
    assert None is refused(rules.check_contributing, STATE[0], view, now)
    assert OnlyMinistries is refused(rules.check_contributing, REGION[0], view, now)
    assert RoundOver is refused(rules.check_contributing, STATE[0], view, later)


def test_only_the_text_that_was_seen_is_published_and_only_once(view: View, now: datetime) -> None:
    known = (
        (view, 3, None),
        (view, 2, ViewMoved),
        (replace(view, text=""), 3, ViewEmpty),
        (replace(view, published=now), 3, PublishedAlready),
    )
    assert [why for *_, why in known] == [
        refused(rules.check_publishing, each, seen, now) for each, seen, _ in known
    ]


def test_what_is_not_published_is_not_taken_back(view: View, now: datetime) -> None:
    assert NotPublished is refused(rules.check_taking_back, view, now)
    assert None is refused(rules.check_taking_back, replace(view, published=now), now)


def test_a_text_counts_as_changed_when_there_is_something_to_lose(view: View, now: datetime) -> None:
    gone = Part(LVM, "", 2, now, "Joku")
    known = ((view, 3), (view, 2), (view, 0), (gone, 0), (gone, 1), (None, 0))
    assert [False, True, True, False, True, False] == [bool(rules.moved(*each)) for each in known]


def test_a_view_comes_from_nothing_over_contributions_and_a_text_to_publication(
    view: View, now: datetime
) -> None:
    empty = replace(view, text="", version=0)
    part, gone = Part(LVM, "Osuus.", 1, now, "Joku"), Part(YM, "", 2, now, "Joku")
    come = (
        empty,
        replace(empty, parts=(gone,)),
        replace(empty, parts=(gone, part)),
        view,
        replace(view, published=now),
    )
    nothing = Standing.EMPTY
    assert [nothing, nothing, Standing.PARTS, Standing.WRITTEN, Standing.PUBLISHED] == [
        each.standing for each in come
    ]
