"""Signing in: password, then one-time code; five failures in a row lock the code.

Known, unknown and locked codes take the same steps through the same statements. A try is counted in a transaction
of its own before it is looked at, so that a hundred at once are still only five. What is refused is answered
no sooner than a fixed time: the little that differs (a row more for a known code) does not show.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from anyio import to_thread

from ccmdesk.core import signatures
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.delivery import words
from ccmdesk.server.models.access import MAX_FAILURES
from ccmdesk.server.repositories import access
from ccmdesk.server.repositories.access import Attempt
from ccmdesk.server.services import audit, devices
from ccmdesk.server.services.notices import tell
from ccmdesk.server.services.sessions import new_token, token_hash
from ccmdesk.server.services.totp import DUMMY_SECRET, matching_step
from ccmdesk.wire.access import PasswordStepTaken, SessionOpened

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database
    from ccmdesk.server.keys import ServerKeys
    from ccmdesk.server.services.passwords import PasswordPool
    from ccmdesk.server.services.sessions import Sessions
    from ccmdesk.server.settings import Settings
    from ccmdesk.wire.access import CodeStep, PasswordStep


class SignIn:
    """The two steps. `on_result` is told "opened" or the code of the refusal, for the metrics."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        keys: ServerKeys,
        passwords: PasswordPool,
        sessions: Sessions,
        on_result: Callable[[str], object] = lambda _: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._keys = keys
        self._passwords = passwords
        self._sessions = sessions
        self._on_result = on_result

    async def take_password(self, step: PasswordStep) -> PasswordStepTaken:
        """Étape 1 / 2: keep what was found, tell nothing of it.

        Raises KnownError SERVER_BUSY when too many passwords wait to be verified.
        """
        found = await to_thread.run_sync(self._find, step.subscriber_code)
        right = await self._passwords.verify(found.password_hash if found else None, step.password)
        customer_id = found.customer_id if found else None
        return await to_thread.run_sync(self._keep, step.subscriber_code, customer_id, right)

    async def take_code(self, step: CodeStep) -> SessionOpened:
        """Étape 2 / 2: open a session, or refuse without saying which step was wrong.

        Raises KnownError SIGN_IN_FAILED (details: `tries_left`), ACCESS_LOCKED, SESSION_ENDED (étape 1 is too long
        ago, or was used already), REQUEST_INVALID (the device does not prove its key).
        """
        devices.check_card(step.device, step.attempt)
        loop = asyncio.get_running_loop()
        answer_at = loop.time() + self._settings.refusal_ms / 1000
        try:
            opened = await to_thread.run_sync(self._finish, step)
        except KnownError as error:
            self._on_result(error.code.value)
            await asyncio.sleep(max(0.0, answer_at - loop.time()))
            raise
        self._on_result("opened")
        return opened

    def _find(self, code: str) -> access.Subscriber | None:
        with self._database.snapshot() as connection:
            return access.find_subscriber(connection, code)

    def _keep(self, code: str, customer_id: int | None, right: bool) -> PasswordStepTaken:  # noqa: FBT001 -- the password's verdict, from a thread pool that takes positions only
        now, token = self._clock.now(), new_token()
        expires_at = now + timedelta(seconds=self._settings.attempt_seconds)
        with self._database.unit_of_work() as connection:
            access.drop_expired_attempts(connection, now)
            access.add_attempt(connection, token_hash(token), Attempt(code, customer_id, right, expires_at))
            failures = access.failures_of(connection, code)
        return PasswordStepTaken(attempt=token, tries_left=MAX_FAILURES - failures)

    def _finish(self, step: CodeStep) -> SessionOpened:
        with self._database.snapshot() as connection:  # made-up attempts, however many, never ask for the write lock
            if not access.knows_attempt(connection, token_hash(step.attempt)):
                raise KnownError(ErrorCode.SESSION_ENDED)
        with self._database.unit_of_work() as connection:
            attempt = access.take_attempt(connection, token_hash(step.attempt))
            if attempt is None or attempt.expires_at <= self._clock.now():
                raise KnownError(ErrorCode.SESSION_ENDED)
            failures = access.claim_try(connection, attempt.subject)
        if failures is None:
            raise KnownError(ErrorCode.ACCESS_LOCKED)
        with self._database.unit_of_work() as connection:
            opened = self._open(connection, attempt, step)
            if opened is None:
                self._note_failure(connection, attempt, failures)
        if opened is not None:
            return opened
        if failures >= MAX_FAILURES:
            raise KnownError(ErrorCode.ACCESS_LOCKED)
        raise KnownError(ErrorCode.SIGN_IN_FAILED, tries_left=MAX_FAILURES - failures)

    def _open(self, connection: Connection, attempt: Attempt, step: CodeStep) -> SessionOpened | None:
        """Open the session if both steps are right. The code is used up last, by whoever is first."""
        now, customer_id = self._clock.now(), attempt.customer_id or 0
        held = access.find_secrets(connection, customer_id)
        sealed = held.totp_sealed if held else None
        secret = DUMMY_SECRET if sealed is None else self._keys.open_totp(customer_id, sealed)
        matched = matching_step(secret, step.code, now)
        if held is None or sealed is None or matched is None or not attempt.password_right:
            return None
        if not access.consume_step(connection, customer_id, matched):
            return None
        access.forgive(connection, attempt.subject)
        is_new = devices.note(connection, customer_id, step.device, now)
        device_id = signatures.key_id(step.device.public_key)
        token, expires_at = self._sessions.open(connection, customer_id, held.caisse_id, device_id)
        if is_new:
            tell(connection, customer_id, words.new_installation, now)
        audit.record(connection, customer_id, "session.open", {"device": device_id, "new_device": is_new}, now)
        return SessionOpened(
            token=token,
            customer_number=str(customer_id),
            device=device_id,
            unlock_share=self._keys.unlock_share(customer_id, step.device.installation),
            idle_seconds=self._settings.idle_seconds,
            expires_at=expires_at,
        )

    def _note_failure(self, connection: Connection, attempt: Attempt, failures: int) -> None:
        now, customer_id = self._clock.now(), attempt.customer_id
        newly_locked = access.lock(connection, attempt.subject, now)
        if customer_id is None:
            return
        audit.record(connection, customer_id, "sign_in.refused", {"failures": failures}, now)
        if newly_locked:
            tell(connection, customer_id, words.access_locked, now)
            audit.record(connection, customer_id, "access.locked", {}, now)


def unlock(connection: Connection, customer_id: int, clock: Clock) -> bool:
    """Let a customer try again (agency, operator). False if nothing was locked. In the caller's transaction."""
    code = access.subscriber_code(connection, customer_id)
    if code is None or access.failures_of(connection, code) < MAX_FAILURES:
        return False
    now = clock.now()
    access.forgive(connection, code)
    tell(connection, customer_id, words.access_unlocked, now)
    audit.record(connection, customer_id, "access.unlocked", {}, now)
    return True
