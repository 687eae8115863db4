"""Changing a password that is known: signed, and every session ends but the new one that the answer brings.

If the answer is lost, the customer finds his session ended with « password_changed », and signs in with the new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyio import to_thread

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.rules.passwords import judge, normal
from ccmdesk.server.delivery import words_access
from ccmdesk.server.repositories import access, credentials, devices, recoveries, sessions
from ccmdesk.server.services import audit
from ccmdesk.server.services.credentials import personal_words
from ccmdesk.server.services.notices import tell
from ccmdesk.server.services.pace import refuse_late
from ccmdesk.server.services.tries import release
from ccmdesk.wire.access import PasswordChanged
from ccmdesk.wire.signing import Operation

if TYPE_CHECKING:
    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database
    from ccmdesk.server.services.entrance import Entrance
    from ccmdesk.server.services.passwords import PasswordPool
    from ccmdesk.server.services.principal import Principal
    from ccmdesk.server.services.signing import Signing
    from ccmdesk.server.settings import Settings
    from ccmdesk.wire.access import PasswordChange


class PasswordDesk:
    """Changes passwords."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        passwords: PasswordPool,
        signing: Signing,
        entrance: Entrance,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._passwords = passwords
        self._signing = signing
        self._entrance = entrance

    async def change(self, principal: Principal, asked: PasswordChange) -> PasswordChanged:
        """Change the customer's password.

        Raises KnownError: the PASSWORD_ codes (the new one; no try is counted), SIGN_IN_FAILED (the current one is
        wrong; neither code nor challenge is used up), CHALLENGE_EXPIRED, SIGNATURE_REFUSED (both with `tries_left` as
        at the sign-in), ACCESS_LOCKED, SERVER_BUSY.
        """
        return await refuse_late(self._change(principal, asked), self._settings.refusal_ms)

    async def _change(self, principal: Principal, asked: PasswordChange) -> PasswordChanged:
        before = await to_thread.run_sync(self._check_new, principal, asked) or ""
        right = await self._passwords.verify(before or None, asked.current)
        await to_thread.run_sync(
            lambda: self._signing.prove(principal, Operation.PASSWORD, asked.approval, password=right)
        )
        after = await self._passwords.hash(asked.new)
        return await to_thread.run_sync(self._put, principal, asked, before, after)

    def _check_new(self, principal: Principal, asked: PasswordChange) -> str | None:
        """Judge the new password; return the hash of the present one."""
        if normal(asked.new) == normal(asked.current):
            raise KnownError(ErrorCode.PASSWORD_UNCHANGED)
        with self._database.snapshot() as connection:
            known = personal_words(connection, principal.customer_id)
            before = credentials.password_hash(connection, principal.customer_id)
        refusal = judge(asked.new, known).refusal
        if refusal is not None:
            raise KnownError(refusal)
        return before

    def _put(self, principal: Principal, asked: PasswordChange, before: str, after: str) -> PasswordChanged:
        now, customer_id = self._clock.now(), principal.customer_id
        with self._database.unit_of_work() as connection:
            recoveries.drop_recoveries(connection, customer_id)  # what another has begun ends with the old password
            if not credentials.change_password(connection, customer_id, before, after, now):
                raise KnownError(ErrorCode.SESSION_ENDED, reason="password_changed")  # by another request, just now
            signed = self._signing.use(connection, principal, Operation.PASSWORD, {}, asked.approval)
            release(connection, access.subscriber_code(connection, customer_id) or "")
            device = devices.hold_device(connection, customer_id, principal.device_id)
            if device is None:
                raise KnownError(ErrorCode.SESSION_ENDED, reason="device_forgotten")  # just now
            sessions.end_sessions(connection, customer_id, "password_changed", now)
            opened = self._entrance.open(connection, customer_id, principal.caisse_id, device.id, device.installation)
            tell(connection, customer_id, words_access.password_changed, now)
            audit.record(connection, customer_id, "password.change", {"device": device.id}, now)
            receipt = self._signing.receipt(connection, principal, signed)
        return PasswordChanged(session=opened, receipt=receipt)
