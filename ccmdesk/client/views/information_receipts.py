"""« Mes reçus signés »: each signed operation, whether its receipt is the bank's own, and how to keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ccmdesk.client.forms.information_receipts import Ui_InformationReceipts
from ccmdesk.client.viewmodels import words
from ccmdesk.client.views.information_table import InformationTable, Row
from ccmdesk.client.views.information_words import moment
from ccmdesk.client.views.receipt_saving import ask_where
from ccmdesk.client.widgets.room import is_narrow
from ccmdesk.client.widgets.screen import Screen

if TYPE_CHECKING:
    from ccmdesk.client.sync.trust_views import ReceiptView
    from ccmdesk.client.viewmodels.information import InformationModel


class InformationReceiptsScreen(Screen):
    """The list, and the selected receipt below it."""

    def __init__(self, model: InformationModel) -> None:
        super().__init__()
        self._model = model
        self.ui = Ui_InformationReceipts()
        self.compose(self.ui)
        self._table = InformationTable(self.ui.table, stretched=(1,))
        self._laying_out = QTimer(self, singleShot=True, interval=0)  # a timer comes after every pending layout
        self._laying_out.timeout.connect(self._uncover)
        self.ui.table.selectionModel().selectionChanged.connect(self._choose)
        self.ui.saveButton.clicked.connect(self._save)
        model.changed.connect(self.refresh)
        self.retranslate()

    def arrange(self) -> None:
        """Fold the authenticity below the operation when room lacks."""
        self.refresh()
        self._table.dress()

    def retranslate(self) -> None:
        self.ui.empty.set_content(
            self.tr("Aucun reçu pour le moment"),
            self.tr("Un reçu apparaît ici dès que vous signez une opération."),
            icon="receipt",
        )
        self.refresh()

    def refresh(self) -> None:
        """Show the model's state."""
        narrow = is_narrow(self)
        headers = [self.tr("Signé le"), self.tr("Opération"), self.tr("Authenticité")]
        rows = []
        for receipt in self._receipts():
            mark = self._mark(receipt)
            amount = () if receipt.amount is None else (words.amount(receipt.amount),)
            what = "\n".join((receipt.title, *amount, *((mark,) if narrow else ())))
            cells = (moment(receipt.signed_at), what) if narrow else (moment(receipt.signed_at), what, mark)
            icon = ("shield-check", "success") if receipt.is_genuine else ("triangle-alert", "error")
            rows.append(Row(receipt.id, cells, icon))
        self._table.show_rows(headers[:2] if narrow else headers, rows)
        self.ui.table.setVisible(bool(rows))
        self.ui.empty.setVisible(not rows)
        self._show_chosen()

    def _receipts(self) -> tuple[ReceiptView, ...]:
        access = self._model.state.access
        return access.receipts if access is not None else ()

    def _chosen(self) -> ReceiptView | None:
        key = self._table.chosen()
        return next((receipt for receipt in self._receipts() if receipt.id == key), None)

    def _mark(self, receipt: ReceiptView) -> str:
        return self.tr("Authentique") if receipt.is_genuine else self.tr("Non vérifié")

    def _choose(self) -> None:
        self._show_chosen()
        self._laying_out.start()

    def _uncover(self) -> None:
        """Scroll to the receipt where the page is too small to show it below the list."""
        if self.ui.detailCard.isVisible():
            self.ui.scroll.ensureWidgetVisible(self.ui.detailCard)

    def _show_chosen(self) -> None:
        receipt = self._chosen()
        self.ui.detailCard.setVisible(receipt is not None)
        if receipt is None:
            return
        self.ui.detailTitle.setText(receipt.title)
        if receipt.is_genuine:
            self.ui.mark.set_state("success", self._mark(receipt), "shield-check")
            self.ui.markText.setText(self.tr("La signature de la banque a été vérifiée sur cet ordinateur."))
        else:
            self.ui.mark.set_state("error", self._mark(receipt), "triangle-alert")
            self.ui.markText.setText(
                self.tr("La signature n’est pas celle de votre banque, ou sa clé n’est pas connue ici.")
            )
        self.ui.details.set_rows([*receipt.lines, (self.tr("Signé le"), moment(receipt.signed_at))])

    def _save(self) -> None:
        receipt = self._chosen()
        if receipt is not None:
            ask_where(self, receipt)
