"""« En cours » and « Voir historique »: orders by day, their state, and what can be done with the selected one."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView

from ccmdesk.client.forms.orders import Ui_Orders
from ccmdesk.client.sync.views import OrderState
from ccmdesk.client.viewmodels import words
from ccmdesk.client.views.order_words import STATES, show_state, state_word
from ccmdesk.client.views.transfer_words import ask_confirmation
from ccmdesk.client.widgets.icons import icon, refresh_icons
from ccmdesk.client.widgets.room import is_narrow, stack
from ccmdesk.client.widgets.screen import Screen
from ccmdesk.client.widgets.theme import colour, current_theme, scaled, text_scale, ui_font
from ccmdesk.core.clock import paris_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ccmdesk.client.sync.views import OrderView, Prepared
    from ccmdesk.client.viewmodels.orders import OrdersModel

KEY: Final = Qt.ItemDataRole.UserRole
SEARCH_MS: Final = 200
NUMBERS: Final = 3
"""Column of the amounts."""
WIDE_ONLY: Final = (1, 2)
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
        self._filling = False
        self.ui = Ui_Orders()
        self.compose(self.ui)
        self._rows = QStandardItemModel(self)
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
        model.ask.connect(self._ask)
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
            self._name_columns(narrow=narrow)
            self._shown = ()
            self._show_list(self._model.state.orders)
            self._show_selected()

    def _arrange_pager(self, *, narrow: bool) -> None:
        for button in (self.ui.previousButton, self.ui.nextButton):
            button.setText("" if narrow else button.accessibleName())
            button.setToolTip(button.accessibleName() if narrow else "")
        refresh_icons((self.ui.previousButton, self.ui.nextButton))

    def _name_columns(self, *, narrow: bool) -> None:
        accounts = self.tr("De → À") if narrow else self.tr("De")
        rest = [self.tr("À"), self.tr("Créé le"), self.tr("Montant"), self.tr("État")]
        self._rows.setHorizontalHeaderLabels([accounts, *rest])
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._rows.setHeaderData(NUMBERS, Qt.Orientation.Horizontal, right, Qt.ItemDataRole.TextAlignmentRole)
        for column in WIDE_ONLY:
            self.ui.list.setColumnHidden(column, narrow)

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
        if state.failure is not None:
            self.ui.banner.show_message("error", words.sentence(state.failure))
        else:
            self.ui.banner.clear()
        self._show_selected()

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
        self._filling = True
        self._rows.removeRows(0, self._rows.rowCount())
        for day, group in groupby(orders, key=lambda order: order.execution_on):
            self._rows.appendRow(self._day_row(day, group))
        self._filling = False
        tree = self.ui.list
        for row in range(self._rows.rowCount()):
            tree.setFirstColumnSpanned(row, QModelIndex(), True)
        tree.expandAll()
        header = tree.header()
        header.setStretchLastSection(False)
        for column in range(self._rows.columnCount()):
            mode = QHeaderView.ResizeMode.Stretch if column < 2 else QHeaderView.ResizeMode.ResizeToContents  # noqa: PLR2004 -- De and À
            header.setSectionResizeMode(column, mode)

    def _day_row(self, day: date, orders: Iterable[OrderView]) -> QStandardItem:
        head = QStandardItem(words.long_day(day))
        head.setFlags(Qt.ItemFlag.NoItemFlags)  # the arrow keys go from order to order
        head.setFont(ui_font("body", strong=True))
        head.setForeground(colour("text"))
        head.setSizeHint(QSize(0, scaled(40)))
        for order in orders:
            head.appendRow(self._order_row(order))
        return head

    def _order_row(self, order: OrderView) -> list[QStandardItem]:
        kind, name, _word = STATES[order.state]
        narrow = is_narrow(self)
        texts = (
            f"{order.source_label}\n→ {order.target_label}" if narrow else f"{order.source_label}\n{order.source}",
            f"{order.target_label}\n{order.target}",
            words.day(paris_date(order.created_at)),
            words.amount(order.amount),
            state_word(order.state),
        )
        items = [QStandardItem(text) for text in texts]
        for item in items:
            item.setData(order.key, KEY)
            item.setEditable(False)
        items[0].setSizeHint(QSize(0, scaled(56)))
        items[NUMBERS].setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        items[-1].setIcon(icon(name, "muted" if kind == "neutral" else kind))
        return items

    def _await_typing(self) -> None:
        self._typing.start()

    def _select(self, current: QModelIndex) -> None:
        key = current.data(KEY)
        if key is not None and not self._filling:
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
        self.ui.discardButton.setEnabled(state.may_discard)
        if order is None:
            self.ui.list.selectionModel().clearSelection()
            return
        self.ui.detailTitle.setText(f"{words.amount(order.amount)} · {order.label}")
        show_state(self.ui.detailState, order.state)
        self.ui.detailText.setText(self._about(order))
        self._mark(order.key)

    def _mark(self, key: str) -> None:
        for row in range(self._rows.rowCount()):
            day = self._rows.item(row)
            for child in range(day.rowCount()):
                if day.child(child).data(KEY) == key:
                    flags = QItemSelectionModel.SelectionFlag
                    how = flags.ClearAndSelect | flags.Rows
                    self.ui.list.selectionModel().setCurrentIndex(day.child(child).index(), how)

    def _about(self, order: OrderView) -> str:
        if order.state is OrderState.EXECUTED and order.executed_on is not None:
            return self.tr("Exécuté le {}.").format(words.long_day(order.executed_on))
        if order.state in {OrderState.REJECTED, OrderState.REFUSED}:
            return self.tr("Rien n’a été transféré : {}.").format(words.rejection(order.reason))
        if order.state is OrderState.DRAFT:
            if order.reason is not None:
                return self.tr("Brouillon, rien n’a été envoyé : {}.").format(words.rejection(order.reason))
            return self.tr("Brouillon : rien n’a été envoyé à la banque. Confirmez-le quand vous êtes en ligne.")
        if order.state is OrderState.SENDING:
            return self.tr(
                "La banque n’a pas encore répondu. CCM Desk le renvoie lui-même ; il ne sera fait qu’une fois."
            )
        return self.tr("Exécution prévue le {}.").format(words.long_day(order.execution_on))

    def _ask(self, prepared: Prepared) -> None:
        self.ui.sendButton.set_busy(False)
        ask_confirmation(self, prepared, self._model.confirm)
