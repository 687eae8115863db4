"""« En cours » and « Voir historique »: orders by day, their state, and what can be done with the selected one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QModelIndex, QSize, QTimer, Signal
from PySide6.QtWidgets import QHeaderView

from ccmdesk.client.forms.orders import Ui_Orders
from ccmdesk.client.sync.views import OrderState
from ccmdesk.client.viewmodels import words
from ccmdesk.client.viewmodels.giving import waits_for_signature
from ccmdesk.client.views.order_words import show_state
from ccmdesk.client.views.orders_model import CREATED, KEY, TARGET, OrdersTable
from ccmdesk.client.views.receipt_saving import ask_where
from ccmdesk.client.views.sign_dialog import open_signature
from ccmdesk.client.views.transfer_words import ask_confirmation
from ccmdesk.client.widgets.icons import refresh_icons
from ccmdesk.client.widgets.room import is_narrow, stack
from ccmdesk.client.widgets.screen import Screen
from ccmdesk.client.widgets.theme import current_theme, scaled, text_scale

if TYPE_CHECKING:
    from ccmdesk.client.sync.views import OrderView, Prepared
    from ccmdesk.client.viewmodels.orders import OrdersModel, OrdersState
    from ccmdesk.client.viewmodels.signing import SigningModel

SEARCH_MS: Final = 200
WIDE_ONLY: Final = (TARGET, CREATED)
"""Columns that a narrow page has no room for: the target stands below the source, the rest in the particulars."""
ICON: Final = 18
LIST_HEIGHT: Final = 190
SEARCH_WIDTH: Final = 260


class OrdersScreen(Screen):
    """The list, ten orders a page, and the particulars of the selected one below it."""

    new_wanted = Signal()

    def __init__(self, model: OrdersModel) -> None:
        super().__init__()
        self._model = model
        self._shown: tuple[OrderView, ...] = ()
        self._dress: tuple[bool, str, int] | None = None
        self.ui = Ui_Orders()
        self.compose(self.ui)
        self._rows = OrdersTable(self)
        self.ui.list.setModel(self._rows)
        self.ui.list.selectionModel().currentChanged.connect(self._select)
        self._laying_out = QTimer(self, singleShot=True, interval=0)  # a timer comes after every pending layout
        self._laying_out.timeout.connect(self._uncover)
        self._typing = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._typing.timeout.connect(lambda: model.search(self.ui.search.text()))
        self.ui.search.textChanged.connect(self._await_typing)
        self.ui.previousButton.clicked.connect(lambda: model.turn(-1))
        self.ui.nextButton.clicked.connect(lambda: model.turn(1))
        self.ui.sendButton.activated.connect(model.request_confirmation)
        self.ui.discardButton.clicked.connect(model.discard)
        self.ui.empty.actionTriggered.connect(self.new_wanted)
        self.ui.banner.actionTriggered.connect(self._save_receipt)
        model.ask.connect(self._ask)
        model.sign.connect(self._sign)
        model.changed.connect(self.refresh)
        self.retranslate()

    def arrange(self) -> None:
        """Fit a small page or a large text; write the rows again when their look has changed."""
        narrow = is_narrow(self)
        stack(self.ui.headRow, narrow=narrow)
        stack(self.ui.detailActionsRow, narrow=narrow)
        self.ui.search.setMinimumWidth(0 if narrow else scaled(SEARCH_WIDTH))
        self.ui.list.setMinimumHeight(scaled(LIST_HEIGHT))
        self.ui.list.setIconSize(QSize(scaled(ICON), scaled(ICON)))
        self._arrange_pager(narrow=narrow)
        dress = (narrow, current_theme(), text_scale())
        if dress != self._dress:
            self._dress = dress
            self._shown = ()
            self._show_list(self._model.state.orders)
            self._show_selected()

    def _arrange_pager(self, *, narrow: bool) -> None:
        for button in (self.ui.previousButton, self.ui.nextButton):
            button.setText("" if narrow else button.accessibleName())
            button.setToolTip(button.accessibleName() if narrow else "")
        refresh_icons((self.ui.previousButton, self.ui.nextButton))

    def _headers(self) -> tuple[str, ...]:
        accounts = self.tr("De → À") if is_narrow(self) else self.tr("De")
        return accounts, self.tr("À"), self.tr("Créé le"), self.tr("Montant"), self.tr("État")

    def retranslate(self) -> None:
        self._dress = None
        self.ui.title.setText(self.tr("Virements uniques") if self._model.ongoing else self.tr("Historique"))
        self.refresh()
        self.arrange()

    def refresh(self) -> None:
        """Show the model's state."""
        state = self._model.state
        self._show_list(state.orders)
        self.ui.list.setVisible(bool(state.orders))
        self.ui.pager.setVisible(bool(state.orders))
        self.ui.empty.setVisible(state.loaded and not state.orders)
        self.ui.search.setVisible(bool(state.orders or state.search))
        self._explain_emptiness()
        count = self.tr("Affiche {0} à {1} de {2} enregistrements")
        self.ui.count.setText(count.format(state.first + 1, state.last, state.total))
        self.ui.previousButton.setEnabled(state.first > 0)
        self.ui.nextButton.setEnabled(state.last < state.total)
        self._show_banner(state)
        self._show_selected()

    def _show_banner(self, state: OrdersState) -> None:
        if state.failure is not None:
            self.ui.banner.show_message("error", words.sentence(state.failure))
        elif state.receipt is not None:
            text = self.tr("Votre virement est signé et enregistré.")
            self.ui.banner.show_message("success", text, self.tr("Enregistrer le reçu signé…"))
        else:
            self.ui.banner.clear()

    def _save_receipt(self) -> None:
        receipt = self._model.state.receipt
        if receipt is not None:
            ask_where(self, receipt)

    def _explain_emptiness(self) -> None:
        if self._model.state.search:
            self.ui.empty.set_content(
                self.tr("Aucun virement ne correspond à votre recherche"),
                self.tr("Essayez un autre mot."),
                icon="search",
            )
        elif self._model.ongoing:
            self.ui.empty.set_content(
                self.tr("Aucun virement en cours"),
                self.tr("Vos virements apparaissent ici jusqu’à leur exécution."),
                self.tr("Faire un virement"),
                "send",
            )
        else:
            self.ui.empty.set_content(
                self.tr("Aucun virement passé"), self.tr("Vos virements exécutés apparaîtront ici."), icon="history"
            )

    def _show_list(self, orders: tuple[OrderView, ...]) -> None:
        if orders == self._shown:
            return
        self._shown = orders
        narrow = is_narrow(self)
        self._rows.show_orders(orders, self._headers(), narrow=narrow)
        tree = self.ui.list
        for row in range(self._rows.rowCount()):
            tree.setFirstColumnSpanned(row, QModelIndex(), True)
        for column in WIDE_ONLY:
            tree.setColumnHidden(column, narrow)
        tree.expandAll()
        header = tree.header()
        header.setStretchLastSection(False)
        for column in range(self._rows.columnCount()):
            mode = QHeaderView.ResizeMode.Stretch if column <= TARGET else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)

    def _await_typing(self) -> None:
        self._typing.start()

    def _select(self, current: QModelIndex) -> None:
        key = current.data(KEY)
        if key is not None:
            self._model.select(key)
            self._laying_out.start()

    def _uncover(self) -> None:
        """Scroll to the particulars where the page is too small to show them below the list."""
        if self.ui.detailCard.isVisible():
            self.ui.scroll.ensureWidgetVisible(self.ui.detailCard)

    def _show_selected(self) -> None:
        state = self._model.state
        order = state.selected
        self.ui.detailCard.setVisible(order is not None)
        self.ui.detailActions.setVisible(state.may_confirm or state.may_discard or state.busy)
        self.ui.sendButton.setVisible(order is not None and order.state is OrderState.DRAFT)
        self.ui.sendButton.set_busy(state.busy)
        if not state.busy:
            translate = QCoreApplication.translate  # the form's own text
            signs = order is not None and waits_for_signature(order)
            self.ui.sendButton.setText(
                self.tr("Signer et envoyer…") if signs else translate("Orders", "Confirmer et envoyer")
            )
        self.ui.discardButton.setEnabled(state.may_discard)
        if order is None:
            self.ui.list.selectionModel().clearSelection()
            return
        self.ui.detailTitle.setText(f"{words.amount(order.amount)} · {order.label}")
        show_state(self.ui.detailState, order)
        self.ui.detailText.setText(self._about(order))
        self._mark(order.key)

    def _mark(self, key: str) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.ui.list.selectionModel().setCurrentIndex(self._rows.find(key), flags.ClearAndSelect | flags.Rows)

    def _about(self, order: OrderView) -> str:
        if order.state is OrderState.EXECUTED and order.executed_on is not None:
            return self.tr("Exécuté le {}.").format(words.long_day(order.executed_on))
        if order.state in {OrderState.REJECTED, OrderState.REFUSED}:
            return self.tr("Rien n’a été transféré : {}.").format(words.rejection(order.reason))
        if order.state is OrderState.DRAFT:
            return self._about_draft(order)
        if order.state is OrderState.SENDING:
            return self.tr(
                "La banque n’a pas encore répondu. CCM Desk le renvoie lui-même ; il ne sera fait qu’une fois."
            )
        return self.tr("Exécution prévue le {}.").format(words.long_day(order.execution_on))

    def _about_draft(self, order: OrderView) -> str:
        if waits_for_signature(order):
            return self.tr("À signer, rien n’a été transféré : {}.").format(words.rejection(order.reason))
        if order.reason is not None:
            return self.tr("Brouillon, rien n’a été envoyé : {}.").format(words.rejection(order.reason))
        return self.tr("Brouillon : rien n’a été envoyé à la banque. Confirmez-le quand vous êtes en ligne.")

    def _ask(self, prepared: Prepared) -> None:
        self.ui.sendButton.set_busy(False)
        ask_confirmation(self, prepared, self._model.confirm)

    def _sign(self, signing: SigningModel) -> None:
        open_signature(self, signing, self._model)
