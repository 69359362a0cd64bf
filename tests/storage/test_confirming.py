"""How organisations' answers to minutes are kept, and which of them may take another's place."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlmodel import Session as Db

from knowledge.confirming import Book, Way, Wish
from knowledge.minutes import Item, PartKind, State, Version
from knowledge.people import Person
from knowledge.records import Answer
from knowledge.reminders import Kind as Duties
from knowledge.rounds import Round
from knowledge.sessions import Kind, Session
from knowledge.sessions import State as SessionState
from storage import confirming, minutes, sessions, status
from storage.confirming import By
from storage.duties import duties
from storage.proposals import Author
from storage.store import Store
from storage.transfer import import_organisations, numbered

LAPPI, LVM = "council:19", "ministry:LVM"
OTHER = {"id": LVM, "kind": "ministry", "name_fi": "LVM", "abbreviation": "LVM"}


@pytest.fixture
def session(store: Store, open_round: Round, author: Author) -> Session:
    """A session of two organisations that was held."""
    with store.transaction() as db:
        import_organisations(db, numbered([OTHER]))
        names, there = {"fi": "Lapin keskustelu"}, (LAPPI, LVM)
        new = Session("2026-19", open_round, Kind.REGIONAL, SessionState.HELD, names, ("19",), there)
        return sessions.put(db, new)


@pytest.fixture
def version(store: Store, session: Session, author: Author, now: datetime) -> Version:
    """Version 1 of its minutes."""
    with store.transaction() as db:
        minutes.Writer(db, session.id, author.person, now).add(PartKind.ITEM, Item("Liikenne"), 1)
        return sent(db, session, author.person, now)


def sent(db: Db, session: Session, who: Person, now: datetime) -> Version:
    parts = minutes.draft(db, session.id).parts
    return minutes.send(db, session.id, parts, who, now, now + timedelta(days=14))


def book(store: Store, session: Session) -> Book:
    with store.read() as db:
        return confirming.book(db, session)


def answers(store: Store, session: Session) -> list[tuple[str, int, str, str]]:
    return [(g.organisation, g.version, g.answer.value, g.note) for g in book(store, session).given]


def test_an_answer_is_kept_with_who_gave_it_and_how_it_came(
    store: Store, session: Session, version: Version, author: Author, now: datetime
) -> None:
    letter = By(author.person, now, Way.LETTER, "VN/1/2026")
    with store.transaction() as db:
        assert confirming.answer(db, version, LAPPI, Answer.RESERVATION, letter, "Varauma.")
    (given,) = book(store, session).given
    assert ("Aila Tunturila", "letter", "VN/1/2026", "Varauma.", now) == (
        given.by,
        given.way,
        given.case_number,
        given.note,
        given.at,
    )


@pytest.mark.parametrize("first", [Answer.CONFIRMED, Answer.RESERVATION, Answer.NO_ANSWER])
def test_an_answer_that_was_given_is_never_written_over(
    store: Store, session: Session, version: Version, author: Author, now: datetime, first: Answer
) -> None:
    by = By(author.person, now)
    with store.transaction() as db:
        assert confirming.answer(db, version, LAPPI, first, by, "Ensin.")
    with store.transaction() as db:
        assert not confirming.answer(db, version, LAPPI, Answer.CONFIRMED, by, "Sitten.")
    assert [(LAPPI, 1, first.value, "Ensin.")] == answers(store, session)


def test_a_request_for_a_correction_may_become_an_answer(
    store: Store, session: Session, version: Version, author: Author, now: datetime
) -> None:
    by = By(author.person, now)
    with store.transaction() as db:
        for each in (Answer.CORRECTION, Answer.CORRECTION, Answer.CONFIRMED):
            assert confirming.answer(db, version, LAPPI, each, by)
    assert [(LAPPI, 1, "confirmed", "")] == answers(store, session)


def test_one_correction_of_a_part_waits_at_a_time(
    store: Store, session: Session, version: Version, author: Author, now: datetime
) -> None:
    part, by = version.parts[0].id, By(author.person, now)
    with store.transaction() as db:
        first = confirming.ask_correction(db, version, LAPPI, part, "Toisin.", by)
        assert None is confirming.ask_correction(db, version, LAPPI, part, "Vielä toisin.", by)
        assert first != confirming.ask_correction(db, version, LVM, part, "Toisin.", by)
    one = book(store, session).corrections[0]
    with store.transaction() as db:
        assert confirming.settle(db, one, Wish.DECLINED, author.person, now, "Ei.")
        assert not confirming.settle(db, one, Wish.ACCEPTED, author.person, now)
        assert confirming.ask_correction(db, version, LAPPI, part, "Taas.", by)
    assert [Wish.DECLINED, Wish.OPEN, Wish.OPEN] == [c.state for c in book(store, session).corrections]
    assert "Ei." == book(store, session).corrections[0].reason


def test_a_new_version_takes_accepted_corrections_in(
    store: Store, session: Session, version: Version, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        part, by = version.parts[0].id, By(author.person, now)
        confirming.ask_correction(db, version, LAPPI, part, "Toisin.", by)
        one = confirming.book(db, session).corrections[0]
        confirming.settle(db, one, Wish.ACCEPTED, author.person, now)
        accepted = confirming.book(db, session).accepted
        confirming.take_in(db, accepted, sent(db, session, author.person, now))
    found = book(store, session)
    assert ([2], (), 2) == (
        [c.taken_in for c in found.corrections],
        found.accepted,
        found.newest and found.newest.number,
    )
    with store.read() as db:
        assert session.id == confirming.session_of(db, found.corrections[0].id)
        assert None is confirming.session_of(db, 999)


# The overview and reminders agree


def asked(db: Db, version: Version, by: By) -> None:
    confirming.answer(db, version, LAPPI, Answer.CORRECTION, by)
    confirming.ask_correction(db, version, LAPPI, version.parts[0].id, "Toisin.", by)


def declined(db: Db, version: Version, by: By) -> None:
    asked(db, version, by)
    one = confirming.book(db, sessions.find(db, version.session) or _none()).corrections[0]
    confirming.settle(db, one, Wish.DECLINED, by.person, by.at, "Ei.")


def _none() -> Session:
    raise LookupError


def said(db: Db, version: Version, by: By) -> None:
    confirming.answer(db, version, LAPPI, Answer.CONFIRMED, by)


def renewed(db: Db, version: Version, by: By) -> None:
    said(db, version, by)
    sent(db, sessions.find(db, version.session) or _none(), by.person, by.at)


@pytest.mark.parametrize(
    ("act", "done"), [(said, {LAPPI}), (asked, {LAPPI}), (declined, set()), (renewed, set())]
)
def test_the_overview_and_the_reminders_say_the_same(
    store: Store,
    session: Session,
    version: Version,
    author: Author,
    now: datetime,
    act: Callable[[Db, Version, By], None],
    done: set[str],
) -> None:
    with store.transaction() as db:
        act(db, version, By(author.person, now))
    with store.read() as db:
        (question,) = status.facts(db, session.round).minutes
        (duty,) = duties(db, now, {Duties.MINUTES})
        waiting = confirming.book(db, session).waiting
    assert (done, done) == (set(question.answered), set(duty.done))
    assert {LAPPI, LVM} - done == set(waiting)
    assert (question.due, True) == (duty.due, question.open)
    assert {"Aila Tunturila"} == {each.by for each in duty.done.values()} or not done


def test_minutes_are_reminded_of_after_the_last_day_of_the_round(
    store: Store, session: Session, version: Version, now: datetime
) -> None:
    with store.transaction() as db:
        over = replace(session.round, sessions_to=now.date() - timedelta(days=3))
        db.connection().exec_driver_sql(f"UPDATE round SET sessions_to = '{over.sessions_to}'")
    with store.read() as db:
        assert [session.id] == [each.thing for each in duties(db, now, {Duties.MINUTES})]


def test_what_is_final_is_asked_no_more(
    store: Store, session: Session, version: Version, now: datetime
) -> None:
    with store.transaction() as db:
        db.connection().exec_driver_sql(f"UPDATE minutes SET state = '{State.FINAL}'")
    with store.read() as db:
        assert () == duties(db, now, {Duties.MINUTES})
        assert not status.facts(db, session.round).minutes[0].open


# Races


def test_of_two_who_answer_at_once_one_is_recorded(
    store: Store, session: Session, version: Version, author: Author, now: datetime
) -> None:
    start = Barrier(4)

    def answer(note: str) -> bool:
        start.wait()
        with store.transaction() as db:
            return confirming.answer(db, version, LAPPI, Answer.RESERVATION, By(author.person, now), note)

    with ThreadPoolExecutor(4) as threads:
        landed = list(threads.map(answer, "abcd"))
    assert 1 == sum(landed)
    assert [(LAPPI, 1, "reservation", "abcd"[landed.index(True)])] == answers(store, session)
