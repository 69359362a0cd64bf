"""The lead of a proposal takes back a request to join that nobody has answered."""

from datetime import UTC, datetime

import pytest

from bot.app import Core
from bot.features import still_needed
from storage import proposals
from tests.bot.cores import BOTH
from tests.bot.features.proposal_chats import Chats, opened, sent, submit
from tests.bot.outbox import notices, owed, owed_to

TAKEN_BACK = "request taken back"
BUTTON = "Peru pyyntö tulla mukaan"
LATE = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)


def readers(core: Core, proposal: int) -> tuple[str, ...]:
    with core.store.read() as db:
        return proposals.by_id(db, proposal).readers


@BOTH
def test_a_request_is_taken_back_and_those_asked_are_told_in_its_place(core: Core, chat: Chats) -> None:
    proposal = sent(chat("kainuu"), partners="council:17,ministry:LVM")
    lead = chat("kainuu")
    lead.press("proposal.show", {"proposal": proposal})
    assert BUTTON in str(lead.card)
    opened(lead, "partner.requests", proposal=proposal)
    submit(lead, partners="council:17")
    assert ("council:18", "ministry:LVM") == readers(core, proposal)
    assert ["pohjois-pohjanmaa"] == owed_to(core, TAKEN_BACK)
    [row] = owed(core, TAKEN_BACK)
    assert ("replace", f"proposal:{proposal}") == (row.place, row.about)
    assert "Rajaseutu" not in str(row.data)
    with core.store.read() as db:
        needed = [still_needed()["partner asked"](db, data) for data in notices(core, "partner asked")]
    assert [False, True] == sorted(needed)
    asked = chat("pohjois-pohjanmaa")
    asked.press("partner.accept", {"proposal": proposal, "organisation": "council:17"})
    assert "council:17" not in readers(core, proposal)
    lead.press("proposal.show", {"proposal": proposal})
    assert "pyyntö peruttu: Pohjois-Pohjanmaan liitto" in lead.text


def test_who_was_asked_and_is_asked_no_more_can_be_asked_again(core: Core, chat: Chats) -> None:
    proposal = sent(chat("kainuu"), partners="council:17")
    lead = chat("kainuu")
    opened(lead, "partner.requests", proposal=proposal)
    submit(lead)
    assert ("council:18",) == readers(core, proposal)
    lead.press("proposal.show", {"proposal": proposal})
    assert BUTTON not in str(lead.card)
    opened(lead, "partner.open", proposal=proposal)
    submit(lead, partners="council:17")
    assert ("council:18", "council:17") == readers(core, proposal)


def test_what_was_answered_meanwhile_stays_as_it_was_answered(core: Core, chat: Chats) -> None:
    proposal = sent(chat("kainuu"), partners="council:17,ministry:LVM")
    lead = opened(chat("kainuu"), "partner.requests", proposal=proposal)
    chat("pohjois-pohjanmaa").press("partner.accept", {"proposal": proposal, "organisation": "council:17"})
    submit(lead, partners="council:17,ministry:LVM")
    assert "on sillä välin vastannut" in lead.text
    assert ("council:18", "council:17", "ministry:LVM") == readers(core, proposal)
    assert [] == owed_to(core, TAKEN_BACK)


def test_nobody_chosen_is_said_at_the_field(core: Core, chat: Chats) -> None:
    proposal = sent(chat("kainuu"), partners="council:17,ministry:LVM")
    lead = opened(chat("kainuu"), "partner.requests", proposal=proposal)
    submit(lead, partners="")
    assert "Valitse vähintään yksi organisaatio." in lead.text
    assert [] == owed_to(core, TAKEN_BACK)


@pytest.mark.parametrize("slug", ["pohjois-pohjanmaa", "lvm", "uusimaa", "aune"])
def test_only_the_lead_takes_requests_back(core: Core, chat: Chats, slug: str) -> None:
    proposal = sent(chat("kainuu"), partners="council:17,ministry:LVM")
    chat("lvm").press("partner.accept", {"proposal": proposal, "organisation": "ministry:LVM"})
    chat(slug).press("partner.take_back", {"proposal": proposal, "partners": "council:17"})
    assert "council:17" in readers(core, proposal)


@pytest.mark.parametrize("partners", ["council:99", "ministry:TEM", "council:18", "<b>"])
def test_a_forged_choice_takes_nothing_back(core: Core, chat: Chats, partners: str) -> None:
    proposal = sent(chat("kainuu"), partners="council:17")
    chat("kainuu").press("partner.take_back", {"proposal": proposal, "partners": partners})
    assert ("council:18", "council:17") == readers(core, proposal)


def test_once_proposals_have_closed_nothing_is_taken_back(core: Core, chat: Chats) -> None:
    proposal = sent(chat("kainuu"), partners="council:17")
    late = chat("kainuu", LATE)
    late.press("partner.take_back", {"proposal": proposal, "partners": "council:17"})
    assert "council:17" in readers(core, proposal)
