"""The list of one's own proposals: what waits for an answer there, and one that is named by its number."""

import pytest

from tests.bot.features.proposal_chats import Chats, sent

WAITS = "Odottaa organisaatiosi vastausta"


def test_a_proposal_that_an_organisation_is_asked_to_join_says_that_it_waits(chat: Chats) -> None:
    proposal = sent(chat("kainuu"), partners="council:17")
    asked, lead = chat("pohjois-pohjanmaa"), chat("kainuu")
    asked.say("omat ehdotukseni")
    lead.say("omat ehdotukseni")
    assert (1, 0) == (asked.text.count(WAITS), lead.text.count(WAITS))
    asked.press("partner.accept", {"proposal": proposal, "organisation": "council:17"})
    asked.say("omat ehdotukseni")
    assert WAITS not in asked.text


def test_a_topic_waits_for_its_council_and_not_for_who_brought_it(chat: Chats) -> None:
    for slug, waits in (("lappi", 1), ("sodankyla", 0)):
        somebody = chat(slug)
        somebody.say("omat ehdotukseni")
        assert waits == somebody.text.count(WAITS)


@pytest.mark.parametrize("said", ["peru ehdotus 2026-06", "muokkaa ehdotustamme 2026-06"])
def test_a_proposal_named_by_its_number_is_opened(chat: Chats, said: str) -> None:
    lappi = chat("lappi")
    lappi.say(said)
    assert lappi.text.startswith("Ehdotus 2026-06")
    assert {"Muokkaa", "Peru ehdotus"} <= set(lappi.buttons)


def test_the_number_of_a_hidden_proposal_opens_nothing(chat: Chats) -> None:
    kainuu = chat("kainuu")
    kainuu.say("peru ehdotus 2026-06")
    assert "Arktisen matkailun" not in kainuu.text
