"""« Tableau de bord »: the DAV first, the savings, totals, what happened last and what is under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ccmdesk.client.forms.dashboard import Ui_Dashboard
from ccmdesk.client.sync.views import OrderState
from ccmdesk.client.viewmodels import words
from ccmdesk.client.views.account_card import AccountCard
from ccmdesk.client.views.order_words import state_chip
from ccmdesk.client.widgets.icons import set_icon
from ccmdesk.client.widgets.labels import AmountLabel, Divider, PlainLabel
from ccmdesk.client.widgets.room import is_narrow, pair, room, stack
from ccmdesk.client.widgets.screen import Screen

if TYPE_CHECKING:
    from ccmdesk.client.sync.views import AccountView, Dashboard, OrderView, PostingView
    from ccmdesk.client.viewmodels.dashboard import DashboardModel

ONGOING_SHOWN = 5
LATEST_SHOWN = 6
CARD_WIDTH = 300
LISTS_WIDTH = 860
TIGHT = 480


class DashboardScreen(Screen):
    """`operations(account)` asks for an account's operations (empty: all); `transfers(tab)` for « Mes virements »."""

    operations = Signal(str)
    transfers = Signal(str)

    def __init__(self, model: DashboardModel) -> None:
        super().__init__()
        self._model = model
        self._cards: list[AccountCard] = []
        self._columns = 0
        self.ui = Ui_Dashboard()
        self.compose(self.ui)
        self._latest, self._ongoing = _Rows(self.ui.latestRows), _Rows(self.ui.ongoingRows)
        set_icon(self.ui.sightIcon, "wallet", "accent")
        self.ui.transferButton.clicked.connect(lambda: self.transfers.emit("new"))
        self.ui.allOngoing.clicked.connect(lambda: self.transfers.emit("ongoing"))
        self.ui.allOperations.clicked.connect(lambda: self.operations.emit(""))
        self.ui.sightOperations.clicked.connect(lambda: self.operations.emit(self._sight()))
        self.ui.empty.actionTriggered.connect(model.reload)
        self.ui.draftsBanner.actionTriggered.connect(lambda: self.transfers.emit("ongoing"))
        model.changed.connect(self.refresh)
        self.refresh()

    def arrange(self) -> None:
        """Put the cards side by side where they fit, below one another where they do not (small or enlarged)."""
        width = room(self)
        columns = max(1, min(3, (width - 64) // CARD_WIDTH))
        narrow = is_narrow(self)
        pair(self.ui.topGrid, self.ui.sightCard, self.ui.totalsCard, 0, narrow=narrow)
        pair(self.ui.listsGrid, self.ui.latestCard, self.ui.ongoingCard, 0, narrow=width < LISTS_WIDTH)
        stack(self.ui.sightActionsRow, narrow=width < TIGHT)
        if columns == self._columns:
            return
        grid = self.ui.savingsGrid
        self._columns = columns
        for column in range(3):
            grid.setColumnStretch(column, 1 if column < columns else 0)
        for index, card in enumerate(self._cards):
            grid.addWidget(card, index // columns, index % columns)

    def retranslate(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show the model's state."""
        dashboard = self._model.dashboard
        self.ui.header.set_title(self.tr("Tableau de bord"))
        ready = dashboard is not None and bool(dashboard.accounts) and self._model.failure is None
        self.ui.body.setVisible(ready)
        self.ui.empty.setVisible(not ready)
        if dashboard is None or not ready:
            self._explain()
            return
        profile = dashboard.profile
        self.ui.header.set_subtitle(self.tr("Bonjour {0} {1}").format(profile.civility, profile.name))
        sight, *savings = dashboard.accounts
        self._show_sight(sight)
        self.ui.sightTotal.set_amount(sight.booked)
        self.ui.savings.set_amount(dashboard.savings)
        self.ui.total.set_amount(dashboard.total)
        self._show_savings(savings)
        self._show_latest(dashboard)
        self._show_ongoing(dashboard.ongoing)
        self._show_drafts(dashboard)
        self.arrange()

    def _explain(self) -> None:
        failure = self._model.failure
        if failure is not None:
            self.ui.empty.set_content(
                self.tr("Vos comptes n’ont pas pu être lus"),
                words.sentence(failure),
                self.tr("Réessayer"),
                "triangle-alert",
            )
        else:
            self.ui.empty.set_content(
                self.tr("Vos comptes arrivent…"),
                self.tr("La première synchronisation prend quelques secondes."),
                "",
                "hourglass",
            )

    def _sight(self) -> str:
        dashboard = self._model.dashboard
        return dashboard.accounts[0].number if dashboard is not None else ""

    def _show_sight(self, account: AccountView) -> None:
        self.ui.sightName.setText(account.label)
        self.ui.sightNumber.setText(self.tr("N° {}").format(account.number))
        self.ui.sightAvailable.set_amount(account.available)
        booked = self.tr("Solde comptable : {}").format(words.amount(account.booked))
        if account.projected != account.available:
            after = self.tr("après vos virements en attente d’envoi : {}").format(words.amount(account.projected))
            booked = f"{booked} · {after}"
        self.ui.sightBooked.setText(booked)

    def _show_savings(self, accounts: list[AccountView]) -> None:
        self.ui.savingsTitle.setVisible(bool(accounts))
        while len(self._cards) > len(accounts):
            card = self._cards.pop()
            card.hide()
            card.deleteLater()
        while len(self._cards) < len(accounts):
            card = AccountCard(self.ui.savingsCards)
            card.operations.connect(self.operations)
            self._cards.append(card)
            self._columns = 0
        for card, account in zip(self._cards, accounts, strict=True):
            card.show_account(account)

    def _show_latest(self, dashboard: Dashboard) -> None:
        labels = {account.number: account.label for account in dashboard.accounts}
        rows = [self._posting_row(posting, labels) for posting in dashboard.latest[:LATEST_SHOWN]]
        self._latest.show(rows)
        self.ui.latestEmpty.setVisible(not rows)

    def _show_ongoing(self, orders: tuple[OrderView, ...]) -> None:
        self._ongoing.show([self._order_row(order) for order in orders[:ONGOING_SHOWN]])
        self.ui.ongoingEmpty.setVisible(not orders)

    def _show_drafts(self, dashboard: Dashboard) -> None:
        drafts = sum(order.state is OrderState.DRAFT for order in dashboard.ongoing)
        online = dashboard.freshness.online and dashboard.freshness.signed_in
        if not drafts or not online:
            self.ui.draftsBanner.clear()
            return
        text = (
            self.tr("Un virement préparé sur cet ordinateur attend votre confirmation. Rien n’a été envoyé.")
            if drafts == 1
            else self.tr(
                "{} virements préparés sur cet ordinateur attendent votre confirmation. Rien n’a été envoyé."
            ).format(drafts)
        )
        if text != self.ui.draftsBanner.message_text() or self.ui.draftsBanner.isHidden():
            self.ui.draftsBanner.show_message("warning", text, self.tr("Voir"))

    def _posting_row(self, posting: PostingView, labels: dict[str, str]) -> QWidget:
        about = f"{words.day(posting.booked_on)} · {labels.get(posting.account, posting.account)}"
        return _row(posting.label, about, posting.amount)

    def _order_row(self, order: OrderView) -> QWidget:
        about = self.tr("{0} → {1}").format(order.source_label, order.target_label)
        return _row(order.label, about, order.amount, order=order)


class _Rows:
    """The rows of one list, a hairline between two; it keeps the widgets itself (see the house's rule about items)."""

    def __init__(self, layout: QVBoxLayout) -> None:
        self._layout = layout
        self._parts: list[QWidget] = []

    def show(self, rows: list[QWidget]) -> None:
        """Show these rows instead."""
        for part in self._parts:
            self._layout.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [part for row in rows for part in (Divider(), row)][1:]
        for part in self._parts:
            self._layout.addWidget(part)


def _row(title: str, about: str, cents: int, *, order: OrderView | None = None) -> QWidget:
    row = QWidget()
    texts = QVBoxLayout()
    texts.setSpacing(2)
    name = PlainLabel(row, text=title, role="strong")
    name.setWordWrap(True)
    detail = PlainLabel(row, text=about, role="caption")
    detail.setWordWrap(True)
    texts.addWidget(name)
    texts.addWidget(detail)
    amount = AmountLabel(row)
    amount.set_amount(cents, signed=order is None)
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 8, 0, 8)
    line.setSpacing(12)
    line.addLayout(texts, 1)
    line.addWidget(amount)
    if order is not None:
        line.addWidget(state_chip(order, row))
    return row
