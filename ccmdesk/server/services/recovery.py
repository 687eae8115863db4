"""Forgotten password: birth date and authenticator, a code by SMS, a new password.

The first step always answers the same, in the same time, and costs a try whatever was right: it pays for the first
code too, so that a right beginning and a wrong one count, and end, alike. Nothing is forgiven before the last step.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from anyio import to_thread

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.rules.passwords import judge
from ccmdesk.server.delivery import words_access
from ccmdesk.server.models.access import MAX_FAILURES
from ccmdesk.server.repositories import access, recoveries, sessions
from ccmdesk.server.repositories.recoveries import Known, RecoveryRow
from ccmdesk.server.services import audit
from ccmdesk.server.services.credentials import personal_words
from ccmdesk.server.services.notices import tell
from ccmdesk.server.services.pace import answer_late, refuse_late
from ccmdesk.server.services.sessions import new_token, token_hash
from ccmdesk.server.services.totp import DUMMY_SECRET, matching_step
from ccmdesk.server.services.tries import Pardon, release
from ccmdesk.wire.access import RecoveryBegun

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database
    from ccmdesk.server.keys import ServerKeys
    from ccmdesk.server.services.passwords import PasswordPool
    from ccmdesk.server.services.tries import Tries
    from ccmdesk.server.settings import Settings
    from ccmdesk.wire.access import RecoveryBegin, RecoveryCode, RecoveryPassword

CODE_DIGITS: Final = 8
NO_CODE: Final = bytes(32)
"""Stands for the code that was not sent: no code has this hash."""


class Recovery:
    """The three steps."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        keys: ServerKeys,
        passwords: PasswordPool,
        tries: Tries,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._keys = keys
        self._passwords = passwords
        self._tries = tries

    async def start(self, step: RecoveryBegin) -> RecoveryBegun:
        """Send a code by SMS if everything is right; answer the same if not.

        Raises KnownError SERVER_BUSY: no password is verified here, but each request waits, and works, as if one were,
        so that made-up codes cannot fill the counter faster here than at étape 1.
        """
        return await answer_late(self._start_in_turn(step), self._settings.refusal_ms)

    async def prove(self, step: RecoveryCode) -> None:
        """Check the code that came by SMS.

        Raises KnownError SIGN_IN_FAILED (details: `tries_left`), ACCESS_LOCKED, SESSION_ENDED (over, or proved).
        """
        await refuse_late(to_thread.run_sync(self._prove, step), self._settings.refusal_ms)

    async def finish(self, step: RecoveryPassword) -> None:
        """Put the new password in the place of the forgotten one; every session ends.

        Raises KnownError: the PASSWORD_ codes, SESSION_ENDED (over, or not proved), ACCESS_LOCKED, SERVER_BUSY.
        """
        await to_thread.run_sync(self._check, step)
        hashed = await self._passwords.hash(step.password)
        await to_thread.run_sync(self._finish, step.recovery, hashed)

    async def _start_in_turn(self, step: RecoveryBegin) -> RecoveryBegun:
        await self._passwords.verify(None, step.code)
        return await to_thread.run_sync(self._start, step)

    def _start(self, step: RecoveryBegin) -> RecoveryBegun:
        token = new_token()
        with self._database.snapshot() as connection:
            tries_left = MAX_FAILURES - access.failures_of(connection, step.subscriber_code)
            known = recoveries.find_known(connection, step.subscriber_code)
        until = self._clock.now() + timedelta(seconds=self._settings.recovery_seconds)
        row = RecoveryRow(step.subscriber_code, known.customer_id if known else None, None, 0, None, until)

        def keep(connection: Connection) -> RecoveryRow:
            recoveries.drop_expired_recoveries(connection, self._clock.now())
            recoveries.add_recovery(connection, token_hash(token), row)
            return row

        try:
            self._tries.spend(
                keep,
                partial(self._matches, step, known),
                partial(self._send, token),
                door="recovery",
                pardon=Pardon.NONE,
            )
        except KnownError as error:
            if error.code not in {ErrorCode.SIGN_IN_FAILED, ErrorCode.ACCESS_LOCKED}:
                raise
        return RecoveryBegun(recovery=token, tries_left=tries_left)

    def _matches(
        self, step: RecoveryBegin, known: Known | None, connection: Connection, _: RecoveryRow
    ) -> Known | None:
        """Say who it is if birth date and code are right. The code is used up last, by whoever is first."""
        customer_id = known.customer_id if known else 0
        held = access.hold_secrets(connection, customer_id)
        sealed = held.totp_sealed if held else None
        secret = DUMMY_SECRET if sealed is None else self._keys.open_totp(customer_id, sealed)
        matched = matching_step(secret, step.code, self._clock.now())
        if known is None or sealed is None or matched is None or known.birth_date != step.birth_date:
            return None
        return known if access.consume_step(connection, customer_id, matched) else None

    def _send(self, token: str, connection: Connection, _: RecoveryRow, known: Known) -> None:
        now, hashed = self._clock.now(), token_hash(token)
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        recoveries.put_code(connection, hashed, self._keys.code_hash(hashed, code))
        writer = partial(words_access.recovery_code, code=code, minutes=self._settings.recovery_seconds // 60)
        tell(connection, known.customer_id, writer, now, keys=self._keys)
        audit.record(connection, known.customer_id, "recovery.begin", {}, now)

    def _prove(self, step: RecoveryCode) -> None:
        hashed = token_hash(step.recovery)

        def find(connection: Connection) -> RecoveryRow:
            found = recoveries.claim_code(connection, hashed, self._clock.now())
            if found is None:
                raise KnownError(ErrorCode.SESSION_ENDED)
            return found

        self._tries.spend(
            find,
            partial(self._is_code, step),
            lambda _connection, _row, _proof: None,
            door="recovery",
            claim=self._claim_code,
            pardon=Pardon.NONE,
        )

    def _claim_code(self, connection: Connection, row: RecoveryRow) -> int | None:
        """Count a code; the first of a recovery was counted when that began."""
        if row.tries > 1:
            return self._tries.claim(connection, row)
        is_open = access.is_open(connection, row.subject)
        return access.failures_of(connection, row.subject) if is_open else None

    def _is_code(self, step: RecoveryCode, connection: Connection, row: RecoveryRow) -> RecoveryRow | None:
        now, hashed = self._clock.now(), token_hash(step.recovery)
        right = self._keys.is_code(hashed, step.code, row.code_hash or NO_CODE)
        until = now + timedelta(seconds=self._settings.recovery_seconds)
        return row if right and recoveries.prove(connection, hashed, now, until) else None

    def _check(self, step: RecoveryPassword) -> None:
        with self._database.snapshot() as connection:
            found = recoveries.find_proved(connection, token_hash(step.recovery), self._clock.now())
            if found is None or found.customer_id is None:
                raise KnownError(ErrorCode.SESSION_ENDED)
            known = personal_words(connection, found.customer_id)
        refusal = judge(step.password, known).refusal
        if refusal is not None:
            raise KnownError(refusal)

    def _finish(self, token: str, hashed: str) -> None:
        now = self._clock.now()
        with self._database.unit_of_work() as connection:
            found = recoveries.take_proved(connection, token_hash(token), now)
            if found is None or found.customer_id is None:
                raise KnownError(ErrorCode.SESSION_ENDED)
            customer_id = found.customer_id
            if not access.put_password(connection, customer_id, hashed, now):
                raise KnownError(ErrorCode.SESSION_ENDED)  # the agency has taken the authenticator back meanwhile
            recoveries.drop_recoveries(connection, customer_id)
            release(connection, found.subject)
            sessions.end_sessions(connection, customer_id, "password_changed", now)
            tell(connection, customer_id, words_access.password_recovered, now)
            audit.record(connection, customer_id, "password.recover", {}, now)
