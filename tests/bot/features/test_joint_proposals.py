"""Joint proposals: asking, joining, declining, editing together, leaving, withdrawing."""

from datetime import UTC, datetime

import pytest

from bot.app import Core
from bot.features import still_needed
from storage import proposals
from storage import tables as t
from tests.bot.features.proposal_chats import Chats, opened, sent, state, submit
from tests.bot.outbox import notices, owed_to

ASKED = "partner asked"
LATE = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)


def owners(core: Core, proposal: int) -> tuple[str, ...]:
    with core.store.read() as db:
        return proposals.by_id(db, proposal).owners


def joint(chat: Chats, partner: str = "council:17") -> int:
    """A proposal of Kainuu that another organisation was asked to join."""
    return sent(chat("kainuu"), partners=partner)


def accepted(chat: Chats) -> int:
    proposal = joint(chat)
    chat("pohjois-pohjanmaa").press("partner.accept", {"proposal": proposal, "organisation": "council:17"})
    return proposal


def test_those_chosen_in_the_form_are_asked_and_may_read_it(core: Core, chat: Chats) -> None:
    proposal = sent(chat("kainuu"), partners="council:17,ministry:LVM")
    assert ["pohjois-pohjanmaa", "lvm"] == owed_to(core, ASKED)
    second = chat("lvm")
    second.press("proposal.show", {"proposal": proposal})
    assert ["Tule mukaan ehdotukseen", "Kieltäydy"] == second.buttons
    assert ("council:18",) == owners(core, proposal)


def test_an_organisation_that_is_not_asked_sees_nothing(chat: Chats) -> None:
    proposal = joint(chat)
    other, nowhere = chat("uusimaa"), chat("uusimaa")
    other.press("partner.accept", {"proposal": proposal, "organisation": "council:01"})
    nowhere.press("partner.accept", {"proposal": 999_999, "organisation": "council:01"})
    assert nowhere.text == other.text


def test_once_joined_both_own_it_and_the_lead_is_told(core: Core, chat: Chats) -> None:
    proposal = accepted(chat)
    assert ("council:18", "council:17") == owners(core, proposal)
    assert ["kainuu"] == owed_to(core, "partner answered")
    partner = chat("pohjois-pohjanmaa")
    partner.say("omat ehdotukseni")
    assert "Rajaseutu" in partner.text
    partner.press("proposal.show", {"proposal": proposal})
    assert ["Muokkaa", "Jättäydy pois ehdotuksesta", "Kommentit (0)"] == partner.buttons


def test_declining_takes_a_reason_that_the_lead_sees(core: Core, chat: Chats) -> None:
    proposal = joint(chat)
    partner = opened(
        chat("pohjois-pohjanmaa"), "partner.refuse", proposal=proposal, organisation="council:17"
    )
    submit(partner, reason="Meillä on oma ehdotus.")
    lead = chat("kainuu")
    lead.press("proposal.show", {"proposal": proposal})
    assert "Meillä on oma ehdotus." in lead.text
    assert "Meillä on oma ehdotus." in str(notices(core, "partner answered"))
    partner.press("proposal.show", {"proposal": proposal})
    assert "Meillä on oma ehdotus." not in partner.text
    assert ("council:18",) == owners(core, proposal)


def test_a_reason_too_long_is_refused_at_its_field_and_kept(core: Core, chat: Chats) -> None:
    proposal = joint(chat)
    partner = opened(
        chat("pohjois-pohjanmaa"), "partner.refuse", proposal=proposal, organisation="council:17"
    )
    submit(partner, reason="x" * 501)
    assert ("x" * 501, True) == (partner.values()["reason"], "501" in partner.text)
    assert [] == owed_to(core, "partner answered")


def test_accepting_twice_tells_that_it_was_done(core: Core, chat: Chats) -> None:
    proposal = accepted(chat)
    again = chat("pohjois-pohjanmaa", language="en")
    again.press("partner.accept", {"proposal": proposal, "organisation": "council:17"})
    assert "already joined" in again.text
    assert ["kainuu"] == owed_to(core, "partner answered")


def test_accepting_after_the_withdrawal_is_refused(core: Core, chat: Chats) -> None:
    proposal = joint(chat)
    chat("kainuu").press("proposal.withdraw_now", {"proposal": proposal, "version": 1})
    partner = chat("pohjois-pohjanmaa", language="en")
    partner.press("partner.accept", {"proposal": proposal, "organisation": "council:17"})
    assert "is now “withdrawn”" in partner.text
    assert ["pohjois-pohjanmaa"] == owed_to(core, "proposal withdrawn")


def test_accepting_after_the_deadline_is_refused(core: Core, chat: Chats) -> None:
    proposal = joint(chat)
    partner = chat("pohjois-pohjanmaa", LATE, language="en")
    partner.press("partner.accept", {"proposal": proposal, "organisation": "council:17"})
    assert ("council:18",) == owners(core, proposal)
    assert "could be changed until" in partner.text


@pytest.mark.parametrize("organisation", ["council:17", "council:18", "", "council:99", "x" * 99])
def test_an_answer_for_another_organisation_is_refused(core: Core, chat: Chats, organisation: str) -> None:
    proposal = joint(chat)
    forger = chat("uusimaa")
    for verb in ("partner.accept", "partner.refuse", "partner.decline", "partner.leave_now"):
        forger.press(verb, {"proposal": proposal, "organisation": organisation})
        assert "Rajaseutu" not in forger.text
    assert ("council:18",) == owners(core, proposal)


@pytest.mark.parametrize("partner", ["council:99", "aune", "other:sodankyla", "' OR 1=1"])
def test_a_forged_partner_is_refused_at_its_field(core: Core, chat: Chats, partner: str) -> None:
    lead = chat("kainuu")
    proposal = sent(lead)
    opened(lead, "partner.open", proposal=proposal, version=1)
    submit(lead, partners=partner)
    assert partner in lead.text
    assert [] == owed_to(core, ASKED)
    before = proposal
    assert before == sent(lead, partners=partner)  # nothing new was made


def test_asking_again_after_a_refusal_is_a_new_question(core: Core, chat: Chats) -> None:
    proposal = joint(chat)
    partner = opened(
        chat("pohjois-pohjanmaa"), "partner.refuse", proposal=proposal, organisation="council:17"
    )
    submit(partner)
    lead = opened(chat("kainuu"), "partner.open", proposal=proposal, version=1)
    submit(lead, partners="council:17")
    assert ["pohjois-pohjanmaa"] * 2 == owed_to(core, ASKED)
    partner.press("partner.accept", {"proposal": proposal, "organisation": "council:17"})
    assert ("council:18", "council:17") == owners(core, proposal)


def test_two_colleagues_asking_the_same_one_at_once_ask_once(core: Core, chat: Chats) -> None:
    lead, coordinator = chat("kainuu"), chat("tem-koordinaattori")
    proposal = sent(lead)
    for each in (lead, coordinator):
        opened(each, "partner.open", proposal=proposal, version=1)
    submit(lead, partners="council:17")
    submit(coordinator, partners="council:17")
    assert ["pohjois-pohjanmaa"] == owed_to(core, ASKED)


def test_a_partner_edits_and_the_lead_is_told_who_did(core: Core, chat: Chats) -> None:
    proposal = accepted(chat)
    partner = opened(chat("pohjois-pohjanmaa"), "proposal.edit", proposal=proposal, version=1)
    submit(partner, title="Rajaseutu ja rata")
    assert "Rajaseutu ja rata" in partner.text
    assert ["kainuu"] == owed_to(core, "proposal edited")


def test_two_partners_editing_at_once_overwrite_nothing(core: Core, chat: Chats) -> None:
    proposal = accepted(chat)
    lead, partner = chat("kainuu"), chat("pohjois-pohjanmaa")
    for each in (lead, partner):
        opened(each, "proposal.edit", proposal=proposal, version=1)
    submit(lead, title="Ensimmäinen")
    submit(partner, title="Toinen")
    assert "Toinen" == partner.values()["title"]
    with core.store.read() as db:
        assert "Ensimmäinen" == proposals.by_id(db, proposal).content.title


def test_only_the_lead_withdraws_and_a_partner_may_leave(core: Core, chat: Chats) -> None:
    proposal = accepted(chat)
    partner = chat("pohjois-pohjanmaa", language="en")
    for verb in ("proposal.withdraw", "proposal.withdraw_now", "partner.open"):
        partner.press(verb, {"proposal": proposal, "version": 1})
        assert "Only the organisation that leads" in partner.text
    partner.press("partner.leave", {"proposal": proposal, "version": 1})
    partner.button("Leave the proposal")
    assert (("council:18",), "submitted") == (owners(core, proposal), state(core, proposal))
    partner.press("proposal.show", {"proposal": proposal})
    assert "Rajaseutu" not in partner.text
    assert ["kainuu", "kainuu"] == owed_to(core, "partner answered")


def test_a_partner_that_has_left_cannot_edit(core: Core, chat: Chats) -> None:
    proposal = accepted(chat)
    partner = opened(chat("pohjois-pohjanmaa"), "proposal.edit", proposal=proposal, version=1)
    stale = partner.card
    leaving = chat("pohjois-pohjanmaa")
    leaving.press("partner.leave_now", {"proposal": proposal, "organisation": "council:17"})
    partner.card = stale
    submit(partner, title="Kaapattu")
    with core.store.read() as db:
        assert "Rajaseutu" == proposals.by_id(db, proposal).content.title


def test_all_on_it_are_told_of_the_withdrawal(core: Core, chat: Chats) -> None:
    proposal = accepted(chat)
    lead = chat("kainuu")
    lead.press("proposal.withdraw", {"proposal": proposal, "version": 1})
    assert "kaikkien siinä mukana olevien" in lead.text
    lead.press("proposal.withdraw_now", lead.carried("proposal.withdraw_now"))
    assert ["pohjois-pohjanmaa"] == owed_to(core, "proposal withdrawn")


def test_the_question_is_not_sent_any_more_once_a_colleague_has_answered(core: Core, chat: Chats) -> None:
    proposal = joint(chat)
    [data] = notices(core, ASKED)
    needed = still_needed()[ASKED]
    with core.store.read() as db:
        assert needed(db, data)
    chat("pohjois-pohjanmaa").press("partner.accept", {"proposal": proposal, "organisation": "council:17"})
    with core.store.read() as db:
        assert not needed(db, data)


def test_of_several_edits_only_the_newest_is_told(core: Core, chat: Chats) -> None:
    proposal = accepted(chat)
    lead = chat("kainuu")
    for version, title in ((1, "Yksi"), (2, "Kaksi")):
        opened(lead, "proposal.edit", proposal=proposal, version=version)
        submit(lead, title=title)
    needed = still_needed()["proposal edited"]
    with core.store.read() as db:
        assert [False, True] == [needed(db, data) for data in notices(core, "proposal edited")]


def test_those_outside_never_see_who_was_asked_or_declined(core: Core, chat: Chats) -> None:
    proposal = sent(chat("kainuu"), partners="council:17,ministry:LVM")
    chat("lvm").press("partner.accept", {"proposal": proposal, "organisation": "ministry:LVM"})
    with core.store.transaction() as db:
        row = db.get_one(t.Proposal, proposal)
        row.published = chat("kainuu").now
        db.add(row)
    outsider = chat("uusimaa")
    outsider.press("proposal.show", {"proposal": proposal})
    assert "liikenne- ja viestintäministeriö" in outsider.text
    assert "Pohjois-Pohjanmaan liitto" not in outsider.text
    assert "Veikko Korpijoki" not in outsider.text
    assert [] == outsider.buttons


def test_the_lead_is_told_what_a_coordinator_does_on_its_behalf(core: Core, chat: Chats) -> None:
    proposal = sent(chat("kainuu"))
    coordinator = opened(chat("tem-koordinaattori"), "proposal.edit", proposal=proposal, version=1)
    submit(coordinator, title="Puolesta muokattu")
    coordinator.press("proposal.withdraw_now", {"proposal": proposal, "version": 2})
    assert (["kainuu"], ["kainuu"]) == (owed_to(core, "proposal edited"), owed_to(core, "proposal withdrawn"))
