"""One order at the day-end: its funds reserved, its execution or its rejection. The caller's unit of work commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.rules.transfers import TransferState, check_accounts
from ccmdesk.server.ledger.book import Entry, Leg, book
from ccmdesk.server.repositories import customers, feed, transfers
from ccmdesk.server.services import audit

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from ccmdesk.server.repositories.transfers import Transfer

KIND: Final = "transfer"
"""Kind of the postings of a transfer."""

_LIVE: Final = frozenset({TransferState.RECORDED, TransferState.VALIDATED})


def promote(connection: Connection, customer_id: int, transfer_id: str, moment: datetime) -> bool:
    """Reserve the funds of a recorded order that is now due on the open day: it becomes VALIDATED.

    It stays RECORDED while the funds are lacking; they may come before the day-end. Returns whether it moved.
    """
    feed.hold(connection, customer_id)
    order = transfers.get_transfer(connection, customer_id, transfer_id)
    if order.state is not TransferState.RECORDED:
        return False
    first = feed.take_numbers(connection, customer_id, 2)
    if not customers.reserve(connection, customer_id, order.source, order.amount, first):
        return False
    transfers.move_transfer(connection, order, TransferState.VALIDATED, first + 1)
    audit.record(connection, customer_id, "transfer.validate", {"transfer": order.id}, moment)
    return True


def settle(connection: Connection, customer_id: int, transfer_id: str, day: date, moment: datetime) -> bool:
    """Execute a due order on `day`, or reject it with a reason. Returns False if someone already did."""
    feed.hold(connection, customer_id)
    order = transfers.get_transfer(connection, customer_id, transfer_id)
    if order.state not in _LIVE:
        return False
    refusal = _refusal(connection, order)
    if refusal is None:
        _execute(connection, order, day, moment)
    else:
        _reject(connection, order, day, refusal, moment)
    return True


def _refusal(connection: Connection, order: Transfer) -> ErrorCode | None:
    """Ask the rules again, and reserve the funds if that is still to do. Returns why the order cannot be executed."""
    pair = customers.account_pair(connection, order.customer_id, order.source, order.target)
    try:
        check_accounts(pair[order.source][0], pair[order.target][0])
    except KnownError as refusal:
        return refusal.code
    if order.state is TransferState.VALIDATED:
        return None
    seq = feed.take_numbers(connection, order.customer_id, 1)
    if customers.reserve(connection, order.customer_id, order.source, order.amount, seq):
        return None
    return ErrorCode.INSUFFICIENT_FUNDS


def _execute(connection: Connection, order: Transfer, day: date, moment: datetime) -> None:
    legs = (
        Leg(order.source, -order.amount, order.label, order.target, held=True),
        Leg(order.target, order.amount, order.label, order.source),
    )
    book(connection, order.customer_id, [Entry(KIND, day, legs, transfer_id=order.id)], moment)
    seq = feed.take_numbers(connection, order.customer_id, 1)
    transfers.move_transfer(connection, order, TransferState.EXECUTED, seq, day=day)
    audit.record(connection, order.customer_id, "transfer.execute", {"transfer": order.id}, moment)


def _reject(connection: Connection, order: Transfer, day: date, reason: ErrorCode, moment: datetime) -> None:
    first = feed.take_numbers(connection, order.customer_id, 2)
    if order.state is TransferState.VALIDATED:
        customers.release(connection, order.customer_id, order.source, order.amount, first)
    transfers.move_transfer(connection, order, TransferState.REJECTED, first + 1, day=day, reason=reason.value)
    audit.record(
        connection, order.customer_id, "transfer.reject", {"transfer": order.id, "reason": reason.value}, moment
    )
