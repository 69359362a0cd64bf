"""The round"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

COLUMNS = (
    ("proposal", "brought_by", "VARCHAR REFERENCES organisation (id)"),
    ("proposal", "merged_into", "INTEGER REFERENCES proposal (id)"),
    ("proposal", "carried_from", "VARCHAR"),
    ("proposal", "published", "{moment}"),
    ("proposalevent", "what", "VARCHAR NOT NULL DEFAULT ''"),
    ("proposalevent", "organisation_id", "VARCHAR REFERENCES organisation (id)"),
    ("proposalorganisation", "state", "VARCHAR NOT NULL DEFAULT 'accepted'"),
    ("proposalorganisation", "asked", "{moment}"),
    ("proposalorganisation", "answered", "{moment}"),
    ("proposalorganisation", "person_id", "INTEGER REFERENCES person (id)"),
    ("round", "days_to_send", "INTEGER NOT NULL DEFAULT 14"),
    ("round", "days_to_confirm", "INTEGER NOT NULL DEFAULT 14"),
    ("session", "theme", "VARCHAR"),
    ("session", "length", "INTEGER NOT NULL DEFAULT 150"),
    ("session", "version", "INTEGER NOT NULL DEFAULT 1"),
    ("session", "announced", "{moment}"),
    ("session", "reason", "VARCHAR"),
)
"""New columns, added in place: copying a table, as batches do, would take what refers to its rows along."""
MOMENT = {"sqlite": "DATETIME", "postgresql": "TIMESTAMP WITH TIME ZONE"}
INDEXES = (
    ("ix_proposal_brought_by", "proposal", ["brought_by"], False),
    ("ix_proposal_merged_into", "proposal", ["merged_into"], False),
    ("ix_proposal_carried", "proposal", ["round_id", "carried_from"], True),
)


def upgrade() -> None:
    """Bring the tables to this revision."""
    moment = MOMENT[op.get_bind().dialect.name]
    for table, column, kind in COLUMNS:
        op.execute(f'ALTER TABLE "{table}" ADD COLUMN {column} {kind.format(moment=moment)}')
    op.execute("UPDATE proposalevent SET what = 'edited' WHERE state = 'submitted' AND version > 1")
    for name, table, columns, unique in INDEXES:
        op.create_index(name, table, columns, unique=unique)
    op.create_table(
        "joinrequest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("object_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("organisation_name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address", sa.JSON(), nullable=True),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_join_waiting",
        "joinrequest",
        ["tenant", "object_id"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "roundorganisation",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
        ),
        sa.PrimaryKeyConstraint("round_id", "organisation_id"),
    )
    op.create_table(
        "stateview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "region"),
    )
    op.create_index(op.f("ix_stateview_round_id"), "stateview", ["round_id"], unique=False)
    op.create_table(
        "stateviewpart",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
        ),
        sa.PrimaryKeyConstraint("round_id", "region", "organisation_id"),
    )
    op.create_table(
        "agenda",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("buffer", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
        ),
        sa.PrimaryKeyConstraint("session_id"),
    )
    op.create_table(
        "agendaitem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("opener_organisation", sa.String(), nullable=True),
        sa.Column("opener", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opener_organisation"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_agendaitem_session_id"), "agendaitem", ["session_id"], unique=False)
    op.create_table(
        "agendaversion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("session_id", "version"),
    )
    op.create_index(op.f("ix_agendaversion_session_id"), "agendaversion", ["session_id"], unique=False)
    op.create_table(
        "poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("closed", sa.DateTime(timezone=True), nullable=True),
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
    op.create_index(op.f("ix_poll_session_id"), "poll", ["session_id"], unique=False)
    op.create_table(
        "proposalcomment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_proposalcomment_proposal_id"), "proposalcomment", ["proposal_id"], unique=False)
    op.create_table(
        "proposalmove",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.Column("redirected_to", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("released", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["into_id"],
            ["proposal.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_move_open",
        "proposalmove",
        ["proposal_id"],
        unique=True,
        sqlite_where=sa.text("released IS NULL AND undone IS NULL"),
        postgresql_where=sa.text("released IS NULL AND undone IS NULL"),
    )
    op.create_index(op.f("ix_proposalmove_proposal_id"), "proposalmove", ["proposal_id"], unique=False)
    op.create_table(
        "sessionperson",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id"),
    )
    op.create_table(
        "agendaitemproposal",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agendaitem.id"],
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
        ),
        sa.PrimaryKeyConstraint("item_id", "proposal_id"),
    )
    op.create_index(
        op.f("ix_agendaitemproposal_proposal_id"), "agendaitemproposal", ["proposal_id"], unique=False
    )
    op.create_table(
        "followup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["record.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_followup_record_id"), "followup", ["record_id"], unique=False)
    op.create_table(
        "polloption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["poll_id"],
            ["poll.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_polloption_poll_id"), "polloption", ["poll_id"], unique=False)
    op.create_table(
        "pollanswer",
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["option_id"],
            ["polloption.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("option_id", "organisation_id"),
    )


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table("pollanswer")
    op.drop_index(op.f("ix_polloption_poll_id"), "polloption")
    op.drop_table("polloption")
    op.drop_index(op.f("ix_followup_record_id"), "followup")
    op.drop_table("followup")
    op.drop_index(op.f("ix_agendaitemproposal_proposal_id"), "agendaitemproposal")
    op.drop_table("agendaitemproposal")
    op.drop_table("sessionperson")
    op.drop_index(op.f("ix_proposalmove_proposal_id"), "proposalmove")
    op.drop_index("ix_move_open", "proposalmove")
    op.drop_table("proposalmove")
    op.drop_index(op.f("ix_proposalcomment_proposal_id"), "proposalcomment")
    op.drop_table("proposalcomment")
    op.drop_index(op.f("ix_poll_session_id"), "poll")
    op.drop_table("poll")
    op.drop_index(op.f("ix_agendaversion_session_id"), "agendaversion")
    op.drop_table("agendaversion")
    op.drop_index(op.f("ix_agendaitem_session_id"), "agendaitem")
    op.drop_table("agendaitem")
    op.drop_table("agenda")
    op.drop_table("stateviewpart")
    op.drop_index(op.f("ix_stateview_round_id"), "stateview")
    op.drop_table("stateview")
    op.drop_table("roundorganisation")
    op.drop_index("ix_join_waiting", "joinrequest")
    op.drop_table("joinrequest")
    for name, table, _, _ in INDEXES:
        op.drop_index(name, table)
    for table, column, _ in reversed(COLUMNS):
        op.execute(f'ALTER TABLE "{table}" DROP COLUMN {column}')
