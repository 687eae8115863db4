"""What an internal transfer must satisfy. Client and server each ask the same pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.money import check_amount
from ccmdesk.core.rules.calendar import business_day_from, is_business_day

HORIZON: Final = timedelta(days=366)
"""How far ahead a single transfer may be dated."""


REFUSALS: Final = frozenset(
    {
        ErrorCode.AMOUNT_INVALID,
        ErrorCode.AMOUNT_NOT_POSITIVE,
        ErrorCode.AMOUNT_TOO_LARGE,
        ErrorCode.LABEL_EMPTY,
        ErrorCode.LABEL_TOO_LONG,
        ErrorCode.LABEL_NOT_SEPA,
        ErrorCode.DATE_INVALID,
        ErrorCode.DATE_PAST,
        ErrorCode.DATE_CLOSED,
        ErrorCode.DATE_TOO_FAR,
        ErrorCode.SAME_ACCOUNT,
        ErrorCode.ACCOUNT_UNKNOWN,
        ErrorCode.ACCOUNT_CLOSED,
        ErrorCode.TRANSFER_FORBIDDEN,
        ErrorCode.EXECUTION_DATE_CHANGED,
        ErrorCode.INSUFFICIENT_FUNDS,
    }
)
"""Codes by which the bank refuses an order, once and for all."""


class AccountKind(StrEnum):
    """Kinds of customer accounts."""

    SIGHT = "sight"  # DAV, « Compte technique »
    PASSBOOK = "passbook"  # livret
    SOLIDARITY = "solidarity"  # compte épargne solidaire
    TERM = "term"  # compte à terme


class TransferState(StrEnum):
    """Life of an order: RECORDED → VALIDATED → EXECUTED, or REJECTED, or CANCELLED."""

    RECORDED = "recorded"  # Enregistré: kept, no funds reserved yet (dated beyond the open day)
    VALIDATED = "validated"  # Validé: funds reserved, executed at the coming day-end
    EXECUTED = "executed"  # Exécuté
    REJECTED = "rejected"  # Rejeté (reason)
    CANCELLED = "cancelled"  # Annulé


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What the rules need to know of an account."""

    number: str
    customer: int
    kind: AccountKind
    is_open: bool = True


def check_accounts(source: AccountFacts, target: AccountFacts) -> None:
    """Refuse a pair of accounts that may not exchange money.

    Savings exchange only with the holder's own sight account (Comité de la réglementation bancaire,
    décision 69-02 of 8 May 1969, art. 2); a term account is fed at its opening and emptied at its term only.

    Raises KnownError: SAME_ACCOUNT, ACCOUNT_UNKNOWN (someone else's), ACCOUNT_CLOSED, TRANSFER_FORBIDDEN.
    """
    if source.number == target.number:
        raise KnownError(ErrorCode.SAME_ACCOUNT)
    if source.customer != target.customer:
        raise KnownError(ErrorCode.ACCOUNT_UNKNOWN)
    if not (source.is_open and target.is_open):
        raise KnownError(ErrorCode.ACCOUNT_CLOSED)
    kinds = {source.kind, target.kind}
    if AccountKind.SIGHT not in kinds or AccountKind.TERM in kinds:
        raise KnownError(ErrorCode.TRANSFER_FORBIDDEN)


def may_exchange(source: AccountFacts, target: AccountFacts) -> bool:
    """Whether `check_accounts` lets the pair pass (for lists that offer only what is possible)."""
    try:
        check_accounts(source, target)
    except KnownError:
        return False
    return True


def check_date(requested: date, today: date) -> date:
    """Refuse a date that is past, closed (details: `next`, ISO), or more than a year ahead.

    Raises KnownError: DATE_PAST, DATE_CLOSED, DATE_TOO_FAR.
    """
    if requested < today:
        raise KnownError(ErrorCode.DATE_PAST)
    if requested > today + HORIZON:
        raise KnownError(ErrorCode.DATE_TOO_FAR, limit=(today + HORIZON).isoformat())
    if not is_business_day(requested):
        raise KnownError(ErrorCode.DATE_CLOSED, next=business_day_from(requested).isoformat())
    return requested


def execution_date(requested: date, open_day: date) -> date:
    """Day on which an order is executed: the one asked for, or the bank's open day if that one is closed already.

    `open_day` is the first business day whose day-end has not run: an order that arrives after the day-end
    counts as received on the next business day (Code monétaire et financier, L133-9 I).
    """
    return max(requested, open_day)


def check_funds(amount: int, available: int) -> None:
    """Refuse an amount (cents) above what is available. Raises KnownError INSUFFICIENT_FUNDS, or as `check_amount`."""
    if check_amount(amount) > available:
        raise KnownError(ErrorCode.INSUFFICIENT_FUNDS, available=available)
