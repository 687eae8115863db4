"""Sending the outbox's orders, and clearing away those that the feed shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.client.cache import reads
from ccmdesk.client.sync.outbox import Entry, EntryState, Outbox
from ccmdesk.client.sync.views import Changes
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.rules.transfers import REFUSALS
from ccmdesk.wire.messages import TransferOrder

if TYPE_CHECKING:
    from ccmdesk.client.api.bank import BankApi
    from ccmdesk.client.cache.store import Cache
    from ccmdesk.client.sync.session import Session
    from ccmdesk.wire.signing import Approval, Receipt

SPENT: Final = REFUSALS | {
    ErrorCode.AMOUNT_TOO_PRECISE,
    ErrorCode.IDEMPOTENCY_KEY_REUSED,
    ErrorCode.REQUEST_INVALID,
    ErrorCode.REQUEST_TOO_LARGE,
}
"""Answers after which an order's key will never move money. After any other the order stays « sending »."""

UNSIGNED: Final = frozenset(
    {
        ErrorCode.SIGNATURE_REQUIRED,
        ErrorCode.SIGNATURE_REFUSED,
        ErrorCode.CHALLENGE_EXPIRED,
        ErrorCode.ACCESS_LOCKED,
    }
)
"""Answers after which an order waits for another signature: nothing was done, and what was signed is worth nothing."""

_NOT_THIS_ORDER: Final = frozenset({ErrorCode.ANSWER_UNREADABLE, ErrorCode.SERVER_BUG})
"""Failures that may be this order's alone: the next one is tried. The others are the bank's: it is left in peace."""


class Deliverer:
    """Sends orders in the order of their confirmation. One delivery at a time: the caller sees to it."""

    def __init__(self, api: BankApi, session: Session, outbox: Outbox) -> None:
        self._api = api
        self._session = session
        self._outbox = outbox
        self.receipt: tuple[Receipt, Approval | None] | None = None
        """What the bank gave last for a signed order, and what had been signed."""
        self.tries_left: int | None = None
        """Wrong codes that are left before the access is locked, after a signature was refused."""

    def deliver(self) -> Changes:
        """Send every order that is « sending », each with the key it has since its confirmation.

        What the bank refuses becomes refused, or a draft again when only the execution day has changed or a signature
        is wanted (`UNSIGNED`). What gets no answer stays « sending » and is sent again by the next delivery, with the
        same key, which moves money once, and the same signature.

        Raises KnownError: SESSION_ENDED, DISK_UNAVAILABLE.
        """
        changes = Changes.NOTHING
        for entry in self._outbox.entries(EntryState.SENDING):
            try:
                self._send(entry)
            except KnownError as error:
                if error.code in SPENT | UNSIGNED:
                    again = error.code in UNSIGNED | {ErrorCode.EXECUTION_DATE_CHANGED}
                    self._note_tries(error)
                    self._outbox.refused(entry.key, error.code, back_to_draft=again)
                elif error.code in {ErrorCode.SESSION_ENDED, ErrorCode.DISK_UNAVAILABLE}:
                    raise
                elif error.code in _NOT_THIS_ORDER:
                    continue
                else:
                    return changes | Changes.FRESHNESS
            changes |= Changes.TRANSFERS | Changes.ACCOUNTS
        return changes

    def _send(self, entry: Entry) -> None:
        order = TransferOrder(
            source=entry.order.source,
            target=entry.order.target,
            amount=entry.order.amount,
            label=entry.order.label,
            requested_on=entry.order.requested_on,
            execution_on=entry.order.execution_on,
            approval=entry.approval,
        )
        with self._session.exchange() as token:
            accepted = self._api.transfer(token, entry.key, order)
        self._outbox.accepted(entry.key, accepted.state.value, accepted.execution_on)
        if accepted.receipt is not None:
            self.receipt, self.tries_left = (accepted.receipt, entry.approval), None

    def _note_tries(self, error: KnownError) -> None:
        tries = error.details.get("tries_left")
        if error.code is ErrorCode.SIGNATURE_REFUSED and isinstance(tries, int):
            self.tries_left = tries


def clear_away(outbox: Outbox, cache: Cache) -> None:
    """Remove the entries that the feed shows. Raises KnownError: DISK_UNAVAILABLE."""
    keys = [entry.key for entry in outbox.entries()]
    if not keys:
        return
    with cache.read() as connection:
        shown = reads.known_keys(connection, keys)
    if shown:
        outbox.remove(sorted(shown))


def send_forgotten(outbox: Outbox) -> None:
    """After a whole pull and `clear_away`: an accepted order that the feed lacks was lost by a restored bank.

    It is sent again with its key, so that one that is merely late is still one order. Raises KnownError:
    DISK_UNAVAILABLE.
    """
    forgotten = [entry.key for entry in outbox.entries(EntryState.ACCEPTED)]
    if forgotten:
        outbox.send_again(forgotten)
