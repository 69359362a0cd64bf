"""Proposals: who owns, reads and hears them, joint ones, topics for a council, versions, pasted lists."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import joint, pasted
from knowledge.comments import check_comment, hears, own_side
from knowledge.content import TITLE_LIMIT, Choices, draft_faults, faults
from knowledge.people import Action, Kind, Membership, Organisation, Person, Role, may
from knowledge.proposals import (
    UNSENT,
    Act,
    Content,
    Event,
    Partner,
    Proposal,
    Standing,
    State,
    adopts,
    can_change,
    check_change,
    history,
    leads,
    may_open,
    owns,
    seen_by,
)
from knowledge.refusals import proposals as no
from knowledge.refusals.asking import NotAllowed
from knowledge.refusals.rounds import RoundOver
from knowledge.rounds import Round
from knowledge.versions import Run, changes, marked

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = datetime(2027, 3, 1, tzinfo=UTC)
ROUND = Round(
    1, 2026, {"fi": "Keskustelut 2026"}, None, "ALKE2024", None, None, datetime(2026, 11, 2, tzinfo=UTC),
    datetime(2026, 12, 8, tzinfo=UTC), None, date(2027, 1, 18), date(2027, 2, 5),
)  # fmt: skip
LEAD, OTHER, ASKED, BODY = "council:19", "council:17", "ministry:LVM", "other:kunta"
CHOICES = Choices(frozenset(), frozenset(), frozenset(), frozenset())


def person(organisation: str, role: Role = Role.CONTACT, kind: Kind = Kind.COUNCIL) -> Person:
    of = Organisation(organisation, kind, {"fi": organisation})
    return Person(1, "t", organisation, "Joku", memberships=(Membership(of, role),))


GROUP = person("secretariat", Role.WORKING_GROUP, Kind.SECRETARIAT)
COORDINATOR = person("secretariat", Role.COORDINATOR, Kind.SECRETARIAT)
AUNE = person("aune", Role.OBSERVER, Kind.ADVISORY)
OFFICE = (GROUP, COORDINATOR, AUNE)


def event(state: State, version: int = 1, act: Act = Act.MOVED) -> Event:
    return Event(NOW, state, version, "Joku", act=act)


PROPOSAL = Proposal(
    1, "2026-01", ROUND, LEAD, {"fi": "Lapin liitto"}, State.SUBMITTED, False, 2, Content("Raide", "Rata."),
    events=(event(State.DRAFT), event(State.SUBMITTED, 2)),
    partners=(Partner(OTHER, {}, Standing.ACCEPTED), Partner(ASKED, {}, Standing.ASKED)),
)  # fmt: skip
TOPIC = replace(PROPOSAL, brought_by=BODY, partners=(), state=State.BROUGHT, events=(event(State.BROUGHT),))
GONE = replace(PROPOSAL, state=State.WITHDRAWN, content=Content("", ""), events=(event(State.DRAFT),))


def test_both_own_a_joint_proposal_but_only_the_lead_may_withdraw_it() -> None:
    people = [person(each) for each in (LEAD, OTHER, ASKED, "council:01")]
    assert [True, True, False, False] == [owns(each, PROPOSAL) for each in people]
    assert [True, False, False, False] == [leads(each, PROPOSAL) for each in people]
    assert [True, True, True, False] == [may_open(each, PROPOSAL) for each in people]


def test_a_draft_is_its_own_organisations_alone_and_not_that_of_those_chosen_to_be_asked() -> None:
    chosen = (Partner(OTHER, {}, Standing.CHOSEN),)
    draft = replace(PROPOSAL, state=State.DRAFT, partners=chosen)
    others = [person(OTHER), *OFFICE]
    assert ({"org:council:19"}, [False] * 4) == (seen_by(draft), [may_open(each, draft) for each in others])


def test_a_bodys_draft_is_not_its_councils() -> None:
    draft = replace(TOPIC, state=State.DRAFT)
    assert [True, False] == [may_open(person(each), draft) for each in (BODY, LEAD)]
    assert [True, False] == [owns(person(each), draft) for each in (BODY, LEAD)]


def test_a_brought_topic_is_its_bringers_to_change_and_its_councils_to_take_up() -> None:
    people = [person(BODY), person(LEAD), *OFFICE]
    assert [True, False, False, False, False] == [owns(each, TOPIC) for each in people]
    assert [False, True, False, False, False] == [adopts(each, TOPIC) for each in people]
    assert [True, True, False, False, False] == [may_open(each, TOPIC) for each in people]


def test_an_adopted_topic_is_the_councils_and_its_bringer_may_read_it() -> None:
    adopted = replace(TOPIC, state=State.SUBMITTED, events=(*TOPIC.events, event(State.SUBMITTED, 2)))
    assert [True, False] == [owns(person(each), adopted) for each in (LEAD, BODY)]
    assert [True] * 4 == [may_open(each, adopted) for each in (person(BODY), *OFFICE)]


def test_a_topic_withdrawn_before_it_was_taken_up_is_never_shown_to_the_secretariat() -> None:
    events = (event(State.BROUGHT), event(State.WITHDRAWN))
    withdrawn = replace(TOPIC, state=State.WITHDRAWN, events=events)
    assert [True, False, False, False] == [may_open(each, withdrawn) for each in (person(BODY), *OFFICE)]


def test_nothing_is_left_of_a_deleted_draft() -> None:
    assert ((), (), frozenset()) == (GONE.owners, GONE.readers, seen_by(GONE))
    assert [False] * 4 == [may_open(each, GONE) for each in (person(LEAD), *OFFICE)]


@given(st.sampled_from(State), st.sampled_from(State), st.sampled_from([None, BODY]))
def test_what_was_never_sent_is_never_seen_by_those_who_oversee(
    state: State, before: State, bringer: str | None
) -> None:
    events = (event(before), event(state))
    proposal = replace(PROPOSAL, state=state, brought_by=bringer, events=events)
    unsent = state in UNSENT or (state is State.WITHDRAWN and before in UNSENT | {State.WITHDRAWN})
    assert [not unsent] * 3 == [may_open(each, proposal) for each in OFFICE]


@given(st.sampled_from(State), st.sampled_from([None, BODY]))
def test_nobody_owns_what_they_may_not_open(state: State, bringer: str | None) -> None:
    proposal = replace(PROPOSAL, state=state, brought_by=bringer)
    people = [*OFFICE, *(person(each) for each in (LEAD, OTHER, ASKED, BODY, "council:01"))]
    assert [] == [each for each in people if owns(each, proposal) and not may_open(each, proposal)]


# History


def test_the_history_before_sending_is_the_writers_own() -> None:
    states = {who: [e.state for e in history(person(who), PROPOSAL)] for who in (LEAD, OTHER, "council:01")}
    assert {
        LEAD: [State.DRAFT, State.SUBMITTED],
        OTHER: [State.SUBMITTED],
        "council:01": [],
    } == states
    assert [[State.SUBMITTED]] * 3 == [[e.state for e in history(each, PROPOSAL)] for each in OFFICE]


def test_the_history_of_a_topic_is_the_bringers_and_the_councils() -> None:
    events = (event(State.DRAFT), event(State.BROUGHT, 2), event(State.SUBMITTED, 3, Act.ADOPTED))
    adopted = replace(TOPIC, state=State.SUBMITTED, events=events)
    seen = [[e.version for e in history(each, adopted)] for each in (person(BODY), person(LEAD), GROUP)]
    assert [[1, 2, 3], [2, 3], [3]] == seen


def test_a_published_proposal_shows_its_history_to_those_inside_only() -> None:
    published = replace(PROPOSAL, published=NOW)
    outsider = person("council:01")
    assert (True, ()) == (may_open(outsider, published), history(outsider, published))


# When


@pytest.mark.parametrize("state", [State.DRAFT, State.BROUGHT, State.SUBMITTED, State.RETURNED])
def test_nothing_of_a_round_that_is_over_is_changed(state: State) -> None:
    proposal = replace(PROPOSAL, state=state, late=True)
    assert not can_change(proposal, LATER)
    with pytest.raises(RoundOver):
        check_change(proposal, LATER)


# Joint proposals


def test_only_the_lead_asks_others() -> None:
    joint.check_asking(person(LEAD), PROPOSAL, NOW)
    with pytest.raises(no.LeadDecides):
        joint.check_asking(person(OTHER), PROPOSAL, NOW)
    with pytest.raises(no.NoSuchProposal):
        joint.check_asking(person(ASKED), PROPOSAL, NOW)
    with pytest.raises(no.DraftAsksNobody):
        joint.check_asking(person(LEAD), replace(PROPOSAL, state=State.DRAFT), NOW)


@pytest.mark.parametrize("state", [State.ACCEPTED, State.MERGED, State.WITHDRAWN])
def test_nobody_is_asked_once_it_has_moved_on(state: State) -> None:
    with pytest.raises(no.CannotMove):
        joint.check_asking(person(LEAD), replace(PROPOSAL, state=state), NOW)


def test_those_on_it_are_not_asked_again_and_those_who_declined_may_be() -> None:
    declined = Partner("council:01", {}, Standing.DECLINED)
    proposal = replace(PROPOSAL, partners=(*PROPOSAL.partners, declined))
    asked = [joint.askable(proposal, each) for each in (LEAD, OTHER, ASKED, "council:01", "council:02")]
    assert [False, False, False, True, True] == asked


@pytest.mark.parametrize(
    ("who", "organisation", "refusal"),
    [
        (OTHER, OTHER, no.AlreadyJoined),
        (OTHER, ASKED, no.NoSuchProposal),  # another organisation's answer
        ("council:01", "council:01", no.NoSuchProposal),  # never asked
        (LEAD, LEAD, no.NoSuchProposal),
    ],
)
def test_an_answer_that_is_not_ones_own_to_give_is_refused(
    who: str, organisation: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        joint.check_answer(person(who), PROPOSAL, organisation, NOW)


def test_an_answer_after_the_withdrawal_or_the_deadline_is_refused() -> None:
    joint.check_answer(person(ASKED), PROPOSAL, ASKED, NOW)
    with pytest.raises(no.CannotMove):
        joint.check_answer(person(ASKED), replace(PROPOSAL, state=State.WITHDRAWN), ASKED, NOW)
    with pytest.raises(no.ClosedForChanges):
        joint.check_answer(person(ASKED), PROPOSAL, ASKED, datetime(2026, 12, 9, tzinfo=UTC))


def test_the_lead_cannot_leave() -> None:
    joint.check_leaving(person(OTHER), PROPOSAL, OTHER, NOW)
    for who in (LEAD, ASKED):
        with pytest.raises(no.NoSuchProposal):
            joint.check_leaving(person(who), PROPOSAL, who, NOW)


# Comments


def test_comments_are_heard_by_owners_and_oversight_and_never_by_others() -> None:
    published = replace(PROPOSAL, published=NOW)
    people = [person(each) for each in (LEAD, OTHER, ASKED, "council:01")]
    assert [True, True, False, False] == [hears(each, published) for each in people]
    assert [True] * 3 == [hears(each, published) for each in OFFICE]
    assert [False] * 4 == [hears(each, TOPIC) for each in (person(BODY), *OFFICE)]


def test_an_observer_reads_comments_but_writes_none() -> None:
    with pytest.raises(NotAllowed):
        check_comment(AUNE, PROPOSAL, NOW)
    for each in (GROUP, COORDINATOR, person(LEAD), person(OTHER)):
        check_comment(each, PROPOSAL, NOW)
    assert [LEAD, OTHER, None, None] == [
        own_side(each, PROPOSAL) for each in (person(LEAD), person(OTHER), GROUP, COORDINATOR)
    ]


def test_what_is_withdrawn_or_over_takes_no_comments() -> None:
    with pytest.raises(no.CannotMove):
        check_comment(GROUP, replace(PROPOSAL, state=State.WITHDRAWN), NOW)
    with pytest.raises(RoundOver):
        check_comment(GROUP, PROPOSAL, LATER)


def test_the_permission_table_lets_no_observer_comment() -> None:
    assert [False, True] == [may(each, Action.COMMENT) for each in (AUNE, GROUP)]


# Drafts and versions


def test_a_draft_needs_a_title_and_nothing_more() -> None:
    assert () == draft_faults(Content("Raide", ""), CHOICES)
    assert [no.TitleMissing] == [type(each) for each in draft_faults(Content("", ""), CHOICES)]
    assert [no.DescriptionTooLong] == [type(e) for e in draft_faults(Content("R", "x" * 2001), CHOICES)]


def test_a_change_is_told_field_by_field() -> None:
    old = Content("Yöjunat", "Vuoroja on liian vähän.", regions=("19", "17"), in_depth=False)
    new = Content("Yöjunat", "Vuoroja on aivan liian vähän.", regions=("19", "18"), in_depth=True)
    found = {each.field: each for each in changes(old, new)}
    assert {"description", "regions", "in_depth"} == set(found)
    assert (("17",), ("18",)) == (found["regions"].gone, found["regions"].come)
    assert (("False",), ("True",)) == (found["in_depth"].gone, found["in_depth"].come)
    assert (
        Run("Vuoroja on ", "same"),
        Run("aivan ", "new"),
        Run("liian vähän.", "same"),
    ) == found["description"].runs


@given(st.text(alphabet="ab c\n", max_size=60), st.text(alphabet="ab c\n", max_size=60))
def test_what_went_and_stayed_is_the_old_text_and_what_came_and_stayed_the_new(old: str, new: str) -> None:
    runs = marked(old, new) if old != new else ()
    for text, left_out in ((old, "new"), (new, "old")):
        assert (text if runs else "").split() == "".join(r.text for r in runs if r.mark != left_out).split()


# Lists


def titles(text: str) -> list[str]:
    found = pasted.listing(text)
    return [topic.title for topic in found.topics] if found else []


@pytest.mark.parametrize(
    "text",
    [
        "Esitämme: 1. Junat 2. Tiet 3. Vedet",
        "Esitämme:\n1. Junat\n2. Tiet\n3. Vedet",
        "Esitämme:\n1) Junat\n2) Tiet\n\n3) Vedet\n",
        "Esitämme:\n- Junat\n- Tiet\n- Vedet",
        "Esitämme:\n\n  • junat;\n  • tiet;\n  • vedet.",
        "Esitämme:\na) Junat\nb) Tiet\nc) Vedet",
        "– Junat\n– Tiet\n– Vedet",
    ],
)
def test_lists_of_any_make_are_split(text: str) -> None:
    assert ["Junat", "Tiet", "Vedet"] == titles(text)


@pytest.mark.parametrize(
    "text",
    [
        "Esitämme yöjunien jatkoa.",
        "Haluan ehdottaa: junat - ja tiet - ja vedet",
        "Kokous on 1. 12. 2026",
        "Esitämme:\n- vain yksi",
        "1. ja 3. luokka",
        "",
        "-\n-\n",
    ],
)
def test_what_lists_fewer_than_two_topics_is_not_split(text: str) -> None:
    assert None is pasted.listing(text)


def test_the_first_line_or_sentence_is_the_title_and_the_rest_the_description() -> None:
    found = pasted.listing(
        "Esitämme:\n1. Yöjunat. Vuorot loppuvat.\nJa lomakausi alkaa.\n  - Rovaniemi\n2. Vedet: puhtaus ensin"
    )
    assert found
    assert [
        pasted.Topic("Yöjunat", "Vuorot loppuvat.\nJa lomakausi alkaa.\n- Rovaniemi"),
        pasted.Topic("Vedet", "puhtaus ensin"),
    ] == list(found.topics)
    assert "Esitämme:" == found.lead


def test_a_title_too_long_is_cut_at_a_word_and_kept_whole_in_the_description() -> None:
    long = "sana " * 40
    found = pasted.listing(f"- {long}\n- Tiet")
    assert found
    assert (True, long.strip()) == (found.topics[0].title.endswith("sana …"), found.topics[0].description)


@given(st.text(max_size=400))
def test_any_text_is_read_and_every_title_fits(text: str) -> None:
    found = pasted.listing(f"- {text}\n- toinen\n{text}")
    assert all(0 < len(topic.title) <= TITLE_LIMIT for topic in found.topics) if found else True


def test_a_submitted_proposal_still_needs_a_basis() -> None:
    missing = [type(each) for each in faults(Content("R", ""), CHOICES)]
    assert [no.DescriptionMissing, no.BasisMissing] == missing
