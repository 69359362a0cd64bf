"""Sending a notice to many: confirmed once, changed, sent at its time, stopped under way."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from bot.app import Core
from knowledge.broadcasts import State
from knowledge.people import Role
from storage import tables as t
from storage.outbox import State as Message
from tests.bot.chat import Chat
from tests.bot.cores import BOTH, admitted, at_once
from tests.bot.features.broadcast_chats import (
    COORDINATOR,
    Chats,
    confirmed,
    kept,
    messages,
    newest,
    press,
    ringer,
    seen,
    settle,
    written,
)
from tests.demo import NOW


def test_confirming_owes_it_to_everybody_once(core: Core, sender: Chat) -> None:
    number = confirmed(sender)
    owed = messages(core)

    assert {"lappi", "kainuu", "lvm"} <= set(owed)
    assert COORDINATOR not in owed
    assert {(f"broadcast:{number}", "owed", True)} == {(r.about, r.state, r.urgent) for r in owed.values()}
    assert State.SENDING is kept(core, number).state


@BOTH
def test_two_presses_at_once_have_one_effect(core: Core, chat: Chats) -> None:
    chat("lappi").say("hei")
    sender = written(chat(COORDINATOR, language="fi"))
    data = sender.filled("broadcast.confirm")
    at_once(
        core, [chat(COORDINATOR).activity("press", verb="broadcast.confirm", data=data) for _ in range(4)]
    )

    with core.store.read() as db:
        rows = (
            db.connection().exec_driver_sql("SELECT count(*) FROM outbox WHERE cause = 'broadcast'").scalar()
        )
        people = db.connection().exec_driver_sql("SELECT count(*) FROM broadcastrecipient").scalar()
    assert rows == people == len(messages(core))


def test_a_second_press_shows_how_it_goes(core: Core, sender: Chat) -> None:
    written(sender)
    data = sender.filled("broadcast.confirm")
    sender.press("broadcast.confirm", data)
    sender.press("broadcast.confirm", data)

    assert "Tiedote: lähetetään" in sender.text


def test_more_than_fifty_are_confirmed_a_second_time_by_their_number(core: Core, sender: Chat) -> None:
    for number in range(51):
        admitted(core, f"more-{number}", "council:19", Role.CONTACT)
    written(sender, regions="19", ministries="")
    forged = sender.filled("broadcast.confirm") | {"sure": 1}
    sender.press("broadcast.confirm", forged)
    assert {} == messages(core)
    assert "Lähetetäänkö tiedote" in sender.text
    press(sender, "broadcast.confirm")

    assert len(messages(core)) > 51


def test_a_number_that_has_changed_meanwhile_is_confirmed_anew(core: Core, sender: Chat) -> None:
    written(sender)
    admitted(core, "newcomer", "council:19", Role.CONTACT)
    press(sender, "broadcast.confirm")
    assert "määrä on muuttunut" in sender.text
    assert {} == messages(core)
    press(sender, "broadcast.confirm")

    assert "newcomer" in messages(core)


def test_it_waits_for_its_time_and_tells_when_that_is_outside_office_hours(core: Core, sender: Chat) -> None:
    written(sender, when="later", day="2026-11-28", time="21:30")
    assert "virka-ajan ulkopuolella" in sender.text
    press(sender, "broadcast.confirm")
    one = newest(core)

    assert State.SCHEDULED is one.state
    assert {one.due} == {row.due for row in messages(core).values()}
    assert "ajastettu" in sender.text


def test_what_waits_can_be_changed_and_is_then_sent_once(core: Core, sender: Chat) -> None:
    number = confirmed(sender, when="later", day="2026-11-28", time="12:00")
    press(sender, "broadcast.change")
    assert (State.DRAFT, {}) == (kept(core, number).state, messages(core))
    press(sender, "broadcast.setup")
    press(sender, "broadcast.arrange", when="now")
    press(sender, "broadcast.confirm")

    assert {"lappi", "kainuu", "lvm"} <= set(messages(core))


def test_a_time_that_passes_before_it_is_confirmed_is_chosen_anew(core: Core, sender: Chat) -> None:
    written(sender, when="later", day="2026-11-24", time="12:00")
    late = sender.at(NOW + timedelta(hours=2))
    press(late, "broadcast.confirm")

    assert "on jo mennyt" in late.text
    assert {} == messages(core)


def test_stopping_under_way_holds_back_what_has_not_gone_out(core: Core, sender: Chat) -> None:
    number = confirmed(sender)
    settle(core, number, {"lappi": Message.SENT})
    press(sender, "broadcast.cancel")
    states = {slug: row.state for slug, row in messages(core).items()}

    assert Message.SENT == states.pop("lappi")
    assert {Message.CANCELLED} == set(states.values())
    assert f"lähtenyt 1, jäänyt lähettämättä {len(states)}" in sender.text
    assert seen(core, "kainuu", number) is None


def test_what_was_stopped_meanwhile_cannot_be_stopped_or_corrected(core: Core, sender: Chat) -> None:
    number = confirmed(sender)
    form = sender.carried("broadcast.cancel")
    sender.press("broadcast.correct", form)
    correction = sender.filled("broadcast.correct_now", text_fi="Uusi", note_fi="Aika")
    sender.press("broadcast.cancel", form)
    for verb, data in (("broadcast.cancel", form), ("broadcast.correct_now", correction)):
        sender.press(verb, data)
        assert "joten tätä ei voi enää tehdä" in sender.text

    assert 1 == kept(core, number).version


def test_the_bell_moves_it_on_and_updates_the_author_s_card(core: Core, sender: Chat) -> None:
    number = confirmed(sender, when="later", day="2026-11-24", time="12:00")
    bell, noon = ringer(core), NOW + timedelta(hours=1)
    bell.ring(NOW)
    bell.ring(NOW + timedelta(minutes=1))
    assert State.SCHEDULED is kept(core, number).state
    bell.ring(noon)
    assert State.SENDING is kept(core, number).state
    settle(core, number, dict.fromkeys(messages(core), Message.SENT))
    bell.ring(noon + timedelta(minutes=1))

    assert State.SENT is kept(core, number).state
    told = messages(core, "broadcast under way")[COORDINATOR]
    assert ("only", f"broadcast:{number}:progress") == (told.place, told.about)


def test_a_card_that_would_tell_nothing_new_is_not_owed(core: Core, sender: Chat) -> None:
    confirmed(sender)
    bell = ringer(core)
    for minute in range(5):
        bell.ring(NOW + timedelta(minutes=minute))

    with core.store.read() as db:
        told = db.exec(select(t.Outbox.id).where(t.Outbox.cause == "broadcast under way")).all()
    assert 1 == len(told)
