"""Asking for a challenge: the bank writes down what it understood, for the customer to read and sign.

What would be refused anyway is refused here already, with the same codes: nobody signs in vain. The last word is the
command's, which checks everything again.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import new_key
from ccmdesk.core.rules.transfers import check_funds
from ccmdesk.server.repositories import caisses, challenges, customers, devices
from ccmdesk.server.repositories.challenges import ChallengeRow
from ccmdesk.server.services import audit, challenge_words, transfers
from ccmdesk.server.services.challenge_words import Party
from ccmdesk.server.services.signing import content_hash
from ccmdesk.wire.signing import Challenge, ChallengeDocument, Operation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.services.principal import Principal
    from ccmdesk.server.settings import Settings
    from ccmdesk.wire.signing import ChallengeAsked, TransferContent

KEPT: Final = timedelta(days=1)
"""How long an approved challenge is kept after its end: a retried command may still use it, in its session."""

_NONCE_BYTES: Final = 16


def ask(
    connection: Connection, principal: Principal, asked: ChallengeAsked, clock: Clock, settings: Settings
) -> Challenge:
    """Write the document of a challenge and keep it, in the caller's transaction.

    Raises KnownError: REQUEST_INVALID (a transfer without its content, or content with another operation), and for
    a transfer every code with which the order would be refused (see `transfers.submit`).
    """
    if (asked.operation is Operation.TRANSFER) != (asked.transfer is not None):
        raise KnownError(ErrorCode.REQUEST_INVALID, fields="transfer")
    now = clock.now()
    if asked.transfer is None:
        content, said = {}, _access(connection, principal, asked, now)
    else:
        content, said = (
            transfers.content_of(asked.transfer),
            _transfer(connection, principal, asked, asked.transfer, now),
        )
    expires_at = now + timedelta(seconds=settings.challenge_seconds)
    return _keep(connection, principal, asked.operation, content, said, (now, expires_at))


def _transfer(
    connection: Connection, principal: Principal, asked: ChallengeAsked, order: TransferContent, now: datetime
) -> dict[str, Any]:
    open_day = caisses.open_day(connection, principal.caisse_id)
    available = transfers.examine(connection, principal, order, open_day, now)
    if order.execution_on <= open_day:
        check_funds(order.amount, available)
    parties = {
        row["number"]: Party(row["holder"], row["iban"])
        for row in customers.list_accounts(connection, principal.customer_id)
    }
    source, target = parties[order.source], parties[order.target]
    shown = challenge_words.transfer(asked.language, order, source, target)
    return {
        **shown._asdict(),
        "amount": order.amount,
        "payee": target.holder,
        "iban": target.iban,
        "on": order.execution_on,
    }


def _access(connection: Connection, principal: Principal, asked: ChallengeAsked, now: datetime) -> dict[str, Any]:
    holder = customers.get_customer(connection, principal.customer_id)
    device = devices.find_device(connection, principal.customer_id, principal.device_id)
    name = f"{holder['civility']} {holder['name']}".strip()
    shown = challenge_words.access(asked.language, asked.operation, name, device.name if device else "", now)
    return shown._asdict()


def _keep(
    connection: Connection,
    principal: Principal,
    operation: Operation,
    content: Mapping[str, str | int],
    said: Mapping[str, Any],
    span: tuple[datetime, datetime],
) -> Challenge:
    now, expires_at = span
    document = ChallengeDocument(
        id=new_key(),
        nonce=secrets.token_hex(_NONCE_BYTES),
        caisse=principal.caisse_id,
        customer=str(principal.customer_id),
        device=principal.device_id,
        operation=operation,
        issued_at=now,
        expires_at=expires_at,
        **said,
    )
    row = ChallengeRow(
        id=document.id,
        session_id=principal.session_id,
        device_id=principal.device_id,
        operation=operation.value,
        content_hash=content_hash(operation, content),
        document=audit.canonical(document.model_dump(mode="json")),
        issued_at=now,
        expires_at=expires_at,
    )
    challenges.drop_old_challenges(connection, principal.customer_id, principal.session_id, now, now - KEPT)
    challenges.add_challenge(connection, principal.customer_id, row)
    return Challenge(id=row.id, document=row.document)
