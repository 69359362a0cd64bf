"""One card of a session, put right in place; a short message where people must hear of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlmodel import select

from bot.app import Core
from bot.facts import Facts
from bot.features import all_routes, files
from bot.memory import Memory
from bot.parcels import Parcel
from bot.turns import Turns
from cards.render import as_text
from knowledge.clock import today
from knowledge.people import Role
from storage import people
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.cores import BOTH, admitted
from tests.bot.features.session_chats import COORDINATOR, Got, announced, delivered, edited, planned
from tests.bot.office import Office
from tests.bot.outbox import by_person
from tests.demo import NOW

Chats = Callable[..., Chat]
LINK = "https://esimerkki.fi/kokous"
ID = "2026-y1"
OLD, NEW = "ke 27.1.2027 klo 14.00–15.30", "ke 27.1.2027 klo 13.00–14.30"
SOON = datetime.fromisoformat("2027-01-26T15:00+02:00")


def session(chat: Chats, **changes: Any) -> Chat:
    """A chat in which a joint session was just announced."""
    return announced(planned(chat(COORDINATOR), **{"link": LINK} | changes))


def shapes(got: list[Got]) -> list[tuple[str, str]]:
    return [(each.cause, each.place) for each in got]


def links(got: Got) -> list[str]:
    return [each["url"] for each in got.card["actions"] if each["type"] == "Action.OpenUrl"]


@BOTH
def test_a_new_time_puts_the_card_right_and_sounds_once(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    [first] = delivered(core)["lappi"]
    assert ("session announced", "new", "Keskustelu on sovittu: Yhteinen keskustelu 2026: Kainuu, Lappi") == (
        *(first.cause, first.place),
        first.title,
    )
    edited(coordinator, ID, start="13:00", place="Kemi")
    [card, alert] = delivered(core)["lappi"]
    assert [("session changed", "only"), ("session moved", "new")] == shapes([card, alert])
    for each in (card, alert):
        assert f"Aika: {OLD} → {NEW}" in each.text
        assert "Paikka: Oulu → Kemi" in each.text
        assert [LINK] == links(each)
    assert "Muutettu ti 24.11.2026" in card.text
    assert f"Aika: {NEW}" in card.text
    assert "Keskustelun aika, paikka tai linkki on muuttunut" in alert.title


def test_a_new_theme_or_name_only_puts_the_card_right(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    delivered(core)
    edited(coordinator, ID, theme="Raja", name_fi="Pohjoinen")
    [card] = delivered(core)["lappi"]
    assert ("session changed", "only") == (card.cause, card.place)
    assert "Nimi: Yhteinen keskustelu 2026: Kainuu, Lappi → Pohjoinen" in card.text


def test_who_has_no_card_gets_one_message_of_a_new_time(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    delivered(core)
    edited(coordinator, ID, theme="Raja")
    with core.store.transaction() as db:
        for row in db.exec(select(t.Sent)).all():
            db.delete(row)
    edited(coordinator, ID, start="13:00")
    assert [("session changed", "replace")] == shapes(delivered(core)["lappi"])


def test_several_changes_before_anything_is_sent_are_one_message_with_the_newest_facts(
    core: Core, chat: Chats
) -> None:
    coordinator = session(chat)
    edited(coordinator, ID, start="13:00")
    edited(coordinator, ID, start="12:00", place="Kemi")
    [only] = delivered(core)["lappi"]
    assert "session announced" == only.cause
    assert "Aika: ke 27.1.2027 klo 12.00–13.30" in only.text
    assert "Paikka: Kemi" in only.text
    assert "14.00" not in only.text


def test_several_changes_of_what_was_told_are_one_from_what_people_know(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    delivered(core)
    edited(coordinator, ID, theme="Raja")
    edited(coordinator, ID, start="13:00")
    edited(coordinator, ID, start="12:00")
    got = delivered(core)["lappi"]
    assert [("session changed", "only"), ("session moved", "new")] == shapes(got)
    assert all(f"Aika: {OLD} → ke 27.1.2027 klo 12.00–13.30" in each.text for each in got)
    assert all("13.00–14.30" not in each.text for each in got)


def test_a_change_that_is_taken_back_before_it_is_sent_is_not_told(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    delivered(core)
    edited(coordinator, ID, start="13:00")
    edited(coordinator, ID, start="14:00")
    assert {} == delivered(core)


def test_no_old_time_stands_in_an_earlier_message(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    delivered(core)
    edited(coordinator, ID, start="13:00")
    delivered(core)
    edited(coordinator, ID, start="12:00")
    got = delivered(core)["lappi"]
    assert [("session changed", "only"), ("session moved", "only"), ("session moved", "new")] == shapes(got)
    assert all(f"{NEW} → ke 27.1.2027 klo 12.00–13.30" in each.text for each in got)


@BOTH
def test_those_who_come_get_the_announcement_and_those_who_leave_hear_it(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    delivered(core)
    edited(coordinator, ID, start="13:00", organisations="ministry:TEM")
    got = delivered(core)
    assert [("session announced", "new")] == shapes(got["tem"])
    assert f"Aika: {NEW}" in got["tem"][0].text
    assert [("session left", "only"), ("session left", "new")] == shapes(got["lvm"])
    assert all("Et enää osallistu keskusteluun" in each.title for each in got["lvm"])
    assert not any("27.1.2027" in each.text or links(each) for each in got["lvm"])
    assert "Mukaan tulee: TEM" in got["lappi"][0].text
    card, alert = got["lappi"]
    assert "Pois jää: LVM" in card.text
    assert "LVM" not in alert.text


def test_who_comes_back_is_invited_anew(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    delivered(core)
    edited(coordinator, ID, organisations="ministry:TEM")
    edited(coordinator, ID, organisations="ministry:LVM")
    assert [("session announced", "new")] == shapes(delivered(core)["lvm"])


def test_who_leaves_before_hearing_of_the_session_hears_nothing(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    edited(coordinator, ID, organisations="ministry:TEM")
    got = delivered(core)
    assert {"lappi", "kainuu", "tem"} <= set(got)
    assert "lvm" not in got


def test_a_person_who_is_named_later_gets_the_announcement(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    delivered(core)
    coordinator.press("session.edit", {"session": ID})
    people_ = next(each for each in coordinator.card["body"] if each.get("id") == "people")
    everybody = ",".join(choice["value"] for choice in people_["choices"])
    coordinator.press("session.save", coordinator.filled(people=everybody))
    assert {} == {slug: got for slug, got in delivered(core).items() if slug in ("lappi", "kainuu")}


@BOTH
def test_a_cancellation_is_marked_on_the_card_and_sounds(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    delivered(core)
    edited(coordinator, ID, start="13:00")
    cancel(coordinator)
    got = delivered(core)["lappi"]
    assert [("session cancelled", "only"), ("session moved", "new")] == shapes(got)
    for each in got:
        assert each.title.startswith("Keskustelu on peruttu: ")
        assert "Ministeri on estynyt." in each.text
        assert [] == links(each)


def test_a_session_cancelled_before_it_was_told_is_told_as_cancelled_only(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    cancel(coordinator)
    assert [("session cancelled", "new")] == shapes(delivered(core)["lappi"])


def cancel(coordinator: Chat) -> None:
    coordinator.press("session.show", {"session": ID})
    coordinator.button("Peru keskustelu")
    coordinator.send_dialog(reason="Ministeri on estynyt.")


# When


def urgent(core: Core, cause: str) -> bool:
    return by_person(core, cause)["lappi"].urgent


def test_what_is_told_within_two_days_of_the_session_does_not_wait(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    delivered(core)
    edited(coordinator, ID, start="13:00")
    assert not urgent(core, "session announced")
    assert not urgent(core, "session moved")
    delivered(core)
    late = coordinator.at(SOON)
    edited(late, ID, theme="Raja")
    delivered(core)
    edited(late, ID, day="2027-02-10")
    assert urgent(core, "session moved")
    assert urgent(core, "session changed")
    row = by_person(core, "session moved")["lappi"]
    assert datetime.fromisoformat("2027-02-10T14:30+02:00") == row.expires


def test_a_session_announced_for_tomorrow_is_told_at_once(core: Core, chat: Chats) -> None:
    announced(planned(chat(COORDINATOR, SOON)))
    assert urgent(core, "session announced")


# Who made the change


def test_who_makes_a_change_has_their_own_card_put_right_and_no_message(core: Core, chat: Chats) -> None:
    admitted(core, "toinen", "secretariat", Role.COORDINATOR)
    both = "ministry:LVM,secretariat"
    announced(planned(chat("toinen", language="fi"), organisations=both))
    assert [("session announced", "new")] == shapes(delivered(core)[COORDINATOR])
    edited(chat(COORDINATOR), ID, start="13:00", organisations=both)
    got = delivered(core)
    assert [("session changed", "only")] == shapes(got[COORDINATOR])
    assert f"Aika: {NEW}" in got[COORDINATOR][0].text
    assert [("session changed", "replace")] == shapes(got["toinen"])


# Cards that people opened themselves


def opens(core: Core, chat: Chats, slug: str, card: str) -> None:
    """Somebody presses “open the session” on a card, which becomes that of the session."""
    reader = chat(slug)
    reader.answer(replace(reader.activity("press", verb="session.show", data={"session": ID}), card=card))


def test_an_opened_card_is_put_right_too(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    delivered(core)
    opens(core, chat, "uusimaa", "card-a")
    opens(core, chat, "lappi", "card-b")
    edited(coordinator, ID, start="13:00")
    got = delivered(core)
    [other] = got["uusimaa"]
    assert ("opened session changed", "only", []) == (other.cause, other.place, links(other))
    assert f"Aika: {NEW}" in other.text
    assert [
        ("session changed", "only"),
        ("session moved", "new"),
        ("opened session changed", "only"),
    ] == shapes(got["lappi"])
    cancel(coordinator)
    [other] = delivered(core)["uusimaa"]
    assert other.title.startswith("Keskustelu on peruttu: ")


def test_who_opened_the_session_on_the_card_they_got_has_that_one_put_right(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    delivered(core)
    with core.store.transaction() as db:
        for row in db.exec(select(t.Sent)).all():
            db.delete(row)
    opens(core, chat, "lappi", "card-a")
    edited(coordinator, ID, start="13:00")
    assert [("session changed", "only"), ("session moved", "new")] == shapes(delivered(core)["lappi"])
    notice = by_person(core, "session changed")["lappi"]
    assert (f"session:{ID}", True) == (notice.about, notice.urgent)


# E-mail


def test_the_e_mail_brings_an_invitation_or_takes_it_away(core: Core, chat: Chats) -> None:
    coordinator = session(chat)
    delivered(core)
    edited(coordinator, ID, start="13:00", organisations="ministry:TEM")
    invited, gone = (
        attached(core, cause, slug) for cause, slug in (("session changed", "lappi"), ("session left", "lvm"))
    )
    assert "METHOD:REQUEST" in invited
    assert "DTSTART:20270127T110000Z" in invited
    assert "METHOD:CANCEL" in gone
    assert "STATUS:CANCELLED" in gone
    cancel(coordinator)
    assert "METHOD:CANCEL" in attached(core, "session cancelled", "lappi")


def attached(core: Core, cause: str, slug: str) -> str:
    row = by_person(core, cause)[slug]
    with core.store.read() as db:
        person = people.by_id(db, row.person_id, today(NOW))
        assert person is not None
        [file] = files()[cause](db, person, row.data, "fi", NOW)
    return file.body.decode()


# Through delivery


async def test_delivery_puts_the_card_right_where_it_stands(
    office: Office, facts: Facts, tmp_path: Path
) -> None:
    memory = Memory(facts, tmp_path / "index")
    core = Core(office.store, memory, Turns(office.store, memory, all_routes()))
    for slug in ("lappi", "kainuu"):
        office.hears(slug)
    coordinator = session(partial(Chat, core, now=NOW))
    await office.delivery.pay()
    edited(coordinator, ID, start="13:00")
    edited(coordinator, ID, start="12:00")
    for _ in range(3):
        await office.pay_after(seconds=10)
    memory.close()
    posted = [(each.person, replaces) for each, replaces in zip(*_posts(office), strict=True)]
    assert [None, "card", None] == [_kind(replaces) for who, replaces in posted if who == lappi(office)]
    said = [as_text(dict(each.card)) for each in office.postman.parcels if each.person == lappi(office)]
    assert all(f"{OLD} → ke 27.1.2027 klo 12.00–13.30" in text for text in said[1:])


def _posts(office: Office) -> tuple[list[Parcel], list[str | None]]:
    return office.postman.parcels, [replaces for _, replaces in office.postman.posted]


def _kind(replaces: str | None) -> str | None:
    return replaces and replaces.split("-")[0]


def lappi(office: Office) -> int:
    return office.person("lappi").id
