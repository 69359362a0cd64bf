"""The migrations and the tables say the same."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel

from storage import changes, schema
from storage.store import Store


def downgrade(store: Store) -> None:
    with store.engine.connect() as connection, connection.begin():
        config = Config()
        config.set_main_option("script_location", "storage:migrations")
        config.attributes["connection"] = connection
        command.downgrade(config, "base")


def test_an_upgraded_database_has_the_newest_revision(store: Store) -> None:
    assert schema.newest() == schema.revision(store)


def test_a_database_without_tables_has_no_revision(sqlite_store: Store) -> None:
    downgrade(sqlite_store)
    assert None is schema.revision(sqlite_store)


def test_the_migrations_make_the_tables_of_the_models(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert [] == compare_metadata(context, SQLModel.metadata)


def test_upgrading_twice_changes_nothing(store: Store) -> None:
    schema.upgrade(store)
    assert schema.newest() == schema.revision(store)


def test_a_downgrade_takes_all_tables_away_and_an_upgrade_brings_them_back(store: Store) -> None:
    downgrade(store)
    assert ["alembic_version"] == inspect(store.engine).get_table_names()
    schema.upgrade(store)
    with store.read() as db:
        assert 0 == changes.position(db)
