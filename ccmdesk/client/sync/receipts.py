"""The bank's receipts: read, and checked with the bank's public keys and the key of the device that signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from ccmdesk.client.sync.trust_views import ReceiptView
from ccmdesk.core import signatures
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.wire.signing import ChallengeDocument, Receipt, ReceiptDocument

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccmdesk.wire.signing import Approval


def view(receipt: Receipt, key: Callable[[str], str | None], approval: Approval | None = None) -> ReceiptView:
    """Show a receipt. `key` finds a public key of the bank by its name; `approval`: what it must be the receipt of.

    Genuine is what the bank has signed, about a document that the device's key named in it has signed too.

    Raises KnownError: RECEIPT_INVALID (it cannot be read, so it says nothing that could be checked).
    """
    try:
        said = ReceiptDocument.model_validate_json(receipt.document)
        shown = ChallengeDocument.model_validate_json(said.challenge)
    except ValidationError as error:
        raise KnownError(ErrorCode.RECEIPT_INVALID) from error
    expected = approval is None or (shown.id, said.device_signature) == (approval.challenge, approval.signature)
    return ReceiptView(
        id=said.id,
        title=shown.title,
        lines=tuple((line.label, line.value) for line in shown.lines),
        signed_at=said.signed_at,
        is_genuine=expected and _is_signed(receipt, said, shown, key(receipt.key_id)),
        file=receipt.model_dump_json(indent=2).encode(),
        amount=shown.amount,
    )


def read_file(content: bytes) -> Receipt:
    """Read a receipt that was saved. Raises KnownError: RECEIPT_INVALID."""
    try:
        return Receipt.model_validate_json(content)
    except ValidationError as error:
        raise KnownError(ErrorCode.RECEIPT_INVALID) from error


def _is_signed(receipt: Receipt, said: ReceiptDocument, shown: ChallengeDocument, bank_key: str | None) -> bool:
    if bank_key is None or signatures.key_id(bank_key) != receipt.key_id:
        return False
    digest = signatures.digest(said.challenge)
    return (
        signatures.is_signed(bank_key, signatures.RECEIPT, receipt.document, receipt.signature)
        and signatures.is_signed(said.device_key, signatures.CHALLENGE, digest, said.device_signature)
        and signatures.key_id(said.device_key) == shown.device
    )
