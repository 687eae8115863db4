"""An e-mail or SMS on its way out, and what carries it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


class Channel(StrEnum):
    """How a customer is reached."""

    EMAIL = "email"
    SMS = "sms"


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail or SMS.

    `id` names it for good: carrying the same twice must look like once. `at` is UTC; `tries` counts the earlier ones.
    """

    id: str
    channel: Channel
    to: str
    subject: str
    body: str
    at: datetime
    tries: int = 0


class DeliveryError(Exception):
    """The carrier did not take a letter now; it may later."""


class Carrier(Protocol):
    """Something that delivers letters."""

    def deliver(self, letter: Letter) -> None:
        """Deliver. Raises DeliveryError."""
        ...
