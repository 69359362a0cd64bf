"""What an archive package tells of a round, as plain data: what is public, without anybody's contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlmodel import Session as Db
from sqlmodel import col, select

from knowledge.people import ALL
from knowledge.proposals import Proposal
from knowledge.records import Kind, Record
from knowledge.rounds import Round
from knowledge.sessions import Session

from . import minutes, people, proposals, records, seals, sessions
from . import tables as t
from .names import by_language

Plain = dict[str, Any]


def conclusions(db: Db, round_: Round) -> tuple[Record, ...]:
    """The conclusions of a round that everybody admitted may see, in order of their ids."""
    row, ids = t.Record, [each.id for each in sessions.of_round(db, round_.id)]
    mine = col(row.session_id).in_(ids) | (col(row.session_id).is_(None) & (row.year == round_.year))
    found = db.exec(select(row.id).where(row.kind == Kind.CONCLUSION, row.seen == ALL, mine))
    return records.by_ids(db, sorted(found.all()))


def follow_up(db: Db, ids: Sequence[str]) -> list[Plain]:
    """What organisations reported on these conclusions, the oldest first; not who did it for them."""
    row = t.FollowUp
    query = select(row).where(col(row.record_id).in_(ids)).order_by(col(row.record_id), col(row.id))
    told = ("record_id", "state", "note", "day", "at", "organisation_id")
    return [_plain({name: getattr(each, name) for name in told}) for each in db.exec(query)]


def public_proposals(db: Db, round_: Round) -> list[Plain]:
    """The round's proposals that an agenda has published."""
    row = t.Proposal
    query = select(row.id).where(row.round_id == round_.id, col(row.published).is_not(None))
    found = proposals.by_ids(db, [each or 0 for each in db.exec(query.order_by(col(row.number)))])
    return [_proposal(each) for each in found]


def _proposal(each: Proposal) -> Plain:
    told = ("number", "organisation", "state", "late", "version", "merged_into", "carried_from", "published")
    shown = {name: getattr(each, name) for name in told}
    history = [{"at": event.at, "state": event.state, "version": event.version} for event in each.events]
    return _plain({**shown, "owners": each.owners, **asdict(each.content), "history": history})


def about(db: Db, round_: Round) -> Plain:
    """The round, its sessions and the organisations of both, with case numbers, dates and checksums."""
    held = sessions.of_round(db, round_.id)
    named = {each for session in held for each in session.organisations}
    known = people.organisations(db)
    return {
        "round": _round(db, round_),
        "sessions": [_session(db, each) for each in held],
        "organisations": {
            each: {"names": known[each].names, "region": known[each].region}
            for each in sorted(named)
            if each in known
        },
    }


def _round(db: Db, round_: Round) -> Plain:
    row = db.get_one(t.Round, round_.id)
    told = {name: value for name, value in row.model_dump().items() if not name.startswith("name_")}
    return _plain({**told, "names": by_language(row)})


def _session(db: Db, session: Session) -> Plain:
    told = ("id", "kind", "state", "names", "theme", "starts", "ends", "place", "regions", "organisations")
    shown = {name: getattr(session, name) for name in told}
    versions = [
        {
            "version": each.number,
            "state": each.state,
            "sent": each.sent,
            "finalised": each.finalised,
            "checksum": each.checksum,
        }
        for each in minutes.versions(db, session.id)
    ]
    return _plain({**shown, "case_number": session.case_number, "minutes": versions})


def sealed(db: Db) -> Mapping[str, str]:
    """Where the log of use stands: the newest seal and its digest."""
    last = seals.newest(db)
    return {"Audit-Seal": str(last.id), "Audit-Digest": last.after} if last else {}


def as_plain(record: Record) -> Plain:
    """A conclusion as data that can be kept as JSON."""
    told = {name: value for name, value in asdict(record).items() if name not in ("meeting", "confirmations")}
    return _plain({**told, "session": record.meeting.id if record.meeting else None})


def _plain(value: Mapping[str, Any]) -> Plain:
    """The same with days and moments as text, for JSON."""
    return {name: _as_text(each) for name, each in value.items()}


def _as_text(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _as_text(each) for key, each in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [_as_text(each) for each in value]
    return value.isoformat() if isinstance(value, date | datetime) else value
