"""Minutes in the real page: from a session that was held to what came of its conclusions a year later."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from knowledge.clock import at
from knowledge.sessions import State
from storage import agendas, people, sessions
from storage.store import Store
from tests.browser.real import real_bot
from tests.browser.somebody import Somebody, fi
from tests.demo import NOW, copy_of_demo
from tests.fakes.clock import StandingClock

SESSION, NAME = "2026-19", "Lapin keskustelu 2026"
ORGANISATIONS = ("council:19", "ministry:LVM", "ministry:OKM", "ministry:YM", "ministry:MMM")
KICK_OFF = at(date(2027, 10, 12), time(9, 1))
FIRST = "LVM selvittää Kolarin yöjunien lisävuorot."
THEN = "LVM selvittää Kolarin yöjunien lisävuorot yhdessä Lapin liiton kanssa."
ANSWERS = f"Vastaukset muistioon: {NAME}"
RESERVATION = "Rahoituksesta päätetään julkisen talouden suunnitelmassa."


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(NOW)


@pytest_asyncio.fixture(loop_scope="session")
async def origin(
    page: Page, clock: StandingClock, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> AsyncIterator[str]:
    """The bot's origin, on a demo in which Lapland's session has just taken place."""
    data = copy_of_demo(tmp_path_factory.getbasetemp(), tmp_path / "data")
    took_place(data)
    async with real_bot(data, clock) as origin:
        yield origin
        for each in page.context.pages:
            await each.goto("about:blank")


def took_place(data: Path) -> None:
    """The session was announced with its agenda and began yesterday; nobody has marked it as held."""
    store = Store.at(data)
    with store.transaction() as db:
        session, who = sessions.find(db, SESSION), people.by_slug(db, "tem-koordinaattori", NOW.date())
        assert session
        assert who
        told = {"state": State.ANNOUNCED, "organisations": ORGANISATIONS, "place": "Rovaniemi"}
        sessions.put(db, replace(session, announced=NOW, **told).at(NOW - timedelta(days=1)))
        if not agendas.newest(db, SESSION):
            agendas.publish(db, agendas.find(db, SESSION), who, NOW - timedelta(days=8))
    store.close()


@pytest.fixture
def store(origin: str, tmp_path: Path) -> Iterator[Store]:
    """The bot's database, to see what is still owed."""
    store = Store.at(tmp_path / "data")
    yield store
    store.close()


async def test_minutes_go_from_a_held_session_to_the_memory_and_to_the_next_round(
    page: Page, origin: str, screens: Path, store: Store, clock: StandingClock
) -> None:
    names = ("tem-koordinaattori", "lappi", "okm", "ym", "lvm")
    people_ = [await Somebody.of(page.context, origin, name, screens, store) for name in names]
    coordinator, lappi, okm, ym, lvm = people_
    await write(coordinator)
    await send_out(coordinator)
    await confirm(lappi)
    await confirm(okm)
    await reserve(ym)
    await ask_for_a_correction(lvm)
    await record_a_letter(coordinator)
    await correct(coordinator)
    await is_asked_only_what_changed(lappi)
    await confirm(lvm)
    clock.advance(days=15)
    await finalise(coordinator, lappi)
    await is_found_at_once(lappi)
    await open_next_round(coordinator, clock)
    await report(lvm)
    await hears_what_came_of_it(lappi)


async def write(coordinator: Somebody) -> None:
    """Mark the session as held, start the draft, and write a conclusion into it."""
    await coordinator.say("kirjoita Lapin muistio")
    await coordinator.press("Mark as held")
    await coordinator.press("Write the minutes")
    await coordinator.press("Start writing")
    await expect(coordinator.card).to_contain_text("tyhjiä osia")
    await coordinator.picture("minutes-desk")
    await coordinator.press("New conclusion")
    await coordinator.picture("minutes-form")
    form = coordinator.card
    await form.get_by_label(re.compile("^Otsikko suomeksi")).fill("Yöjunat Kolariin")
    await form.get_by_label(re.compile("^Teksti suomeksi")).fill(FIRST)
    await form.get_by_role("checkbox", name="LVM", exact=True).first.check()
    await coordinator.press("Save")
    await expect(coordinator.card).to_contain_text(f"{SESSION}-01")


async def send_out(coordinator: Somebody) -> None:
    await coordinator.press("Send out …")
    await coordinator.picture("minutes-preview")
    await coordinator.press("Send out")
    await expect(coordinator.card).to_contain_text("Versio 1")


async def confirm(who: Somebody) -> None:
    await who.press("Confirm", on=f"Vahvista muistio: {NAME}")
    await expect(who.card).to_contain_text("Kirjattu: Vahvisti")


async def reserve(who: Somebody) -> None:
    await who.press("Confirm with a reservation", on=f"Vahvista muistio: {NAME}")
    await who.card.get_by_label(re.compile("^Varauma")).fill(RESERVATION)
    await who.press("Confirm with this reservation")
    await expect(who.card).to_contain_text("Kirjattu: ")


async def ask_for_a_correction(who: Somebody) -> None:
    """An empty one is refused, and nothing is lost."""
    await who.press("Ask for a correction", on=f"Vahvista muistio: {NAME}")
    await who.card.get_by_label(fi("Which part")).select_option(
        label=f"Johtopäätös {SESSION}-01: Yöjunat Kolariin"
    )
    await who.card.get_by_label(re.compile("^Mitä siinä")).fill(
        "Lisätään, että selvitys tehdään Lapin liiton kanssa."
    )
    await who.picture("minutes-correction")
    await who.press("Ask for this correction")
    await expect(who.card).to_contain_text("Kirjattu: ")


async def record_a_letter(coordinator: Somebody) -> None:
    await coordinator.press("How organisations have answered", on="Versio 1")
    await coordinator.press("Record an answer received", on=ANSWERS)
    form = coordinator.with_text("Kirjaa saapunut vastaus:")
    await form.get_by_role("combobox", name="Organisaatio").select_option(label="MMM")
    await form.get_by_label("Miten vastaus saapui").select_option(label="kirjeellä")
    await form.get_by_label("Asianumero").fill("VN/4321/2026")
    await form.get_by_label("Mitä siinä vastataan").select_option(label="Vahvisti")
    await coordinator.press("Record the answer", on="Kirjaa saapunut vastaus:")
    await coordinator.sees("VN/4321/2026")


async def correct(coordinator: Somebody) -> None:
    """Accept the correction, write it into the draft, and send version 2."""
    await coordinator.press("How organisations have answered", on="VN/4321/2026")
    await coordinator.picture("minutes-progress")
    await coordinator.press("Corrections", on="Muistioon pyydetään korjausta:")
    await coordinator.press("Accept", on="Korjauspyynnöt:")
    await coordinator.press("Write it into the draft", on="Korjauspyyntö on hyväksytty")
    form = coordinator.with_text("Teksti suomeksi")
    await form.get_by_label(re.compile("^Teksti suomeksi")).fill(THEN)
    await coordinator.press("Save", on="Teksti suomeksi")
    await coordinator.press("Send out …", on="Muistion luonnos")
    await coordinator.sees("Uutta version 1 jälkeen")
    await coordinator.press("Send out", on="Uutta version 1 jälkeen")
    await coordinator.sees("Versio 2")


async def is_asked_only_what_changed(who: Somebody) -> None:
    """The card of somebody who confirmed version 1 shows the change and no other part."""
    await who.sees("Uutta versiossa 2")
    card = who.with_text("Uutta versiossa 2")
    await expect(card).to_contain_text("yhdessä Lapin liiton kanssa")
    await expect(card).not_to_contain_text("näkemys tilannekuvasta")
    await who.picture("minutes-new-version")


async def finalise(coordinator: Somebody, others: Somebody) -> None:
    """Those who stayed silent about version 2 are recorded as such."""
    await coordinator.press("How organisations have answered", on="Versio 2")
    await coordinator.press("Make final …", on=ANSWERS)
    await coordinator.sees(fi("Make the minutes final?"))
    await expect(coordinator.with_text(fi("Make the minutes final?"))).to_contain_text("Ei vastausta")
    await coordinator.picture("minutes-finalising")
    await coordinator.press("Make final and publish", on=fi("Make the minutes final?"))
    await others.sees(f"Muistio on lopullinen: {NAME}")


async def is_found_at_once(who: Somebody) -> None:
    answer = await who.say("mitä sovimme yöjunista?")
    await expect(answer).to_contain_text(THEN)
    await expect(answer).to_contain_text(f"{SESSION}-01")
    await who.picture("minutes-found")


async def open_next_round(coordinator: Somebody, clock: StandingClock) -> None:
    await coordinator.say("avaa uusi kierros")
    await coordinator.press("Open the round")
    await expect(coordinator.card).to_contain_text("2027")
    clock.now = KICK_OFF


async def report(who: Somebody) -> None:
    """Those responsible are asked by themselves, and report in the chat."""
    asked = who.with_text(fi("Tell what came of conclusions"))
    await expect(asked).to_be_visible(timeout=20_000)  # the bell rings every few seconds
    await who.picture("minutes-asked-for-follow-up")
    await who.say(f"{SESSION}-01")
    await who.press("What came of it")
    await who.press("Report what came of it")
    await who.card.get_by_role("radio", name="käynnissä").check()
    await who.card.get_by_label(re.compile("^Mitä on tehty")).fill("Selvitys valmistuu syksyllä.")
    await who.press("Report")
    await expect(who.card).to_contain_text("Seurantatieto kirjattu")


async def hears_what_came_of_it(who: Somebody) -> None:
    answer = await who.say("mitä LVM lupasi meille yöjunista ja mitä siitä on tullut?")
    await expect(answer).to_contain_text("Selvitys valmistuu syksyllä.")
    await who.picture("minutes-follow-up")
