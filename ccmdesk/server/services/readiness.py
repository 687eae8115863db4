"""Whether this process can serve: asked by whoever sends it customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.migrations import is_current

if TYPE_CHECKING:
    from ccmdesk.server.database import Database


def check_ready(database: Database) -> None:
    """Check that the database has the tables that this version needs.

    Raises KnownError SERVER_BUSY; SQLAlchemyError when the database does not answer.
    """
    with database.snapshot() as connection:
        ready = is_current(connection)
    if not ready:
        raise KnownError(ErrorCode.SERVER_BUSY)
