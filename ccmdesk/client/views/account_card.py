"""One savings account on the dashboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ccmdesk.client.forms.account_card import Ui_AccountCard
from ccmdesk.client.viewmodels import words
from ccmdesk.client.viewmodels.language import language
from ccmdesk.client.widgets.icons import set_icon
from ccmdesk.client.widgets.screen import compose

if TYPE_CHECKING:
    from ccmdesk.client.sync.views import AccountView

ICONS = {"sight": "wallet", "passbook": "piggy-bank", "solidarity": "hand-coins", "term": "hourglass"}


class AccountCard(QFrame):
    """Name, number, balance and rate; `operations(number)` asks for the account's operations."""

    operations = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account: AccountView | None = None
        self.ui = Ui_AccountCard()
        compose(self, self.ui)
        self.ui.operationsButton.clicked.connect(self._ask)

    def show_account(self, account: AccountView) -> None:
        """Show an account."""
        self._account = account
        set_icon(self.ui.icon, ICONS[account.kind], "accent")
        self.ui.name.setText(account.label)
        self.ui.number.setText(self.tr("N° {}").format(account.number))
        self.ui.booked.set_amount(account.booked)
        detail = self._detail(account)
        self.ui.detail.setText(detail)
        self.ui.detail.setVisible(bool(detail))
        self.ui.operationsButton.setAccessibleDescription(account.label)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.ui.retranslateUi(self)
            if self._account is not None:
                self.show_account(self._account)

    def _detail(self, account: AccountView) -> str:
        parts = []
        if account.rate:
            whole, hundredths = divmod(account.rate, 100)
            point = "." if language() == "en" else ","
            parts.append(self.tr("Taux annuel {}").format(f"{whole}{point}{hundredths:02d}\u00a0%"))
        if account.available != account.booked:
            parts.append(self.tr("Disponible {}").format(words.amount(account.available)))
        if account.projected != account.available:
            parts.append(self.tr("Après envoi {}").format(words.amount(account.projected)))
        return " · ".join(parts)

    def _ask(self) -> None:
        if self._account is not None:
            self.operations.emit(self._account.number)
