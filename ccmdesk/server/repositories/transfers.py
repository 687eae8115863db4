"""Transfer orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import Date

from ccmdesk.core.rules.transfers import TransferState
from ccmdesk.server.models.orders import transfer
from ccmdesk.server.models.statements import Statement

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ADD: Final = Statement.insert(transfer)
_DUE: Final = Statement(
    "SELECT t.customer_id, t.id FROM transfer t JOIN customer c ON c.id = t.customer_id "
    "WHERE t.state IN ('recorded', 'validated') AND t.execution_on <= :day AND c.caisse_id = :caisse "
    "AND (t.customer_id > :customer OR (t.customer_id = :customer AND t.id > :transfer)) "
    "ORDER BY t.customer_id, t.id LIMIT :count",
    day=Date(),
)
_RECORDED_DUE: Final = Statement(
    "SELECT t.customer_id, t.id FROM transfer t JOIN customer c ON c.id = t.customer_id "
    "WHERE t.state = 'recorded' AND t.execution_on <= :day AND c.caisse_id = :caisse "
    "AND (t.customer_id > :customer OR (t.customer_id = :customer AND t.id > :transfer)) "
    "ORDER BY t.customer_id, t.id LIMIT :count",
    day=Date(),
)
_GET: Final = Statement(
    "SELECT source, target, amount, label, CAST(execution_on AS VARCHAR(10)), state FROM transfer "
    "WHERE customer_id = :customer AND id = :transfer"
)
_MOVE: Final = Statement(
    "UPDATE transfer SET state = :after, reason = :reason, executed_on = :executed_on, rejected_on = :rejected_on, "
    "seq = :seq "
    "WHERE customer_id = :customer AND id = :transfer AND state = :before",
    executed_on=Date(),
    rejected_on=Date(),
)
_FIGURES: Final = Statement(
    "SELECT COUNT(t.executed_on), COUNT(t.rejected_on), "
    "COALESCE(SUM(CASE WHEN t.executed_on IS NOT NULL THEN t.amount ELSE 0 END), 0) "
    "FROM transfer t JOIN customer c ON c.id = t.customer_id "
    "WHERE c.caisse_id = :caisse AND (t.executed_on = :day OR t.rejected_on = :day)",
    day=Date(),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a day-end did: orders executed and rejected, cents moved."""

    executed: int
    rejected: int
    total: int


@dataclass(frozen=True, slots=True)
class Transfer:
    """An order as the bank holds it (cents)."""

    customer_id: int
    id: str
    source: str
    target: str
    amount: int
    label: str
    execution_on: date
    state: TransferState


def add_transfer(connection: Connection, **columns: object) -> None:
    """Insert an order (all columns by name)."""
    _ADD.run(connection, **columns)


def get_transfer(connection: Connection, customer_id: int, transfer_id: str) -> Transfer:
    """Return an order. Raises LookupError for an unknown one."""
    source, target, amount, label, execution_on, state = _GET.one(
        connection, customer=customer_id, transfer=transfer_id
    )
    return Transfer(
        customer_id,
        transfer_id,
        source,
        target,
        amount,
        label,
        date.fromisoformat(execution_on),
        TransferState(state),
    )


def due_transfers(
    connection: Connection, caisse_id: str, day: date, after: tuple[int, str], count: int, *, recorded_only: bool
) -> list[tuple[int, str]]:
    """Return (customer, id) of the first `count` live orders of a caisse due by `day`, after the pair `after`."""
    statement = _RECORDED_DUE if recorded_only else _DUE
    rows = statement.rows(connection, caisse=caisse_id, day=day, customer=after[0], transfer=after[1], count=count)
    return [(int(customer_id), str(transfer_id)) for customer_id, transfer_id in rows]


def move_transfer(
    connection: Connection,
    order: Transfer,
    state: TransferState,
    seq: int,
    *,
    day: date | None = None,
    reason: str | None = None,
) -> None:
    """Give an order its next state; `day` and `reason` are of its execution or rejection.

    Raises LookupError if it is not in the state that was read any more.
    """
    moved = _MOVE.run(
        connection,
        customer=order.customer_id,
        transfer=order.id,
        before=order.state.value,
        after=state.value,
        reason=reason,
        executed_on=day if state is TransferState.EXECUTED else None,
        rejected_on=day if state is TransferState.REJECTED else None,
        seq=seq,
    )
    if moved != 1:
        raise LookupError(f"transfer {order.id} is not {order.state} any more")


def day_figures(connection: Connection, caisse_id: str, day: date) -> Figures:
    """Return what was executed and rejected on a day."""
    executed, rejected, total = _FIGURES.one(connection, caisse=caisse_id, day=day)
    return Figures(int(executed), int(rejected), int(total))
