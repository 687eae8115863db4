"""Signing: the customer's yes to a document is checked and noted, then used by the command it was given for.

Two phases. `approve` counts the try, looks at the code and the device's signature, and notes what it found, in
transactions of its own: a wrong yes stays counted whatever becomes of the command. `use` is one conditional UPDATE
inside the command's transaction: approved, unused, for exactly this content; or nothing is done at all.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from ccmdesk.core import signatures
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.repositories import access, caisses, challenges, devices
from ccmdesk.server.services import audit, receipts
from ccmdesk.server.services.receipts import Signed
from ccmdesk.server.services.totp import DUMMY_SECRET, matching_step
from ccmdesk.server.services.tries import Pardon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database
    from ccmdesk.server.keys import ServerKeys
    from ccmdesk.server.repositories.challenges import ChallengeRow
    from ccmdesk.server.services.principal import Principal
    from ccmdesk.server.services.tries import Tries
    from ccmdesk.wire.signing import Approval, Operation, Receipt


def content_hash(operation: Operation, content: Mapping[str, str | int]) -> str:
    """SHA-256 (hex) of what a command asks for, however it was written down."""
    return hashlib.sha256(audit.canonical([operation.value, content]).encode()).hexdigest()


def approval_hash(approval: Approval) -> str:
    """SHA-256 (hex) of an approval: the same approval may come twice, when an answer was lost."""
    return hashlib.sha256(audit.canonical(approval.model_dump()).encode()).hexdigest()


class Asked(NamedTuple):
    """Whose try an approval is, and for which challenge."""

    subject: str
    customer_id: int
    challenge: ChallengeRow


class Signing:
    """Checks approvals, uses them up, writes receipts."""

    def __init__(self, database: Database, clock: Clock, keys: ServerKeys, tries: Tries) -> None:
        self._database = database
        self._clock = clock
        self._keys = keys
        self._tries = tries

    def approve(self, principal: Principal, operation: Operation, approval: Approval) -> None:
        """Check and note an approval, in transactions of its own.

        One that was noted already passes: it comes again when an answer was lost.
        Raises KnownError: CHALLENGE_EXPIRED (no challenge of this session for this operation, too old, or used: no
        try is counted), SIGNATURE_REFUSED (wrong code or signature; details: `tries_left`), ACCESS_LOCKED.
        """
        with self._database.snapshot() as connection:
            known = self._find(connection, principal, operation, approval).challenge
        if known.approval_hash != approval_hash(approval):
            self.prove(principal, operation, approval)

    def prove(
        self, principal: Principal, operation: Operation, approval: Approval, *, password: bool | None = None
    ) -> None:
        """Check an approval as `approve`, at the cost of a try even if it was noted before.

        `password`: whether the password that came with it, if any, is right; SIGN_IN_FAILED (details: `tries_left`)
        if not, and then neither code nor challenge is used up. Only with the password does it start the count again.
        """
        self._tries.spend(
            lambda connection: self._find(connection, principal, operation, approval),
            lambda connection, asked: (
                (password is not False and self._is_right(connection, principal, asked, approval)) or None
            ),
            lambda _connection, _asked, _proof: None,
            door="signature",
            refusal=ErrorCode.SIGN_IN_FAILED if password is False else ErrorCode.SIGNATURE_REFUSED,
            pardon=Pardon.ALL if password else Pardon.OWN,
        )

    def use(
        self,
        connection: Connection,
        principal: Principal,
        operation: Operation,
        content: Mapping[str, str | int],
        approval: Approval,
    ) -> Signed:
        """Use an approved challenge up for exactly this content, in the transaction of the command.

        Raises KnownError: CHALLENGE_EXPIRED (used already, not approved, the session has ended), SIGNATURE_REFUSED
        (approved for another content).
        """
        asked = self._find(connection, principal, operation, approval).challenge
        if asked.content_hash != content_hash(operation, content):
            raise KnownError(ErrorCode.SIGNATURE_REFUSED)
        approved = asked._replace(approval_hash=approval_hash(approval))
        if not challenges.use_challenge(connection, principal.customer_id, approved, self._clock.now()):
            raise KnownError(ErrorCode.CHALLENGE_EXPIRED)
        device = devices.find_device(connection, principal.customer_id, principal.device_id)
        if device is None:
            raise LookupError(f"no device {principal.device_id}")
        return Signed(
            challenge=asked.id,
            document=asked.document,
            signature=approval.signature,
            device=device.id,
            device_key=device.public_key.hex(),
            bank=str(caisses.get_caisse(connection, principal.caisse_id)["name"]),
        )

    def receipt(
        self, connection: Connection, principal: Principal, signed: Signed, reference: str | None = None
    ) -> Receipt:
        """Say in writing that it is done, in the transaction that does it. `reference`: see `ReceiptDocument`."""
        now = self._clock.now()
        return receipts.issue(connection, self._keys, principal.customer_id, signed, now, reference)

    def _find(self, connection: Connection, principal: Principal, operation: Operation, approval: Approval) -> Asked:
        """Find a challenge that this session may approve or use. A foreign one is like none."""
        row = challenges.find_challenge(connection, principal.customer_id, approval.challenge)
        if row is None or (row.session_id, row.device_id, row.operation) != (
            principal.session_id,
            principal.device_id,
            operation.value,
        ):
            raise KnownError(ErrorCode.CHALLENGE_EXPIRED)
        is_noted = row.approval_hash == approval_hash(approval)
        if row.used_at is not None or (row.expires_at <= self._clock.now() and not is_noted):
            raise KnownError(ErrorCode.CHALLENGE_EXPIRED)
        code = access.subscriber_code(connection, principal.customer_id)
        if code is None:
            raise LookupError(f"no customer {principal.customer_id}")
        return Asked(code, principal.customer_id, row)

    def _is_right(self, connection: Connection, principal: Principal, asked: Asked, approval: Approval) -> bool:
        """Look at code and signature, always at both; the code is used up last."""
        now, customer_id, row = self._clock.now(), asked.customer_id, asked.challenge
        fingerprint = approval_hash(approval)
        held = access.hold_secrets(connection, customer_id)
        sealed = held.totp_sealed if held else None
        secret = DUMMY_SECRET if sealed is None else self._keys.open_totp(customer_id, sealed)
        matched = matching_step(secret, approval.code, now)
        device = devices.find_device(connection, customer_id, principal.device_id)
        key = "" if device is None or device.forgotten_at is not None else device.public_key.hex()
        text = signatures.digest(row.document)
        is_signed = signatures.is_signed(key, signatures.CHALLENGE, text, approval.signature)
        if not is_signed or matched is None or sealed is None:
            return False
        if access.consume_step(connection, customer_id, matched):
            return challenges.approve_challenge(connection, customer_id, row.id, fingerprint, now)
        noted = challenges.find_challenge(connection, customer_id, row.id)  # by the same approval, a moment ago?
        return noted is not None and noted.approval_hash == fingerprint
