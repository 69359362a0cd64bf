"""Reading and writing sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session as Db
from sqlmodel import col, select

from knowledge import sessions as rules
from knowledge.people import Person
from knowledge.rounds import Round

from . import people, rounds
from . import tables as t
from .names import as_columns, by_language


def find(db: Db, session: str) -> rules.Session | None:
    """The session with this id, or None."""
    return next(iter(_sessions(db, db.exec(select(t.Session).where(t.Session.id == session)).all())), None)


def by_ids(db: Db, ids: Sequence[str]) -> tuple[rules.Session, ...]:
    """The sessions with these ids, in their order."""
    rows = db.exec(select(t.Session).where(col(t.Session.id).in_(ids))).all()
    found = {session.id: session for session in _sessions(db, rows)}
    return tuple(found[id_] for id_ in ids if id_ in found)


def hold(db: Db, session: str) -> rules.Session | None:
    """The session with this id, held until the transaction ends (a row lock on PostgreSQL), or None."""
    query = select(t.Session).where(t.Session.id == session).with_for_update()
    rows = db.exec(query.execution_options(populate_existing=True)).all()
    return next(iter(_sessions(db, rows)), None)


def of_round(db: Db, round_id: int) -> tuple[rules.Session, ...]:
    """A round's sessions in every state, in order of time; those without one last."""
    rows = db.exec(select(t.Session).where(t.Session.round_id == round_id)).all()
    return tuple(sorted(_sessions(db, rows), key=lambda s: (s.starts is None, s.starts, s.id)))


def hold_plans(db: Db) -> None:
    """Hold every round until the transaction ends: nobody else plans a session meanwhile.

    Rounds run side by side, and a region or a person must not be in two places in any of them. Whoever
    holds a session as well holds the rounds first.
    """
    db.exec(select(col(t.Round.id)).order_by(col(t.Round.id)).with_for_update()).all()


def running(db: Db, session: rules.Session) -> tuple[rules.Session, ...]:
    """The other sessions of any round that run at the time of this one, the cancelled ones left out."""
    if session.starts is None or session.ends is None:
        return ()
    rows = db.exec(
        select(t.Session).where(
            t.Session.id != session.id,
            t.Session.state != rules.State.CANCELLED,
            col(t.Session.starts) < session.ends,
            col(t.Session.ends) > session.starts,
        )
    ).all()
    return rules.overlapping(session, _sessions(db, rows))


def ids(db: Db) -> frozenset[str]:
    """The ids of all sessions."""
    return frozenset(db.exec(select(t.Session.id)).all())


def audience(db: Db, session: rules.Session, day: date) -> tuple[Person, ...]:
    """Everybody who takes part in a session, as of a day."""
    named = people.by_ids(db, session.people, day)
    members = people.members(db, session.organisations, day)
    everybody = {person.id: person for person in (*members, *named)}.values()
    return tuple(person for person in everybody if rules.taking_part(person, session))


def put(db: Db, session: rules.Session) -> rules.Session:
    """Add a session or write it anew, with its regions, organisations and people."""
    row = db.get(t.Session, session.id) or t.Session(
        id=session.id, round_id=session.round.id, kind="", state="", name_fi=""
    )
    row.sqlmodel_update(_plain(session))
    db.add(row)
    db.flush()
    _link(db, session)
    return session


SAME = ("starts", "ends", "length", "case_number", "version", "announced")
TEXTS = ("theme", "place", "link", "reason")
"""Columns that a session has under the same name; of the texts, an empty one is NULL."""


def _plain(session: rules.Session) -> dict[str, object]:
    texts = {name: getattr(session, name) or None for name in TEXTS}
    plain = {name: getattr(session, name) for name in ("kind", "state", *SAME)}
    return plain | as_columns(session.names) | texts


def _link(db: Db, session: rules.Session) -> None:
    links: tuple[tuple[type, str, Iterable[object]], ...] = (
        (t.SessionRegion, "region", session.regions),
        (t.SessionOrganisation, "organisation_id", session.organisations),
        (t.SessionPerson, "person_id", session.people),
    )
    for table, column, values in links:
        db.execute(delete(table).where(table.session_id == session.id))  # type: ignore[attr-defined]
        if rows := [{"session_id": session.id, column: value} for value in dict.fromkeys(values)]:
            db.execute(insert(table), rows)


def _sessions(db: Db, rows: Sequence[t.Session]) -> tuple[rules.Session, ...]:
    """Plain sessions of these rows: four statements at most, however many there are."""
    if not rows:
        return ()
    ids = [row.id for row in rows]
    known = {round_.id: round_ for round_ in rounds.all_rounds(db)}
    regions = _grouped(db, t.SessionRegion.session_id, t.SessionRegion.region, ids)
    organisations = _grouped(db, t.SessionOrganisation.session_id, t.SessionOrganisation.organisation_id, ids)
    people = _grouped(db, t.SessionPerson.session_id, t.SessionPerson.person_id, ids)
    return tuple(
        _session(row, known[row.round_id], regions[row.id], organisations[row.id], people[row.id])
        for row in rows
    )


def _grouped(db: Db, key: object, value: object, ids: Sequence[str]) -> dict[str, tuple]:  # type: ignore[type-arg]
    found: dict[str, list[object]] = {id_: [] for id_ in ids}
    query = select(key, value).where(col(key).in_(ids)).order_by(value)  # type: ignore[call-overload]
    for session, one in db.execute(query).all():
        found[session].append(one)
    return {id_: tuple(values) for id_, values in found.items()}


def _session(
    row: t.Session,
    round_: Round,
    regions: tuple[str, ...],
    organisations: tuple[str, ...],
    people: tuple[int, ...],
) -> rules.Session:
    texts: dict[str, Any] = {name: getattr(row, name) or "" for name in TEXTS}
    plain: dict[str, Any] = {name: getattr(row, name) for name in SAME}
    return rules.Session(
        id=row.id,
        round=round_,
        kind=rules.Kind(row.kind),
        state=rules.State(row.state),
        names=by_language(row),
        regions=regions,
        organisations=organisations,
        people=people,
        **plain,
        **texts,
    )
