"""Schema migrations (alembic), run by `ccmdesk server init` and the tests alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

    from ccmdesk.server.database import Database


def config(connection: Connection) -> Config:
    """Alembic's configuration: these scripts, on this connection."""
    from alembic.config import Config  # noqa: PLC0415 -- only `init` and the readiness check pay for alembic

    result = Config()
    result.set_main_option("script_location", "ccmdesk.server:migrations")
    result.set_main_option("path_separator", "os")
    result.attributes["connection"] = connection
    return result


def upgrade(database: Database) -> None:
    """Bring the schema up to date, in one transaction."""
    from alembic import command  # noqa: PLC0415 -- idem

    with database.unit_of_work() as connection:
        command.upgrade(config(connection), "head")


def is_current(connection: Connection) -> bool:
    """Whether the schema is the one this code was written for."""
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 -- idem
    from alembic.script import ScriptDirectory  # noqa: PLC0415 -- idem

    heads = set(ScriptDirectory.from_config(config(connection)).get_heads())
    return set(MigrationContext.configure(connection).get_current_heads()) == heads
