"""The migrations make exactly the schema that the code was written for."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from server.postgres import Cluster, binaries
from sqlalchemy import inspect, text

from ccmdesk.server.database import Database
from ccmdesk.server.migrations import config, is_current, upgrade
from ccmdesk.server.models import metadata


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty(request, tmp_path):
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'bank.db'}")
        yield database
        database.dispose()
        return
    folder = binaries()
    if folder is None:
        pytest.skip("the PostgreSQL server (initdb, postgres) is not installed")
    cluster = Cluster(folder)
    database = Database(cluster.database())
    yield database
    database.dispose()
    cluster.stop()


def checks(connection, table):
    return {check["name"] for check in inspect(connection).get_check_constraints(table)}


def test_migrations_make_the_schema_of_the_models(empty):
    with empty.snapshot() as connection:
        assert not is_current(connection)
    upgrade(empty)
    upgrade(empty)  # again: nothing to do
    with empty.snapshot() as connection:
        assert is_current(connection)
        assert compare_metadata(MigrationContext.configure(connection, {"compare_type": True}), metadata) == []
        for table in metadata.tables.values():
            named = {c.name for c in table.constraints if type(c).__name__ == "CheckConstraint"}
            assert checks(connection, table.name) == named


def test_migrations_can_be_undone(empty):
    upgrade(empty)
    with empty.unit_of_work() as connection:
        command.downgrade(config(connection), "base")
    with empty.snapshot() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    upgrade(empty)


def test_a_migration_that_fails_leaves_nothing(empty):
    """Half a schema would be worse than none: a table in the way stops the migration, and nothing remains of it."""
    with empty.unit_of_work() as connection:
        connection.execute(text("CREATE TABLE notice (id INTEGER)"))
    with pytest.raises(Exception, match="notice"):
        upgrade(empty)
    with empty.snapshot() as connection:
        assert inspect(connection).get_table_names() == ["notice"]
