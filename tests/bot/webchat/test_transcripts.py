"""Transcripts are bounded, and a slow page does not hold them up."""

from bot.webchat.transcripts import ACTIVITIES, BEHIND, CONVERSATIONS, Transcripts


def test_the_oldest_activities_of_a_long_conversation_go() -> None:
    transcripts = Transcripts()
    for number in range(ACTIVITIES + 5):
        transcripts.put("a:lappi", {"id": str(number)})
    kept = list(transcripts.of("a:lappi").activities)
    assert (len(kept), kept[0]) == (ACTIVITIES, "5")


def test_the_longest_unused_conversation_goes() -> None:
    transcripts = Transcripts()
    for number in range(CONVERSATIONS):
        transcripts.put(f"a:{number}", {"id": "1"})
    transcripts.of("a:0")
    transcripts.put("a:new", {"id": "1"})
    assert transcripts.has("a:0", "1")
    assert not transcripts.has("a:1", "1")


def test_a_page_that_falls_too_far_behind_is_cut_off() -> None:
    transcripts = Transcripts()
    with transcripts.followed() as follower:
        for number in range(BEHIND):
            transcripts.put("a:lappi", {"id": str(number)})
        assert not follower.cut.is_set()
        transcripts.put("a:lappi", {"id": "last"})
        assert follower.cut.is_set()
