"""What the screens read: server state and outbox, projected into one picture (see `projection`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from ccmdesk.core.errors import ErrorCode
    from ccmdesk.core.rules.transfers import AccountKind


class Changes(Flag):
    """What a piece of work changed, for the screens that show it."""

    NOTHING = 0
    ACCOUNTS = auto()
    POSTINGS = auto()
    TRANSFERS = auto()
    PROFILE = auto()
    FRESHNESS = auto()
    SESSION = auto()


class Storage(StrEnum):
    """Where the cache lives."""

    DISK = "disk"  # SQLCipher file, key half in the OS keyring
    MEMORY = "memory"  # no acceptable keyring: gone when the client closes


class OrderState(StrEnum):
    """State of an order as the customer sees it: the server's states, and the outbox's own before them."""

    DRAFT = "draft"  # Brouillon: prepared, never sent, waits for a confirmation
    SENDING = "sending"  # Envoi en cours: confirmed, the bank's answer is not known yet
    REFUSED = "refused"  # Refusé: the bank answered no; nothing was transferred
    RECORDED = "recorded"
    VALIDATED = "validated"
    EXECUTED = "executed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Freshness:
    """How much the figures can be trusted. `online`: the last exchange with the bank succeeded in this session."""

    online: bool
    synced_at: datetime | None
    storage: Storage
    signed_in: bool
    """Whether a session with the bank is open (False after an offline opening or an ended session)."""


@dataclass(frozen=True, slots=True)
class ProfileView:
    """The customer. `address` has one to four lines."""

    number: str
    subscriber_code: str
    civility: str
    name: str
    email: str
    phone: str
    address: tuple[str, ...]
    postcode: str
    town: str
    country: str


@dataclass(frozen=True, slots=True)
class CaisseView:
    """The customer's caisse. `open_on`: first business day whose day-end has not run."""

    id: str
    name: str
    bic: str
    phone: str
    opening_hours: str
    open_on: date


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account, in cents. `projected`: available less what the outbox still intends to take (plus what it brings)."""

    number: str
    kind: AccountKind
    label: str
    holder: str
    iban: str
    booked: int
    available: int
    projected: int
    rate: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class PostingView:
    """One operation of an account, in cents; `balance` is the account's booked balance after it."""

    seq: int
    account: str
    booked_on: date
    value_on: date
    amount: int
    balance: int
    kind: str
    label: str
    counterparty: str


@dataclass(frozen=True, slots=True)
class OrderView:
    """A transfer, from the server or from the outbox. `key` is its idempotency key, its name on both sides."""

    key: str
    source: str
    target: str
    source_label: str
    target_label: str
    amount: int
    label: str
    requested_on: date
    execution_on: date
    state: OrderState
    reason: ErrorCode | None
    created_at: datetime
    executed_on: date | None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The first page. `accounts` has the DAV first; `savings` is the sum of the savings' booked balances, cents."""

    profile: ProfileView
    caisse: CaisseView
    accounts: tuple[AccountView, ...]
    savings: int
    total: int
    latest: tuple[PostingView, ...]
    ongoing: tuple[OrderView, ...]
    freshness: Freshness


@dataclass(frozen=True, slots=True)
class Intent:
    """A transfer as typed and already parsed: amount in cents, label as typed."""

    source: str
    target: str
    amount: int
    label: str
    requested_on: date


@dataclass(frozen=True, slots=True)
class Prepared:
    """An intent that passed every local rule: exactly what the customer is about to confirm."""

    intent: Intent
    source: AccountView
    target: AccountView
    label: str
    """As it will be written (SEPA set); differs from `intent.label` when transliterated."""
    execution_on: date
    source_after: int
    target_after: int
