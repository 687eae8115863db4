"""« En cours » and « Voir historique »: the customer's transfers, page by page, and what can be done with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from ccmdesk.client.sync.views import Changes, OrderState
from ccmdesk.client.viewmodels.giving import Given, UnsignedOrder, find, give, waits_for_signature
from ccmdesk.client.viewmodels.showing import StateModel
from ccmdesk.client.viewmodels.signing import SigningModel
from ccmdesk.core.clock import paris_date
from ccmdesk.core.rules.calendar import business_day_from

if TYPE_CHECKING:
    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.client.sync.trust_views import ReceiptView
    from ccmdesk.client.sync.views import OrderView, Prepared
    from ccmdesk.client.work import Failure, Work
    from ccmdesk.core.clock import Clock

PAGE: Final = 10


@dataclass(frozen=True, slots=True)
class OrdersState:
    """What the list shows. `orders` is one page; `first` counts from 0; `loaded` is False before the first read.

    `receipt` is the bank's for the order that was just signed here.
    """

    orders: tuple[OrderView, ...] = ()
    first: int = 0
    total: int = 0
    search: str = ""
    selected: OrderView | None = None
    failure: Failure | None = None
    receipt: ReceiptView | None = None
    busy: bool = False
    loaded: bool = False

    @property
    def last(self) -> int:
        """Number of the last order shown, counting from 1."""
        return self.first + len(self.orders)

    @property
    def may_confirm(self) -> bool:
        return self.selected is not None and self.selected.state is OrderState.DRAFT and not self.busy

    @property
    def may_discard(self) -> bool:
        return (
            self.selected is not None
            and self.selected.state in {OrderState.DRAFT, OrderState.REFUSED}
            and not self.busy
        )


class OrdersModel(StateModel[OrdersState]):
    """One of the two lists. `ask` is emitted when a draft is about to be sent, with its `Prepared` order of today.

    `sign` carries the `SigningModel` of a draft that the bank takes only signed; `ended` the Failure with which a
    signature ended the session.
    """

    ask = Signal(object)
    sign = Signal(object)
    ended = Signal(object)

    def __init__(self, work: Work, desk: Desk, clock: Clock, *, ongoing: bool) -> None:
        super().__init__()
        self._work, self._desk, self._clock, self.ongoing = work, desk, clock, ongoing
        self._all: list[OrderView] = []
        self._asked: tuple[str, Prepared] | None = None
        self.state = OrdersState()
        work.changed.connect(self._on_changes)

    def reload(self) -> None:
        """Read the list from the cache and the outbox."""
        search = self.state.search
        self._work.query(self, lambda: self._desk.orders(ongoing=self.ongoing, search=search), self._show, self._fail)

    def search(self, text: str) -> None:
        """Show only orders whose label or accounts contain `text` (accents ignored)."""
        self._set(search=text.strip(), first=0)
        self.reload()

    def turn(self, pages: int) -> None:
        """Go `pages` forward (or back, when negative)."""
        self._window(max(0, self.state.first + pages * PAGE))

    def select(self, key: str | None) -> None:
        """Choose the order that the actions are about."""
        selected = next((order for order in self.state.orders if order.key == key), None)
        self._set(selected=selected, failure=None, receipt=None)

    def request_confirmation(self) -> None:
        """Check the selected draft against today's rules, then ask for the confirmation, or for the signature."""
        draft = self.state.selected
        if draft is None or not self.state.may_confirm:
            return
        go_on = self._sign if waits_for_signature(draft) else self._ask
        self._set(busy=True, failure=None, receipt=None)
        self._work.query(self, lambda: self._prepare(draft.key), go_on, self._fail)

    def confirm(self) -> None:
        """Send the draft that was asked about."""
        if self._asked is None or self.state.busy:
            return
        (key, prepared), self._asked = self._asked, None
        self._set(busy=True, failure=None)
        self._work.op(self, lambda: self._send(key, prepared), lambda order: self._sent(prepared, order), self._fail)

    def take_signed(self, given: Given) -> None:
        """Take what came of the signature."""
        self._set(busy=False, receipt=given.receipt)

    def leave_unsigned(self) -> None:
        """Nothing was signed: the order stays in the list, to be signed later."""
        self._set(busy=False)

    def discard(self) -> None:
        """Forget the selected draft or refused order."""
        order = self.state.selected
        if order is None or not self.state.may_discard:
            return
        self._set(busy=True, failure=None)
        self._work.op(self, lambda: self._discard(order.key), self._done, self._fail)

    def _prepare(self, key: str) -> tuple[str, Prepared]:
        """Prepare the draft as of today: a day that has gone by since becomes the next business day."""
        intent = self._desk.draft_intent(key)
        soonest = business_day_from(paris_date(self._clock.now()))
        dated = replace(intent, requested_on=max(intent.requested_on, soonest))
        return key, self._desk.prepare(dated, replacing=key)

    def _send(self, key: str, prepared: Prepared) -> tuple[OrderView, Changes]:
        given, changes = give(self._desk, prepared, key)
        return find(self._desk, given), changes

    def _sent(self, prepared: Prepared, order: OrderView) -> None:
        if waits_for_signature(order):
            self._sign((order.key, prepared))
        else:
            self._set(busy=False)

    def _sign(self, asked: tuple[str, Prepared]) -> None:
        key, prepared = asked
        unsigned = UnsignedOrder(self._desk, prepared, key)
        self.sign.emit(SigningModel(self._work, self._clock, unsigned.to_sign()))

    def _discard(self, key: str) -> tuple[None, Changes]:
        self._desk.discard(key)
        return None, Changes.TRANSFERS | Changes.ACCOUNTS

    def _ask(self, asked: tuple[str, Prepared]) -> None:
        self._asked = asked
        self._set(busy=False)
        self.ask.emit(asked[1])

    def _done(self, _none: None) -> None:
        self._set(busy=False)

    def _show(self, orders: list[OrderView]) -> None:
        self._all = orders
        self._window(self.state.first)

    def _window(self, first: int) -> None:
        last_page = max(0, (len(self._all) - 1) // PAGE * PAGE)
        first = min(first, last_page)
        page = tuple(self._all[first : first + PAGE])
        key = self.state.selected.key if self.state.selected else None
        selected = next((order for order in page if order.key == key), None)
        self._set(orders=page, first=first, total=len(self._all), selected=selected, loaded=True)

    def _fail(self, failure: Failure) -> None:
        self._set(busy=False, failure=failure, loaded=True)

    def _on_changes(self, changes: Changes) -> None:
        if changes & (Changes.TRANSFERS | Changes.FRESHNESS):
            self.reload()
