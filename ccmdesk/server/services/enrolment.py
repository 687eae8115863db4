"""First connection: temporary password, new authenticator, own password; and the session that it ends in.

Three steps, each with the token of the enrolment, which opens nothing else. A temporary password serves one device:
the same one may begin again until it is over. An enrolment never replaces an authenticator: its last step is one
conditional UPDATE that finds none.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from anyio import to_thread

from ccmdesk.core import signatures
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.rules.passwords import judge
from ccmdesk.server.delivery import words_access
from ccmdesk.server.models.access import MAX_FAILURES
from ccmdesk.server.repositories import access, caisses, credentials, customers, enrolments
from ccmdesk.server.repositories.access import Attempt, NewAuthenticator
from ccmdesk.server.repositories.enrolments import EnrolmentRow
from ccmdesk.server.services import audit, devices
from ccmdesk.server.services.credentials import personal_words
from ccmdesk.server.services.notices import tell
from ccmdesk.server.services.pace import refuse_late
from ccmdesk.server.services.sessions import new_token, token_hash
from ccmdesk.server.services.sign_in import check_attempt, take_attempt
from ccmdesk.server.services.totp import matching_step, new_totp_secret, totp_text, totp_uri
from ccmdesk.server.services.tries import release
from ccmdesk.wire.access import DeviceCard, EnrolmentOpened

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database
    from ccmdesk.server.keys import ServerKeys
    from ccmdesk.server.services.entrance import Entrance
    from ccmdesk.server.services.passwords import PasswordPool
    from ccmdesk.server.services.tries import Tries
    from ccmdesk.server.settings import Settings
    from ccmdesk.wire.access import EnrolmentBegin, EnrolmentPassword, EnrolmentProof, SessionOpened


class Enrolment:
    """The three steps."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        keys: ServerKeys,
        passwords: PasswordPool,
        tries: Tries,
        entrance: Entrance,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._keys = keys
        self._passwords = passwords
        self._tries = tries
        self._entrance = entrance

    async def start(self, step: EnrolmentBegin) -> EnrolmentOpened:
        """Give the secret of a new authenticator for a temporary password, or refuse as étape 2 does.

        Raises KnownError SIGN_IN_FAILED (details: `tries_left`), ACCESS_LOCKED, SESSION_ENDED, REQUEST_INVALID.
        """
        devices.check_card(step.device, step.attempt)
        return await refuse_late(to_thread.run_sync(self._start, step), self._settings.refusal_ms)

    def prove(self, proof: EnrolmentProof) -> None:
        """Check a code of the new authenticator.

        Raises KnownError CODE_WRONG (details: `tries_left`), SESSION_ENDED (over, or no try left).
        """
        hashed = token_hash(proof.enrolment)
        with self._database.unit_of_work() as connection:
            found = enrolments.claim_proof(connection, hashed, self._clock.now())
        if found is None:
            raise KnownError(ErrorCode.SESSION_ENDED)
        secret = self._keys.open_totp(found.customer_id, found.totp_sealed)
        matched = matching_step(secret, proof.code, self._clock.now())
        if matched is None:
            raise KnownError(ErrorCode.CODE_WRONG, tries_left=MAX_FAILURES - found.tries)
        with self._database.unit_of_work() as connection:
            if not enrolments.prove(connection, hashed, proof.authenticator.value, matched):
                raise KnownError(ErrorCode.SESSION_ENDED)

    async def finish(self, step: EnrolmentPassword) -> SessionOpened:
        """Put the own password and the authenticator in the place of the temporary password, and sign in.

        Raises KnownError: the PASSWORD_ codes (PASSWORD_UNCHANGED: it is the temporary one), SESSION_ENDED (over, not
        proved, or an authenticator is there by now), ACCESS_LOCKED, SERVER_BUSY.
        """
        temporary = await to_thread.run_sync(self._check, step)
        if await self._passwords.verify(temporary, step.password):
            raise KnownError(ErrorCode.PASSWORD_UNCHANGED)
        hashed = await self._passwords.hash(step.password)
        return await to_thread.run_sync(self._finish, step.enrolment, hashed)

    def _start(self, step: EnrolmentBegin) -> EnrolmentOpened:
        check_attempt(self._database, step.attempt)
        return self._tries.spend(
            partial(take_attempt, token=step.attempt, clock=self._clock),
            partial(self._temporary, step.device),
            partial(self._open, step.device),
            door="enrolment",
        )

    def _temporary(self, card: DeviceCard, connection: Connection, attempt: Attempt) -> Attempt | None:
        """Use the temporary password from this device, if it was right: the same statement when it was not."""
        customer_id = (attempt.customer_id or 0) if attempt.password_right else 0
        device_id = signatures.key_id(card.public_key)
        claimed = access.claim_temporary(connection, customer_id, device_id, attempt.began_at, self._clock.now())
        return attempt if claimed else None

    def _open(self, card: DeviceCard, connection: Connection, attempt: Attempt, _: Attempt) -> EnrolmentOpened:
        now, customer_id = self._clock.now(), attempt.customer_id or 0
        secret, token = new_totp_secret(), new_token()
        row = EnrolmentRow(
            customer_id=customer_id,
            totp_sealed=self._keys.seal_totp(customer_id, secret),
            authenticator=None,
            proved_step=None,
            tries=0,
            card=card.model_dump_json(),
            expires_at=now + timedelta(seconds=self._settings.enrolment_seconds),
        )
        enrolments.drop_expired_enrolments(connection, now)
        enrolments.add_enrolment(connection, token_hash(token), row)
        holder = customers.get_customer(connection, customer_id)
        bank = str(caisses.get_caisse(connection, holder["caisse_id"])["name"])
        audit.record(connection, customer_id, "enrolment.begin", {"device": signatures.key_id(card.public_key)}, now)
        return EnrolmentOpened(
            enrolment=token,
            secret=totp_text(secret),
            uri=totp_uri(secret, attempt.subject, bank),
            expires_at=row.expires_at,
        )

    def _check(self, step: EnrolmentPassword) -> str | None:
        """Judge the new password; return the hash of the temporary one."""
        with self._database.snapshot() as connection:
            found = enrolments.find_enrolment(connection, token_hash(step.enrolment), self._clock.now())
            if found is None or found.proved_step is None:
                raise KnownError(ErrorCode.SESSION_ENDED)
            known = personal_words(connection, found.customer_id)
            temporary = credentials.password_hash(connection, found.customer_id)
        refusal = judge(step.password, known).refusal
        if refusal is not None:
            raise KnownError(refusal)
        return temporary

    def _finish(self, token: str, hashed: str) -> SessionOpened:
        now = self._clock.now()
        with self._database.unit_of_work() as connection:
            found = enrolments.take_proved(connection, token_hash(token), now)
            if found is None or found.proved_step is None or found.authenticator is None:
                raise KnownError(ErrorCode.SESSION_ENDED)
            customer_id, card = found.customer_id, DeviceCard.model_validate_json(found.card)
            device_id = signatures.key_id(card.public_key)
            new = NewAuthenticator(found.totp_sealed, found.authenticator, found.proved_step)
            if not access.put_own(connection, customer_id, device_id, hashed, new, now):
                raise KnownError(ErrorCode.SESSION_ENDED)
            enrolments.drop_enrolments(connection, customer_id)
            holder = customers.get_customer(connection, customer_id)
            release(connection, holder["subscriber_code"])
            devices.note(connection, customer_id, card, now)
            opened = self._entrance.open(connection, customer_id, holder["caisse_id"], device_id, card.installation)
            writer = partial(words_access.first_connection, device=card.name, system=card.system)
            tell(connection, customer_id, writer, now)
            details = {"device": device_id, "authenticator": found.authenticator}
            audit.record(connection, customer_id, "enrolment.done", details, now)
        return opened
