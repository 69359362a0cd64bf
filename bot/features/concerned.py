"""Whether a notice that waits is still for its reader, who may have lost the role that it was owed for.

What everybody admitted may know, such as dates and announced sessions, isn't listed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlmodel import Session

from knowledge.availability import answering_for
from knowledge.comments import hears
from knowledge.people import Action, Person, may
from knowledge.proposals import may_open
from knowledge.sessions import taking_part
from knowledge.state_views import may_ask
from storage import broadcast_counts, polls, proposals, sessions

from . import (
    availability,
    carrying_take,
    confirming_notices,
    joining,
    personal_data,
    session_notices,
    state_view_notices,
    triage_release,
)
from . import proposal_notices as notices

Concerned = Callable[[Session, Person, Mapping[str, Any]], bool]


def _reads(db: Session, person: Person, data: Mapping[str, Any]) -> bool:
    return _open_all(db, person, [data["proposal"]])


def _reads_all(db: Session, person: Person, data: Mapping[str, Any]) -> bool:
    return _open_all(db, person, [item["id"] for item in (*data["items"], *data["taken"])])


def _open_all(db: Session, person: Person, ids: Iterable[int]) -> bool:
    return all(may_open(person, proposal) for proposal in proposals.by_ids(db, list(ids)))


def _hears(db: Session, person: Person, data: Mapping[str, Any]) -> bool:
    proposal = proposals.find(db, data["proposal"])
    return proposal is not None and hears(person, proposal)


def _answers(db: Session, person: Person, data: Mapping[str, Any]) -> bool:
    poll = polls.find(db, data["poll"])
    session = sessions.find(db, poll.session) if poll else None
    return session is not None and data["organisation"] in answering_for(person, session)


def _takes_part(db: Session, person: Person, data: Mapping[str, Any]) -> bool:
    session = sessions.find(db, data["session"])
    return session is not None and taking_part(person, session)


def _coordinates(_: Session, person: Person, __: Mapping[str, Any]) -> bool:
    return may(person, Action.COORDINATE)


def _of_the_region(_: Session, person: Person, data: Mapping[str, Any]) -> bool:
    return may_ask(person, data["region"])


OF_PROPOSALS = (
    *(notices.SUBMITTED, notices.RESENT, notices.ASKED, notices.ANSWERED, notices.EDITED),
    *(notices.WITHDRAWN, notices.BROUGHT, notices.SETTLED, carrying_take.TAKEN),
)
CONCERNED: Mapping[str, Concerned] = {
    **dict.fromkeys(OF_PROPOSALS, _reads),
    notices.COMMENTED: _hears,
    triage_release.RELEASED: _reads_all,
    availability.ASKED: _answers,
    session_notices.ANNOUNCED: _takes_part,
    session_notices.CHANGED: _takes_part,
    session_notices.MOVED: _takes_part,
    session_notices.CANCELLED: _takes_part,
    confirming_notices.SENT: confirming_notices.answers,
    confirming_notices.DECLINED: confirming_notices.asked_for,
    confirming_notices.ASKED: _coordinates,
    confirming_notices.ALL: _coordinates,
    joining.ASKED: _coordinates,
    personal_data.ASKED: _coordinates,
    broadcast_counts.PROGRESS: _coordinates,
    state_view_notices.PUBLISHED: _of_the_region,
    state_view_notices.CHANGED: _of_the_region,
}
"""By a notice's cause."""
