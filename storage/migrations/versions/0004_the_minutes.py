"""The minutes"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

COLUMNS = (
    ("audit", "seal_id", "INTEGER REFERENCES auditseal (id)"),
    ("audit", "digest", "VARCHAR"),
    ("confirmation", "person_id", "INTEGER REFERENCES person (id)"),
    ("confirmation", "way", "VARCHAR NOT NULL DEFAULT 'chat'"),
    ("confirmation", "case_number", "VARCHAR NOT NULL DEFAULT ''"),
    ("followup", "behalf", "BOOLEAN NOT NULL DEFAULT FALSE"),
    ("followup", "day", "DATE"),
    ("minutes", "content", "JSON NOT NULL DEFAULT '{{}}'"),
    ("minutes", "due", "{moment}"),
    ("minutes", "person_id", "INTEGER REFERENCES person (id)"),
    ("minutes", "finalised_by", "INTEGER REFERENCES person (id)"),
    ("minutes", "checksum", "VARCHAR"),
    ("record", "superseded", "VARCHAR REFERENCES record (id)"),
)
"""New columns, added in place: copying a table, as batches do, would take what refers to its rows along."""
VIEWS = ("state_view", "region_view")
"""Columns of minutes that went into their content."""
MOMENT = {"sqlite": "DATETIME", "postgresql": "TIMESTAMP WITH TIME ZONE"}
TABLES = (
    *("auditseal", "datarequest", "minutespart", "minutesedit", "minuteschat", "correction"),
    *("recordorigin", "recordproposal"),
)


GUARDED = {
    "minutes": "OLD.state = 'final'",
    "confirmation": "EXISTS (SELECT 1 FROM minutes WHERE id = OLD.minutes_id AND state = 'final')",
    "audit": "OLD.seal_id IS NOT NULL",
}
"""Tables whose rows don't change once this is true of them."""
SAID = {"audit": "the sealed log of use does not change"}
FINAL = "final minutes do not change"
REFUSE = {
    "sqlite": "CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} WHEN {when} "
    "BEGIN SELECT RAISE(ABORT, '{said}'); END",
    "postgresql": "CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION {table}_stays()",
}
REFUSING = """CREATE OR REPLACE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {when} THEN RAISE EXCEPTION '{said}'; END IF;
    RETURN NEW;
END $$"""


def upgrade() -> None:
    """Bring the tables to this revision."""
    _seals()
    _data_requests()
    moment = MOMENT[op.get_bind().dialect.name]
    for table, column, kind in COLUMNS:
        op.execute(f'ALTER TABLE "{table}" ADD COLUMN {column} {kind.format(moment=moment)}')
    op.create_index("ix_audit_seal", "audit", ["seal_id", "id"])
    _minutes()
    _origins()
    _views_into_content()
    for column in VIEWS:
        op.execute(f"ALTER TABLE minutes DROP COLUMN {column}")
    _guard()


def _guard() -> None:
    """Final minutes, answers to them and sealed rows stay: the database refuses what the code never does."""
    dialect = op.get_bind().dialect.name
    for table, when in GUARDED.items():
        told = {"table": table, "when": when, "said": SAID.get(table, FINAL)}
        if dialect == "postgresql":
            op.execute(REFUSING.format(**told))
        op.execute(REFUSE[dialect].format(**told))


def _unguard() -> None:
    is_postgres = op.get_bind().dialect.name == "postgresql"
    for table in GUARDED:
        op.execute(f"DROP TRIGGER {table}_stays" + (f" ON {table}" if is_postgres else ""))
        if is_postgres:
            op.execute(f"DROP FUNCTION {table}_stays()")


def _views_into_content() -> None:
    """The views of minutes that are there become parts of their content."""
    link = op.get_bind()
    rows = link.execute(sa.text("SELECT id, state_view, region_view FROM minutes")).all()
    for row in rows:
        content = json.dumps({"parts": [_view(place, row) for place in range(len(VIEWS))]})
        told = {"content": content, "id": row.id}
        link.execute(sa.text("UPDATE minutes SET content = :content WHERE id = :id"), told)


def _view(place: int, row: Any) -> dict[str, Any]:
    texts = {"fi": row[place + 1]} if row[place + 1] else {}
    return {"id": 0, "kind": VIEWS[place], "position": place, "content": {"texts": texts}}


def _seals() -> None:
    op.create_table(
        "auditseal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _data_requests() -> None:
    op.create_table(
        "datarequest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("wanted", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    open_ones = sa.text("state = 'open'")
    op.create_index(
        "ix_datarequest_open",
        "datarequest",
        ["person_id", "kind"],
        unique=True,
        sqlite_where=open_ones,
        postgresql_where=open_ones,
    )


def _minutes() -> None:
    op.create_table(
        "minutespart",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(), sa.ForeignKey("session.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("removed", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_minutespart_session_id", "minutespart", ["session_id"])
    op.create_table(
        "minutesedit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(), sa.ForeignKey("session.id"), nullable=False),
        sa.Column("part_id", sa.Integer(), sa.ForeignKey("minutespart.id"), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("undone", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undoes", sa.Integer(), sa.ForeignKey("minutesedit.id"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_minutesedit_session_id", "minutesedit", ["session_id"])
    op.create_index("ix_minutesedit_part_id", "minutesedit", ["part_id"])
    op.create_table(
        "minuteschat",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), sa.ForeignKey("session.id"), nullable=False),
        sa.Column("part_id", sa.Integer(), sa.ForeignKey("minutespart.id"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.PrimaryKeyConstraint("channel", "conversation"),
    )
    op.create_index("ix_minuteschat_session_id", "minuteschat", ["session_id"])
    _corrections()


def _corrections() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), sa.ForeignKey("minutes.id"), nullable=False),
        sa.Column("organisation_id", sa.String(), sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("part_id", sa.Integer(), sa.ForeignKey("minutespart.id"), nullable=False),
        sa.Column("wanted", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("taken_in", sa.Integer(), sa.ForeignKey("minutes.id"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_correction_minutes_id", "correction", ["minutes_id"])
    open_ones = sa.text("state = 'open'")
    op.create_index(
        "ix_correction_open",
        "correction",
        ["minutes_id", "organisation_id", "part_id"],
        unique=True,
        sqlite_where=open_ones,
        postgresql_where=open_ones,
    )


def _origins() -> None:
    op.create_table(
        "recordorigin",
        sa.Column("record_id", sa.String(), sa.ForeignKey("record.id"), nullable=False),
        sa.Column("minutes_id", sa.Integer(), sa.ForeignKey("minutes.id"), nullable=False),
        sa.Column("part_id", sa.Integer(), sa.ForeignKey("minutespart.id"), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("record_id"),
    )
    op.create_index("ix_recordorigin_minutes_id", "recordorigin", ["minutes_id"])
    op.create_table(
        "recordproposal",
        sa.Column("record_id", sa.String(), sa.ForeignKey("record.id"), nullable=False),
        sa.Column("proposal_id", sa.Integer(), sa.ForeignKey("proposal.id"), nullable=False),
        sa.PrimaryKeyConstraint("record_id", "proposal_id"),
    )
    op.create_index("ix_recordproposal_proposal_id", "recordproposal", ["proposal_id"])


def downgrade() -> None:
    """Take the tables back to the revision before."""
    _unguard()
    for table in reversed(TABLES[1:]):
        op.drop_table(table)
    op.drop_index("ix_audit_seal", "audit")
    for table, column, _ in reversed(COLUMNS):
        op.execute(f'ALTER TABLE "{table}" DROP COLUMN {column}')
    op.drop_table("auditseal")
    for column in VIEWS:
        op.execute(f"ALTER TABLE minutes ADD COLUMN {column} VARCHAR NOT NULL DEFAULT ''")
