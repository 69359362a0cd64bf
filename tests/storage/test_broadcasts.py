"""Broadcasts in the database: texts in versions, recipients, messages, counts; each on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from sqlmodel import Session, select

from knowledge import broadcasts as rules
from knowledge.broadcasts import Audience, Broadcast, Recipient, State, Wording
from knowledge.people import Kind, Person, Role
from storage import broadcast_counts as messages
from storage import broadcast_people, broadcasts, outbox
from storage import tables as t
from storage.store import Store

TEXTS = {"fi": Wording("Otsikko", "Teksti"), "sv": Wording("Rubrik", "Text")}


@pytest.fixture
def everybody(store: Store) -> Sequence[int]:
    """A coordinator and three people of Lapland's council."""
    with store.transaction() as db:
        db.add(t.Organisation(id="tem", kind=Kind.SECRETARIAT, name_fi="TEM"))
        db.add(t.Organisation(id="council:19", kind=Kind.COUNCIL, name_fi="Lapin liitto", region="19"))
        people = [t.Person(tenant="t", object_id=str(n), name=f"Henkilö {n}") for n in range(4)]
        db.add_all(people)
        db.flush()
        ids = [each.id or 0 for each in people]
        db.add(t.Membership(person_id=ids[0], organisation_id="tem", role=Role.COORDINATOR))
        db.add_all(
            t.Membership(person_id=n, organisation_id="council:19", role=Role.CONTACT) for n in ids[1:]
        )
    return ids


def chat(db: Session, person: int, now: datetime, *, gone: datetime | None = None) -> None:
    db.add(
        t.Conversation(
            id=f"a:{person}",
            channel="msteams",
            person_id=person,
            service_url="https://s",
            tenant="t",
            updated=now,
            gone=gone,
            why_gone="has blocked the bot" if gone else None,
        )
    )


def sending(db: Session, everybody: Sequence[int], now: datetime) -> Broadcast:
    """A broadcast that is being sent to the three."""
    draft = broadcasts.add(db, everybody[0], TEXTS, Audience(regions=("19",)), now)
    one = broadcasts.put(db, rules.confirmed(draft, now))
    to = [Recipient(Person(n, "t", str(n), ""), ("council:19",)) for n in everybody[1:]]
    broadcasts.freeze(db, one, to)
    messages.owe_many(db, one, everybody[1:], now)
    return one


def settle(db: Session, person: int, state: outbox.State, now: datetime) -> None:
    row = db.exec(select(t.Outbox).where(t.Outbox.person_id == person)).one()
    row.sqlmodel_update({"state": state, "reason": "sent", "settled": now, "channel": "msteams"})
    db.add(row)
    db.flush()


def test_a_draft_comes_back_as_it_was_kept(store: Store, everybody: Sequence[int], now: datetime) -> None:
    with store.transaction() as db:
        draft = broadcasts.add(db, everybody[0], TEXTS, Audience(groups=("councils",)), now)
        put = broadcasts.put(db, replace(draft, link="https://tem.fi/", acknowledge=True, edition=2))
    with store.read() as db:
        assert put == broadcasts.find(db, draft.id)
        assert TEXTS == put.texts


def test_a_new_version_leaves_the_old_one(store: Store, everybody: Sequence[int], now: datetime) -> None:
    new = {"fi": Wording("Uusi", "Teksti", "Otsikko vaihtui")}
    with store.transaction() as db:
        one = sending(db, everybody, now)
        broadcasts.put(db, rules.corrected(one, new, now))
    with store.read() as db:
        versions = db.exec(select(t.BroadcastText.version, t.BroadcastText.language)).all()
        found = broadcasts.find(db, one.id)
    assert {(1, "fi"), (1, "sv"), (2, "fi")} == set(versions)
    assert found is not None
    assert new == found.texts


def test_a_reader_gets_the_newest_text_and_others_nothing(
    store: Store, everybody: Sequence[int], now: datetime
) -> None:
    with store.transaction() as db:
        one = sending(db, everybody, now)
        broadcasts.put(db, rules.corrected(one, {"fi": Wording("Uusi", "Teksti")}, now))
    with store.read() as db:
        read = broadcasts.reading(db, one.id, everybody[1])
        other = broadcasts.reading(db, one.id, everybody[0])
    assert read is not None
    assert ("Henkilö 0", "Uusi") == (read.by, read.broadcast.texts["fi"].title)
    assert other is None


def test_a_region_means_its_people(store: Store, everybody: Sequence[int], now: datetime) -> None:
    with store.transaction() as db:
        draft = broadcasts.add(db, everybody[0], TEXTS, Audience(regions=("19",)), now)
    with store.read() as db:
        found = broadcast_people.audience_of(db, draft, now)
    assert [(n, ("council:19",)) for n in everybody[1:]] == [(r.person.id, r.organisations) for r in found]


def test_those_who_cannot_be_reached_are_told_with_the_reason(
    store: Store, everybody: Sequence[int], now: datetime
) -> None:
    with store.transaction() as db:
        chat(db, everybody[1], now)
        chat(db, everybody[2], now, gone=now)
        db.add(t.Mute(person_id=everybody[1], topic="broadcasts", at=now))
        draft = broadcasts.add(db, everybody[0], TEXTS, Audience(regions=("19",)), now)
    with store.read() as db:
        reach = broadcast_people.reachable(db, broadcast_people.audience_of(db, draft, now), now)
    assert {everybody[2]: "has blocked the bot", everybody[3]: "never wrote to the bot"} == reach.out
    assert {everybody[1]} == reach.muted


def test_counts_and_lines_tell_what_became_of_each(
    store: Store, everybody: Sequence[int], now: datetime
) -> None:
    with store.transaction() as db:
        one = sending(db, everybody, now)
        settle(db, everybody[1], outbox.State.SENT, now)
        settle(db, everybody[2], outbox.State.UNREACHABLE, now)
        broadcasts.acknowledge(db, one.id, everybody[1], now)
    with store.read() as db:
        how, lines = messages.counts(db, one.id), messages.lines(db, one.id)
        silent = messages.silent(db, one.id)
    assert (3, {"sent": 1, "unreachable": 1, "owed": 1}, 1) == (how.people, how.states, how.acknowledged)
    assert [("sent", True), ("unreachable", False), ("owed", False)] == [(x.state, x.got) for x in lines]
    assert {"council:19": {"people": 3, "got": 1, "ok": 1}} == messages.per_organisation(lines)
    assert () == silent


def test_the_first_acknowledgement_counts(store: Store, everybody: Sequence[int], now: datetime) -> None:
    with store.transaction() as db:
        one = sending(db, everybody, now)
        broadcasts.acknowledge(db, one.id, everybody[1], now)
        broadcasts.acknowledge(db, one.id, everybody[1], now.replace(year=2027))
        read = broadcasts.reading(db, one.id, everybody[1])
    assert read is not None
    assert now == read.acknowledged


def test_those_on_the_way_may_have_been_reached(
    store: Store, everybody: Sequence[int], now: datetime
) -> None:
    with store.transaction() as db:
        one = sending(db, everybody, now)
        row = db.exec(select(t.Outbox).where(t.Outbox.person_id == everybody[3])).one()
        row.lease = now
        db.add(row)
        db.flush()
        settle(db, everybody[1], outbox.State.SENT, now)
        assert (everybody[1], everybody[3]) == messages.reached(db, one.id)


def test_what_waits_is_owed_no_more_but_not_once_some_of_it_is_on_its_way(
    store: Store, everybody: Sequence[int], now: datetime
) -> None:
    with store.transaction() as db:
        one = sending(db, everybody, now)
        row = db.exec(select(t.Outbox).where(t.Outbox.person_id == everybody[3])).one()
        row.attempts = 1
        db.add(row)
        db.flush()
        assert not messages.disown(db, one)
        row.attempts = 0
        db.add(row)
        db.flush()
        assert messages.disown(db, one)
        assert 0 == messages.counts(db, one.id).of(outbox.State.OWED)


def test_a_discarded_draft_leaves_nothing(store: Store, everybody: Sequence[int], now: datetime) -> None:
    with store.transaction() as db:
        draft = broadcasts.add(db, everybody[0], TEXTS, Audience(), now)
        broadcasts.drop(db, draft)
        assert broadcasts.find(db, draft.id) is None
        assert [] == db.exec(select(t.BroadcastText)).all()


def test_ten_thousand_are_written_down_in_one_go(store: Store, now: datetime) -> None:
    many = 10_000
    with store.transaction() as db:
        db.add_all(t.Person(id=n, tenant="t", object_id=str(n), name="x") for n in range(1, many + 2))
        db.flush()
        draft = broadcasts.add(db, many + 1, TEXTS, Audience(groups=("everybody",)), now)
        one = broadcasts.put(db, rules.confirmed(draft, now))
        to = [Recipient(Person(n, "t", str(n), ""), ("council:19",)) for n in range(1, many + 1)]
        broadcasts.freeze(db, one, to)
        assert many == messages.owe_many(db, one, (each.person.id for each in to), now)
        assert (many, {"owed": many}) == (
            messages.counts(db, one.id).people,
            messages.counts(db, one.id).states,
        )
    assert State.SENDING is one.state
