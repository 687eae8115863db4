"""Who is acting: the signed-in customer, as the routes hand it to the services."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Principal:
    """A signed-in customer. `customer_id` is the customer number (7 digits) as an integer."""

    customer_id: int
    caisse_id: str
    session_id: str
    device_id: str
