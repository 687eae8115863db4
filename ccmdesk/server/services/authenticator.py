"""Replacing an authenticator that the customer still has: signed with the present one, proved by a code of the new.

Until that proof the present one counts, and nothing has changed. A first connection is another matter: it finds no
authenticator, and cannot come here without a session.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from anyio import to_thread

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.delivery import words_access
from ccmdesk.server.models.access import MAX_FAILURES
from ccmdesk.server.repositories import credentials, customers, recoveries, replacements, sessions
from ccmdesk.server.repositories.access import NewAuthenticator
from ccmdesk.server.repositories.replacements import Name, Replacement
from ccmdesk.server.services import audit, receipts
from ccmdesk.server.services.notices import tell
from ccmdesk.server.services.pace import refuse_late
from ccmdesk.server.services.receipts import Signed
from ccmdesk.server.services.sessions import new_token, token_hash
from ccmdesk.server.services.totp import matching_step, new_totp_secret, totp_text, totp_uri
from ccmdesk.wire.access import AuthenticatorReplaced, EnrolmentOpened
from ccmdesk.wire.signing import Operation

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database
    from ccmdesk.server.keys import ServerKeys
    from ccmdesk.server.services.principal import Principal
    from ccmdesk.server.services.signing import Signing
    from ccmdesk.server.settings import Settings
    from ccmdesk.wire.access import EnrolmentProof
    from ccmdesk.wire.signing import Approval


class AuthenticatorDesk:
    """Replaces authenticators."""

    def __init__(
        self, database: Database, clock: Clock, settings: Settings, keys: ServerKeys, signing: Signing
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._keys = keys
        self._signing = signing

    async def start(self, principal: Principal, approval: Approval) -> EnrolmentOpened:
        """Give the secret of a new authenticator, signed with the present one.

        If this answer is lost nothing has changed: the customer asks, and signs, again.
        Raises KnownError as `Signing.approve`.
        """
        return await refuse_late(to_thread.run_sync(self._start, principal, approval), self._settings.refusal_ms)

    def _start(self, principal: Principal, approval: Approval) -> EnrolmentOpened:
        self._signing.approve(principal, Operation.AUTHENTICATOR, approval)
        customer_id, secret, token = principal.customer_id, new_totp_secret(), new_token()
        expires_at = self._clock.now() + timedelta(seconds=self._settings.enrolment_seconds)
        with self._database.unit_of_work() as connection:
            signed = self._signing.use(connection, principal, Operation.AUTHENTICATOR, {}, approval)
            new = Replacement(
                customer_id=customer_id,
                session_id=principal.session_id,
                challenge_id=signed.challenge,
                totp_sealed=self._keys.seal_totp(customer_id, secret),
                card=audit.canonical(signed._asdict()),
                expires_at=expires_at,
            )
            replacements.start_replacement(connection, token_hash(token), new)
            details = {"device": principal.device_id, "challenge": signed.challenge}
            audit.record(connection, customer_id, "authenticator.begin", details, self._clock.now())
            known = customers.get_customer(connection, customer_id)
        return EnrolmentOpened(
            enrolment=token,
            secret=totp_text(secret),
            uri=totp_uri(secret, known["subscriber_code"], signed.bank),
            expires_at=expires_at,
        )

    def prove(self, principal: Principal, proof: EnrolmentProof) -> AuthenticatorReplaced:
        """Put the new authenticator in the place of the present one, if a code proves it.

        The code that proved it gets the same answer again, should that have been lost.
        Raises KnownError: CODE_WRONG (details: `tries_left`), CHALLENGE_EXPIRED (nothing begun in this session, too
        old, or no tries left: the present authenticator counts).
        """
        name = Name(principal.customer_id, principal.session_id, token_hash(proof.enrolment))
        with self._database.unit_of_work() as connection:
            tries = replacements.claim_replacement_try(connection, name, self._clock.now())
        if tries is None:
            raise KnownError(ErrorCode.CHALLENGE_EXPIRED)
        with self._database.unit_of_work() as connection:
            done = self._done(connection, principal, name, proof)
        if done is not None:
            return done
        if tries >= MAX_FAILURES:
            raise KnownError(ErrorCode.CHALLENGE_EXPIRED)
        raise KnownError(ErrorCode.CODE_WRONG, tries_left=MAX_FAILURES - tries)

    def _done(
        self, connection: Connection, principal: Principal, name: Name, proof: EnrolmentProof
    ) -> AuthenticatorReplaced | None:
        """Do it, or give the answer again that it got; None for a code that is not right."""
        now, customer_id = self._clock.now(), principal.customer_id
        found = replacements.hold_replacement(connection, name)
        if found is None:
            raise KnownError(ErrorCode.CHALLENGE_EXPIRED)
        step = matching_step(self._keys.open_totp(customer_id, found.totp_sealed), proof.code, now)
        if step is None:
            return None
        if found.proved_step is not None:
            known = receipts.find(connection, customer_id, found.challenge_id)
            return AuthenticatorReplaced(receipt=known) if known and step == found.proved_step else None
        kind = proof.authenticator.value
        replacements.prove_replacement(connection, name, step, kind)
        recoveries.drop_recoveries(connection, customer_id)  # begun with a code of the old one
        new = NewAuthenticator(found.totp_sealed, kind, step)
        if not credentials.change_authenticator(connection, customer_id, new, now):
            raise KnownError(ErrorCode.SESSION_ENDED, reason="authenticator")  # taken back by the agency, just now
        sessions.end_sessions(connection, customer_id, "authenticator", now, spare=principal.session_id)
        tell(connection, customer_id, words_access.authenticator_changed, now)
        details = {"device": principal.device_id, "authenticator": kind}
        audit.record(connection, customer_id, "authenticator.change", details, now)
        signed = Signed(**json.loads(found.card))
        return AuthenticatorReplaced(receipt=self._signing.receipt(connection, principal, signed))
