"""Signing in: password, then one-time code; five failures in a row lock the code (see `tries`).

Known, unknown and locked codes take the same steps through the same statements, and are answered in the same time.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread

from ccmdesk.core import signatures
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.delivery import words_access
from ccmdesk.server.models.access import MAX_FAILURES
from ccmdesk.server.repositories import access
from ccmdesk.server.repositories.access import Attempt, Secrets
from ccmdesk.server.services import audit, devices
from ccmdesk.server.services.notices import tell
from ccmdesk.server.services.pace import answer_late, refuse_late
from ccmdesk.server.services.sessions import new_token, token_hash
from ccmdesk.server.services.totp import DUMMY_SECRET, matching_step
from ccmdesk.wire.access import PasswordStepTaken

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database
    from ccmdesk.server.keys import ServerKeys
    from ccmdesk.server.services.entrance import Entrance
    from ccmdesk.server.services.passwords import PasswordPool
    from ccmdesk.server.services.tries import Tries
    from ccmdesk.server.settings import Settings
    from ccmdesk.wire.access import CodeStep, PasswordStep, SessionOpened


class SignIn:
    """The two steps. `on_result` is told "opened" or the code of the refusal, for the metrics."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        keys: ServerKeys,
        passwords: PasswordPool,
        tries: Tries,
        entrance: Entrance,
        on_result: Callable[[str], object] = lambda _: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._keys = keys
        self._passwords = passwords
        self._tries = tries
        self._entrance = entrance
        self._on_result = on_result
        self._doorway = CapacityLimiter(1)  # étape 1 is everyone's: it takes no more of the threads, however many knock

    async def take_password(self, step: PasswordStep) -> PasswordStepTaken:
        """Étape 1 / 2: keep what was found, tell nothing of it.

        Raises KnownError SERVER_BUSY when too many passwords wait to be verified.
        """
        return await answer_late(self._take_password(step), self._settings.refusal_ms)

    async def take_code(self, step: CodeStep) -> SessionOpened:
        """Étape 2 / 2: open a session, or refuse without saying which step was wrong.

        Raises KnownError SIGN_IN_FAILED (details: `tries_left`), ACCESS_LOCKED, SESSION_ENDED (étape 1 is too long
        ago, or was used already), REQUEST_INVALID (the device does not prove its key).
        """
        devices.check_card(step.device, step.attempt)
        try:
            opened = await refuse_late(to_thread.run_sync(self._finish, step), self._settings.refusal_ms)
        except KnownError as error:
            self._on_result(error.code.value)
            raise
        self._on_result("opened")
        return opened

    async def _take_password(self, step: PasswordStep) -> PasswordStepTaken:
        await self._passwords.check_room()
        began_at = self._clock.now()
        expires_at = began_at + timedelta(seconds=self._settings.attempt_seconds)
        found = await to_thread.run_sync(self._find, step.subscriber_code, limiter=self._doorway)
        right = await self._passwords.verify(found.password_hash if found else None, step.password)
        customer_id = found.customer_id if found else None
        attempt = Attempt(step.subscriber_code, customer_id, right, began_at, expires_at)
        return await to_thread.run_sync(self._keep, attempt, limiter=self._doorway)

    def _find(self, code: str) -> access.Subscriber | None:
        with self._database.snapshot() as connection:
            return access.find_subscriber(connection, code)

    def _keep(self, attempt: Attempt) -> PasswordStepTaken:
        token = new_token()
        with self._database.unit_of_work() as connection:
            access.drop_expired_attempts(connection, self._clock.now())
            access.add_attempt(connection, token_hash(token), attempt)
            failures = access.failures_of(connection, attempt.subject)
        return PasswordStepTaken(attempt=token, tries_left=MAX_FAILURES - failures)

    def _finish(self, step: CodeStep) -> SessionOpened:
        check_attempt(self._database, step.attempt)
        return self._tries.spend(
            partial(take_attempt, token=step.attempt, clock=self._clock),
            partial(self._prove, step),
            partial(self._open, step),
            door="sign_in",
        )

    def _prove(self, step: CodeStep, connection: Connection, attempt: Attempt) -> Secrets | None:
        """Say who it is if both steps are right. The code is used up last, by whoever is first."""
        customer_id = attempt.customer_id or 0
        held = access.hold_secrets(connection, customer_id)
        sealed = held.totp_sealed if held else None
        secret = DUMMY_SECRET if sealed is None else self._keys.open_totp(customer_id, sealed)
        matched = matching_step(secret, step.code, self._clock.now())
        if held is None or sealed is None or matched is None or not attempt.password_right:
            return None
        if held.changed_at > attempt.began_at:  # another password counts by now
            return None
        return held if access.consume_step(connection, customer_id, matched) else None

    def _open(self, step: CodeStep, connection: Connection, attempt: Attempt, held: Secrets) -> SessionOpened:
        now, customer_id, card = self._clock.now(), attempt.customer_id or 0, step.device
        is_new = devices.note(connection, customer_id, card, now)
        device_id = signatures.key_id(card.public_key)
        opened = self._entrance.open(connection, customer_id, held.caisse_id, device_id, card.installation)
        if is_new:
            writer = partial(words_access.new_device, device=card.name, system=card.system)
            tell(connection, customer_id, writer, now)
        audit.record(connection, customer_id, "session.open", {"device": device_id, "new_device": is_new}, now)
        return opened


def check_attempt(database: Database, token: str) -> None:
    """Refuse a made-up attempt without asking for the write lock. Raises KnownError SESSION_ENDED."""
    with database.snapshot() as connection:
        if not access.knows_attempt(connection, token_hash(token)):
            raise KnownError(ErrorCode.SESSION_ENDED)


def take_attempt(connection: Connection, token: str, clock: Clock) -> Attempt:
    """Use an attempt up. Raises KnownError SESSION_ENDED: none, too old, or used already."""
    attempt = access.take_attempt(connection, token_hash(token))
    if attempt is None or attempt.expires_at <= clock.now():
        raise KnownError(ErrorCode.SESSION_ENDED)
    return attempt
