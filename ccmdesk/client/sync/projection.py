"""One picture from two sources: the bank's state as last synced, and the outbox.

An order is matched by its key. Where both know it the bank's word counts, so it is never seen twice; the outbox keeps
an accepted order until the feed shows it, so it is never seen zero times.
"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING

from ccmdesk.client.sync.outbox import Entry, EntryState
from ccmdesk.client.sync.views import AccountView, CaisseView, OrderState, OrderView, PostingView, ProfileView
from ccmdesk.core.errors import ErrorCode
from ccmdesk.core.rules.transfers import AccountKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ccmdesk.wire.feed import AccountRow, CaisseRow, PostingRow, ProfileRow, TransferRow

ONGOING = frozenset(
    {OrderState.DRAFT, OrderState.SENDING, OrderState.REFUSED, OrderState.RECORDED, OrderState.VALIDATED}
)


def account_view(row: AccountRow, intended: int) -> AccountView:
    """Show an account; `intended` is what the outbox will bring (or take, negative), in cents."""
    return AccountView(
        number=row.number,
        kind=AccountKind(row.kind),
        label=row.label,
        holder=row.holder,
        iban=row.iban,
        booked=row.booked,
        available=row.available,
        projected=row.available + intended,
        rate=row.rate,
        is_open=row.closed_on is None,
    )


def intended_by_account(entries: Iterable[Entry], open_on: date) -> dict[str, int]:
    """Sum what the outbox intends at the coming day-end, by account, in cents.

    Drafts intend nothing yet, refused orders nothing more; orders beyond the open day reserve nothing at the bank.
    """
    sums: dict[str, int] = {}
    for entry in entries:
        if entry.state in {EntryState.SENDING, EntryState.ACCEPTED} and entry.execution_on <= open_on:
            sums[entry.order.source] = sums.get(entry.order.source, 0) - entry.order.amount
            sums[entry.order.target] = sums.get(entry.order.target, 0) + entry.order.amount
    return sums


def profile_view(row: ProfileRow | None) -> ProfileView:
    """Show the customer; every text is empty before the first sync."""
    if row is None:
        return ProfileView("", "", "", "", "", "", (), "", "", "")
    return ProfileView(
        number=row.number,
        subscriber_code=row.subscriber_code,
        civility=row.civility,
        name=row.name,
        email=row.email,
        phone=row.phone,
        address=tuple(row.address.split("\n")),
        postcode=row.postcode,
        town=row.town,
        country=row.country,
    )


def caisse_view(row: CaisseRow | None, today: date) -> CaisseView:
    """Show the caisse; before the first sync every text is empty and the open day is `today`."""
    if row is None:
        return CaisseView("", "", "", "", "", today)
    return CaisseView(row.id, row.name, row.bic, row.phone, row.opening_hours, date.fromisoformat(row.open_on))


def posting_view(row: PostingRow) -> PostingView:
    """Show one operation."""
    seq, account, booked_on, value_on, amount, balance, kind, label, counterparty, _ = row
    return PostingView(
        seq,
        account,
        date.fromisoformat(booked_on),
        date.fromisoformat(value_on),
        amount,
        balance,
        kind,
        label,
        counterparty,
    )


def bank_order(row: TransferRow, labels: Mapping[str, str]) -> OrderView:
    """Show an order that the bank holds. `labels`: of the accounts, by number."""
    return OrderView(
        key=row.key,
        source=row.source,
        target=row.target,
        source_label=labels.get(row.source, row.source),
        target_label=labels.get(row.target, row.target),
        amount=row.amount,
        label=row.label,
        requested_on=date.fromisoformat(row.requested_on),
        execution_on=date.fromisoformat(row.execution_on),
        state=OrderState(row.state),
        reason=_reason(row.reason),
        created_at=datetime.fromisoformat(row.created_at),
        executed_on=None if row.executed_on is None else date.fromisoformat(row.executed_on),
    )


def outbox_order(entry: Entry, labels: Mapping[str, str]) -> OrderView:
    """Show an order that only the outbox knows yet. Once accepted it has the state that the bank answered."""
    state = entry.state_at_bank if entry.state is EntryState.ACCEPTED else None
    return OrderView(
        key=entry.key,
        source=entry.order.source,
        target=entry.order.target,
        source_label=labels.get(entry.order.source, entry.order.source),
        target_label=labels.get(entry.order.target, entry.order.target),
        amount=entry.order.amount,
        label=entry.order.label,
        requested_on=entry.order.requested_on,
        execution_on=entry.execution_on,
        state=OrderState(state or entry.state.value),
        reason=entry.reason,
        created_at=entry.created_at,
        executed_on=None,
    )


def newest_first(orders: Iterable[OrderView]) -> list[OrderView]:
    """Order by execution day, then by moment of creation, newest first."""
    return sorted(orders, key=lambda order: (order.execution_on, order.created_at, order.key), reverse=True)


def matches(order: OrderView, search: str) -> bool:
    """Whether every typed word is in the order's label, accounts or amount (« 10,00 »), whatever accents and case."""
    euros, cents = divmod(order.amount, 100)
    text = fold(
        f"{order.label} {order.source} {order.source_label} {order.target} {order.target_label} {euros},{cents:02d}"
    )
    return all(word in text for word in fold(search).split())


def fold(text: str) -> str:
    """Write text without case and accents, for comparing."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter)
    )


def _reason(text: str | None) -> ErrorCode | None:
    try:
        return None if text is None else ErrorCode(text)
    except ValueError:
        return None  # a later bank's reason: the state alone is shown
