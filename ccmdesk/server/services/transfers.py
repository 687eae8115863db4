"""Internal transfers: the server's own refusals, and the order itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from anyio import to_thread

from ccmdesk.core.clock import paris_date
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import new_key
from ccmdesk.core.money import check_amount
from ccmdesk.core.rules.labels import check_sepa
from ccmdesk.core.rules.transfers import TransferState, check_accounts, check_date, execution_date
from ccmdesk.server.repositories import caisses, customers, feed, transfers
from ccmdesk.server.services import commands
from ccmdesk.server.services.pace import refuse_late
from ccmdesk.wire.messages import TransferAccepted
from ccmdesk.wire.signing import Operation

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database
    from ccmdesk.server.services.principal import Principal
    from ccmdesk.server.services.signing import Signing
    from ccmdesk.server.settings import Settings
    from ccmdesk.wire.messages import TransferOrder
    from ccmdesk.wire.signing import Receipt, TransferContent

NAME: Final = "transfer.submit"
_SEQS: Final = 2  # the source account and the order


def submit(
    connection: Connection,
    principal: Principal,
    key: str | None,
    order: TransferOrder,
    clock: Clock,
    signing: Signing | None = None,
) -> commands.Answer:
    """Take a customer's order, once for each key.

    The answer holds a TransferAccepted (201) or the Problem that refuses it: ACCOUNT_UNKNOWN (absent or someone
    else's: the same answer), SAME_ACCOUNT, ACCOUNT_CLOSED, TRANSFER_FORBIDDEN, the AMOUNT_, LABEL_ and DATE_ codes,
    EXECUTION_DATE_CHANGED (details: `execution_on`, ISO) or INSUFFICIENT_FUNDS (details: `available`, cents).
    An approval counts only where `signing` is given. It is no part of the content: an order signed anew is the same.

    Raises KnownError: IDEMPOTENCY_KEY_MISSING, IDEMPOTENCY_KEY_REUSED, REQUEST_INVALID (malformed key), and what
    leaves the key free: SIGNATURE_REQUIRED (above the caisse's threshold), CHALLENGE_EXPIRED, SIGNATURE_REFUSED.
    """
    checked_key, moment = commands.check_key(key), clock.now()
    return commands.run(
        connection,
        principal,
        commands.Command(NAME, checked_key, content_of(order)),
        moment,
        lambda: _accept(connection, principal, checked_key, order, moment, signing),
    )


class TransferDesk:
    """Takes orders as they come from outside: what is signed is approved first, in transactions of its own."""

    def __init__(self, database: Database, clock: Clock, settings: Settings, signing: Signing) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._signing = signing

    async def submit(self, principal: Principal, key: str | None, order: TransferOrder) -> commands.Answer:
        """Take an order, as `submit`. A key that has its answer gets it again, whatever became of the approval.

        Raises KnownError as `submit`, and ACCESS_LOCKED.
        """
        work = to_thread.run_sync(self._submit, principal, key, order)
        return await (work if order.approval is None else refuse_late(work, self._settings.refusal_ms))

    def _submit(self, principal: Principal, key: str | None, order: TransferOrder) -> commands.Answer:
        checked_key = commands.check_key(key)
        if order.approval is not None and not self._is_answered(principal, checked_key):
            try:
                self._signing.approve(principal, Operation.TRANSFER, order.approval)
            except KnownError:
                if not self._is_answered(principal, checked_key):  # by the same request, a moment ago
                    raise
        with self._database.unit_of_work() as connection:
            return submit(connection, principal, checked_key, order, self._clock, self._signing)

    def _is_answered(self, principal: Principal, key: str) -> bool:
        with self._database.snapshot() as connection:
            return commands.is_answered(connection, principal, key)


def content_of(order: TransferOrder | TransferContent) -> dict[str, str | int]:
    """Say what an order asks for, in plain values: what its key names, and what its signature covers."""
    return {
        "source": order.source,
        "target": order.target,
        "amount": order.amount,
        "label": order.label,
        "requested_on": order.requested_on.isoformat(),
        "execution_on": order.execution_on.isoformat(),
    }


def examine(
    connection: Connection,
    principal: Principal,
    order: TransferOrder | TransferContent,
    open_day: date,
    moment: datetime,
) -> int:
    """Check everything about an order but the funds. Returns what is available on its source (cents).

    Raises KnownError as `submit`.
    """
    available = _check_accounts(connection, principal.customer_id, order)
    check_amount(order.amount)
    check_sepa(order.label)
    execution_on = execution_date(check_date(order.requested_on, paris_date(moment)), open_day)
    if execution_on != order.execution_on:
        raise KnownError(ErrorCode.EXECUTION_DATE_CHANGED, execution_on=execution_on.isoformat())
    return available


def _accept(
    connection: Connection,
    principal: Principal,
    key: str,
    order: TransferOrder,
    moment: datetime,
    signing: Signing | None,
) -> TransferAccepted:
    customer_id = principal.customer_id
    first = feed.take_numbers(connection, customer_id, _SEQS)
    open_day = caisses.hold_open_day(connection, principal.caisse_id)
    available = examine(connection, principal, order, open_day, moment)
    state = TransferState.RECORDED
    if order.execution_on <= open_day:
        if not customers.reserve(connection, customer_id, order.source, order.amount, first):
            raise KnownError(ErrorCode.INSUFFICIENT_FUNDS, available=available)
        state = TransferState.VALIDATED
    transfer_id = new_key()
    receipt = _sign(connection, principal, order, transfer_id, signing)
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
        execution_on=order.execution_on,
        state=state.value,
        reason=None,
        created_at=moment,
        executed_on=None,
        rejected_on=None,
    )
    return TransferAccepted(
        id=transfer_id, state=state, execution_on=order.execution_on, created_at=moment, receipt=receipt
    )


def _sign(
    connection: Connection, principal: Principal, order: TransferOrder, transfer_id: str, signing: Signing | None
) -> Receipt | None:
    """Use up the approval of an order, or find that it needs none. Last of all checks: nobody signs in vain."""
    if order.approval is not None and signing is not None:
        signed = signing.use(connection, principal, Operation.TRANSFER, content_of(order), order.approval)
        return signing.receipt(connection, principal, signed, transfer_id)
    threshold = caisses.sign_above(connection, principal.caisse_id)
    if threshold is not None and order.amount > threshold:
        raise KnownError(ErrorCode.SIGNATURE_REQUIRED)
    return None


def _check_accounts(connection: Connection, customer_id: int, order: TransferOrder | TransferContent) -> int:
    """Check the pair and return what is available on the source (cents)."""
    pair = customers.account_pair(connection, customer_id, order.source, order.target)
    if order.source not in pair or order.target not in pair:
        raise KnownError(ErrorCode.ACCOUNT_UNKNOWN)
    source, available = pair[order.source]
    check_accounts(source, pair[order.target][0])
    return available
