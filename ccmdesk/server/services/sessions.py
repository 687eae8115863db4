"""Sessions: who a token stands for, for how long, and their end."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import new_key
from ccmdesk.server.repositories import sessions
from ccmdesk.server.repositories.sessions import SessionRow
from ccmdesk.server.services import audit
from ccmdesk.server.services.principal import Principal

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database
    from ccmdesk.server.repositories.sessions import OpenSession
    from ccmdesk.server.settings import Settings
    from ccmdesk.wire.access import EndReason

TOKEN_BYTES: Final = 32
GRANULARITY: Final = timedelta(seconds=1)
"""Activity is written at most once a second: a session may end that much early, never late."""

KEPT: Final = timedelta(days=90)
"""How long an ended session is remembered, to tell its token why."""


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
        sessions.drop_old_sessions(connection, customer_id, now - KEPT)
        row = SessionRow(new_key(), customer_id, caisse_id, device_id, now, now + self._life, None, None)
        sessions.add_session(connection, token_hash(token), row)
        return token, row.expires_at

    def recognise(self, token: str, *, background: bool) -> Principal:
        """Say who a token stands for, and note the activity unless it is background polling.

        Raises KnownError SESSION_ENDED: ended (details: `reason`, see `wire.access.EndReason`), or no token of ours.
        """
        with self._database.snapshot() as connection:
            row = sessions.find_session(connection, token_hash(token))
        if row is None:
            raise KnownError(ErrorCode.SESSION_ENDED)
        now = self._clock.now()
        reason = self._end_of(row, now)
        if reason is not None:
            raise KnownError(ErrorCode.SESSION_ENDED, reason=reason)
        if not background and now - row.seen_at >= GRANULARITY:
            with self._database.unit_of_work() as connection:
                lives = sessions.touch_session(connection, row.id, now, now - self._idle)
                ended = None if lives else sessions.find_session(connection, token_hash(token))
            if not lives:  # ended since the row was read
                raise KnownError(ErrorCode.SESSION_ENDED, reason=(ended and self._end_of(ended, now)) or "idle")
        return Principal(row.customer_id, row.caisse_id, row.id, row.device_id)

    def open_sessions(self, connection: Connection, customer_id: int) -> list[OpenSession]:
        """List the sessions of a customer that are open now, the newest first."""
        now = self._clock.now()
        return sessions.open_sessions(connection, customer_id, now, now - self._idle)

    def sign_out(self, connection: Connection, principal: Principal) -> None:
        """End the customer's own session, in the caller's transaction."""
        self._end(connection, principal, principal.session_id, "signed_out")

    def disconnect(self, connection: Connection, principal: Principal, session_id: str) -> None:
        """End an open session of the customer, in the caller's transaction.

        Raises KnownError NOT_FOUND: no session of his, or one that has ended.
        """
        if not self._end(connection, principal, session_id, "disconnected"):
            raise KnownError(ErrorCode.NOT_FOUND)

    def disconnect_others(self, connection: Connection, principal: Principal) -> None:
        """End every open session of the customer but his own, in the caller's transaction."""
        for other in self.open_sessions(connection, principal.customer_id):
            if other.id != principal.session_id:
                self._end(connection, principal, other.id, "disconnected")

    def _end(self, connection: Connection, principal: Principal, session_id: str, reason: EndReason) -> bool:
        now, customer_id = self._clock.now(), principal.customer_id
        device_id = sessions.end_session(connection, customer_id, session_id, reason, now, now - self._idle)
        if device_id is None:
            return False
        details = {"session": session_id, "device": device_id, "reason": reason, "by": principal.session_id}
        audit.record(connection, customer_id, "session.end", details, now)
        return True

    def _end_of(self, row: SessionRow, now: datetime) -> str | None:
        if row.ended_at is not None:
            return row.end_reason
        if now >= row.expires_at:
            return "expired"
        return "idle" if now - row.seen_at >= self._idle else None
