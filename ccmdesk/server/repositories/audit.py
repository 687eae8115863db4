"""The audit trail's rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from ccmdesk.server.models.bank import customer
from ccmdesk.server.models.commands import audit_event
from ccmdesk.server.models.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import Connection, RowMapping

_NEXT: Final = Statement(
    "UPDATE customer SET audit_count = audit_count + 1 WHERE id = :customer RETURNING audit_count, audit_head"
)
_ADD: Final = Statement.insert(audit_event)
_HEAD: Final = Statement("UPDATE customer SET audit_head = :hash WHERE id = :customer")


def next_position(connection: Connection, customer_id: int) -> tuple[int, str]:
    """Take the next position of a customer's chain; return it with the hash to chain to. Holds the customer.

    Raises LookupError for an unknown customer.
    """
    position, head = _NEXT.one(connection, customer=customer_id)
    return int(position), str(head)


def add_event(
    connection: Connection, customer_id: int, position: int, moment: str, event: str, details: str, link: str
) -> None:
    """Add an event and make its hash (`link`) the chain's head."""
    _ADD.run(
        connection,
        customer_id=customer_id,
        position=position,
        moment=moment,
        event=event,
        details=details,
        hash=link,
    )
    _HEAD.run(connection, customer=customer_id, hash=link)


def events(connection: Connection, customer_id: int) -> Iterator[RowMapping]:
    """Return a customer's events in order."""
    found = connection.execute(
        select(audit_event).where(audit_event.c.customer_id == customer_id).order_by(audit_event.c.position)
    )
    return iter(found.mappings())


def last_events(connection: Connection, customer_id: int, names: Collection[str], count: int) -> Sequence[RowMapping]:
    """Return a customer's last events of these names, the newest first."""
    found = connection.execute(
        select(audit_event.c.moment, audit_event.c.event, audit_event.c.details)
        .where(audit_event.c.customer_id == customer_id, audit_event.c.event.in_(names))
        .order_by(audit_event.c.position.desc())
        .limit(count)
    )
    return found.mappings().all()


def chain_end(connection: Connection, customer_id: int) -> tuple[int, str]:
    """Return how many events there should be, and the hash of the last. Raises LookupError for an unknown customer."""
    row = connection.execute(
        select(customer.c.audit_count, customer.c.audit_head).where(customer.c.id == customer_id)
    ).one_or_none()
    if row is None:
        raise LookupError(f"no customer {customer_id}")
    return int(row[0]), str(row[1])
