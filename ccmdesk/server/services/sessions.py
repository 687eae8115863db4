"""Sessions: who a token stands for, for how long, and their end."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import new_key
from ccmdesk.server.repositories import access
from ccmdesk.server.repositories.access import SessionRow
from ccmdesk.server.services import audit
from ccmdesk.server.services.principal import Principal

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database
    from ccmdesk.server.settings import Settings

TOKEN_BYTES: Final = 32
GRANULARITY: Final = timedelta(seconds=1)
"""Activity is written at most once a second: a session may end that much early, never late."""


def new_token() -> str:
    """Make a token: 256 random bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    """Hash of a token, as stored: a copy of the database opens nothing. No salt: tokens are random already."""
    return hashlib.sha256(token.encode()).digest()


class Sessions:
    """Opens, recognises and ends sessions."""

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._idle = timedelta(seconds=settings.idle_seconds)
        self._life = timedelta(seconds=settings.session_seconds)

    def open(self, connection: Connection, customer_id: int, caisse_id: str, device_id: str) -> tuple[str, datetime]:
        """Open a session in the caller's transaction. Returns its token and its absolute end."""
        now, token = self._clock.now(), new_token()
        row = SessionRow(new_key(), customer_id, caisse_id, device_id, now, now + self._life, None, None)
        access.add_session(connection, token_hash(token), row)
        return token, row.expires_at

    def recognise(self, token: str, *, background: bool) -> Principal:
        """Say who a token stands for, and note the activity unless it is background polling.

        Raises KnownError SESSION_ENDED: ended (details: `reason`, see `wire.access.EndReason`), or no token of ours.
        """
        with self._database.snapshot() as connection:
            row = access.find_session(connection, token_hash(token))
        if row is None:
            raise KnownError(ErrorCode.SESSION_ENDED)
        now = self._clock.now()
        reason = self._end_of(row, now)
        if reason is not None:
            raise KnownError(ErrorCode.SESSION_ENDED, reason=reason)
        if not background and now - row.seen_at >= GRANULARITY:
            with self._database.unit_of_work() as connection:
                lives = access.touch_session(connection, row.id, now, now - self._idle)
            if not lives:
                raise KnownError(ErrorCode.SESSION_ENDED)
        return Principal(row.customer_id, row.caisse_id, row.id, row.device_id)

    def _end_of(self, row: SessionRow, now: datetime) -> str | None:
        if row.ended_at is not None:
            return row.end_reason
        if now >= row.expires_at:
            return "expired"
        return "idle" if now - row.seen_at >= self._idle else None

    def end(self, connection: Connection, principal: Principal) -> None:
        """Sign out, in the caller's transaction."""
        now = self._clock.now()
        if access.end_session(connection, principal.session_id, "signed_out", now):
            audit.record(connection, principal.customer_id, "session.end", {"session": principal.session_id}, now)
