"""Removing what is kept no longer: that, and nothing that is needed still."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import SQLModel, select

from knowledge.clock import today
from knowledge.people import ERASED
from knowledge.retention import RULES, TIMED, Rule
from storage import retention
from storage import tables as t
from storage.proposals import Author
from storage.store import Store
from tests.storage.audit_rows import add, found, seal_all

DAY = timedelta(days=1)


def put(store: Store, *rows: SQLModel) -> None:
    with store.transaction() as db:
        for row in rows:
            db.add(row)
            db.flush()


def every(store: Store, column: Any, by: Any = None) -> list[Any]:
    with store.read() as db:
        return list(db.exec(select(column).order_by(column if by is None else by)))


def apply(store: Store, now: datetime, *kinds: str) -> dict[str, int]:
    """Remove everything that is due: how many of each kind."""
    done = {}
    for rule in RULES:
        if kinds and rule.kind not in kinds:
            continue
        done[rule.kind] = 0
        with store.transaction() as db:
            while count := retention.remove(db, rule, now):
                done[rule.kind] += count
    return {kind: count for kind, count in done.items() if count}


def rule(kind: str) -> Rule:
    return TIMED[kind]


def after(kind: str, now: datetime) -> datetime:
    """A moment at which what ended now is just kept no longer."""
    return now + timedelta(days=rule(kind).days or 0) + DAY


def message(person: int, now: datetime, n: int, state: str = "sent", **more: Any) -> t.Outbox:
    told = {"card": "notice", "data": {"text": "Hei"}, "cause": "c", "created": now, "due": now}
    settled = None if state == "owed" else now
    return t.Outbox(once=f"o{n}", person_id=person, state=state, settled=settled, **told, **more)


@pytest.fixture
def person(author: Author) -> int:
    return author.person.id


def test_every_kind_that_isnt_kept_for_good_is_removed_by_someone() -> None:
    assert set(TIMED) == set(retention.KINDS)


def test_nothing_is_due_where_everything_is_new(store: Store, person: int, now: datetime) -> None:
    put(store, message(person, now, 1), t.Mute(person_id=person, topic="reminders", until=today(now), at=now))
    with store.read() as db:
        assert {0} == set(retention.counts(db, RULES, now).values())
        assert retention.first_due(db, RULES, now) is None
    assert {} == apply(store, now)


def test_of_messages_only_what_they_said_goes_and_none_that_is_owed(
    store: Store, person: int, now: datetime
) -> None:
    put(
        store,
        *(message(person, now, n, state, activity="1:abc") for n, state in enumerate(("sent", "failed"))),
    )
    put(store, message(person, now, 3, "owed"))
    assert {"outbox": 2} == apply(store, after("outbox", now), "outbox")
    assert [{}, {}, {"text": "Hei"}] == every(store, t.Outbox.data, t.Outbox.id)
    assert [now, now, None] == every(store, t.Outbox.expires, t.Outbox.id)  # so that none is sent again
    assert {} == apply(store, after("outbox", now), "outbox")


def test_requests_to_be_admitted_go_half_a_year_after_their_answer(store: Store, now: datetime) -> None:
    def request(n: int, state: str, decided: datetime | None) -> t.JoinRequest:
        who = {"tenant": "t", "object_id": f"o{n}", "name": "Aino", "role": "contact", "language": "fi"}
        return t.JoinRequest(**who, state=state, at=now, decided=decided)

    late = after("joining", now)
    put(store, request(1, "refused", now), request(2, "waiting", None), request(3, "taken back", None))
    put(store, request(4, "admitted", late))
    assert {"joining": 2} == apply(store, late, "joining")
    assert ["o2", "o4"] == every(store, t.JoinRequest.object_id)


def test_what_somebody_turned_off_and_when_they_were_away_go_a_month_later(
    store: Store, person: int, now: datetime
) -> None:
    day = today(now)
    put(store, t.Mute(person_id=person, topic="reminders", until=day, at=now))
    put(store, t.Mute(person_id=person, topic="views", until=None, at=now))
    put(store, t.Absence(person_id=person, since=day, until=day))
    assert {} == apply(store, now + 30 * DAY)
    assert {"absences": 1, "mutes": 1} == apply(store, now + 31 * DAY)
    assert ["views"] == every(store, t.Mute.topic)


def test_an_address_and_a_chat_go_when_somebody_has_had_no_role_for_long(
    store: Store, person: int, now: datetime
) -> None:
    chat = {"id": "a:1", "channel": "msteams", "service_url": "", "tenant": "t", "updated": now}
    put(store, t.Mailbox(person_id=person, address="a@b.fi"), t.Conversation(person_id=person, **chat))
    late = after("mailboxes", now)
    assert {} == apply(store, late)  # they have their role still
    with store.transaction() as db:
        db.exec(select(t.Membership)).one().until = today(now)
    assert {} == apply(store, late - 2 * DAY)
    assert {"mailboxes": 1, "conversations": 1} == apply(store, late)


def test_somebody_without_a_role_for_years_becomes_a_number(store: Store, person: int, now: datetime) -> None:
    with store.transaction() as db:
        db.exec(select(t.Membership)).one().until = today(now)
    late = after("people", now)
    assert {} == apply(store, late - 2 * DAY, "people")
    assert {"people": 1} == apply(store, late, "people")
    assert ([ERASED], []) == (every(store, t.Person.name), every(store, t.Membership.id))
    assert {} == apply(store, late, "people")


def test_a_new_role_in_another_organisation_keeps_somebody(store: Store, person: int, now: datetime) -> None:
    with store.transaction() as db:
        db.exec(select(t.Membership)).one().until = today(now)
        db.add(t.Organisation(id="other:x", kind="other", name_fi="X"))
        db.flush()
        db.add(t.Membership(person_id=person, organisation_id="other:x", role="observer"))
    assert {} == apply(store, now + 4000 * DAY)


def test_changes_of_a_draft_and_its_chat_go_only_after_the_minutes_are_final(
    store: Store, open_round: Any, person: int, now: datetime
) -> None:
    held = {"round_id": open_round.id, "kind": "regional", "state": "held", "name_fi": "Keskustelu"}
    for session, state in (("2026-19", "final"), ("2026-18", "out")):
        put(store, t.Session(id=session, **held))
        final = now if state == "final" else None
        put(store, t.Minutes(session_id=session, version=1, state=state, finalised=final))
        part = t.MinutesPart(session_id=session, kind="item", position=0, at=now, person_id=person)
        put(store, part)
        told = {"session_id": session, "at": now, "person_id": person}
        put(store, t.MinutesEdit(part_id=part.id, edition=1, **told))
        put(store, t.MinutesChat(channel="msteams", conversation=session, **told))
    assert {"chats": 1} == apply(store, after("chats", now))
    assert {"edits": 1} == apply(store, after("edits", now))
    assert (["2026-18"], ["2026-18"]) == (
        *(every(store, t.MinutesEdit.session_id), every(store, t.MinutesChat.session_id)),
    )
    assert 2 == len(every(store, t.MinutesPart.id))


def test_the_log_of_use_goes_by_whole_seals_and_its_chain_stays_whole(store: Store, now: datetime) -> None:
    for years in (0, 1, 12):
        add(store, 10, now + years * 365 * DAY)
        seal_all(store, now + years * 365 * DAY)
    late = now + 12 * 365 * DAY
    assert {"audit": 2} == apply(store, late, "audit")
    assert [3] == every(store, t.AuditSeal.id)
    seal_all(store, late)
    assert [] == found(store)


def test_the_newest_seal_stays_however_old_it_is(store: Store, now: datetime) -> None:
    add(store, 10, now)
    seal_all(store, now)
    assert {} == apply(store, now + 9000 * DAY, "audit")


def test_what_is_removed_is_counted_in_the_log_of_use(store: Store, person: int, now: datetime) -> None:
    put(store, t.Absence(person_id=person, since=today(now), until=today(now)))
    apply(store, after("absences", now))
    with store.read() as db:
        row = db.exec(select(t.Audit).where(t.Audit.what == "retention.removed")).one()
    assert ("kind:absences", {"count": 1}) == (row.about, row.data)


def test_few_are_removed_in_one_transaction(store: Store, person: int, now: datetime) -> None:
    put(store, *(message(person, now, n) for n in range(retention.BATCH + 5)))
    late = after("outbox", now)
    with store.transaction() as db:
        assert retention.BATCH == retention.remove(db, rule("outbox"), late)
    with store.read() as db:
        assert 5 == retention.counts(db, RULES, late)["outbox"]
