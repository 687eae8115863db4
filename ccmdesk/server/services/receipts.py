"""Receipts: the bank's signed word on what was done, kept and given to the customer.

A receipt bears the name of its challenge: there is at most one for what was shown and signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ccmdesk.server.repositories import receipts
from ccmdesk.server.repositories.receipts import ReceiptRow
from ccmdesk.server.services import audit
from ccmdesk.wire.signing import Receipt, ReceiptDocument

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from ccmdesk.server.keys import ServerKeys

SHOWN: Final = 20


class Signed(NamedTuple):
    """What a customer has signed: the document he was shown, and by whose key (hex)."""

    challenge: str
    document: str
    signature: str
    device: str
    device_key: str
    bank: str


def issue(
    connection: Connection,
    keys: ServerKeys,
    customer_id: int,
    signed: Signed,
    now: datetime,
    reference: str | None = None,
) -> Receipt:
    """Say in writing that what was signed has been done, in the transaction that does it."""
    content = ReceiptDocument(
        id=signed.challenge,
        bank=signed.bank,
        challenge=signed.document,
        device_signature=signed.signature,
        device_key=signed.device_key,
        reference=reference,
        signed_at=now,
    )
    document = audit.canonical(content.model_dump(mode="json"))
    key_id, signature = keys.sign_receipt(document)
    receipts.add_receipt(connection, customer_id, signed.challenge, now, ReceiptRow(document, key_id, signature))
    details = {"receipt": signed.challenge, "device": signed.device, "key": key_id}
    audit.record(connection, customer_id, "receipt.issue", details, now)
    return Receipt(document=document, key_id=key_id, signature=signature)


def find(connection: Connection, customer_id: int, challenge_id: str) -> Receipt | None:
    """Give again the receipt of what was signed, if it was done."""
    row = receipts.find_receipt(connection, customer_id, challenge_id)
    return Receipt(**row._asdict()) if row else None


def last(connection: Connection, customer_id: int) -> list[Receipt]:
    """List the last receipts, the newest first."""
    return [Receipt(**row._asdict()) for row in receipts.last_receipts(connection, customer_id, SHOWN)]
