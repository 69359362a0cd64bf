"""A whole round in the real page: five people, from opening it to its published agenda."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from storage.store import Store
from tests.browser.real import real_bot
from tests.browser.somebody import Somebody, fi
from tests.demo import copy_of_demo

DAYS = {
    "Ehdotusaika alkaa": "2026-11-24",
    "Ehdotusaika päättyy": "2026-12-04",
    "Agendat julkaistaan": "2026-12-10",
    "Keskustelut alkavat": "2026-12-14",
    "Keskustelut päättyvät": "2026-12-18",
}
KAINUU = "Kainuun liitto"
ROUND = "Syksyn lisäkierros 2026"


@pytest_asyncio.fixture(loop_scope="session")
async def origin(page: Page, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> AsyncIterator[str]:
    """The bot's origin, on a fresh copy of the demo; the browser leaves before the server goes."""
    async with real_bot(copy_of_demo(tmp_path_factory.getbasetemp(), tmp_path / "data")) as origin:
        yield origin
        for each in page.context.pages:
            await each.goto("about:blank")


@pytest.fixture
def store(origin: str, tmp_path: Path) -> Iterator[Store]:
    """The bot's database, to see what is still owed."""
    store = Store.at(tmp_path / "data")
    yield store
    store.close()


async def test_five_people_take_a_round_from_its_opening_to_an_agenda(
    page: Page, origin: str, screens: Path, store: Store
) -> None:
    people = [
        await Somebody.of(page.context, origin, name, screens, store)
        for name in ("tem-koordinaattori", "tyoryhma", "lappi", "lvm", "uusi")
    ]
    coordinator, group, lappi, lvm, newcomer = people
    await open_round(coordinator, lappi)
    await join(newcomer, coordinator)
    await propose(lvm, "Raskaan liikenteen taukopaikat", "Taukopaikat puuttuvat pohjoisesta.")
    number = await propose(lappi, "Yöjunat pohjoiseen", "Vuoroja tarvitaan lisää.", partner=KAINUU)
    await accept(newcomer, lappi, number)
    await propose(newcomer, "Vedyn siirtoputken linjaus", "Linjaus koskee koko maakuntaa.")
    await triage(group)
    await hears_nothing(lappi, number)
    await release(group, lappi, newcomer)
    await plan(coordinator, lappi)
    await build_agenda(group, lappi)
    await sees_what_they_may(lappi, lvm, newcomer, number)


async def open_round(coordinator: Somebody, lappi: Somebody) -> None:
    form = await coordinator.say("avaa uusi kierros")
    await form.get_by_label("Vuosi").fill("2026")
    await form.get_by_label("Nimi suomeksi").fill(ROUND)
    for optional in ("Aloitustilaisuus", "Tilannekuvan määräaika"):
        await form.get_by_label(optional).fill("")
    for label, day in DAYS.items():
        await form.get_by_label(label).fill(day)
    await coordinator.press("Open the round")
    await expect(coordinator.card.get_by_role("heading")).to_have_text(ROUND)
    await coordinator.picture("round-opened")
    await lappi.sees(f"Kierros on avattu: {ROUND}")


async def join(newcomer: Somebody, coordinator: Somebody) -> None:
    form = newcomer.card
    await form.get_by_label("Organisaatiosi").select_option(label=KAINUU)
    await form.get_by_label("Viesti koordinaattorille").fill("Aloitin liitossa marraskuussa.")
    await newcomer.picture("round-asks-to-join")
    await newcomer.press("Send the request")
    await coordinator.sees("Aloitin liitossa marraskuussa.")
    await coordinator.picture("round-join-request")
    await coordinator.press("Admit", on="Aloitin liitossa")
    await expect(coordinator.card.get_by_label("Rooli")).to_be_visible()
    await coordinator.press("Admit")
    await newcomer.sees(KAINUU)
    await newcomer.picture("round-admitted")


async def propose(who: Somebody, title: str, text: str, partner: str = "") -> str:
    """Propose a topic by a sentence and the form; its number."""
    form = await who.say(f"Haluan ehdottaa: {title}")
    await form.get_by_label("Mistä pitäisi keskustella").fill(text)
    await form.get_by_label("Alueiden saavutettavuus").check()
    if partner:
        await form.get_by_role("button", name=fi("More details")).click()
        await form.get_by_role("checkbox", name=partner).check()
    await who.press("Send the proposal")
    await expect(who.card.get_by_role("heading")).to_have_text(re.compile(r"Ehdotus 2026-\d\d: lähetetty"))
    heading = await who.card.get_by_role("heading").inner_text()
    return heading.split()[1].rstrip(":")


async def accept(newcomer: Somebody, lappi: Somebody, number: str) -> None:
    await newcomer.sees(number)
    await newcomer.press("Join the proposal", on=number)
    await expect(newcomer.card).to_contain_text("Yöjunat pohjoiseen")
    await newcomer.picture("round-joint")
    await lappi.sees(KAINUU)


async def triage(group: Somebody) -> None:
    """Move all three, take one move back, and move it elsewhere."""
    board = await group.say("käsittele ehdotukset")
    for organisation in ("Lapin liitto", "liikenne- ja viestintäministeriö", KAINUU):
        await board.get_by_role("checkbox", name=re.compile(organisation)).check()
    await group.press("Move the chosen")
    await group.card.get_by_role("radio", name="agendalla").check()
    await group.press("Move provisionally")
    await expect(group.card).to_contain_text("3 alustavaa siirtoa odottaa")
    await group.card.get_by_role("checkbox", name=re.compile(KAINUU)).check()
    await group.press("Undo the chosen, or the last")
    await expect(group.card).to_contain_text("2 alustavaa siirtoa odottaa")
    await group.card.get_by_role("checkbox", name=re.compile(KAINUU)).check()
    await group.press("Move the chosen")
    await group.card.get_by_role("radio", name="siirretty myöhemmäksi").check()
    await group.card.get_by_label("Perustelu").fill("Selvitys valmistuu keväällä.")
    await group.press("Move provisionally")
    await expect(group.card).to_contain_text("3 alustavaa siirtoa odottaa")
    await group.picture("round-triage")


async def hears_nothing(lappi: Somebody, number: str) -> None:
    shown = await lappi.say(f"näytä ehdotus {number}")
    await expect(shown.get_by_role("heading")).to_have_text(f"Ehdotus {number}: lähetetty")


async def release(group: Somebody, lappi: Somebody, newcomer: Somebody) -> None:
    await group.page.bring_to_front()
    await group.card.get_by_role("button", name="Julkaise ja kerro (3)").click()
    await group.press("Release and tell the proposers")
    await lappi.sees("agendalla")
    await newcomer.sees("Selvitys valmistuu keväällä.")
    await newcomer.picture("round-outcome")


async def plan(coordinator: Somebody, lappi: Somebody) -> None:
    await coordinator.say("suunnittele keskustelut")
    await coordinator.press("Plan a session")
    form = coordinator.card
    await form.get_by_role("checkbox", name="Lappi", exact=True).check()
    await form.get_by_role("checkbox", name="liikenne- ja viestintäministeriö").check()
    await form.get_by_label("Päivä").fill("2026-12-15")
    await form.get_by_label("Alkaa").fill("09:00")
    await form.get_by_label("Paikka").fill("Rovaniemi")
    await coordinator.press("Save as planned")
    await coordinator.press("Announce")
    await coordinator.picture("round-announced")
    await lappi.sees("Rovaniemi")


async def build_agenda(group: Somebody, lappi: Somebody) -> None:
    await group.say("rakenna Lapin agenda")
    await group.page.bring_to_front()
    await group.card.get_by_role("button", name=re.compile("Lisää ehdotuksista")).click()
    for title in ("Yöjunat pohjoiseen", "Raskaan liikenteen taukopaikat"):
        await group.card.get_by_label(re.compile(title)).check()
    await group.press("Add to the agenda")
    await group.picture("round-agenda")
    await group.press("Publish …")
    await group.press("Publish")
    await lappi.sees("Yöjunat pohjoiseen")


async def sees_what_they_may(lappi: Somebody, lvm: Somebody, newcomer: Somebody, number: str) -> None:
    """The published agenda and its proposals are everybody's; what was put off stays its own people's."""
    for somebody in (lappi, lvm, newcomer):
        agenda = await somebody.say("mitä Lapin agendalla on")
        await expect(agenda).to_contain_text("Yöjunat pohjoiseen")
    await lappi.picture("round-published")
    shown = await lvm.say(f"näytä ehdotus {number}")
    await expect(shown.get_by_role("heading")).to_have_text(f"Ehdotus {number}: agendalla")
    await expect(await lvm.say("mitä ehdotuksia on tehty vedystä")).not_to_contain_text("siirtoputken")
    await expect(await newcomer.say("mitä olen ehdottanut?")).to_contain_text("siirtoputken")
