"""Booking: entries whose legs sum to zero become postings, and the accounts' balances follow.

The only way in which a booked balance changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import new_key
from ccmdesk.server.repositories import feed, ledger

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

HOUSE: Final = "HOUSE:"
CASH: Final = "HOUSE:CASH"
"""Cash at the counter."""
OPENING: Final = "HOUSE:OPENING"
"""Balances brought from the system before this one."""


class UnbalancedError(ValueError):
    """An entry whose legs do not sum to zero: a bug, never an answer."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One side of an entry. `account`: the customer's account number, or a house account (« HOUSE:CASH »).

    `amount` in cents, positive when the account receives. `held`: the amount was reserved before, so that the
    available balance has already paid it.
    """

    account: str
    amount: int
    label: str
    counterparty: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A movement of money. `value_on` is the booking day unless said otherwise.

    `transfer_id`: the order it executes.
    """

    kind: str
    booked_on: date
    legs: tuple[Leg, ...]
    value_on: date | None = None
    transfer_id: str | None = None

    def __post_init__(self) -> None:
        if len(self.legs) < 2 or sum(leg.amount for leg in self.legs) != 0:  # noqa: PLR2004 -- double entry
            raise UnbalancedError(self.kind)


@dataclass(slots=True)
class _Balance:
    booked: int
    available: int

    def apply(self, leg: Leg) -> int:
        """Apply a leg and return the booked balance after it."""
        self.booked += leg.amount
        if not leg.held:
            self.available += leg.amount
        if self.booked < 0 or self.available < 0 or self.available > self.booked:
            raise KnownError(ErrorCode.INSUFFICIENT_FUNDS, available=max(0, self.available - leg.amount))
        return self.booked


def book(connection: Connection, customer_id: int, entries: Sequence[Entry], moment: datetime) -> None:
    """Book a customer's entries in the order given; one or 100,000 of them.

    Raises KnownError INSUFFICIENT_FUNDS (details: `available`, cents) when an account would go below zero at any
    point, ACCOUNT_UNKNOWN for an account that the customer has not, ACCOUNT_CLOSED for one that is closed.
    """
    legs = sum(len(entry.legs) for entry in entries)
    touched = {leg.account for entry in entries for leg in entry.legs if not leg.account.startswith(HOUSE)}
    seq = feed.take_numbers(connection, customer_id, legs + len(touched))
    before = ledger.balances(connection, customer_id)
    if not touched <= before.keys():
        raise KnownError(ErrorCode.ACCOUNT_UNKNOWN)
    balances = {number: _Balance(*before[number]) for number in sorted(touched)}
    _write(connection, customer_id, entries, balances, seq, moment)
    for place, (number, balance) in enumerate(balances.items()):
        after = (balance.booked, balance.available)
        if not ledger.set_balance(connection, customer_id, number, before[number], after, seq + legs + place):
            raise KnownError(ErrorCode.ACCOUNT_CLOSED)


def _write(
    connection: Connection,
    customer_id: int,
    entries: Sequence[Entry],
    balances: dict[str, _Balance],
    seq: int,
    moment: datetime,
) -> None:
    """Write entries and postings, numbered from `seq`, and carry the balances along."""
    entry_rows: list[dict[str, object]] = []
    posting_rows: list[dict[str, object]] = []
    for entry in entries:
        entry_id = new_key()
        entry_rows.append(
            {
                "customer_id": customer_id,
                "id": entry_id,
                "kind": entry.kind,
                "booked_on": entry.booked_on,
                "transfer_id": entry.transfer_id,
                "created_at": moment,
            }
        )
        for leg in entry.legs:
            is_house = leg.account.startswith(HOUSE)
            posting_rows.append(
                {
                    "customer_id": customer_id,
                    "seq": seq + len(posting_rows),
                    "account": None if is_house else leg.account,
                    "house": leg.account if is_house else None,
                    "booked_on": entry.booked_on,
                    "value_on": entry.value_on or entry.booked_on,
                    "amount": leg.amount,
                    "balance": 0 if is_house else balances[leg.account].apply(leg),
                    "kind": entry.kind,
                    "label": leg.label,
                    "counterparty": leg.counterparty,
                    "entry_id": entry_id,
                }
            )
    ledger.add_entries(connection, entry_rows, posting_rows)
