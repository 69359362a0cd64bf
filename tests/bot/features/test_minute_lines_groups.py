"""Minutes by typed lines where others read along: in the chat of a group or meeting, and in a channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from cards.render import as_text
from knowledge.minutes import Conclusion, Item
from knowledge.sessions import State
from storage import agendas, minutes, people, sessions, turns
from storage import tables as t
from tests.bot.served import Bot
from tests.demo import NOW
from tests.fakes.activities import Place

SESSION = "2026-19"
SECRET = "Vain muistion kirjoittajille"


@pytest.fixture
async def meeting(bot: Bot) -> Bot:
    """The bot, with Lapland's session held and its agenda published."""
    with bot.store.transaction() as db:
        session, who = sessions.find(db, SESSION), people.by_slug(db, "tyoryhma", NOW.date())
        assert session
        assert who
        sessions.put(db, replace(session, state=State.HELD).at(NOW - timedelta(days=1)))
        agenda = agendas.find(db, SESSION)
        agendas.publish(db, agenda, who, NOW - timedelta(days=8))
    return bot


async def say(bot: Bot, text: str, person: str = "tyoryhma", place: Place = "groupChat", **more: Any) -> str:
    """Say something where others read along; what the bot answers there."""
    before = len(bot.teams.accepted)
    status, _ = await bot.post(bot.teams.message(text, person, place=place, **more))
    assert 202 == status
    await bot.hears(before + 1)
    return as_text(bot.teams.accepted[-1].activity["attachments"][0]["content"])


async def press(bot: Bot, verb: str, data: dict[str, Any], person: str = "tyoryhma") -> str:
    status, answer = await bot.post(bot.teams.execute(verb, data, person, place="groupChat"))
    assert 200 == status
    assert isinstance(answer, dict)
    return as_text(answer["value"])


def undo_of(bot: Bot) -> dict[str, Any]:
    """What the undo button of the newest card carries."""
    actions = bot.teams.accepted[-1].activity["attachments"][0]["content"]["actions"]
    return dict(next(each["data"] for each in actions if each.get("verb") == "lines.undo"))


def conclusions(bot: Bot) -> list[str]:
    with bot.store.read() as db:
        parts = minutes.draft(db, SESSION).parts
    found = (part.content for part in parts)
    return [each.texts["fi"].text for each in found if isinstance(each, Conclusion)]


def first_item(bot: Bot) -> Item:
    with bot.store.read() as db:
        found = (part.content for part in minutes.draft(db, SESSION).parts)
        return next(each for each in found if isinstance(each, Item))


async def test_a_group_is_tied_by_its_secretariat_and_then_takes_lines(meeting: Bot) -> None:
    tied = await say(meeting, "#muistio 2026-19")
    assert "Lapin keskustelu 2026" in tied
    receipt = await say(
        meeting, f"#kohta 1\n#johtopäätös Rata: {SECRET}; vastuu: LVM\n#kirjaa {SECRET}", "tyoryhma"
    )
    assert "Johtopäätös 2026-19-01, kohta 1" in receipt
    assert "Keskustelu, kohta 1" in receipt
    assert [SECRET] == conclusions(meeting)


async def test_a_receipt_in_a_group_tells_nothing_of_what_the_minutes_say(meeting: Bot) -> None:
    tied = await say(meeting, "#muistio 2026-19")
    title = first_item(meeting).title
    receipt = await say(meeting, f"#kohta 1\n#johtopäätös Rata: {SECRET}; vastuu: LVM")
    help_card, undone = await say(meeting, "#apua"), await say(meeting, "#peru")
    for card in (tied, receipt, help_card, undone):
        assert SECRET not in card
        assert title not in card
        assert "liikenne" not in card.lower()
    assert "Peruttu" in undone
    cards = (sent.activity["attachments"][0]["content"] for sent in meeting.teams.accepted)
    actions = (action for each in cards for action in each.get("actions", []))
    verbs = {action.get("verb") or action["data"]["verb"] for action in actions}
    assert {"lines.help", "lines.undo"} == verbs


async def test_others_in_a_group_and_other_messages_get_the_personal_chat_only(meeting: Bot) -> None:
    await say(meeting, "#muistio 2026-19")
    no = "vain kahden kesken"
    assert no in await say(meeting, "#johtopäätös Rata.", "lappi")
    assert no in await say(meeting, "#apua", "aune")
    assert no in await say(meeting, "#apua", "nobody-knows-me")
    assert no in await say(meeting, "mitä sovimme viime vuonna?", "tyoryhma")
    assert no in await say(meeting, "kirjaa muistio", "tem-koordinaattori")
    for verb in ("minutes.write", "help", "nothing.of.the.kind"):
        assert no in await press(meeting, verb, {"session": SESSION})
    assert no in await press(meeting, "lines.undo", {"session": SESSION, "edits": "1"}, "lappi")
    assert [] == conclusions(meeting)


async def test_a_line_in_a_group_that_isnt_tied_is_refused_with_the_text(meeting: Bot) -> None:
    card = await say(meeting, "#johtopäätös Rata kuntoon.")
    assert "En tiedä vielä, minkä keskustelun muistioon tämä kuuluu" in card
    content = meeting.teams.accepted[-1].activity["attachments"][0]["content"]
    choices, text = content["body"][-2:]
    assert SESSION in {each["value"] for each in choices["choices"]}
    assert "#johtopäätös Rata kuntoon." == text["value"]
    assert [] == conclusions(meeting)
    sent = {"session": SESSION, "text": text["value"]}
    assert "Kirjattu" in await press(meeting, "lines.send", sent)
    assert ["Rata kuntoon."] == conclusions(meeting)


async def test_a_persons_own_draft_isnt_meant_in_a_group(meeting: Bot) -> None:
    await say(meeting, "#muistio 2026-19\n#johtopäätös Oma.", place="personal")
    assert "En tiedä vielä" in await say(meeting, "#johtopäätös Ryhmässä.")
    assert ["Oma."] == conclusions(meeting)


async def test_undo_in_a_group_is_for_who_wrote_and_names_nobody(meeting: Bot) -> None:
    await say(meeting, "#muistio 2026-19\n#kirjaa 1: Yksi.")
    undo = undo_of(meeting)
    with meeting.store.read() as db:
        other = people.by_slug(db, "tem-koordinaattori", NOW.date())
    assert other
    assert "vain sen kirjoittaja" in await press(meeting, "lines.undo", undo, "tem-koordinaattori")
    await say(meeting, "#kirjaa 1: Kaksi.", "tem-koordinaattori")
    refused = await press(meeting, "lines.undo", undo)
    assert "Joku on sen jälkeen muuttanut" in refused
    assert other.name not in refused
    await say(meeting, "#peru", "tem-koordinaattori")
    assert "Peruttu" in await press(meeting, "lines.undo", undo)
    assert {} == {lang: text for lang, text in first_item(meeting).texts.items() if text}


async def test_a_group_never_becomes_a_persons_own_conversation(meeting: Bot) -> None:
    await say(meeting, "hei", place="personal")
    await say(meeting, "#muistio 2026-19\n#johtopäätös Rata.")
    await press(meeting, "lines.undo", undo_of(meeting))
    with meeting.store.read() as db:
        kept = db.exec(select(t.Conversation.id)).all()
        who = people.by_slug(db, "tyoryhma", NOW.date())
        assert who
        where = turns.address_of(db, who.id)
    assert ["a:tyoryhma"] == list(kept)
    assert where
    assert "a:tyoryhma" == where.conversation


async def test_threads_of_a_channel_are_one_chat(meeting: Bot) -> None:
    def thread(number: int) -> dict[str, Any]:
        id_ = f"19:channel@thread.tacv2;messageid={number}"
        return {"conversation": {"id": id_, "conversationType": "channel", "isGroup": True}}

    await say(meeting, "#muistio 2026-19", place="channel", **thread(1))
    assert "Kirjattu" in await say(meeting, "#johtopäätös Rata.", place="channel", **thread(2))


async def test_a_resent_line_is_recorded_once(meeting: Bot) -> None:
    await say(meeting, "#muistio 2026-19")
    activity = meeting.teams.message("#johtopäätös Rata.", "tyoryhma", place="groupChat")
    for _ in range(2):
        status, _body = await meeting.post(activity)
        assert 202 == status
    assert ["Rata."] == conclusions(meeting)
