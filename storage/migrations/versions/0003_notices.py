"""Notices"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

COLUMNS = (
    ("conversation", "gone", "{moment}"),
    ("conversation", "why_gone", "VARCHAR"),
    ("conversation", "missed", "INTEGER NOT NULL DEFAULT 0"),
    ("conversation", "missed_since", "{moment}"),
    ("minutes", "sent", "{moment}"),
    ("outbox", "urgent", "BOOLEAN NOT NULL DEFAULT FALSE"),
    ("outbox", "expires", "{moment}"),
    ("outbox", "place", "VARCHAR NOT NULL DEFAULT 'new'"),
    ("outbox", "edition", "INTEGER NOT NULL DEFAULT 0"),
    ("outbox", "ambiguous", "INTEGER NOT NULL DEFAULT 0"),
    ("outbox", "abandoned", "INTEGER NOT NULL DEFAULT 0"),
    ("outbox", "channel", "VARCHAR"),
    ("outbox", "activity", "VARCHAR"),
    ("record", "due", "DATE"),
)
"""New columns, added in place: copying a table, as batches do, would take what refers to its rows along."""
MOMENT = {"sqlite": "DATETIME", "postgresql": "TIMESTAMP WITH TIME ZONE"}
TABLES = (
    *("bell", "pause", "process", "absence", "mailbox", "mute", "reminded"),
    *("broadcast", "broadcastrecipient", "broadcasttext"),
)


def upgrade() -> None:
    """Bring the tables to this revision."""
    moment = MOMENT[op.get_bind().dialect.name]
    for table, column, kind in COLUMNS:
        op.execute(f'ALTER TABLE "{table}" ADD COLUMN {column} {kind.format(moment=moment)}')
    op.create_index("ix_outbox_about", "outbox", ["about", "state"])
    op.create_index("ix_outbox_lease", "outbox", ["lease"])
    op.create_table(
        "bell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rung", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "pause",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant"),
    )
    op.create_table(
        "process",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "absence",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "mailbox",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wanted", sa.String(), nullable=True),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("stopped", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bounced", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why_bounced", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_index(op.f("ix_mailbox_address"), "mailbox", ["address"], unique=False)

    op.create_table(
        "mute",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("person_id", "topic"),
    )
    op.create_table(
        "reminded",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("done", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["outbox_id"],
            ["outbox.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("outbox_id", "duty", "thing", "organisation_id"),
    )
    op.create_index(op.f("ix_reminded_organisation_id"), "reminded", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_reminded_outbox_id"), "reminded", ["outbox_id"], unique=False)

    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("calendar", sa.Boolean(), nullable=False),
        sa.Column("acknowledge", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_broadcast_person_id"), "broadcast", ["person_id"], unique=False)

    op.create_table(
        "broadcastrecipient",
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisations", sa.JSON(), nullable=False),
        sa.Column("acknowledged", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcast.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("broadcast_id", "person_id"),
    )
    op.create_table(
        "broadcasttext",
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcast.id"],
        ),
        sa.PrimaryKeyConstraint("broadcast_id", "version", "language"),
    )


def downgrade() -> None:
    """Take the tables back to the revision before."""
    for table in reversed(TABLES):
        op.drop_table(table)
    for index in ("ix_outbox_about", "ix_outbox_lease"):
        op.drop_index(index, "outbox")
    for table, column, _ in reversed(COLUMNS):
        op.execute(f'ALTER TABLE "{table}" DROP COLUMN {column}')
