"""All tables, no rules.

Times are UTC and aware: SQLite hands naive ones back, so one column type puts the zone on again.
Lists of codes live in tag tables, never in text columns, so that they can be queried.
"""

from __future__ import annotations

from .broadcasts import Broadcast, BroadcastRecipient, BroadcastText
from .memory import Counter, FollowUp, Record, RecordOrigin, RecordProposal, RecordTag, RecordText
from .minutes import Confirmation, Correction, Minutes, MinutesChat, MinutesEdit, MinutesPart
from .notices import Absence, Bell, Mailbox, Mute, Pause, Process, Reminded
from .people import DataRequest, JoinRequest, Membership, Organisation, Person
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
    Poll,
    PollAnswer,
    PollOption,
    Session,
    SessionOrganisation,
    SessionPerson,
    SessionRegion,
)
from .talking import Audit, AuditSeal, Conversation, Outbox, Sent, Turn

__all__ = [
    "Absence",
    "Agenda",
    "AgendaItem",
    "AgendaItemProposal",
    "AgendaVersion",
    "Audit",
    "AuditSeal",
    "Bell",
    "Broadcast",
    "BroadcastRecipient",
    "BroadcastText",
    "Confirmation",
    "Conversation",
    "Correction",
    "Counter",
    "DataRequest",
    "FollowUp",
    "Goal",
    "JoinRequest",
    "Mailbox",
    "Membership",
    "Minutes",
    "MinutesChat",
    "MinutesEdit",
    "MinutesPart",
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
    "RecordOrigin",
    "RecordProposal",
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
