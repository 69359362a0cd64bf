"""Who can be picked on the local page."""

from datetime import date, timedelta

from sqlmodel import select

from bot.app import Core
from bot.cast import NEWCOMER, called, local_people
from storage import memberships, people
from storage import tables as t
from tests.bot.chat import Chat
from tests.demo import NOW


def test_somebody_new_can_be_picked_beside_those_who_take_part(core: Core) -> None:
    shown = {person.slug: person for person in local_people(core.store, lambda: NOW)}
    assert ("Lapin liitto", "deputy", "council") == (
        shown["lappi-vara"].organisation,
        shown["lappi-vara"].role,
        shown["lappi-vara"].group,
    )
    new = shown["uusi"]
    assert ("newcomer", "", "other", NEWCOMER.object_id) == (
        new.role,
        new.organisation,
        new.group,
        new.object_id,
    )


def test_somebody_new_is_found_also_when_they_are_admitted(core: Core) -> None:
    with core.store.transaction() as db:
        number = memberships.person(db, NEWCOMER.tenant, NEWCOMER.object_id, NEWCOMER.name, None)
        db.add(t.Membership(person_id=number, organisation_id="council:18", role="contact"))
    shown = {person.slug: person for person in local_people(core.store, lambda: NOW)}
    assert ("Kainuun liitto", "contact", "council") == (
        shown["uusi"].organisation,
        shown["uusi"].role,
        shown["uusi"].group,
    )
    with core.store.read() as db:
        assert number == getattr(called(db, "uusi", NOW.date()), "id", None)


def test_who_has_no_role_any_more_can_still_be_picked(core: Core) -> None:
    with core.store.transaction() as db:
        person = people.by_slug(db, "aune", NOW.date())
        row = db.exec(select(t.Membership).where(t.Membership.person_id == getattr(person, "id", 0))).one()
        memberships.end(db, row.id or 0, date(2026, 11, 24))
    shown = {each.slug: each for each in local_people(core.store, lambda: NOW + timedelta(hours=1))}
    assert "newcomer" == shown["aune"].role


def test_nobody_is_called_by_an_unknown_name(core: Core) -> None:
    with core.store.read() as db:
        assert called(db, "nobody", NOW.date()) is None
    assert "En tunne sinua vielä" in said(core, "nobody")


def said(core: Core, slug: str) -> str:
    chat = Chat(core, slug, NOW)
    chat.say("hei")
    return chat.text
