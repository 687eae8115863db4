"""Whether this process can serve: asked by whoever sends it customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.migrations import is_current

if TYPE_CHECKING:
    from ccmdesk.server.database import Database


def check_ready(database: Database) -> None:
    """Check that the database answers and has the tables that this version needs. Raises KnownError SERVER_BUSY."""
    try:
        with database.snapshot() as connection:
            ready = is_current(connection)
    except SQLAlchemyError as error:
        raise KnownError(ErrorCode.SERVER_BUSY) from error
    if not ready:
        raise KnownError(ErrorCode.SERVER_BUSY)
