"""Somebody's data: told in full, erased to the last value, with what they did left under a number."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import SQLModel, select

from knowledge.clock import today
from knowledge.content import Content
from knowledge.people import ERASED
from knowledge.personal import Kind
from knowledge.rounds import Round
from storage import audit, comments, data_requests, memberships, people, personal, proposals, turns
from storage import tables as t
from storage.proposals import Author
from storage.store import Store
from storage.turns import Address, Key, Place
from tests.storage.audit_rows import found, seal_all
from tests.storage.conftest import CONTACT

NAME, OBJECT, ADDRESS = CONTACT["name"], CONTACT["object_id"], "aila.tunturila@lappi.example"
CHAT = Address("msteams", "a:tunturila", "https://s", CONTACT["tenant"], {}, {"id": OBJECT, "name": NAME})


def value_of(store: Store, *values: str) -> Iterator[str]:
    """Where one of these values stands, in any text or document of any table."""
    with store.read() as db:
        for table in SQLModel.metadata.sorted_tables:
            for row in db.execute(select(table)).mappings():
                for column, kept in row.items():
                    told = json.dumps(kept, ensure_ascii=False, default=str)
                    if any(value in told for value in values):
                        yield f"{table.name}.{column}"


@pytest.fixture
def busy(store: Store, author: Author, open_round: Round, now: datetime) -> int:
    """A contact who has done a bit of everything."""
    person = author.person
    with store.transaction() as db:
        proposal = proposals.add(db, open_round, author, Content("Aihe", "Kuvaus"), now)
        comments.add(db, proposal.id, person, None, "Hyvä aihe", now)
        turns.remember(db, CHAT, person.id, Place("fi"), now)
        turns.stands(db, "msteams", "a:tunturila", "round:1", "1:card", now)
        turns.note(db, Key("msteams", "a:tunturila", "1", "message"), now, {"text": f"Hei {NAME}"})
        turns.note(db, Key("msteams", "a:somebody", "1", "message"), now, {"cards": [{"who": NAME}]})
        turns.note(db, Key("mail", f"mail:{person.id}", "1", "press"), now, {"to": ADDRESS})
        db.add(t.Mailbox(person_id=person.id, address=ADDRESS, wanted=ADDRESS))
        db.add(t.Mute(person_id=person.id, topic="reminders", at=now))
        db.add(t.Absence(person_id=person.id, since=today(now), until=today(now)))
        db.add(_request(now))
        for number, who in enumerate((person.id, _other(db))):
            db.add(_message(who, now, number, "owed" if number else "sent"))
        row = t.Session(id="2026-19", round_id=open_round.id, kind="regional", state="held", name_fi="K")
        db.add(row)
        db.flush()
        chat = {"channel": "msteams", "conversation": "a:tunturila", "session_id": "2026-19"}
        db.add(t.MinutesChat(**chat, at=now, person_id=person.id))
        data_requests.ask(db, person, Kind.CORRECTION, f"Nimeni on {NAME}", now)
        audit.note(db, f"person:{person.id}", "proposal.submitted", f"proposal:{proposal.id}", now)
    return person.id


def _other(db: Any) -> int:
    return memberships.person(db, "t", "another", "Toinen", None)


def _request(now: datetime) -> t.JoinRequest:
    who = {name: CONTACT[name] for name in ("tenant", "object_id", "name", "role")}
    return t.JoinRequest(**who, message="Minä", language="fi", state="admitted", at=now, decided=now)


def _message(person: int, now: datetime, number: int, state: str) -> t.Outbox:
    data = {"lines": [f"{NAME} pyytää päästä mukaan"], "deep": {"list": [OBJECT, ADDRESS]}}
    told = {"card": "notice", "cause": "join asked", "created": now, "due": now, "state": state}
    return t.Outbox(once=f"m{number}", person_id=person, data=data, activity="1:abc", **told)


def test_every_table_that_names_a_chat_is_looked_through() -> None:
    by_chat = {table.name for table in SQLModel.metadata.sorted_tables if "conversation" in table.c}
    assert by_chat == {"turn", *personal.IN_CHATS}


def test_every_column_that_names_a_person_is_somebodys_own_a_message_or_an_act() -> None:
    to_person = {
        table.name
        for table in SQLModel.metadata.sorted_tables
        if any(key.column.table.name == "person" for key in table.foreign_keys)
    }
    assert to_person == {*personal.OWN.values(), personal.MESSAGES, *personal.ACTS}


# Told


def test_somebody_is_told_all_that_is_theirs(store: Store, busy: int) -> None:
    with store.read() as db:
        person = personal.find(db, "lappi")
        assert person is not None
        told = personal.everything(db, person)
        counts = personal.counts(db, person)
    assert (NAME, ADDRESS) == (told["person"]["name"], told["email"][0]["address"])
    assert {"roles", "chats", "email", "turned_off", "away", "requests", "messages", "answers", "log"} <= {
        name for name, rows in told.items() if rows
    }
    assert {"proposalcomment", "proposalevent"} <= set(told["acts"])
    assert "Hyvä aihe" == told["acts"]["proposalcomment"][0]["text"]
    named = {name: len(rows) for name, rows in told.items() if name not in ("person", "acts")}
    assert named | {"acts": sum(map(len, told["acts"].values()))} == counts
    assert json.dumps(told)


def test_what_is_told_of_an_act_on_somebody_else_doesnt_tell_who_that_was(
    store: Store, busy: int, now: datetime
) -> None:
    with store.transaction() as db:
        who = {"tenant": "t", "object_id": "secret", "name": "Salainen", "role": "contact", "language": "fi"}
        db.add(t.JoinRequest(**who, state="refused", at=now, decided=now, decided_by=busy, reason="Ei"))
    with store.read() as db:
        told = personal.everything(db, personal.find(db, str(busy)))  # type: ignore[arg-type]
    assert "secret" not in json.dumps(told)
    assert ["id", "at", "decided"] == list(told["acts"]["joinrequest"][0])


# Erased


def erase(store: Store, number: int, now: datetime) -> None:
    with store.transaction() as db:
        personal.erase(db, number, now)


def test_an_erasure_leaves_no_value_of_somebodys_anywhere(store: Store, busy: int, now: datetime) -> None:
    values = (NAME, OBJECT, ADDRESS, "Tunturila", "a:tunturila")
    assert len(set(value_of(store, *values))) > 8
    erase(store, busy, now)
    assert [] == list(value_of(store, *values, "lappi"))


def test_what_they_did_stays_under_a_number_that_leads_to_nobody(
    store: Store, busy: int, now: datetime
) -> None:
    erase(store, busy, now)
    with store.read() as db:
        proposal = proposals.find(db, 1)
        comment = db.exec(select(t.ProposalComment)).one()
        person = db.get(t.Person, busy)
    assert proposal is not None
    assert (ERASED, "Aihe", "council:19") == (
        *(proposal.events[0].by, proposal.content.title, proposal.organisation),
    )
    assert (busy, "Hyvä aihe") == (comment.person_id, comment.text)
    assert person is not None
    assert (None, None, "erased", 32) == (
        *(person.slug, person.language, person.tenant, len(person.object_id)),
    )


def test_what_was_sent_to_them_says_nothing_more_and_what_is_owed_isnt_sent(
    store: Store, busy: int, now: datetime
) -> None:
    with store.transaction() as db:
        db.add(_message(busy, now, 7, "owed"))
    erase(store, busy, now)
    with store.read() as db:
        mine = db.exec(select(t.Outbox).where(t.Outbox.person_id == busy).order_by(t.Outbox.id)).all()
    assert [({}, "sent", None), ({}, "cancelled", None)] == [
        (each.data, each.state, each.activity) for each in mine
    ]


def test_messages_to_others_go_on_without_the_name(store: Store, busy: int, now: datetime) -> None:
    erase(store, busy, now)
    with store.read() as db:
        other = db.exec(select(t.Outbox).where(t.Outbox.person_id != busy)).one()
    assert ("owed", {"lines": [f"{ERASED} pyytää päästä mukaan"], "deep": {"list": [ERASED, ERASED]}}) == (
        *(other.state, other.data),
    )


def test_nobody_is_met_by_an_erased_identity(store: Store, busy: int, now: datetime) -> None:
    erase(store, busy, now)
    with store.read() as db:
        day = today(now)
        found = (people.by_identity(db, CONTACT["tenant"], OBJECT, day), people.by_slug(db, "lappi", day))
        left = people.by_id(db, busy, day)
        assert (None, None, None) == (personal.find(db, str(busy)), personal.by_number(db, busy), None)
    assert (None, None) == found
    assert left is not None
    assert () == left.memberships


def test_the_same_person_can_join_anew_as_somebody_new(store: Store, busy: int, now: datetime) -> None:
    erase(store, busy, now)
    with store.transaction() as db:
        number = memberships.person(db, CONTACT["tenant"], OBJECT, NAME, "fi")
    assert busy != number


def test_the_chain_of_the_log_of_use_stays_whole(store: Store, busy: int, now: datetime) -> None:
    seal_all(store, now)
    erase(store, busy, now)
    assert [] == found(store)


def test_erasing_twice_or_nobody_changes_nothing(store: Store, busy: int, now: datetime) -> None:
    erase(store, busy, now)
    with store.read() as db:
        before = db.get_one(t.Person, busy).object_id
    erase(store, busy, now)
    erase(store, 999, now)
    with store.read() as db:
        assert before == db.get_one(t.Person, busy).object_id


def test_two_erased_people_are_two_numbers(store: Store, busy: int, now: datetime) -> None:
    with store.transaction() as db:
        other = memberships.person(db, "t", "another", "Toinen", None)
    erase(store, busy, now)
    erase(store, other, now)
    with store.read() as db:
        assert {busy, other} == set(db.exec(select(t.Person.id).where(t.Person.name == ERASED)))


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("Aila Tunturila", "Aila Tunturila: hei", f"{ERASED}: hei"),
        ("Aila Tunturila", "Aila Tunturilainen", "Aila Tunturilainen"),
        ("Tiedote", "Tiedote kaikille", "Tiedote kaikille"),
        ("Tiedote", "Tiedote", ERASED),
        ("Åke \\ [x]% _", "Åke \\ [x]% _", ERASED),
    ],
)
def test_a_name_is_taken_out_where_it_is_a_name(
    store: Store, author: Author, now: datetime, name: str, before: str, after: str
) -> None:
    with store.transaction() as db:
        person = memberships.person(db, "t", "o", name, None)
        message = _message(author.person.id, now, 1, "sent")
        message.data = {"lines": [before], "n": 1, "none": None}
        db.add(message)
    erase(store, person, now)
    with store.read() as db:
        assert {"lines": [after], "n": 1, "none": None} == db.exec(select(t.Outbox.data)).one()
