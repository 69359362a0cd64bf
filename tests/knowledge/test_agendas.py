"""The rules of agendas: time adds up, moving keeps the order, changes lead from one version to the next."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import agenda_versions as versions
from knowledge import agendas as rules
from knowledge.agenda_versions import Change, Version, What
from knowledge.agendas import Agenda, Elsewhere, Item
from knowledge.proposals import Content, Proposal, State
from knowledge.refusals import Refusal
from knowledge.refusals import agendas as no
from knowledge.refusals.rounds import RoundOver
from knowledge.rounds import Round
from knowledge.sessions import Kind, Session
from knowledge.sessions import State as SessionState

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
STARTS = datetime(2026, 12, 8, 7, 0, tzinfo=UTC)
ROUND = Round(
    id=1,
    year=2026,
    names={"fi": "Kierros"},
    case_number=None,
    decision="alke",
    kick_off=None,
    picture_due=None,
    proposals_open=NOW - timedelta(weeks=6),
    proposals_close=NOW - timedelta(weeks=2),
    agenda_due=date(2026, 12, 1),
    sessions_from=date(2026, 12, 7),
    sessions_to=date(2026, 12, 18),
)
SESSION = Session(
    "2026-19", ROUND, Kind.REGIONAL, SessionState.ANNOUNCED, {"fi": "Lappi"}, regions=("19",)
).at(STARTS)
HOMES = {"council:19": "19", "council:17": "17"}
PLACES = st.integers(0, 9)


def agenda(*minutes: int, buffer: int = 15) -> Agenda:
    items = tuple(Item(f"Kohta {n}", length, id=n) for n, length in enumerate(minutes, 1))
    return Agenda("2026-19", items, buffer)


def proposal(
    number: int = 1, state: State = State.ACCEPTED, *regions: str, lead: str = "ministry:LVM"
) -> Proposal:
    content = Content(f"Aihe {number}", "Kuvaus", regions=regions)
    return Proposal(number, f"2026-{number:02}", ROUND, lead, {"fi": lead}, state, False, 1, content)


items = st.builds(
    Item,
    title=st.sampled_from(["a", "b", "c"]),
    minutes=st.integers(1, 60),
    note=st.sampled_from(["", "n"]),
    opener_organisation=st.sampled_from([None, "council:19"]),
    opener=st.sampled_from(["", "Aila"]),
    proposals=st.lists(st.integers(1, 3), unique=True, max_size=2).map(tuple),
    id=st.integers(1, 9),
)
lists = st.lists(items, unique_by=lambda item: item.id, max_size=8).map(tuple)


def version(of: tuple[Item, ...], buffer: int = 15) -> Version:
    return Version("2026-19", 1, NOW, "Timo", of, buffer)


# Minutes


@given(st.integers(-100, 720), st.integers(0, 20))
def test_shares_are_multiples_of_five_and_take_what_is_there(minutes: int, count: int) -> None:
    found = rules.shares(minutes, count)
    assert count == len(found)
    assert all(share >= 5 and share % 5 == 0 for share in found)
    if count and minutes >= 5 * count:
        assert minutes - minutes % 5 == sum(found)
        assert max(found) - min(found) <= 5


@given(lists)
def test_the_times_of_the_items_follow_one_another_and_add_up(some: tuple[Item, ...]) -> None:
    at = rules.times(some, STARTS)
    ends = [STARTS, *(until for _, until in at)]
    assert ends[:-1] == [begins for begins, _ in at]
    assert ends[-1] - STARTS == timedelta(minutes=sum(item.minutes for item in some))


def test_what_is_left_of_a_session_is_told_with_the_buffer() -> None:
    assert 15 == agenda(60, 60).left(150)
    assert -5 == agenda(100, 40).left(150)


def test_minutes_are_divided_evenly_within_what_the_buffer_leaves() -> None:
    evened = rules.evened(agenda(1, 2, 3, 4), 150)
    assert [35, 35, 35, 30] == [item.minutes for item in evened.items]


# Editing


@given(st.integers(1, 6), st.data())
def test_moving_an_item_keeps_all_the_others_in_their_order(count: int, data: st.DataObject) -> None:
    before = agenda(*[10] * count)
    which, place = data.draw(st.integers(1, count)), data.draw(st.integers(1, count))
    after = rules.put_at(before, before.find(which), place)
    assert place == after.place_of(which)
    rest = [item for item in after.items if item.id != which]
    assert [item for item in before.items if item.id != which] == rest


def test_an_item_that_is_not_there_can_neither_be_found_nor_moved_nor_taken_off() -> None:
    for act in (
        lambda: agenda(10).find(7),
        lambda: agenda(10).find(0),
        lambda: rules.without(agenda(10), 7),
        lambda: rules.put_at(agenda(10), Item("x", id=7), 1),
    ):
        with pytest.raises(no.NoSuchItem):
            act()


def test_an_agenda_has_twenty_items_at_most() -> None:
    full = agenda(*[5] * 20)
    with pytest.raises(no.TooManyItems):
        rules.with_items(full, [Item("Yksi liikaa")])


@pytest.mark.parametrize(
    ("session", "now", "refusal"),
    [
        (replace(SESSION, state=SessionState.HELD), NOW, no.AgendaClosed),
        (replace(SESSION, state=SessionState.CANCELLED), NOW, no.AgendaClosed),
        (SESSION, STARTS + timedelta(hours=3), no.SessionPast),
        (SESSION, STARTS + timedelta(weeks=5), RoundOver),
    ],
)
def test_the_agenda_of_what_is_behind_is_not_edited(
    session: Session, now: datetime, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        rules.check_editing(session, now)


# What could be added


@pytest.mark.parametrize(
    ("kind", "one", "suits"),
    [
        (Kind.REGIONAL, proposal(1, State.ACCEPTED, "19"), True),
        (Kind.REGIONAL, proposal(1, State.ACCEPTED, lead="council:19"), True),
        (Kind.REGIONAL, proposal(1, State.ACCEPTED), True),  # of the whole country
        (Kind.REGIONAL, proposal(1, State.ACCEPTED, "17"), False),
        (Kind.REGIONAL, proposal(1, State.SUBMITTED, "19"), False),  # not released, whatever triage plans
        (Kind.REGIONAL, proposal(1, State.DEFERRED, "19"), False),
        (Kind.REGIONAL, proposal(1, State.IN_DEPTH, "19"), False),
        (Kind.JOINT, proposal(1, State.ACCEPTED, "19", "06"), True),
        (Kind.IN_DEPTH, proposal(1, State.IN_DEPTH, "19"), True),
        (Kind.IN_DEPTH, proposal(1, State.ACCEPTED, "19"), False),
    ],
)
def test_which_proposals_suit_a_session(kind: Kind, one: Proposal, suits: bool) -> None:
    session = replace(SESSION, kind=kind)
    assert suits is rules.suits(session, one, rules.regions_of(one, HOMES))


def test_an_in_depth_session_without_regions_takes_what_was_moved_in_depth_from_any() -> None:
    session = replace(SESSION, kind=Kind.IN_DEPTH, regions=())
    assert rules.suits(session, proposal(1, State.IN_DEPTH, "06"), frozenset({"06"}))


def test_a_proposal_of_another_round_suits_no_session() -> None:
    old = replace(proposal(1, State.ACCEPTED, "19"), round=replace(ROUND, id=2))
    assert not rules.suits(SESSION, old, frozenset({"19"}))


def test_what_another_agenda_of_the_same_region_holds_is_taken() -> None:
    joint = Elsewhere("2026-y1", frozenset({"17", "19"}), frozenset({1}))
    north = Elsewhere("2026-17", frozenset({"17"}), frozenset({2}))
    assert frozenset({1}) == rules.taken(SESSION, (joint, north))


def test_items_from_proposals_share_the_time_that_is_left() -> None:
    some = (proposal(1, lead="council:19"), proposal(2))
    made = rules.as_items(agenda(60), some, 150)
    assert [(40, "council:19", (1,)), (35, "ministry:LVM", (2,))] == [
        (item.minutes, item.opener_organisation, item.proposals) for item in made
    ]
    assert [5, 5] == [item.minutes for item in rules.as_items(agenda(140), some, 150)]


def test_a_proposal_that_is_not_offered_is_refused() -> None:
    rules.check_proposals([1, 2], [1, 2, 3])
    with pytest.raises(no.UnknownProposal):
        rules.check_proposals([1, 4], [1, 2, 3])


# Versions


def applied(old: Version, every: Iterable[Change]) -> tuple[tuple[Item, ...], int]:
    """The items and the buffer that a version comes to by these changes."""
    buffer, items = old.buffer, {item.id: item for item in old.items}
    placed: list[tuple[int, int]] = []
    for change in every:
        if change.item is None:
            buffer = change.new
        elif change.what is What.REMOVED:
            del items[change.item.id]
        elif change.what in versions.FIELDS:
            items[change.item.id] = replace(items[change.item.id], **{change.what: change.new})
        else:
            items.setdefault(change.item.id, change.item)
            placed.append((change.new, change.item.id))
    put = {number for _, number in placed}
    order = [number for number in items if number not in put]
    for place, number in sorted(placed):
        order.insert(place - 1, number)
    return tuple(items[number] for number in order), buffer


@given(lists, lists, st.integers(0, 30), st.integers(0, 30))
def test_the_changes_of_a_version_lead_to_the_next(
    old: tuple[Item, ...], new: tuple[Item, ...], before: int, after: int
) -> None:
    found = versions.changes(version(old, before), new, after)
    assert (new, after) == applied(version(old, before), found)
    assert bool(found) is ((old, before) != (new, after))


@given(lists, PLACES, PLACES)
def test_one_moved_item_is_one_move(some: tuple[Item, ...], first: int, second: int) -> None:
    if len(some) < 2:
        return
    order = list(some)
    order.insert(second % len(some), order.pop(first % len(some)))
    found = versions.changes(version(some), order, 15)
    assert {What.MOVED} >= {change.what for change in found}
    assert len(found) <= 1


def test_a_change_tells_what_was_and_what_is() -> None:
    old = agenda(30, 40).items
    new = (replace(old[0], title="Uusi", minutes=20), Item("Lisätty", 10, id=9))
    assert (
        Change(What.REMOVED, old[1], old=2),
        Change(What.ADDED, new[1], new=2),
        Change(What.TITLE, new[0], "Kohta 1", "Uusi"),
        Change(What.MINUTES, new[0], 30, 20),
        Change(What.BUFFER, None, 15, 20),
    ) == versions.changes(version(old), new, 20)


# Publishing


def test_an_agenda_as_long_as_its_session_can_be_published() -> None:
    versions.check_publishing(SESSION, agenda(100, 35), None, NOW)


@pytest.mark.parametrize(
    ("session", "one", "refusal"),
    [
        (SESSION, agenda(100, 36), no.AgendaTooLong),
        (SESSION, agenda(), no.AgendaEmpty),
        (SESSION, agenda(30, 0), no.ItemUnfinished),
        (replace(SESSION, state=SessionState.PLANNED), agenda(30), no.NotAnnounced),
        (replace(SESSION, starts=None, ends=None), agenda(30), no.NotAnnounced),
        (replace(SESSION, state=SessionState.CANCELLED), agenda(30), no.AgendaClosed),
    ],
)
def test_what_keeps_an_agenda_from_being_published(
    session: Session, one: Agenda, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        versions.check_publishing(session, one, None, NOW)


def test_a_refusal_tells_by_how_much_the_agenda_is_too_long() -> None:
    with pytest.raises(no.AgendaTooLong) as refused:
        versions.check_publishing(SESSION, agenda(100, 50), None, NOW)
    assert {"minutes": 150, "buffer": 15, "over": 15, "length": 150} == refused.value.values


def test_publishing_without_a_change_is_refused() -> None:
    one = agenda(30)
    with pytest.raises(no.NothingChanged):
        versions.check_publishing(SESSION, one, version(one.items), NOW)
    versions.check_publishing(SESSION, replace(one, buffer=10), version(one.items), NOW)
