"""Talking with people: conversations, turns, messages that are owed, the log of use."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from .columns import document, moment


class Conversation(SQLModel, table=True):
    """Where a person can be reached, stored from an authenticated turn, and what was last asked there.

    `gone`: since when nothing can be sent there, and why; writing to the bot or installing it anew clears it.
    `missed` counts the times in a row that the conversation wasn't found, since `missed_since`.
    """

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
    gone: datetime | None = moment(nullable=True)
    why_gone: str | None = None
    missed: int = 0
    missed_since: datetime | None = moment(nullable=True)


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
    """A message that is owed to a person: what, why, when due, and how it ended.

    `urgent` ones don't wait for office hours; after `expires` it isn't sent any more. `place`: as a new card,
    in the place of the card that stands about the matter, or only there. `activity` is what was sent, through
    `channel`. `ambiguous` counts attempts that timed out, `abandoned` those whose process ended under way: in
    both the message may have arrived. `edition` grows when what it tells changes while it waits.
    """

    __table_args__ = (
        Index("ix_outbox_due", "state", "due"),
        Index("ix_outbox_about", "about", "state"),
        Index("ix_outbox_lease", "lease"),
    )
    id: int | None = Field(default=None, primary_key=True)
    once: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    card: str
    data: dict[str, Any] = document()
    about: str | None = None
    cause: str
    created: datetime = moment()
    due: datetime = moment()
    urgent: bool = False
    expires: datetime | None = moment(nullable=True)
    place: str = "new"
    edition: int = 0
    state: str = "owed"
    attempts: int = 0
    ambiguous: int = 0
    abandoned: int = 0
    lease: datetime | None = moment(nullable=True)
    holder: str | None = None
    reason: str | None = None
    settled: datetime | None = moment(nullable=True)
    channel: str | None = None
    activity: str | None = None


class Audit(SQLModel, table=True):
    """Who did what, when, to which thing. `who` is the person's number, never a name.

    Rows are only ever added. `seal_id` and `digest` come when a batch is sealed: each row's digest covers the
    row and the digest before it.
    """

    __table_args__ = (Index("ix_audit_seal", "seal_id", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = moment(index=True)
    who: str
    what: str
    about: str
    data: dict[str, Any] = document()
    seal_id: int | None = Field(default=None, foreign_key="auditseal.id")
    digest: str | None = None


class AuditSeal(SQLModel, table=True):
    """A batch of audit rows that was sealed: how many, and the chain's digest before and after them.

    `key` is the mark of the key that the digests were made with, empty for none.
    """

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = moment()
    first: int
    last: int
    count: int
    before: str
    after: str
    key: str = ""
