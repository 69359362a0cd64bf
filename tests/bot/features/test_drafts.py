"""Drafts: kept, seen by one's own only, sent or deleted; and several topics pasted in one message."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.app import Core
from storage import proposals
from storage import tables as t
from tests.bot.features.proposal_chats import Chats, opened, sent, state, submit
from tests.bot.outbox import owed_to

LATE = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
PASTED = """Esitämme seuraavia aiheita:
1. Yöjunien jatko. Milloin päätetään ja mitä sovittiin viime vuonna?
2. Työllisyysaste ja väestö
3. Vedet"""


def draft(chat: Chats, **changes: str) -> int:
    return sent(chat("kainuu"), "proposal.draft", **{"description": "", "goals": "", **changes})


def made(core: Core) -> list[tuple[str, str]]:
    """The proposals of Kainuu by title and state."""
    with core.store.read() as db:
        rows = db.exec(select(t.Proposal).where(t.Proposal.organisation_id == "council:18")).all()
    return [(row.title, row.state) for row in rows]


def test_a_draft_needs_no_more_than_a_title_and_tells_nobody(core: Core, chat: Chats) -> None:
    proposal = draft(chat)
    assert "draft" == state(core, proposal)
    assert [] == owed_to(core, "proposal submitted")


def test_a_draft_without_a_title_is_refused_at_the_field(core: Core, chat: Chats) -> None:
    before = made(core)
    kainuu = chat("kainuu")
    kainuu.press("proposal.draft", {"description": "Rata."})
    assert ("Rata.", True) == (kainuu.values()["description"], "Kirjoita aihe." in kainuu.text)
    assert before == made(core)


@pytest.mark.parametrize("who", ["lappi", "tyoryhma", "tem-koordinaattori", "aune"])
def test_a_draft_is_as_if_it_did_not_exist_for_others(core: Core, chat: Chats, who: str) -> None:
    proposal = draft(chat, title="Xylofonifestivaali")
    other, nowhere = chat(who), chat(who)
    for verb in ("proposal.show", "proposal.versions", "proposal.history", "comment.list"):
        other.press(verb, {"proposal": proposal})
        nowhere.press(verb, {"proposal": 999_999})
        assert nowhere.text == other.text
    other.say("mitä ehdotuksia on tehty xylofonifestivaalista?")
    assert "Xylofonifestivaali\n" not in other.text


def test_a_draft_is_filled_in_and_sent_from_its_dialog(core: Core, chat: Chats) -> None:
    proposal = draft(chat, partners="council:17")
    kainuu = opened(chat("kainuu"), "proposal.edit", proposal=proposal, version=1)
    submit(kainuu)
    assert "Valitse vähintään yksi peruste" in kainuu.text
    submit(kainuu, description="Rata.", urgency="Nyt.")
    assert "submitted" == state(core, proposal)
    assert (["tyoryhma"], ["pohjois-pohjanmaa"]) == (
        owed_to(core, "proposal submitted"),
        owed_to(core, "partner asked"),
    )


def test_a_draft_is_saved_again_and_sent_once(core: Core, chat: Chats) -> None:
    proposal = draft(chat)
    kainuu = opened(chat("kainuu"), "proposal.edit", proposal=proposal, version=1)
    form = kainuu.card
    submit(kainuu, "proposal.save", title="Uusi")
    assert ("Uusi", "draft") == made(core)[-1]
    kainuu.card = form
    submit(kainuu, "proposal.send", description="Rata.", urgency="Nyt.")
    assert ("Uusi", "draft") == made(core)[-1]  # changed after this form was opened
    submit(kainuu, "proposal.send", title="Kolmas")
    assert ("Kolmas", "submitted") == made(core)[-1]
    kainuu.card = form
    submit(kainuu, "proposal.send", title="Neljäs", description="Rata.", urgency="Nyt.")
    assert ("Kolmas", "submitted") == made(core)[-1]


def test_a_draft_opened_before_the_deadline_and_sent_after_it_asks_once(core: Core, chat: Chats) -> None:
    proposal = draft(chat)
    late = opened(chat("kainuu"), "proposal.edit", proposal=proposal, version=1).at(LATE)
    submit(late, description="Rata.", urgency="Nyt.")
    assert "draft" == state(core, proposal)
    submit(late)
    with core.store.read() as db:
        assert ("submitted", True) == ((found := proposals.by_id(db, proposal)).state, found.late)


def test_a_draft_of_a_round_that_is_over_is_not_sent(core: Core, chat: Chats) -> None:
    proposal = draft(chat)
    over = opened(chat("kainuu"), "proposal.edit", proposal=proposal, version=1)
    over = over.at(datetime(2027, 6, 1, tzinfo=UTC))
    submit(over, description="Rata.", urgency="Nyt.")
    assert "draft" == state(core, proposal)
    assert "päättynyt" in over.text


def test_a_deleted_draft_leaves_nothing_to_find_or_press(core: Core, chat: Chats) -> None:
    proposal = draft(chat, title="Xylofonifestivaali")
    kainuu = chat("kainuu")
    kainuu.press("proposal.show", {"proposal": proposal})
    kainuu.button("Poista")
    assert "draft" == state(core, proposal)
    kainuu.button("Poista luonnos")
    with core.store.read() as db:
        events = db.exec(select(t.ProposalEvent).where(t.ProposalEvent.proposal_id == proposal)).all()
    assert "Xylofonifestivaali" not in str([event.content for event in events])
    for verb in ("proposal.show", "proposal.edit", "proposal.discard", "proposal.discard_now"):
        kainuu.press(verb, {"proposal": proposal, "version": 1})
        assert "En löydä" in kainuu.text
    kainuu.say("omat ehdotukseni")
    assert "Xylofonifestivaali" not in kainuu.text


def test_a_draft_changed_meanwhile_is_asked_about_again_before_it_is_deleted(core: Core, chat: Chats) -> None:
    proposal = draft(chat)
    kainuu = opened(chat("kainuu"), "proposal.edit", proposal=proposal, version=1)
    submit(kainuu, "proposal.save", title="Uusi")
    kainuu.press("proposal.discard_now", {"proposal": proposal, "version": 1})
    assert ("draft", True) == (state(core, proposal), "Uusi" in kainuu.text)


def test_what_was_sent_is_not_deleted_by_a_forged_press(core: Core, chat: Chats) -> None:
    kainuu = chat("kainuu")
    proposal = sent(kainuu)
    kainuu.press("proposal.discard_now", {"proposal": proposal, "version": 1})
    assert "submitted" == state(core, proposal)
    other = draft(chat)
    kainuu.press("proposal.withdraw_now", {"proposal": other, "version": 1})
    assert "draft" == state(core, other)


def test_a_coordinator_keeps_no_drafts_on_behalf_of_others(core: Core, chat: Chats) -> None:
    before = made(core)
    coordinator = chat("tem-koordinaattori")
    coordinator.press("proposal.draft", {"title": "Rata", "organisation": "council:18"})
    assert "vain omalle organisaatiolle" in coordinator.text
    assert before == made(core)


# Several topics in one message


def test_each_topic_of_a_list_becomes_a_draft(core: Core, chat: Chats) -> None:
    before = made(core)
    kainuu = chat("kainuu")
    kainuu.say(PASTED)
    new = made(core)[len(before) :]
    expected = ["Yöjunien jatko", "Työllisyysaste ja väestö", "Vedet"]
    assert [(title, "draft") for title in expected] == new
    assert kainuu.text.startswith("3 aihetta")
    assert [] == owed_to(core, "proposal submitted")


def test_a_list_in_swedish_and_on_one_line_is_read_too(core: Core, chat: Chats) -> None:
    before = len(made(core))
    kainuu = chat("kainuu")
    kainuu.say("Vi föreslår följande teman: 1. Tåg till Kajana 2. Arbetskraft")
    assert ["Tåg till Kajana", "Arbetskraft"] == [title for title, _ in made(core)[before:]]


def test_the_same_message_sent_again_makes_its_drafts_once(core: Core, chat: Chats) -> None:
    before = len(made(core))
    kainuu = chat("kainuu")
    message = kainuu.activity("message", text=PASTED)
    for _ in range(3):
        kainuu.answer(message)
    assert before + 3 == len(made(core))


def test_more_than_ten_topics_are_refused_and_none_is_kept(core: Core, chat: Chats) -> None:
    before = made(core)
    kainuu = chat("kainuu")
    kainuu.say("Esitämme seuraavia aiheita:\n" + "\n".join(f"- Aihe {n}" for n in range(11)))
    assert "11 aihetta" in kainuu.text
    assert before == made(core)


def test_a_draft_of_a_list_is_filled_in_and_sent(core: Core, chat: Chats) -> None:
    kainuu = chat("kainuu")
    kainuu.say(PASTED)
    item = next(node for each in kainuu.card["body"] for node in each.get("items", []) if "actions" in node)
    edit = {key: value for key, value in item["actions"][0]["data"].items() if key != "msteams"}
    opened(kainuu, **edit)
    assert ("Yöjunien jatko", "18") == (kainuu.values()["title"], kainuu.values()["regions"])
    submit(kainuu, urgency="Sopimus päättyy.")
    assert "submitted" == state(core, edit["proposal"])


def test_one_topic_still_opens_the_form(core: Core, chat: Chats) -> None:
    before = made(core)
    kainuu = chat("kainuu")
    kainuu.say("Haluan ehdottaa: nopeammat junat")
    assert "Nopeammat junat" == kainuu.values()["title"]
    assert before == made(core)


def test_somebody_who_may_not_propose_keeps_nothing(core: Core, chat: Chats) -> None:
    with core.store.read() as db:
        before = len(db.exec(select(t.Proposal)).all())
    for who in ("aune", "tyoryhma", "tem-koordinaattori"):
        chat(who).say(PASTED)
    with core.store.read() as db:
        assert before == len(db.exec(select(t.Proposal)).all())
