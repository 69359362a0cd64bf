"""Reading what is recorded of a round for the overview: a handful of statements, however large it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, func, select

from knowledge import minutes
from knowledge import sessions as meetings
from knowledge.proposals import CHANGEABLE, UNSENT, Standing, State
from knowledge.reporting_rounds import opening, still_asked
from knowledge.rounds import Round
from knowledge.status import Facts, Question, Sitting

from . import confirming, reporting, rounds, sessions
from . import tables as t

ANSWERED = frozenset({Standing.ACCEPTED, Standing.DECLINED, Standing.LEFT})


def facts(db: Session, round_: Round) -> Facts:
    """What is recorded of a round."""
    planned = [
        each for each in sessions.of_round(db, round_.id) if each.state is not meetings.State.CANCELLED
    ]
    return Facts(
        round_,
        rounds.participants(db, round_.id),
        proposals=_proposals(db, round_),
        parts=_parts(db, round_),
        views=_views(db, round_),
        sittings=_sittings(db, planned),
        joint=_joint(db, round_),
        polls=_polls(db, planned),
        minutes=_minutes(db, planned),
        reports=_reports(db, round_),
    )


def _reports(db: Session, round_: Round) -> Mapping[str, tuple[int, int]]:
    """Of how many conclusions of earlier rounds each organisation has told, of how many the round asks."""
    opens = opening(round_)
    return {
        organisation: (len(own) - len(still_asked(own, organisation, opens)), len(own))
        for organisation, own in reporting.asked_by(db, round_).items()
    }


def _proposals(db: Session, round_: Round) -> Mapping[str, int]:
    """How many proposals that were sent and stand each organisation leads or has joined."""
    stands = (t.Proposal.round_id == round_.id, col(t.Proposal.state).not_in([*UNSENT, State.WITHDRAWN]))
    leading = db.exec(select(t.Proposal.organisation_id).where(*stands)).all()
    partner = t.ProposalOrganisation
    joined = db.exec(
        select(partner.organisation_id)
        .join(t.Proposal, col(t.Proposal.id) == col(partner.proposal_id))
        .where(*stands, partner.state == Standing.ACCEPTED)
    ).all()
    return Counter([*leading, *joined])


def _joint(db: Session, round_: Round) -> tuple[Question, ...]:
    """Who was asked to stand behind which proposal; what can no longer be answered isn't asked."""
    partner = t.ProposalOrganisation
    rows = db.exec(
        select(partner, t.Proposal.state)
        .join(t.Proposal, col(t.Proposal.id) == col(partner.proposal_id))
        .where(t.Proposal.round_id == round_.id, t.Proposal.state != State.WITHDRAWN)
    ).all()
    return tuple(
        Question(
            frozenset({row.organisation_id}),
            frozenset({row.organisation_id} if row.state in ANSWERED else ()),
            round_.proposals_close,
        )
        for row, state in rows
        if row.state in ANSWERED or (row.state == Standing.ASKED and state in CHANGEABLE)
    )


def _parts(db: Session, round_: Round) -> Mapping[str, int]:
    part = t.StateViewPart
    query = select(part.organisation_id, func.count()).where(part.round_id == round_.id, part.text != "")
    return dict(db.exec(query.group_by(part.organisation_id)).all())


def _views(db: Session, round_: Round) -> frozenset[str]:
    view = t.StateView
    return frozenset(
        db.exec(select(view.region).where(view.round_id == round_.id, col(view.published).is_not(None))).all()
    )


def _sittings(db: Session, planned: Iterable[meetings.Session]) -> tuple[Sitting, ...]:
    about = [each for each in planned if each.kind is not meetings.Kind.PREPARATORY]
    ids = [each.id for each in about]
    query = select(t.AgendaVersion.session_id).where(col(t.AgendaVersion.session_id).in_(ids)).distinct()
    published = set(db.exec(query).all())
    return tuple(Sitting(frozenset(each.regions), each.id in published) for each in about)


def _polls(db: Session, planned: Iterable[meetings.Session]) -> tuple[Question, ...]:
    """The newest question of times of each session; a closed one is asked of nobody any more."""
    taking_part = {each.id: frozenset(each.organisations) for each in planned}
    query = select(t.Poll).where(col(t.Poll.session_id).in_(taking_part)).order_by(col(t.Poll.id))
    newest = {row.session_id: row for row in db.exec(query).all()}
    answered = _answered(db, [row.id or 0 for row in newest.values()])
    return tuple(_poll(row, taking_part[session], answered) for session, row in newest.items())


def _poll(row: t.Poll, asked: frozenset[str], answered: Mapping[int, set[str]]) -> Question:
    given = frozenset(answered[row.id or 0])
    return Question(asked & given if row.closed else asked, given, row.due, row.closed is None)


def _answered(db: Session, polls: Iterable[int]) -> Mapping[int, set[str]]:
    query = (
        select(t.PollOption.poll_id, t.PollAnswer.organisation_id)
        .join(t.PollAnswer, col(t.PollAnswer.option_id) == col(t.PollOption.id))
        .where(col(t.PollOption.poll_id).in_(polls))
        .distinct()
    )
    found: dict[int, set[str]] = defaultdict(set)
    for poll, organisation in db.exec(query).all():
        found[poll].add(organisation)
    return found


def _minutes(db: Session, planned: Iterable[meetings.Session]) -> tuple[Question, ...]:
    """The newest minutes of each session, asked of its organisations for confirmation."""
    taking_part = {each.id: frozenset(each.organisations) for each in planned}
    newest = confirming.newest(db, taking_part)
    given = confirming.answered(db, [row.id or 0 for row in newest.values()])
    return tuple(
        Question(
            taking_part[session],
            frozenset(given.get(row.id or 0, ())),
            row.due,
            open=row.state == minutes.State.OUT,
        )
        for session, row in newest.items()
    )
