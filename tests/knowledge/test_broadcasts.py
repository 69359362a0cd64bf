"""Broadcasts: how they move on, whom they are for, what a sentence means, what a link may be."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from knowledge import broadcast_words as words
from knowledge import broadcasts as rules
from knowledge.broadcasts import Audience, Broadcast, Group, Meant, State, Wording
from knowledge.people import Kind, Membership, Organisation, Person, Role
from knowledge.refusals.broadcasts import BroadcastMoved
from knowledge.status import Step

LAPLAND = Organisation("council:19", Kind.COUNCIL, {"fi": "Lapin liitto"}, "19")
AUNE = Organisation("aune", Kind.ADVISORY, {"fi": "AUNE"})
DRAFT = Broadcast(1, 9, State.DRAFT, {"fi": Wording("Otsikko", "Teksti")})


def somebody(number: int, *memberships: tuple[Organisation, Role]) -> Person:
    roles = tuple(Membership(organisation, role) for organisation, role in memberships)
    return Person(number, "t", str(number), f"Henkilö {number}", memberships=roles)


CONTACT, OBSERVER = somebody(1, (LAPLAND, Role.CONTACT)), somebody(2, (LAPLAND, Role.OBSERVER))
STEERER, BOTH = somebody(3, (AUNE, Role.OBSERVER)), somebody(4, (LAPLAND, Role.DEPUTY), (AUNE, Role.OBSERVER))
EVERYBODY = (CONTACT, OBSERVER, STEERER, BOTH)


def test_a_draft_is_sent_at_once_or_waits_for_its_time(now: datetime) -> None:
    later = now + timedelta(days=1)

    assert (State.SENDING, now) == _fate(rules.confirmed(DRAFT, now))
    assert (State.SCHEDULED, later) == _fate(rules.confirmed(replace(DRAFT, due=later), now))


def _fate(one: Broadcast) -> tuple[State, datetime | None]:
    return one.state, one.due


def test_every_change_makes_a_new_edition(now: datetime) -> None:
    sending = rules.confirmed(DRAFT, now)

    assert [1, 2, 3] == [each.edition for each in (DRAFT, sending, rules.sent_to_all(sending, now))]


@pytest.mark.parametrize("state", [State.DRAFT, State.SCHEDULED, State.CANCELLED, State.RECALLED])
def test_what_reaches_nobody_cannot_be_corrected(state: State, now: datetime) -> None:
    with pytest.raises(BroadcastMoved):
        rules.corrected(replace(DRAFT, state=state), DRAFT.texts, now)


def test_a_correction_under_way_goes_on_sending_and_ends_as_corrected(now: datetime) -> None:
    sending = rules.confirmed(DRAFT, now)
    corrected = rules.corrected(sending, {"fi": Wording("Uusi", "Teksti")}, now)

    assert (State.SENDING, 2) == (corrected.state, corrected.version)
    assert State.CORRECTED is rules.sent_to_all(corrected, now + timedelta(minutes=1)).state
    assert now == rules.sent_to_all(corrected, now + timedelta(minutes=1)).ended


def test_what_was_recalled_stays_so() -> None:
    recalled = replace(DRAFT, state=State.RECALLED)
    for state in State:
        with pytest.raises(BroadcastMoved):
            recalled.moved(state)


def test_an_organisation_means_its_contacts_and_deputies_and_all_of_the_advisory_council() -> None:
    meant = Meant(organisations=frozenset({"council:19", "aune"}))

    expected = [("council:19",), (), ("aune",), ("aune", "council:19")]
    assert expected == [rules.addressed_for(person, meant) for person in EVERYBODY]


def test_a_role_means_those_who_have_it_anywhere() -> None:
    meant = Meant(roles=frozenset({Role.OBSERVER}))

    assert [2, 3, 4] == [each.person.id for each in rules.recipients(EVERYBODY, meant, author=9)]


def test_choices_are_joined_and_everybody_gets_it_once() -> None:
    meant = Meant(frozenset({"council:19"}), frozenset({Role.DEPUTY}), frozenset({1, 2}))

    assert [1, 2, 4] == [each.person.id for each in rules.recipients(EVERYBODY, meant, author=9)]


def test_the_author_gets_none() -> None:
    found = rules.recipients(EVERYBODY, Meant(everybody=True), author=1)

    assert [2, 3, 4] == [each.person.id for each in found]


def test_an_audience_survives_being_kept() -> None:
    audience = Audience(("councils",), ("2026-19",), ("19",), ("LVM",), ("aune",), "proposals")

    assert audience == rules.audience_of({**vars(audience), "groups": ["councils"]})
    assert not Audience().chosen


@pytest.mark.parametrize(
    "link",
    [
        "http://tem.fi",
        "https://tem.fi/a b",
        "https://nimi:salasana@tem.fi/",
        "https://tem.fi@muu.fi/",
        "javascript:alert(1)",
        "https://",
        "tem.fi",
    ],
)
def test_a_link_that_could_mislead_is_none(link: str) -> None:
    assert not rules.is_plain_link(link)


def test_an_https_address_is_a_link() -> None:
    assert rules.is_plain_link("https://tem.fi/aluekehitys?vuosi=2026")


@pytest.mark.parametrize(
    ("text", "named", "groups"),
    [
        ("lähetä tiedote kaikille liitoille", False, (Group.COUNCILS,)),
        ("skicka ett meddelande till ministerierna", False, (Group.MINISTRIES,)),
        ("send a notice to all deputies", False, (Group.DEPUTIES,)),
        ("lähetä tiedote kaikille", False, (Group.EVERYBODY,)),
        ("lähetä tiedote Lapin liitolle", True, ()),
        ("lähetä tiedote työryhmälle ja tarkkailijoille", False, (Group.WORKING_GROUP, Group.OBSERVERS)),
        ("lähetä tiedote, liite tulee myöhemmin", False, ()),
    ],
)
def test_a_sentence_names_groups(text: str, named: bool, groups: tuple[Group, ...]) -> None:
    assert groups == words.said_groups(text, named=named)


def test_a_step_is_meant_only_where_it_is_said_to_be_undone() -> None:
    step = Step.PROPOSALS

    assert step == words.said_undone("tiedota niille, jotka eivät ole tehneet ehdotusta", step)
    assert step == words.said_undone("a notice to those who haven’t proposed", step)
    assert words.said_undone("send a notice about the proposals", step) is None
