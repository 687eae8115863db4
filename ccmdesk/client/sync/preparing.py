"""From what was typed to an order in the outbox."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, NamedTuple

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
    from ccmdesk.wire.signing import Approval

REMEMBERED: Final = 64
OWN: Final = 0
"""All accounts of a cache are one customer's: the rules need no more than that they are the same."""

_ALIVE: Final = frozenset({EntryState.SENDING, EntryState.ACCEPTED})


class _Kept(NamedTuple):
    """What became of a `Prepared`: its key, and the key whose place that took."""

    prepared: Prepared
    key: str
    former: str | None


class Orders:
    """The customer's hand on the outbox. Thread-safe."""

    def __init__(self, cache: Cache, outbox: Outbox, clock: Clock, today: Callable[[], date]) -> None:
        self._cache = cache
        self._outbox = outbox
        self._clock = clock
        self._today = today
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, _Kept] = OrderedDict()

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

    def confirm(self, prepared: Prepared, key: str | None, approval: Approval | None) -> str:
        """Write a « sending » order (see `Desk.confirm`)."""
        with self._lock:
            kept = self._kept.get(id(prepared))
            if kept is not None and key in {None, kept.key, kept.former}:
                return self._confirm_again(kept, approval)
            if key is None:
                key = new_key()
                self._put(key, prepared, EntryState.SENDING, approval=approval)
                return key
            return self._confirm_kept(prepared, key, approval)

    def intent(self, key: str) -> Intent:
        """Return what was typed. Raises KnownError: NOT_FOUND."""
        entry = self._outbox.entry(key)
        if entry is None or entry.state in _ALIVE:
            raise KnownError(ErrorCode.NOT_FOUND)
        order = entry.order
        return Intent(order.source, order.target, order.amount, order.typed_label, order.requested_on)

    def _confirm_again(self, kept: _Kept, approval: Approval | None) -> str:
        """Confirm what was kept or confirmed before: a second click never makes a second order.

        One that the bank gave back to be signed is another order once it is signed: its key was answered.
        """
        entry = self._outbox.entry(kept.key)
        if entry is None or entry.state is not EntryState.DRAFT:
            return kept.key
        if not entry.tried:
            self._put(kept.key, kept.prepared, EntryState.SENDING, kept.former, approval)
            return kept.key
        if approval is None:
            return kept.key
        return self._confirm_kept(kept.prepared, kept.key, approval)

    def _confirm_kept(self, prepared: Prepared, key: str, approval: Approval | None) -> str:
        entry = self._outbox.entry(key)
        if entry is None:
            if self._is_at_bank(key):
                return key
            raise KnownError(ErrorCode.NOT_FOUND)
        if entry.state in _ALIVE:
            return key
        fresh = new_key() if entry.tried else key
        self._put(fresh, prepared, EntryState.SENDING, key, approval)
        return fresh

    def _is_at_bank(self, key: str) -> bool:
        with self._cache.read() as connection:
            return bool(reads.known_keys(connection, [key]))

    def _put(
        self,
        key: str,
        prepared: Prepared,
        state: EntryState,
        instead_of: str | None = None,
        approval: Approval | None = None,
    ) -> None:
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
        self._outbox.put(key, order, state, self._clock.now(), instead_of, approval)
        self._kept[id(prepared)] = _Kept(prepared, key, instead_of)  # held, so that the id stays this object's
        self._kept.move_to_end(id(prepared))
        while len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)

    def _key_of(self, prepared: Prepared) -> str | None:
        kept = self._kept.get(id(prepared))
        return None if kept is None else kept.key


def _find(accounts: list[AccountView], number: str) -> AccountView:
    for account in accounts:
        if account.number == number:
            return account
    raise KnownError(ErrorCode.ACCOUNT_UNKNOWN)


def _facts(account: AccountView) -> AccountFacts:
    return AccountFacts(account.number, OWN, account.kind, account.is_open)
