"""The audit trail: what was done, chained per customer so that any edit, deletion or truncation shows.

The hash of an event is SHA-256 over the hash before it and the event itself, line by line; the last hash and the
number of events are kept on the customer, whose row every writer holds anyway.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Final

from ccmdesk.server.repositories import audit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

canonical: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
"""Write plain values in the one way that is hashed: sorted, without spaces, in ASCII."""

FIRST_HEAD: Final = "0" * 64
"""What the first event of a chain is chained to."""


def record(
    connection: Connection, customer_id: int, event: str, details: Mapping[str, str | int], moment: datetime
) -> None:
    """Add an event to a customer's chain. No secret (password, code, token) belongs in `details`.

    Raises LookupError for an unknown customer.
    """
    position, before = audit.next_position(connection, customer_id)
    when = moment.astimezone(UTC).isoformat(timespec="microseconds")
    text = canonical(details)
    link = _link(before, customer_id, position, when, event, text)
    audit.add_event(connection, customer_id, position, when, event, text, link)


def broken_at(connection: Connection, customer_id: int) -> int | None:
    """Return the position of the first event that does not fit a customer's chain, or None when it is whole.

    A missing end shows as the position after the last event that is there.
    """
    count, head = audit.chain_end(connection, customer_id)
    before, position = FIRST_HEAD, 0
    for row in audit.events(connection, customer_id):
        position += 1
        expected = _link(before, customer_id, position, row["moment"], row["event"], row["details"])
        if row["position"] != position or row["hash"] != expected:
            return position
        before = expected
    return None if (position, before) == (count, head) else position + 1


def _link(before: str, customer_id: int, position: int, when: str, event: str, details: str) -> str:
    text = f"{before}\n{customer_id}\n{position}\n{when}\n{event}\n{details}"  # none of them has a line feed inside
    return hashlib.sha256(text.encode()).hexdigest()
