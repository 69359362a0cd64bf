"""What each notice is about, by its cause: what turns it down, and in words why it came."""

from __future__ import annotations

from collections.abc import Mapping

from cards.language import N_
from knowledge.notices import Topic
from storage import broadcast_counts

from . import (
    admission,
    agenda_publishing,
    availability,
    carrying_take,
    confirming_notices,
    finalising,
    joining,
    partner_requests,
    personal_data,
    proposal_notices,
    reminder_rings,
    round_notices,
    session_notices,
    state_view_notices,
    triage_release,
)

CONFIRM = "address given"
"""The cause of the message that asks whether an e-mail address is somebody's."""

OF_PROPOSALS = {
    proposal_notices.SUBMITTED: N_("a proposal was sent"),
    proposal_notices.RESENT: N_("a returned proposal was sent again"),
    proposal_notices.EDITED: N_("a proposal was changed"),
    proposal_notices.WITHDRAWN: N_("a proposal was withdrawn"),
    proposal_notices.ASKED: N_("an organisation was asked to join a proposal"),
    proposal_notices.ANSWERED: N_("an organisation answered whether it joins a proposal"),
    partner_requests.TAKEN_BACK: N_("a request to join a proposal was taken back"),
    proposal_notices.BROUGHT: N_("a topic was brought to the council"),
    proposal_notices.SETTLED: N_("the council answered about a topic"),
    proposal_notices.COMMENTED: N_("a proposal was commented on"),
    carrying_take.TAKEN: N_("a proposal was taken along from an earlier round"),
    triage_release.RELEASED: N_("the working group told what becomes of proposals"),
}
OF_SCHEDULE = {
    round_notices.OPENED: N_("a round was opened"),
    round_notices.MOVED: N_("a date of the round was moved"),
    session_notices.ANNOUNCED: N_("a session was announced"),
    session_notices.CHANGED: N_("a session was changed"),
    session_notices.MOVED: N_("a session was moved or cancelled"),
    session_notices.CANCELLED: N_("a session was cancelled"),
    session_notices.OPENED: N_("a session that you have opened was changed"),
    session_notices.LEFT: N_("you take part in a session no longer"),
    availability.ASKED: N_("your organisation was asked which times suit it"),
    agenda_publishing.PUBLISHED: N_("an agenda was published or changed"),
    finalising.FINAL: N_("minutes became final"),
    confirming_notices.SENT: N_("minutes wait for your organisation's answer"),
    confirming_notices.DECLINED: N_("a correction that your organisation asked for isn't made"),
    confirming_notices.ASKED: N_("a correction to minutes was asked for"),
    confirming_notices.ALL: N_("every organisation has answered about minutes"),
}
OF_VIEWS = {
    state_view_notices.PUBLISHED: N_("the state's view of a region was published"),
    state_view_notices.CHANGED: N_("the state's view of a region was changed"),
}
OF_REMINDERS = {
    reminder_rings.REMINDED: N_("your organisation still had something to do, or a session was near"),
    reminder_rings.ASKED: N_("a coordinator reminded those who were missing"),
}
OF_BROADCASTS = {
    broadcast_counts.CAUSE: N_("a coordinator sent a notice to many"),
    broadcast_counts.REMINDER: N_("a notice to many waited for you to acknowledge it"),
}
OF_PEOPLE = {
    joining.ASKED: N_("somebody asked to be admitted"),
    admission.ANSWERED: N_("your request to be admitted was answered"),
    admission.GRANTED: N_("you were given a role"),
    admission.ENDED: N_("a role of yours ended"),
    personal_data.ASKED: N_("somebody asked about their own data"),
}
KINDS: Mapping[Topic, Mapping[str, str]] = {
    Topic.REMINDERS: OF_REMINDERS,
    Topic.SCHEDULE: OF_SCHEDULE,
    Topic.PROPOSALS: OF_PROPOSALS,
    Topic.VIEWS: OF_VIEWS,
    Topic.BROADCASTS: OF_BROADCASTS,
    Topic.PEOPLE: OF_PEOPLE,
}
"""By topic: the causes of notices, and each in words that complete “Because …”."""
TOPICS: Mapping[str, Topic] = {cause: topic for topic, kinds in KINDS.items() for cause in kinds}
"""By a notice's cause: what it is about."""
ALWAYS: Mapping[str, str] = {
    finalising.UPDATED: N_("minutes that you have opened became final"),
    confirming_notices.ANSWERED: N_("your organisation has answered about minutes that you have opened"),
    confirming_notices.REPLACED: N_("a newer version of minutes that you have opened is out"),
    CONFIRM: N_("you gave this e-mail address"),
    personal_data.ANSWERED: N_("you asked about your own data"),
    reminder_rings.UPDATED: N_("what you were reminded of was done"),
    broadcast_counts.CORRECTION: N_("a notice to many was corrected"),
    broadcast_counts.RECALL: N_("a notice to many was recalled"),
    broadcast_counts.PROGRESS: N_("a notice of yours to many was being sent"),
}
"""Causes of what can't be turned down: whoever gets it has just asked for it, or it only brings a card up to
date that stands.
"""
WORDS: Mapping[str, str] = {
    cause: words for kinds in (*KINDS.values(), ALWAYS) for cause, words in kinds.items()
}
"""By a notice's cause: why it came, in words."""


def mutable(cause: str, *, urgent: bool) -> Topic | None:
    """What turns the notice down; None: it comes in any case, as that of a session that is moved or cancelled
    at the last moment does, since somebody may be on their way.
    """
    topic = TOPICS.get(cause)
    return None if topic is Topic.SCHEDULE and urgent else topic
