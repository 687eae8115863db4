"""Through the door: a session opened for a customer on a device, and what the client needs of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.wire.access import SessionOpened

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ccmdesk.server.keys import ServerKeys
    from ccmdesk.server.services.sessions import Sessions
    from ccmdesk.server.settings import Settings


class Entrance:
    """Opens sessions. Whoever calls it has proved who he is."""

    def __init__(self, settings: Settings, keys: ServerKeys, sessions: Sessions) -> None:
        self._settings = settings
        self._keys = keys
        self._sessions = sessions

    def open(
        self, connection: Connection, customer_id: int, caisse_id: str, device_id: str, installation: str
    ) -> SessionOpened:
        """Open a session, in the caller's transaction, on a device that has been noted."""
        token, expires_at = self._sessions.open(connection, customer_id, caisse_id, device_id)
        return SessionOpened(
            token=token,
            customer_number=str(customer_id),
            device=device_id,
            unlock_share=self._keys.unlock_share(customer_id, installation),
            idle_seconds=self._settings.idle_seconds,
            expires_at=expires_at,
        )
