"""Giving an order to the bank: the one way, for the wizard and for a draft, signed where the bank wants it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from ccmdesk.client.sync.delivery import UNSIGNED
from ccmdesk.client.sync.views import Changes, OrderState
from ccmdesk.client.viewmodels.signing import ToSign
from ccmdesk.client.work import Failure
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.wire.signing import Operation

if TYPE_CHECKING:
    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.client.sync.trust_views import ChallengeView, ReceiptView
    from ccmdesk.client.sync.views import OrderView, Prepared
    from ccmdesk.wire.signing import Approval


class Given(NamedTuple):
    """An order that was given, and the bank's receipt if it was signed."""

    order: OrderView
    receipt: ReceiptView | None = None


def give(
    desk: Desk, prepared: Prepared, key: str | None = None, approval: Approval | None = None
) -> tuple[str, Changes]:
    """Confirm an order, durably, then send it; returns its key and what changed. `key`: the draft it was.

    Once it is confirmed nothing is raised: an order that could not be sent is safe in the outbox and stays « envoi en
    cours »; the session model says what is wrong with the bank.

    Raises KnownError as `Desk.confirm`.
    """
    given = desk.confirm(prepared, key, approval)
    changes = Changes.TRANSFERS | Changes.ACCOUNTS | Changes.FRESHNESS
    try:
        changes |= desk.refresh()
    except KnownError:
        changes |= Changes.SESSION
    return given, changes


def find(desk: Desk, key: str) -> OrderView:
    """Read an order by its key."""
    orders = chain(desk.orders(ongoing=True), desk.orders(ongoing=False))
    return next(order for order in orders if order.key == key)


def waits_for_signature(order: OrderView) -> bool:
    """Whether an order came back because it must be signed: nothing was transferred."""
    return order.state is OrderState.DRAFT and order.reason in UNSIGNED


class UnsignedOrder:
    """An order that the bank takes only signed. Each refused code gives it a new key: the one before was answered."""

    def __init__(self, desk: Desk, prepared: Prepared, key: str) -> None:
        self._desk, self._prepared, self._key = desk, prepared, key

    def order(self) -> OrderView:
        """Read the order as it is now."""
        return find(self._desk, self._key)

    def to_sign(self) -> ToSign:
        """Say what is to be signed. What comes of it is a `Given`."""
        return ToSign(Operation.TRANSFER, self._ask, self._act)

    def _ask(self, language: str) -> ChallengeView:
        return self._desk.trust.ask_transfer(self._prepared, language)

    def _act(self, challenge: ChallengeView, code: str) -> tuple[Given | Failure, Changes]:
        approval = self._desk.trust.approve(challenge, code)
        self._key, changes = give(self._desk, self._prepared, self._key, approval)
        order = self.order()
        if waits_for_signature(order):
            return _refusal(order, self._desk.signature_tries_left), changes
        answered = order.state not in {OrderState.SENDING, OrderState.REFUSED, OrderState.DRAFT}
        return Given(order, self._desk.last_receipt if answered else None), changes


def _refusal(order: OrderView, tries_left: int | None) -> Failure:
    """Say why a signed order came back. SIGNATURE_REQUIRED again: what was signed is worth nothing any more."""
    reason = order.reason or ErrorCode.SIGNATURE_REFUSED
    if reason is ErrorCode.SIGNATURE_REQUIRED:
        return Failure(ErrorCode.CHALLENGE_EXPIRED)
    if reason is ErrorCode.SIGNATURE_REFUSED and tries_left is not None:
        return Failure(reason, {"tries_left": tries_left})
    return Failure(reason)
