"""Opening caisses, customers and accounts, and money at the counter: for operators, the demo and the agency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import clean_subscriber_code, new_key
from ccmdesk.core.money import check_amount
from ccmdesk.core.rules.calendar import is_business_day
from ccmdesk.core.rules.labels import check_sepa
from ccmdesk.core.rules.transfers import AccountKind
from ccmdesk.server.ledger.book import CASH, Entry, Leg, book
from ccmdesk.server.repositories import caisses, customers, feed
from ccmdesk.server.services import audit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from ccmdesk.core.clock import Clock

ACCOUNT_DIGITS: Final = 4
ADDRESS_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class NewCaisse:
    """A caisse to open. `open_day`: its first business day; transfers above `sign_above` (cents) are signed."""

    id: str
    name: str
    bic: str
    bank_code: str
    branch_code: str
    phone: str
    opening_hours: str
    open_day: date
    sign_above: int | None = None


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """A customer to open. `address` has one to four lines; `country` is ISO 3166 (two letters)."""

    number: int
    caisse_id: str
    subscriber_code: str
    civility: str
    name: str
    birth_date: date
    email: str
    phone: str
    address: tuple[str, ...]
    postcode: str
    town: str
    country: str = "FR"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to open. `suffix`: the last four digits of its number; `rate` in hundredths of a per cent."""

    suffix: str
    kind: AccountKind
    label: str
    opened_on: date
    rate: int = 0


def open_caisse(connection: Connection, new: NewCaisse) -> None:
    """Open a caisse. Raises ValueError when its first day is no business day."""
    if not is_business_day(new.open_day):
        raise ValueError(f"{new.open_day} is no business day")
    caisses.add_caisse(
        connection,
        {
            "id": new.id,
            "name": new.name,
            "bic": new.bic,
            "bank_code": new.bank_code,
            "branch_code": new.branch_code,
            "phone": new.phone,
            "opening_hours": new.opening_hours,
            "open_day": new.open_day,
            "sign_above": new.sign_above,
        },
    )


def open_customer(connection: Connection, new: NewCustomer, accounts: Sequence[NewAccount], clock: Clock) -> None:
    """Open a customer with his accounts, the DAV among them, in the order in which they are to be listed.

    Raises ValueError for a malformed subscriber code or address, or when there is not exactly one DAV.
    """
    code = clean_subscriber_code(new.subscriber_code)
    if code is None:
        raise ValueError("a subscriber code has 12 digits")
    if not 1 <= len(new.address) <= ADDRESS_LINES:
        raise ValueError("an address has one to four lines")
    if sum(account.kind is AccountKind.SIGHT for account in accounts) != 1:
        raise ValueError("a customer has exactly one DAV")
    moment = clock.now()
    customers.add_customer(
        connection,
        {
            "id": new.number,
            "caisse_id": new.caisse_id,
            "civility": new.civility,
            "name": new.name,
            "birth_date": new.birth_date,
            "email": new.email,
            "phone": new.phone,
            "address": "\n".join(new.address),
            "postcode": new.postcode,
            "town": new.town,
            "country": new.country,
            "profile_seq": 1,
            "seq": 1,
            "audit_count": 0,
            "audit_head": audit.FIRST_HEAD,
            "created_at": moment,
        },
        code,
    )
    audit.record(connection, new.number, "customer.open", {"caisse": new.caisse_id}, moment)
    for account in accounts:
        open_account(connection, new.number, account, clock)


def open_account(connection: Connection, customer_id: int, new: NewAccount, clock: Clock) -> str:
    """Open an empty account and return its number (customer number and suffix).

    Raises ValueError for a malformed suffix, LookupError for an unknown customer.
    """
    from schwifty import IBAN  # noqa: PLC0415 -- 90 ms that only openings need

    if len(new.suffix) != ACCOUNT_DIGITS or not (new.suffix.isascii() and new.suffix.isdigit()):
        raise ValueError("an account number ends in four digits")
    number = f"{customer_id}{new.suffix}"
    seq = feed.take_numbers(connection, customer_id, 1)
    holder = customers.get_customer(connection, customer_id)
    caisse = caisses.get_caisse(connection, holder["caisse_id"])
    iban = IBAN.generate("FR", bank_code=caisse["bank_code"], branch_code=caisse["branch_code"], account_code=number)
    is_sight = new.kind is AccountKind.SIGHT
    customers.add_account(
        connection,
        {
            "customer_id": customer_id,
            "number": number,
            "kind": new.kind.value,
            "label": new.label,
            "holder": f"{holder['civility']} {holder['name']}".strip(),
            "iban": str(iban),
            "rank": 0 if is_sight else customers.next_rank(connection, customer_id),
            "booked": 0,
            "available": 0,
            "rate": new.rate,
            "opened_on": new.opened_on,
            "closed_on": None,
            "seq": seq,
        },
    )
    audit.record(connection, customer_id, "account.open", {"account": number, "kind": new.kind}, clock.now())
    return number


def deposit_cash(connection: Connection, customer_id: int, amount: int, label: str, clock: Clock) -> None:
    """Book cash received at the counter on the customer's DAV, on the caisse's open day. `amount` in cents.

    Raises KnownError (AMOUNT_ and LABEL_ codes, ACCOUNT_CLOSED), LookupError for an unknown customer.
    """
    moment = clock.now()
    feed.hold(connection, customer_id)
    holder = customers.get_customer(connection, customer_id)
    sight = customers.list_accounts(connection, customer_id)[0]
    legs = _legs(sight["number"], CASH, check_amount(amount), check_sepa(label))
    day = caisses.hold_open_day(connection, holder["caisse_id"])
    book(connection, customer_id, [Entry("deposit", day, legs)], moment)
    audit.record(connection, customer_id, "cash.deposit", {"amount": amount, "label": label}, moment)


@dataclass(frozen=True, slots=True)
class Movement:
    """A past movement to take over. `other`: a house account (« HOUSE:OPENING ») or another account of the customer.

    `amount` in cents, positive when `account` receives.
    """

    booked_on: date
    account: str
    other: str
    amount: int
    kind: str
    label: str
    counterparty: str = ""
    value_on: date | None = None


def take_over(connection: Connection, customer_id: int, movements: Sequence[Movement], clock: Clock) -> None:
    """Book a customer's past, in order: opening balances, and operations known from the system before this one.

    Raises KnownError: INSUFFICIENT_FUNDS when a balance would go below zero on the way, ACCOUNT_UNKNOWN,
    ACCOUNT_CLOSED, DATE_TOO_FAR for a day after the open day, DATE_INVALID when out of order.
    """
    moment = clock.now()
    feed.hold(connection, customer_id)
    holder = customers.get_customer(connection, customer_id)
    open_day = caisses.hold_open_day(connection, holder["caisse_id"])
    days = [movement.booked_on for movement in movements]
    if days != sorted(days):
        raise KnownError(ErrorCode.DATE_INVALID)
    if days and days[-1] > open_day:
        raise KnownError(ErrorCode.DATE_TOO_FAR, limit=open_day.isoformat())
    entries = [
        Entry(
            move.kind,
            move.booked_on,
            _legs(move.account, move.other, move.amount, move.label, move.counterparty),
            move.value_on,
        )
        for move in movements
    ]
    book(connection, customer_id, entries, moment)
    audit.record(connection, customer_id, "history.take_over", {"movements": len(entries)}, moment)


def _legs(account: str, other: str, amount: int, label: str, counterparty: str = "") -> tuple[Leg, Leg]:
    return (Leg(account, amount, label, counterparty), Leg(other, -amount, label, counterparty))


def start_epoch(connection: Connection, clock: Clock) -> str:
    """Name this life of a database, new or restored (see the change feed), and return the name."""
    epoch = new_key()
    caisses.set_epoch(connection, epoch, clock.now())
    return epoch
