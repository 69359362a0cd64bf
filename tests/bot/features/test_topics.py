"""Topics that a body of a region brings to its council."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.app import Core
from bot.features import still_needed
from storage import proposals
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.features.proposal_chats import Chats, moved, opened, sent, state, submit
from tests.bot.outbox import notices, owed_to

BROUGHT = "topic brought"
LATE = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)


def brought(chat: Chats, **changes: str) -> int:
    return sent(chat("sodankyla"), title="Kunnan aihe", **changes)


def adopting(chat: Chats, proposal: int, **more: datetime) -> Chat:
    return opened(chat("lappi", **more), "topic.adopt", proposal=proposal, version=1)


def test_a_municipalitys_topic_goes_to_its_council_and_no_further(core: Core, chat: Chats) -> None:
    proposal = brought(chat)
    with core.store.read() as db:
        found = proposals.by_id(db, proposal)
    assert ("brought", "council:19", "other:sodankyla") == (found.state, found.organisation, found.brought_by)
    assert ["lappi", "lappi-vara"] == owed_to(core, BROUGHT)
    assert [] == owed_to(core, "proposal submitted")


@pytest.mark.parametrize("who", ["tyoryhma", "tem-koordinaattori", "aune", "kainuu", "lapin-yliopisto"])
def test_nobody_else_sees_it_before_it_is_taken_up(core: Core, chat: Chats, who: str) -> None:
    proposal = brought(chat)
    other, nowhere = chat(who), chat(who)
    for verb in ("proposal.show", "proposal.edit", "topic.adopt", "topic.answer", "comment.list"):
        other.press(verb, {"proposal": proposal, "version": 1})
        nowhere.press(verb, {"proposal": 999_999, "version": 1})
        assert nowhere.text == other.text


def test_the_council_sees_it_marked_in_its_own_list(chat: Chats) -> None:
    brought(chat)
    lappi = chat("lappi")
    lappi.say("omat ehdotukseni")
    assert "Kunnan aihe" in lappi.text
    assert "tuotu liitolle · Sodankylän kunta" in lappi.text


def test_the_council_takes_it_up_with_credit(core: Core, chat: Chats) -> None:
    proposal = brought(chat)
    lappi = adopting(chat, proposal)
    assert "Kunnan aihe" == lappi.values()["title"]
    submit(lappi, title="Lapin aihe")
    assert "Aiheen toi: Sodankylän kunta" in lappi.text
    assert ("submitted", ["sodankyla"]) == (state(core, proposal), owed_to(core, "topic settled"))
    assert ["tyoryhma"] == owed_to(core, "proposal submitted")
    group = chat("tyoryhma")
    group.press("proposal.show", {"proposal": proposal})
    assert "Lapin aihe" in group.text
    assert "Inka Kitisenmaa" not in group.text
    group.press("proposal.versions", {"proposal": proposal})
    assert "Kunnan aihe" not in group.text


def test_the_bringer_still_sees_what_was_taken_up_but_cannot_change_it(core: Core, chat: Chats) -> None:
    proposal = brought(chat)
    submit(adopting(chat, proposal), title="Lapin aihe")
    body = chat("sodankyla")
    body.say("omat ehdotukseni")
    assert "Lapin aihe" in body.text
    body.press("proposal.show", {"proposal": proposal})
    assert {"Muokkaa", "Peru ehdotus"}.isdisjoint(body.buttons)
    for verb in ("proposal.edit", "proposal.withdraw", "proposal.withdraw_now", "comment.list"):
        body.press(verb, {"proposal": proposal, "version": 2})
        assert "En löydä" in body.text


def test_the_council_answers_and_the_bringer_is_told(core: Core, chat: Chats) -> None:
    proposal = brought(chat)
    lappi = opened(chat("lappi"), "topic.answer", proposal=proposal, version=1)
    submit(lappi, text="Asia kuuluu kunnalle itselleen.")
    assert "answered" == state(core, proposal)
    assert "Asia kuuluu kunnalle itselleen." in str(notices(core, "topic settled"))
    body = chat("sodankyla")
    body.press("proposal.show", {"proposal": proposal})
    assert "Asia kuuluu kunnalle itselleen." in body.text
    assert [] == body.buttons


@pytest.mark.parametrize(("text", "said"), [("", "Täytä tämä kenttä."), ("x" * 1001, "1001")])
def test_an_answer_that_says_nothing_or_too_much_is_refused(
    core: Core, chat: Chats, text: str, said: str
) -> None:
    proposal = brought(chat)
    lappi = opened(chat("lappi"), "topic.answer", proposal=proposal, version=1)
    submit(lappi, text=text)
    assert (text, True, "brought") == (lappi.values()["text"], said in lappi.text, state(core, proposal))


def test_a_topic_is_settled_once(core: Core, chat: Chats) -> None:
    proposal = brought(chat)
    first, second = adopting(chat, proposal), opened(chat("lappi-vara"), "topic.answer", proposal=proposal)
    submit(first)
    submit(second, text="Ei.")
    assert "ei enää odota liittoa" in second.text
    assert ("submitted", ["sodankyla"]) == (state(core, proposal), owed_to(core, "topic settled"))


def test_a_topic_edited_meanwhile_is_not_taken_up_unseen(core: Core, chat: Chats) -> None:
    proposal = brought(chat)
    lappi = adopting(chat, proposal)
    body = opened(chat("sodankyla"), "proposal.edit", proposal=proposal, version=1)
    submit(body, title="Kunnan uusi aihe")
    submit(lappi, title="Lapin aihe")
    assert ("brought", "Lapin aihe") == (state(core, proposal), lappi.values()["title"])
    assert ["lappi", "lappi-vara"] * 2 == owed_to(core, BROUGHT)
    needed = still_needed()[BROUGHT]
    with core.store.read() as db:
        assert [False, False, True, True] == [needed(db, data) for data in notices(core, BROUGHT)]


def test_the_bringer_withdraws_while_it_waits_and_nobody_sees_it_after(core: Core, chat: Chats) -> None:
    proposal = brought(chat)
    body = chat("sodankyla")
    body.press("proposal.show", {"proposal": proposal})
    assert ["Muokkaa", "Peru ehdotus"] == body.buttons[:2]
    body.press("proposal.withdraw_now", {"proposal": proposal, "version": 1})
    assert "withdrawn" == state(core, proposal)
    group = chat("tyoryhma")
    group.press("proposal.show", {"proposal": proposal})
    assert "Kunnan aihe" not in group.text
    lappi = chat("lappi")
    lappi.press("topic.adopt_now", {"proposal": proposal, "version": 1, "title": "Lapin aihe"})
    assert "ei enää odota liittoa" in lappi.text
    assert "withdrawn" == state(core, proposal)


def test_the_council_itself_cannot_edit_or_withdraw_what_waits(core: Core, chat: Chats) -> None:
    proposal = brought(chat)
    lappi = chat("lappi")
    lappi.press("proposal.show", {"proposal": proposal})
    assert ["Ota liiton ehdotukseksi", "Vastaa"] == lappi.buttons
    for verb in ("proposal.edit", "proposal.withdraw_now"):
        lappi.press(verb, {"proposal": proposal, "version": 1})
    assert "brought" == state(core, proposal)


def test_taken_up_after_the_deadline_it_is_late_and_that_is_said_first(core: Core, chat: Chats) -> None:
    proposal = brought(chat)
    lappi = adopting(chat, proposal).at(LATE)
    submit(lappi)
    assert ("brought", True) == (state(core, proposal), "myöhässä" in lappi.text)
    submit(lappi)
    with core.store.read() as db:
        assert proposals.by_id(db, proposal).late


def test_a_bodys_draft_is_its_own_until_it_is_sent(core: Core, chat: Chats) -> None:
    body = chat("sodankyla")
    proposal = sent(body, "proposal.draft", title="Kunnan luonnos")
    lappi = chat("lappi")
    lappi.say("omat ehdotukseni")
    assert "Kunnan luonnos" not in lappi.text
    opened(body, "proposal.edit", proposal=proposal, version=1)
    submit(body)
    assert ("brought", ["lappi", "lappi-vara"]) == (state(core, proposal), owed_to(core, BROUGHT))


def test_a_pasted_list_of_a_body_becomes_its_own_drafts(core: Core, chat: Chats) -> None:
    chat("sodankyla").say("Esitämme näitä:\n- Asunnot\n- Tiet")
    with core.store.read() as db:
        made = db.exec(select(t.Proposal).where(t.Proposal.title == "Asunnot")).one()
    assert ("draft", "council:19", "other:sodankyla") == (made.state, made.organisation_id, made.brought_by)


def test_a_body_without_a_region_is_told_what_is_missing(core: Core, chat: Chats) -> None:
    with core.store.transaction() as db:
        row = db.get_one(t.Organisation, "other:sodankyla")
        row.region = None
        db.add(row)
    body = chat("sodankyla")
    body.say("haluan ehdottaa aihetta")
    assert "en tiedä organisaatiosi maakuntaa" in body.text
    body.press("proposal.submit", {"title": "A", "description": "B", "urgency": "C"})
    assert "en tiedä organisaatiosi maakuntaa" in body.text


def test_a_body_asks_no_partners(core: Core, chat: Chats) -> None:
    proposal = brought(chat, partners="council:17")
    assert [] == owed_to(core, "partner asked")
    body = chat("sodankyla")
    body.press("partner.open", {"proposal": proposal, "version": 1})
    with core.store.read() as db:
        assert () == proposals.by_id(db, proposal).partners


def test_what_triage_has_moved_is_not_taken_up_again(core: Core, chat: Chats) -> None:
    proposal = brought(chat)
    moved(core, proposal, "accepted")
    lappi = chat("lappi")
    lappi.press("topic.answer_now", {"proposal": proposal, "text": "Ei."})
    assert "accepted" == state(core, proposal)
    lappi.press("proposal.show", {"proposal": proposal})
    assert "topic.adopt" not in str(lappi.card["actions"])


def test_the_council_is_told_when_a_topic_is_withdrawn(core: Core, chat: Chats) -> None:
    proposal = brought(chat)
    chat("sodankyla").press("proposal.withdraw_now", {"proposal": proposal, "version": 1})
    assert ["lappi", "lappi-vara"] == owed_to(core, "proposal withdrawn")
