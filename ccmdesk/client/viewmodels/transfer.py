"""Virements → Nouveau: from what is typed, through the summary, to an order that exists once or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ccmdesk.client.sync.views import Changes, Intent
from ccmdesk.client.viewmodels.giving import Given, UnsignedOrder, find, give, waits_for_signature
from ccmdesk.client.viewmodels.showing import StateModel
from ccmdesk.client.viewmodels.signing import SigningModel
from ccmdesk.client.work import Failure
from ccmdesk.core.clock import paris_date
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.money import parse_amount
from ccmdesk.core.rules.calendar import business_day_from
from ccmdesk.core.rules.transfers import HORIZON, AccountFacts, may_exchange

if TYPE_CHECKING:
    from datetime import date

    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.client.sync.trust_views import ReceiptView
    from ccmdesk.client.sync.views import AccountView, Freshness, OrderView, Prepared
    from ccmdesk.client.work import Work
    from ccmdesk.core.clock import Clock


class Step(Enum):
    """Pages of the wizard."""

    ENTRY = auto()
    SUMMARY = auto()
    DONE = auto()


class Field(StrEnum):
    """Which part of the entry a refusal is about."""

    SOURCE = "source"
    TARGET = "target"
    AMOUNT = "amount"
    LABEL = "label"
    DATE = "date"
    NONE = "none"


_FIELDS = {
    ErrorCode.AMOUNT_INVALID: Field.AMOUNT,
    ErrorCode.AMOUNT_TOO_PRECISE: Field.AMOUNT,
    ErrorCode.AMOUNT_NOT_POSITIVE: Field.AMOUNT,
    ErrorCode.AMOUNT_TOO_LARGE: Field.AMOUNT,
    ErrorCode.INSUFFICIENT_FUNDS: Field.AMOUNT,
    ErrorCode.LABEL_EMPTY: Field.LABEL,
    ErrorCode.LABEL_TOO_LONG: Field.LABEL,
    ErrorCode.LABEL_NOT_SEPA: Field.LABEL,
    ErrorCode.DATE_INVALID: Field.DATE,
    ErrorCode.DATE_PAST: Field.DATE,
    ErrorCode.DATE_CLOSED: Field.DATE,
    ErrorCode.DATE_TOO_FAR: Field.DATE,
    ErrorCode.SAME_ACCOUNT: Field.TARGET,
    ErrorCode.ACCOUNT_UNKNOWN: Field.SOURCE,
    ErrorCode.ACCOUNT_CLOSED: Field.SOURCE,
    ErrorCode.TRANSFER_FORBIDDEN: Field.TARGET,
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: the customer's open accounts, the first date proposed and the last one possible."""

    accounts: tuple[AccountView, ...]
    first_day: date
    proposed_day: date
    last_day: date
    freshness: Freshness

    @property
    def sources(self) -> tuple[AccountView, ...]:
        return tuple(account for account in self.accounts if self.targets(account.number))

    def targets(self, source: str) -> tuple[AccountView, ...]:
        """Accounts that may receive from `source` (savings only exchange with the DAV)."""
        facts = {account.number: _facts(account) for account in self.accounts}
        return tuple(
            account
            for account in self.accounts
            if source in facts and may_exchange(facts[source], facts[account.number])
        )


@dataclass(frozen=True, slots=True)
class TransferState:
    """What the wizard shows. `problems` holds one refusal a field; `outcome` is the order once given.

    `receipt` is the bank's, when the order was signed.
    """

    step: Step = Step.ENTRY
    choices: Choices | None = None
    problems: dict[Field, Failure] = field(default_factory=dict)
    prepared: Prepared | None = None
    outcome: OrderView | None = None
    receipt: ReceiptView | None = None
    busy: bool = False

    @property
    def online(self) -> bool:
        """Whether a confirmation goes to the bank now; otherwise it keeps a draft."""
        return self.choices is not None and self.choices.freshness.signed_in and self.choices.freshness.online


class TransferModel(StateModel[TransferState]):
    """The wizard. `ask` is emitted when the confirmation dialog is due, with the `Prepared` order.

    `sign` carries the `SigningModel` of an order that the bank takes only signed; `ended` the Failure with which a
    signature ended the session.
    """

    ask = Signal(object)
    sign = Signal(object)
    ended = Signal(object)

    def __init__(self, work: Work, desk: Desk, clock: Clock) -> None:
        super().__init__()
        self._work, self._desk, self._clock = work, desk, clock
        self._unsigned: UnsignedOrder | None = None
        self.state = TransferState()
        work.changed.connect(self._on_changes)

    def reload(self) -> None:
        """Read accounts and dates; what is being typed stays."""
        self._work.query(self, self._choices, self._offer, self._fail)

    def review(self, source: str, target: str, amount: str, label: str, requested_on: date) -> None:
        """Check what was typed; on success show the summary."""
        try:
            cents = parse_amount(amount)
        except KnownError as error:
            self._fail(Failure(error.code, error.details))
            return
        intent = Intent(source, target, cents, label, requested_on)
        self._set(busy=True, problems={})
        self._work.query(self, lambda: self._desk.prepare(intent), self._summarise, self._fail)

    def back(self) -> None:
        """Return to the entry with everything still typed."""
        self._set(step=Step.ENTRY, prepared=None, problems={})

    def again(self) -> None:
        """Begin a new transfer."""
        self._set(step=Step.ENTRY, prepared=None, outcome=None, receipt=None, problems={})
        self.reload()

    def request_confirmation(self) -> None:
        """From the summary: ask for the confirmation dialog, or keep a draft when the bank is out of reach."""
        prepared = self.state.prepared
        if prepared is None or self.state.busy:
            return
        if self.state.online:
            self.ask.emit(prepared)
        else:
            self._set(busy=True)
            self._work.op(self, lambda: self._keep(prepared), self._finish, self._fail)

    def confirm(self) -> None:
        """Take the « Confirmer »: durable first, then sent. A second call while busy does nothing."""
        prepared = self.state.prepared
        if prepared is None or self.state.busy or self.state.step is not Step.SUMMARY:
            return
        self._set(busy=True)
        self._work.op(self, lambda: self._give(prepared), lambda order: self._given(prepared, order), self._fail)

    def take_signed(self, given: Given) -> None:
        """Take what came of the signature."""
        self._set(step=Step.DONE, outcome=given.order, receipt=given.receipt, busy=False, problems={})

    def leave_unsigned(self) -> None:
        """Nothing was signed: the order stays a draft, to be signed from the list."""
        unsigned = self._unsigned
        if unsigned is not None and self.state.step is Step.SUMMARY:
            self._work.query(self, unsigned.order, self._finish, self._fail)

    def _choices(self) -> Choices:
        today = paris_date(self._clock.now())
        return Choices(
            accounts=tuple(account for account in self._desk.accounts() if account.is_open),
            first_day=today,
            proposed_day=business_day_from(today),
            last_day=today + HORIZON,
            freshness=self._desk.freshness(),
        )

    def _keep(self, prepared: Prepared) -> tuple[OrderView, Changes]:
        key = self._desk.keep_draft(prepared)
        return find(self._desk, key), Changes.TRANSFERS | Changes.ACCOUNTS

    def _give(self, prepared: Prepared) -> tuple[OrderView, Changes]:
        key, changes = give(self._desk, prepared)
        return find(self._desk, key), changes

    def _given(self, prepared: Prepared, order: OrderView) -> None:
        """Show the outcome, or have the order signed first: the summary stays below the dialog."""
        if not waits_for_signature(order):
            self._finish(order)
            return
        self._unsigned = UnsignedOrder(self._desk, prepared, order.key)
        self.sign.emit(SigningModel(self._work, self._clock, self._unsigned.to_sign()))

    def _offer(self, choices: Choices) -> None:
        self._set(choices=choices)

    def _summarise(self, prepared: Prepared) -> None:
        self._set(step=Step.SUMMARY, prepared=prepared, busy=False, problems={})

    def _finish(self, outcome: OrderView) -> None:
        self._set(step=Step.DONE, outcome=outcome, busy=False, problems={})

    def _fail(self, failure: Failure) -> None:
        about = _FIELDS.get(failure.code, Field.NONE)
        self._set(busy=False, problems={about: failure}, step=Step.ENTRY)

    def _on_changes(self, changes: Changes) -> None:
        if changes & (Changes.ACCOUNTS | Changes.FRESHNESS):
            self.reload()


def _facts(account: AccountView) -> AccountFacts:
    return AccountFacts(account.number, customer=0, kind=account.kind, is_open=account.is_open)
