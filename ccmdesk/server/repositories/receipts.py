"""Statements on the bank's receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select

from ccmdesk.server.models.trust import receipt

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


class ReceiptRow(NamedTuple):
    """A receipt as stored. `document`: the very text that was signed."""

    document: str
    key_id: str
    signature: str


def add_receipt(
    connection: Connection, customer_id: int, receipt_id: str, signed_at: datetime, row: ReceiptRow
) -> None:
    """Keep a receipt."""
    values = {"customer_id": customer_id, "id": receipt_id, "signed_at": signed_at, **row._asdict()}
    connection.execute(insert(receipt).values(values))


def find_receipt(connection: Connection, customer_id: int, receipt_id: str) -> ReceiptRow | None:
    """Look up a receipt of a customer."""
    query = select(*(receipt.c[name] for name in ReceiptRow._fields)).where(
        receipt.c.customer_id == customer_id, receipt.c.id == receipt_id
    )
    row = connection.execute(query).one_or_none()
    return ReceiptRow(*row) if row else None


def last_receipts(connection: Connection, customer_id: int, count: int) -> list[ReceiptRow]:
    """List a customer's last receipts, the newest first."""
    query = (
        select(*(receipt.c[name] for name in ReceiptRow._fields))
        .where(receipt.c.customer_id == customer_id)
        .order_by(receipt.c.signed_at.desc(), receipt.c.id)
        .limit(count)
    )
    return [ReceiptRow(*row) for row in connection.execute(query)]
