"""From what was typed to an order in the outbox."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from ccmdesk.client.cache import reads
from ccmdesk.client.sync.outbox import EntryState, Order, Outbox
from ccmdesk.client.sync.views import AccountView, Intent, Prepared
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import new_key
from ccmdesk.core.money import check_amount
from ccmdesk.core.rules.labels import to_sepa
from ccmdesk.core.rules.transfers import AccountFacts, check_accounts, check_date, check_funds, execution_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ccmdesk.client.cache.store import Cache
    from ccmdesk.core.clock import Clock

REMEMBERED: Final = 64
OWN: Final = 0
"""All accounts of a cache are one customer's: the rules need no more than that they are the same."""

_ALIVE: Final = frozenset({EntryState.SENDING, EntryState.ACCEPTED})


class Orders:
    """The customer's hand on the outbox. Thread-safe."""

    def __init__(self, cache: Cache, outbox: Outbox, clock: Clock, today: Callable[[], date]) -> None:
        self._cache = cache
        self._outbox = outbox
        self._clock = clock
        self._today = today
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, tuple[Prepared, str]] = OrderedDict()

    def prepare(self, intent: Intent, accounts: list[AccountView], open_on: date) -> Prepared:
        """Ask every local rule. Funds count only for what the coming day-end executes, as at the bank.

        Raises KnownError with the rule's code.
        """
        source, target = _find(accounts, intent.source), _find(accounts, intent.target)
        check_accounts(_facts(source), _facts(target))
        check_amount(intent.amount)
        label = to_sepa(intent.label)
        check_date(intent.requested_on, self._today())
        execution_on = execution_date(intent.requested_on, open_on)
        if execution_on == open_on:
            check_funds(intent.amount, source.projected)
        return Prepared(
            intent=intent,
            source=source,
            target=target,
            label=label,
            execution_on=execution_on,
            source_after=source.projected - intent.amount,
            target_after=target.projected + intent.amount,
        )

    def keep_draft(self, prepared: Prepared) -> str:
        """Write a draft; the same `prepared` again is the same draft."""
        with self._lock:
            key = self._key_of(prepared)
            if key is None or self._outbox.entry(key) is None:
                key = new_key()
                self._put(key, prepared, EntryState.DRAFT)
            return key

    def confirm(self, prepared: Prepared, key: str | None) -> str:
        """Write a « sending » order (see `Desk.confirm`)."""
        with self._lock:
            again = self._key_of(prepared)
            if again is not None and key in {None, again}:
                return self._confirm_again(prepared, again)
            if key is None:
                key = new_key()
                self._put(key, prepared, EntryState.SENDING)
                return key
            return self._confirm_kept(prepared, key)

    def intent(self, key: str) -> Intent:
        """Return what was typed. Raises KnownError: NOT_FOUND."""
        entry = self._outbox.entry(key)
        if entry is None or entry.state in _ALIVE:
            raise KnownError(ErrorCode.NOT_FOUND)
        order = entry.order
        return Intent(order.source, order.target, order.amount, order.typed_label, order.requested_on)

    def _confirm_again(self, prepared: Prepared, key: str) -> str:
        """Confirm what was kept or confirmed before: a second click never makes a second order."""
        entry = self._outbox.entry(key)
        if entry is not None and entry.state is EntryState.DRAFT and not entry.tried:
            self._put(key, prepared, EntryState.SENDING)
        return key

    def _confirm_kept(self, prepared: Prepared, key: str) -> str:
        entry = self._outbox.entry(key)
        if entry is None:
            if self._is_at_bank(key):
                return key
            raise KnownError(ErrorCode.NOT_FOUND)
        if entry.state in _ALIVE:
            return key
        fresh = new_key() if entry.tried else key
        self._put(fresh, prepared, EntryState.SENDING, instead_of=key)
        return fresh

    def _is_at_bank(self, key: str) -> bool:
        with self._cache.read() as connection:
            return bool(reads.known_keys(connection, [key]))

    def _put(self, key: str, prepared: Prepared, state: EntryState, instead_of: str | None = None) -> None:
        intent = prepared.intent
        order = Order(
            source=intent.source,
            target=intent.target,
            amount=intent.amount,
            typed_label=intent.label,
            label=prepared.label,
            requested_on=intent.requested_on,
            execution_on=prepared.execution_on,
        )
        self._outbox.put(key, order, state, self._clock.now(), instead_of)
        self._kept[id(prepared)] = (prepared, key)  # held, so that the id stays this object's
        self._kept.move_to_end(id(prepared))
        while len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)

    def _key_of(self, prepared: Prepared) -> str | None:
        kept = self._kept.get(id(prepared))
        return None if kept is None else kept[1]


def _find(accounts: list[AccountView], number: str) -> AccountView:
    for account in accounts:
        if account.number == number:
            return account
    raise KnownError(ErrorCode.ACCOUNT_UNKNOWN)


def _facts(account: AccountView) -> AccountFacts:
    return AccountFacts(account.number, OWN, account.kind, account.is_open)
