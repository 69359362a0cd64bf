"""Planning sessions and editing them: what is kept, and what is refused."""

from collections.abc import Callable

from sqlmodel import select

from bot.app import Core
from cards.render import as_text
from knowledge.sessions import State
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.cores import BOTH, at_once
from tests.bot.features.session_chats import COORDINATOR, GOOD, SAVE, count, edited, kept, planned, told

Chats = Callable[..., Chat]


# Planning


@BOTH
def test_a_session_is_planned_with_the_councils_of_its_regions(core: Core, chat: Chats) -> None:
    coordinator = planned(chat(COORDINATOR))
    found = kept(core, "2026-y1")
    assert ("council:18", "council:19", "ministry:LVM") == found.organisations
    assert (State.PLANNED, 90, "Oulu") == (found.state, found.length, found.place)
    assert "Yhteinen keskustelu 2026: Kainuu, Lappi" == found.names["fi"]
    assert "ke 27.1.2027 klo 14.00–15.30" in coordinator.text
    assert {} == told(core, "session announced")


@BOTH
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_planned(core: Core, chat: Chats) -> None:
    before = count(core)
    coordinator = chat(COORDINATOR)
    for changes, said in (
        ({"day": "2026-11-23"}, "Tämä aika on jo mennyt"),
        ({"day": "0001-01-01"}, "Tämä aika on jo mennyt"),
        ({"day": "2027-01-30"}, "Seuraava työpäivä on ma 1.2.2027"),
        ({"day": "2126-01-30"}, "Tarkista vuosi"),
        ({"day": "9999-12-31"}, "Tarkista vuosi"),
        ({"day": "huomenna"}, "24.11.2026 tai 2026-11-24"),
        ({"start": "25:00"}, "”25:00”"),
        ({"start": ""}, "Anna myös kellonaika"),
        ({"day": ""}, "Anna myös päivä"),
        ({"length": "-30"}, "Keskustelu kestää 15–720 minuuttia"),
        ({"length": "0"}, "Keskustelu kestää 15–720 minuuttia"),
        ({"length": "721"}, "Keskustelu kestää 15–720 minuuttia"),
        ({"length": "pari tuntia"}, "”pari tuntia”"),
        ({"regions": "19"}, "yhteisessä vähintään kaksi"),
        ({"kind": "regional"}, "Alueellisessa keskustelussa on yksi maakunta"),
        ({"kind": "sauna"}, "sauna"),
        ({"regions": "18,21,99"}, "21"),
        ({"organisations": "ministry:XX"}, "ministry:XX"),
        ({"people": "1"}, "1"),
        ({"link": "http://esimerkki.fi"}, "Linkin alussa on oltava https://"),
        ({"link": "javascript:alert(1)"}, "Linkin alussa on oltava https://"),
        ({"place": "x" * 2001}, "2001"),
        ({"theme": "x" * 201}, "201"),
        ({"name_fi": "x" * 121}, "121"),
    ):
        planned(coordinator, **changes)
        assert said in coordinator.text
        assert SAVE in coordinator.buttons
    assert before == count(core)


def test_all_faults_come_at_once_and_what_was_typed_is_kept(core: Core, chat: Chats) -> None:
    bad = {"day": "2026-11-23", "length": "0", "link": "x", "regions": "19", "theme": "Rajat"}
    coordinator = planned(chat(COORDINATOR), **bad)
    for said in ("on jo mennyt", "15–720", "https://", "vähintään kaksi"):
        assert said in coordinator.text
    values = coordinator.values()
    assert bad == {name: values[name] for name in bad}


@BOTH
def test_a_region_is_in_one_session_at_a_time_and_the_other_is_named(core: Core, chat: Chats) -> None:
    before = count(core)
    coordinator = planned(chat(COORDINATOR), day="2027-01-25", start="15:00")
    assert "”Lapin keskustelu 2026”, ma 25.1.2027 klo 12.45" in coordinator.text
    assert before == count(core)
    planned(coordinator, day="2027-01-25", start="15:15")
    assert before + 1 == count(core)


@BOTH
def test_of_two_coordinators_who_plan_a_region_at_once_one_is_refused(core: Core, chat: Chats) -> None:
    coordinators = [chat(COORDINATOR) for _ in range(4)]
    forms = [each.activity("press", verb="session.create", data=GOOD) for each in coordinators]
    before = count(core)
    texts = [as_text((answer.response or {})["value"]) for answer in at_once(core, forms)]
    assert before + 1 == count(core)
    assert 3 == sum("Maakunnalla on samaan aikaan toinen keskustelu" in text for text in texts)


@BOTH
def test_a_person_is_not_named_for_two_places_at_once(core: Core, chat: Chats) -> None:
    coordinator = planned(chat(COORDINATOR))
    other = {"kind": "in-depth", "regions": "", "organisations": "ministry:LVM", "theme": "Radat"}
    planned(coordinator, **other)
    with core.store.read() as db:
        number = db.exec(select(t.Person.id).where(t.Person.slug == "lvm")).one()
    edited(coordinator, "2026-y1", people=str(number))
    edited(coordinator, "2026-s3", people=str(number))
    assert "Anu Kotiranta osallistuu samaan aikaan toiseen keskusteluun" in coordinator.text
    assert ((number,), ()) == (kept(core, "2026-y1").people, kept(core, "2026-s3").people)


def test_a_ministry_in_two_sessions_at_once_is_a_caution(core: Core, chat: Chats) -> None:
    coordinator = planned(chat(COORDINATOR))
    planned(coordinator, kind="in-depth", regions="", theme="Radat")
    assert "Samaan aikaan toisessa keskustelussa: LVM" in coordinator.text
    assert State.PLANNED is kept(core, "2026-s3").state


def test_a_time_outside_the_rounds_days_is_a_caution(core: Core, chat: Chats) -> None:
    coordinator = planned(chat(COORDINATOR), day="2027-03-10")
    assert "Aika ei ole kierroksen keskustelupäivinä." in coordinator.text
    assert kept(core, "2026-y1").starts is not None


def test_names_are_kept_as_they_were_given(core: Core, chat: Chats) -> None:
    planned(chat(COORDINATOR), name_fi="Pohjoisen keskustelu")
    assert {"fi": "Pohjoisen keskustelu"} == kept(core, "2026-y1").names
    edited(chat(COORDINATOR), "2026-y1", name_fi="", name_sv="Norra")
    names = kept(core, "2026-y1").names
    assert ("Yhteinen keskustelu 2026: Kainuu, Lappi", "Norra") == (names["fi"], names["sv"])


def test_in_a_round_that_is_over_nothing_is_planned(core: Core, chat: Chats) -> None:
    before = count(core)
    coordinator = chat(COORDINATOR)
    with core.store.read() as db:
        past = db.exec(select(t.Round.id).where(t.Round.year == 2025)).one()
    coordinator.press("session.create", GOOD | {"round": past})
    assert "on päättynyt" in coordinator.text
    coordinator.press("session.edit", {"session": "2025-19"})
    assert "on päättynyt" in coordinator.text
    assert before == count(core)


# Editing


def test_an_edit_of_an_older_version_is_shown_again_with_what_was_typed(core: Core, chat: Chats) -> None:
    one, two = planned(chat(COORDINATOR)), chat(COORDINATOR)
    for each in (one, two):
        each.press("session.edit", {"session": "2026-y1"})
    for each, place in ((one, "Kemi"), (two, "Kajaani")):
        each.press("session.save", each.filled(place=place))
    assert "on muutettu sen jälkeen, kun avasit lomakkeen" in two.text
    assert ("Kemi", "Kajaani") == (kept(core, "2026-y1").place, two.values()["place"])
    two.button("Tallenna muutokset", **two.values())
    assert ("Kajaani", 3) == (kept(core, "2026-y1").place, kept(core, "2026-y1").version)


def test_saving_without_a_change_changes_nothing(core: Core, chat: Chats) -> None:
    edited(chat(COORDINATOR), "2026-19")
    assert 1 == kept(core, "2026-19").version
    assert {} == told(core, "session changed")


def test_the_region_of_a_regional_session_stays_since_its_id_tells_it(core: Core, chat: Chats) -> None:
    coordinator = edited(chat(COORDINATOR), "2026-18", regions="17", kind="joint", place="Kajaani")
    found = kept(core, "2026-18")
    assert (("18",), "regional", "Kajaani") == (found.regions, found.kind, found.place)
    assert {"kind", "regions"}.isdisjoint(coordinator.values())


def test_what_is_announced_keeps_a_time_and_a_place(core: Core, chat: Chats) -> None:
    coordinator = edited(chat(COORDINATOR), "2026-19", day="", start="", place="", link="")
    assert 2 == coordinator.text.count("Täytä tämä kenttä.")
    assert 1 == kept(core, "2026-19").version
