"""Internal transfers: the server's own refusals, and the order itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.core.clock import paris_date
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import new_key
from ccmdesk.core.money import check_amount
from ccmdesk.core.rules.labels import check_sepa
from ccmdesk.core.rules.transfers import TransferState, check_accounts, check_date, execution_date
from ccmdesk.server.repositories import caisses, customers, feed, transfers
from ccmdesk.server.services import commands
from ccmdesk.wire.messages import TransferAccepted

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.services.principal import Principal
    from ccmdesk.wire.messages import TransferOrder

NAME: Final = "transfer.submit"
_SEQS: Final = 2  # the source account and the order


def submit(
    connection: Connection, principal: Principal, key: str | None, order: TransferOrder, clock: Clock
) -> commands.Answer:
    """Take a customer's order, once for each key.

    The answer holds a TransferAccepted (201) or the Problem that refuses it: ACCOUNT_UNKNOWN (absent or someone
    else's: the same answer), SAME_ACCOUNT, ACCOUNT_CLOSED, TRANSFER_FORBIDDEN, the AMOUNT_, LABEL_ and DATE_ codes,
    EXECUTION_DATE_CHANGED (details: `execution_on`, ISO) or INSUFFICIENT_FUNDS (details: `available`, cents).

    Raises KnownError: IDEMPOTENCY_KEY_MISSING, IDEMPOTENCY_KEY_REUSED, REQUEST_INVALID (malformed key).
    """
    checked_key, moment = commands.check_key(key), clock.now()
    payload: dict[str, str | int] = {
        "source": order.source,
        "target": order.target,
        "amount": order.amount,
        "label": order.label,
        "requested_on": order.requested_on.isoformat(),
        "execution_on": order.execution_on.isoformat(),
    }
    return commands.run(
        connection,
        principal,
        commands.Command(NAME, checked_key, payload),
        moment,
        lambda: _accept(connection, principal, checked_key, order, moment),
    )


def _accept(
    connection: Connection, principal: Principal, key: str, order: TransferOrder, moment: datetime
) -> TransferAccepted:
    customer_id = principal.customer_id
    first = feed.take_numbers(connection, customer_id, _SEQS)
    open_day = caisses.hold_open_day(connection, principal.caisse_id)
    available = _check_accounts(connection, customer_id, order)
    check_amount(order.amount)
    check_sepa(order.label)
    execution_on = execution_date(check_date(order.requested_on, paris_date(moment)), open_day)
    if execution_on != order.execution_on:
        raise KnownError(ErrorCode.EXECUTION_DATE_CHANGED, execution_on=execution_on.isoformat())
    state = TransferState.RECORDED
    if execution_on <= open_day:
        if not customers.reserve(connection, customer_id, order.source, order.amount, first):
            raise KnownError(ErrorCode.INSUFFICIENT_FUNDS, available=available)
        state = TransferState.VALIDATED
    transfer_id = new_key()
    transfers.add_transfer(
        connection,
        customer_id=customer_id,
        id=transfer_id,
        seq=first + 1,
        key=key,
        source=order.source,
        target=order.target,
        amount=order.amount,
        label=order.label,
        requested_on=order.requested_on,
        execution_on=execution_on,
        state=state.value,
        reason=None,
        created_at=moment,
        executed_on=None,
        rejected_on=None,
    )
    return TransferAccepted(id=transfer_id, state=state, execution_on=execution_on, created_at=moment)


def _check_accounts(connection: Connection, customer_id: int, order: TransferOrder) -> int:
    """Check the pair and return what is available on the source (cents)."""
    pair = customers.account_pair(connection, customer_id, order.source, order.target)
    if order.source not in pair or order.target not in pair:
        raise KnownError(ErrorCode.ACCOUNT_UNKNOWN)
    source, available = pair[order.source]
    check_accounts(source, pair[order.target][0])
    return available
