"""An e-mail or SMS on its way out, and what carries it."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    to: str = field(repr=False)
    subject: str
    body: str = field(repr=False)
    at: datetime
    tries: int = 0


class DeliveryError(Exception):
    """The carrier did not take a letter now; it may later."""


class CarrierDownError(DeliveryError):
    """The carrier takes no letter at all for now: it is not worth trying the next one."""


class RefusedError(DeliveryError):
    """The carrier will not take this very letter (no such address): it is hardly worth trying again."""


class Carrier(Protocol):
    """Something that delivers letters."""

    def deliver(self, letter: Letter) -> None:
        """Deliver. Raises DeliveryError, or a more telling kind of it."""
        ...
