"""What people wish of notices, what reminders were about, and the processes that send them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from .columns import moment


class Mute(SQLModel, table=True):
    """Notices that a person doesn't want: a topic, until a day (it included) or for good."""

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    topic: str = Field(primary_key=True)
    until: date | None = None
    at: datetime = moment()


class Absence(SQLModel, table=True):
    """Days on which a person is away, both included: their deputies are reminded instead."""

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    since: date
    until: date


class Mailbox(SQLModel, table=True):
    """A person's e-mail address: used where they have no chat with the bot, or `preferred` to it.

    Only a `confirmed` one is used. `wanted` is one that they gave themselves, until they confirm it; from
    then on it is their `own`, which no import changes.
    `stopped`: since when they want no e-mail; `bounced`: since when none arrives, and why.
    """

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    address: str = Field(index=True)
    preferred: bool = False
    confirmed: datetime | None = moment(nullable=True)
    wanted: str | None = None
    own: bool = False
    stopped: datetime | None = moment(nullable=True)
    bounced: datetime | None = moment(nullable=True)
    why_bounced: str | None = None


class Reminded(SQLModel, table=True):
    """Something that a message reminds an organisation of: the kind of duty, and what it belongs to.

    `done`: when it turned out to be done (or to be asked no more), so that the sent card was told so.
    """

    __table_args__ = (UniqueConstraint("outbox_id", "duty", "thing", "organisation_id"),)
    id: int | None = Field(default=None, primary_key=True)
    outbox_id: int = Field(foreign_key="outbox.id", index=True)
    duty: str
    thing: str
    organisation_id: str = Field(foreign_key="organisation.id", index=True)
    done: datetime | None = moment(nullable=True)


class Bell(SQLModel, table=True):
    """When the bell last rang, of whichever process: one row."""

    id: int = Field(default=1, primary_key=True)
    rung: datetime = moment()


class Process(SQLModel, table=True):
    """A process that serves, and when it last said so: they share what may be sent in a second."""

    id: str = Field(primary_key=True)
    started: datetime = moment()
    seen: datetime = moment()


class Pause(SQLModel, table=True):
    """Until when Teams wants nothing to be sent to a tenant."""

    tenant: str = Field(primary_key=True)
    until: datetime = moment()
