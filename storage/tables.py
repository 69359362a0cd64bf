"""All tables, no rules.

Times are UTC and aware: SQLite hands naive ones back, so one column type puts the zone on again.
Lists of codes live in tag tables, never in text columns, so that they can be queried.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Dialect, Index, UniqueConstraint
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return (
            None if value is None else (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
        )


def moment(*, nullable: bool = False, index: bool = False) -> Any:
    """A column for a moment."""
    return Field(default=None, sa_column=Column(Moment(), nullable=nullable, index=index))


def document() -> Any:
    """A column for a small JSON document."""
    return Field(default_factory=dict, sa_column=Column(JSON(), nullable=False))


# Who


class Organisation(SQLModel, table=True):
    """An organisation that takes part; the id tells its kind, such as council:19 or ministry:LVM."""

    id: str = Field(primary_key=True)
    kind: str
    name_fi: str
    name_sv: str | None = None
    name_en: str | None = None
    region: str | None = None
    abbreviation: str | None = None


class Person(SQLModel, table=True):
    """Somebody admitted. `slug` is the name that the command line and the demo use."""

    __table_args__ = (UniqueConstraint("tenant", "object_id"),)
    id: int | None = Field(default=None, primary_key=True)
    tenant: str
    object_id: str
    name: str
    slug: str | None = Field(default=None, unique=True)
    language: str | None = None


class Membership(SQLModel, table=True):
    """A person's role in an organisation, for a time."""

    __table_args__ = (UniqueConstraint("person_id", "organisation_id", "role"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    organisation_id: str = Field(foreign_key="organisation.id", index=True)
    role: str
    since: date | None = None
    until: date | None = None


# Talking


class Conversation(SQLModel, table=True):
    """Where a person can be reached, stored from an authenticated turn, and what was last asked there."""

    id: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    service_url: str
    bot: dict[str, Any] = document()
    user: dict[str, Any] = document()
    tenant: str
    language: str | None = None
    question: dict[str, Any] = document()
    updated: datetime = moment()


class Turn(SQLModel, table=True):
    """One activity that was answered: a re-sent one gets the stored answer, an unsent answer is owed.

    Before `due` nobody sends an owed answer (anew); `address` is where it goes, noted when sending failed.
    """

    __table_args__ = (
        UniqueConstraint("channel", "conversation", "activity", "kind"),
        Index("ix_turn_owed", "state", "at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    conversation: str
    activity: str
    kind: str
    at: datetime = moment()
    state: str
    answer: dict[str, Any] = document()
    due: datetime | None = moment(nullable=True)
    address: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class Sent(SQLModel, table=True):
    """A card that stands in a conversation, so that it can be updated in place when its matter moves."""

    __table_args__ = (UniqueConstraint("channel", "conversation", "about"),)
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    conversation: str
    about: str = Field(index=True)
    activity: str
    at: datetime = moment()


class Outbox(SQLModel, table=True):
    """A message that is owed to a person: what, why, when due, and how it ended."""

    __table_args__ = (Index("ix_outbox_due", "state", "due"),)
    id: int | None = Field(default=None, primary_key=True)
    once: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    card: str
    data: dict[str, Any] = document()
    about: str | None = None
    cause: str
    created: datetime = moment()
    due: datetime = moment()
    state: str = "owed"
    attempts: int = 0
    lease: datetime | None = moment(nullable=True)
    holder: str | None = None
    reason: str | None = None
    settled: datetime | None = moment(nullable=True)


class Audit(SQLModel, table=True):
    """Who did what, when, to which thing. `who` is the person's number, never a name."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = moment(index=True)
    who: str
    what: str
    about: str
    data: dict[str, Any] = document()


# The process


class Goal(SQLModel, table=True):
    """A goal of a regional development decision or of the Act; a missing translation stays missing."""

    id: str = Field(primary_key=True)
    parent: str | None = Field(default=None, index=True)
    term: str
    kind: str
    position: int
    title_fi: str
    title_sv: str | None = None
    title_en: str | None = None
    note_fi: str | None = None
    source: str
    certainty: str


class Round(SQLModel, table=True):
    """One yearly round and its dates."""

    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(index=True)
    name_fi: str
    name_sv: str | None = None
    name_en: str | None = None
    case_number: str | None = None
    decision: str = Field(foreign_key="goal.id")
    kick_off: date | None = None
    picture_due: datetime | None = moment(nullable=True)
    proposals_open: datetime = moment()
    proposals_close: datetime = moment()
    agenda_due: date | None = None
    sessions_from: date | None = None
    sessions_to: date | None = None


class Session(SQLModel, table=True):
    """One discussion of a round: regional, joint, in-depth or preparatory."""

    id: str = Field(primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    kind: str
    state: str
    name_fi: str
    name_sv: str | None = None
    name_en: str | None = None
    starts: datetime | None = moment(nullable=True)
    ends: datetime | None = moment(nullable=True)
    place: str | None = None
    link: str | None = None
    case_number: str | None = None


class SessionRegion(SQLModel, table=True):
    """A region that a session is about."""

    session_id: str = Field(foreign_key="session.id", primary_key=True)
    region: str = Field(primary_key=True)


class SessionOrganisation(SQLModel, table=True):
    """An organisation that takes part in a session."""

    session_id: str = Field(foreign_key="session.id", primary_key=True)
    organisation_id: str = Field(foreign_key="organisation.id", primary_key=True)


class Minutes(SQLModel, table=True):
    """A version of a session's minutes."""

    __table_args__ = (UniqueConstraint("session_id", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    version: int
    state: str
    state_view: str = ""
    region_view: str = ""
    finalised: datetime | None = moment(nullable=True)


class Confirmation(SQLModel, table=True):
    """An organisation's answer to a version of the minutes."""

    __table_args__ = (UniqueConstraint("minutes_id", "organisation_id"),)
    id: int | None = Field(default=None, primary_key=True)
    minutes_id: int = Field(foreign_key="minutes.id", index=True)
    organisation_id: str = Field(foreign_key="organisation.id")
    answer: str
    note: str = ""
    at: datetime | None = moment(nullable=True)


# The memory


class Record(SQLModel, table=True):
    """What the memory holds: a conclusion, a goal, an agenda, minutes, a document.

    `seen` is one visibility token; `changed` is the record's change number.
    """

    id: str = Field(primary_key=True)
    kind: str = Field(index=True)
    year: int | None = Field(default=None, index=True)
    session_id: str | None = Field(default=None, foreign_key="session.id", index=True)
    source: str | None = None
    seen: str = "all"
    changed: int = Field(index=True)


class RecordText(SQLModel, table=True):
    """A record's text in one language."""

    record_id: str = Field(foreign_key="record.id", primary_key=True)
    lang: str = Field(primary_key=True)
    title: str
    text: str


class RecordTag(SQLModel, table=True):
    """A code that a record carries; `facet` is region, ministry, goal, area, responsible or used_in."""

    record_id: str = Field(foreign_key="record.id", primary_key=True)
    facet: str = Field(primary_key=True)
    value: str = Field(primary_key=True, index=True)
    position: int = 0


class Counter(SQLModel, table=True):
    """Numbers that only grow; updating a row serialises its writers, so numbers appear in order of commit."""

    name: str = Field(primary_key=True)
    value: int = 0


class Proposal(SQLModel, table=True):
    """A proposal for the agenda. `changed` is its change number in the memory.

    `form` is the mark of the form it came on: the same form sent again finds this proposal.
    """

    __table_args__ = (UniqueConstraint("round_id", "number"), UniqueConstraint("organisation_id", "form"))
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    number: int
    organisation_id: str = Field(foreign_key="organisation.id", index=True)
    state: str
    late: bool = False
    version: int = 1
    title: str
    description: str
    objective: str = ""
    strategy: str = ""
    urgency: str = ""
    prepared_with: str = ""
    outcome: str = ""
    in_depth: bool = False
    case_number: str | None = None
    form: str | None = None
    changed: int = Field(index=True)


class ProposalTag(SQLModel, table=True):
    """A code or a link of a proposal; `facet` is goal, area, ministry, region or link."""

    proposal_id: int = Field(foreign_key="proposal.id", primary_key=True)
    facet: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    position: int = 0


class ProposalOrganisation(SQLModel, table=True):
    """An organisation that stands behind a proposal besides its lead."""

    proposal_id: int = Field(foreign_key="proposal.id", primary_key=True)
    organisation_id: str = Field(foreign_key="organisation.id", primary_key=True)


class ProposalEvent(SQLModel, table=True):
    """A proposal's history: each state and version, with the content as it was."""

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    at: datetime = moment()
    person_id: int = Field(foreign_key="person.id")
    state: str
    version: int
    note: str = ""
    content: dict[str, Any] = document()
