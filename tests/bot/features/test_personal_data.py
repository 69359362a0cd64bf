"""One's own data in the chat: seen, taken along, corrected and erased, and what an erased person can't do."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from bot import documents
from bot.app import Core
from bot.links import Links
from knowledge.people import ERASED, Role
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.cores import BOTH, admitted, at_once
from tests.bot.outbox import deliver, notices, owed_to
from tests.demo import NOW

COORDINATOR = "tem-koordinaattori"
Chats = Callable[..., Chat]


@pytest.fixture
def lappi(chat: Chats) -> Chat:
    return chat("lappi", language="en")


@pytest.fixture
def desk(chat: Chats) -> Chat:
    return chat(COORDINATOR, language="en")


def asked_for_erasure(lappi: Chat) -> dict[str, int]:
    """The reference of a request to erase Lapland's contact."""
    lappi.press("data.erasure_now")
    return dict(lappi.carried("data.take_back"))


def erased(lappi: Chat, desk: Chat) -> None:
    desk.press("data.erase_now", asked_for_erasure(lappi))


def states(core: Core) -> list[tuple[str, str]]:
    with core.store.read() as db:
        return [(row.kind, row.state) for row in db.exec(select(t.DataRequest).order_by(t.DataRequest.id))]


# Seeing and taking along


@pytest.mark.parametrize("said", ["mitä tietoja minusta on tallessa?", "what data do you keep about me?"])
def test_a_sentence_shows_what_is_kept_why_and_for_how_long(lappi: Chat, said: str) -> None:
    lappi.say(said)
    assert "What is kept about you" == lappi.text.splitlines()[0]
    assert "Messages to you: 0. What they say is kept for 13 months." in lappi.text
    assert ["All of it as a file", "Ask to have it corrected", "Ask for erasure"] == lappi.buttons


def test_everything_is_a_file_behind_a_link_of_ones_own(core: Core, chat: Chats, lappi: Chat) -> None:
    core.turns.links = links = Links("https://botti.esimerkki.fi", b"key")
    lappi.press("data.file")
    token = lappi.card["actions"][0]["url"].rpartition("/")[2]
    got = documents.answer(core.store, links, token, "fi", NOW)
    told = json.loads(got.body)  # type: ignore[arg-type]
    assert (200, "application/json", "Aila Tunturila") == (
        *(got.status, got.content_type, told["person"]["name"]),
    )
    assert 410 == documents.answer(core.store, links, token, "fi", NOW + timedelta(hours=1)).status


def test_where_nothing_can_be_downloaded_that_is_said(lappi: Chat) -> None:
    lappi.press("data.file")
    assert "This couldn't be done" == lappi.text.splitlines()[0]


# Correcting


def test_a_correction_is_asked_for_and_done(core: Core, lappi: Chat, desk: Chat) -> None:
    lappi.press("data.correct")
    lappi.button("Send the request", wanted="Nimeni on Aila Tunturi")
    [card] = notices(core, "data asked")
    desk.press("data.request", {"request": card["request"]})
    assert "Nimeni on Aila Tunturi" in desk.text
    desk.button("It is corrected")
    assert [("correction", "done")] == states(core)
    assert (["lappi"], "Your data was corrected") == (
        *(owed_to(core, "data answered"), notices(core, "data answered")[0]["title"]["message"]),
    )


@pytest.mark.parametrize("wanted", ["", "   ", "x" * 1001])
def test_an_empty_or_too_long_wish_keeps_what_was_typed_and_records_nothing(
    core: Core, lappi: Chat, wanted: str
) -> None:
    lappi.press("data.correct")
    lappi.button("Send the request", wanted=wanted)
    assert ([], "Send the request", wanted.strip()) == (
        *(states(core), lappi.buttons[0], lappi.values()["wanted"]),
    )


def test_the_same_asked_again_is_one_request(core: Core, lappi: Chat) -> None:
    for wanted in ("Yksi", "Kaksi"):
        lappi.press("data.correct_now", {"wanted": wanted})
    assert [("correction", "open")] == states(core)


def test_a_wish_is_declined_with_a_reason_that_the_person_is_told(
    core: Core, lappi: Chat, desk: Chat
) -> None:
    desk.press("data.decline", asked_for_erasure(lappi))
    desk.button("Decline the request", reason="")
    assert [("erasure", "open")] == states(core)
    desk.button("Decline the request", reason="Olet vielä mukana kierroksessa.")
    assert [("erasure", "declined")] == states(core)
    assert {"text": "Olet vielä mukana kierroksessa."} in notices(core, "data answered")[0]["lines"]


def test_a_wish_can_be_taken_back_and_the_coordinators_card_isnt_sent(
    core: Core, lappi: Chat, desk: Chat
) -> None:
    reference = asked_for_erasure(lappi)
    lappi.press("data.take_back", reference)
    assert [("erasure", "taken back")] == states(core)
    assert [] == [row for _, row, _ in deliver(core, NOW) if row.cause == "data asked"]
    desk.press("data.erase_now", reference)
    assert "settled before you answered it" in desk.text


def test_nobody_takes_back_or_answers_anothers_wish(chat: Chats, core: Core, lappi: Chat) -> None:
    reference = asked_for_erasure(lappi)
    other = chat("kainuu", language="en")
    for verb in ("data.take_back", "data.erase_now", "data.decline_now", "data.corrected", "data.request"):
        other.press(verb, {**reference, "reason": "x"})
        assert "This couldn't be done" == other.text.splitlines()[0]
        assert "Tunturila" not in other.text
    assert [("erasure", "open")] == states(core)


@pytest.mark.parametrize(("verb", "kind"), [("data.corrected", "erasure"), ("data.erase_now", "correction")])
def test_a_button_of_the_other_kind_does_nothing(
    core: Core, lappi: Chat, desk: Chat, verb: str, kind: str
) -> None:
    lappi.press("data.erasure_now" if kind == "erasure" else "data.correct_now", {"wanted": "X"})
    desk.press(verb, {"request": lappi.carried("data.take_back")["request"]})
    assert [(kind, "open")] == states(core)


# Erasing


def test_what_is_erased_and_what_stays_is_shown_first(lappi: Chat, desk: Chat) -> None:
    desk.press("data.erase", asked_for_erasure(lappi))
    assert ["Erase", "Back to the request"] == desk.buttons
    assert "Name: Aila Tunturila" in desk.text


@BOTH
def test_an_erased_person_can_do_nothing_by_old_buttons_and_words(
    core: Core, lappi: Chat, desk: Chat
) -> None:
    who = lappi._who()
    erased(lappi, desk)
    assert "Erased" == desk.text.splitlines()[0]
    lappi._who = lambda: who  # type: ignore[method-assign]
    for act in (
        lambda: lappi.press("data.show"),
        lambda: lappi.press("proposal.mine"),
        lambda: lappi.say("mitä sovimme viime vuonna?"),
    ):
        act()
        assert "I don't know you yet" in lappi.text
    with core.store.read() as db:
        assert [] == list(db.exec(select(t.DataRequest)))


@BOTH
def test_cards_name_an_erased_person_as_such_in_every_language(
    core: Core, chat: Chats, lappi: Chat, desk: Chat
) -> None:
    with core.store.read() as db:
        event = t.ProposalEvent
        mine = select(event.proposal_id).join(t.Person).where(t.Person.slug == "lappi")
        number = db.exec(mine).first()
    erased(lappi, desk)
    for language, name in (("en", ERASED), ("fi", "Poistettu henkilö"), ("sv", "Raderad person")):
        reader = chat("tyoryhma", language=language)
        reader.press("proposal.history", {"proposal": number})
        assert name in reader.text
        assert "Tunturila" not in reader.text


def test_the_only_coordinator_cant_ask_to_be_erased_nor_be_erased(
    core: Core, desk: Chat, chat: Chats
) -> None:
    desk.press("data.erasure_now")
    assert "the only coordinator" in desk.text
    second = admitted(core, "tem-toinen", "secretariat", Role.COORDINATOR, "Toini Toinen")
    reference = asked_for_erasure(chat(second, language="en"))
    desk.press("data.erase_now", asked_for_erasure(desk))
    assert "Erased" == desk.text.splitlines()[0]
    left = chat(second, language="en")
    left.press("data.erase_now", reference)
    assert "Toini Toinen is the only coordinator" in left.text


@BOTH
def test_of_two_coordinators_who_erase_each_other_at_once_one_stays(core: Core, chat: Chats) -> None:
    admitted(core, "tem-toinen", "secretariat", Role.COORDINATOR, "Toini Toinen")
    both = [chat(slug, language="en") for slug in (COORDINATOR, "tem-toinen")]
    first, second = (asked_for_erasure(each) for each in both)
    acts = zip(both, (second, first), strict=True)
    answers = at_once(core, [c.activity("press", verb="data.erase_now", data=data) for c, data in acts])
    assert [False, True] == sorted(answer.refused for answer in answers)
    with core.store.read() as db:
        left = db.exec(select(t.Membership).where(t.Membership.role == Role.COORDINATOR)).all()
    assert 1 == len(left)


def test_what_was_done_is_in_the_log_of_use_by_numbers_alone(core: Core, lappi: Chat, desk: Chat) -> None:
    erased(lappi, desk)
    with core.store.read() as db:
        rows = db.exec(select(t.Audit).order_by(t.Audit.id)).all()[1:]
    assert ["data.asked", "person.erased"] == [row.what for row in rows]
    told = json.dumps([[row.who, row.about, row.data] for row in rows])
    assert "unturila" not in told


def test_the_link_to_the_file_of_an_erased_person_leads_nowhere(core: Core, lappi: Chat, desk: Chat) -> None:
    core.turns.links = links = Links("https://botti.esimerkki.fi", b"key")
    lappi.press("data.file")
    token = lappi.card["actions"][0]["url"].rpartition("/")[2]
    erased(lappi, desk)
    got = documents.answer(core.store, links, token, "fi", NOW)
    assert 403 == got.status
    assert "Tunturila" not in (got.text or "")
