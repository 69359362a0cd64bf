"""All tables, no rules.

Times are UTC and aware: SQLite hands naive ones back, so one column type puts the zone on again.
Lists of codes live in tag tables, never in text columns, so that they can be queried.
"""

from __future__ import annotations

from .broadcasts import Broadcast, BroadcastRecipient, BroadcastText
from .memory import Counter, FollowUp, Record, RecordTag, RecordText
from .notices import Absence, Bell, Mailbox, Mute, Pause, Process, Reminded
from .people import JoinRequest, Membership, Organisation, Person
from .proposals import (
    Proposal,
    ProposalComment,
    ProposalEvent,
    ProposalMove,
    ProposalOrganisation,
    ProposalTag,
)
from .rounds import Goal, Round, RoundOrganisation, StateView, StateViewPart
from .sessions import (
    Agenda,
    AgendaItem,
    AgendaItemProposal,
    AgendaVersion,
    Confirmation,
    Minutes,
    Poll,
    PollAnswer,
    PollOption,
    Session,
    SessionOrganisation,
    SessionPerson,
    SessionRegion,
)
from .talking import Audit, Conversation, Outbox, Sent, Turn

__all__ = [
    "Absence",
    "Agenda",
    "AgendaItem",
    "AgendaItemProposal",
    "AgendaVersion",
    "Audit",
    "Bell",
    "Broadcast",
    "BroadcastRecipient",
    "BroadcastText",
    "Confirmation",
    "Conversation",
    "Counter",
    "FollowUp",
    "Goal",
    "JoinRequest",
    "Mailbox",
    "Membership",
    "Minutes",
    "Mute",
    "Organisation",
    "Outbox",
    "Pause",
    "Person",
    "Poll",
    "PollAnswer",
    "PollOption",
    "Process",
    "Proposal",
    "ProposalComment",
    "ProposalEvent",
    "ProposalMove",
    "ProposalOrganisation",
    "ProposalTag",
    "Record",
    "RecordTag",
    "RecordText",
    "Reminded",
    "Round",
    "RoundOrganisation",
    "Sent",
    "Session",
    "SessionOrganisation",
    "SessionPerson",
    "SessionRegion",
    "StateView",
    "StateViewPart",
    "Turn",
]
