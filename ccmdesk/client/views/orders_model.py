"""The rows of the lists of transfers: days, and below each day its orders.

Says everything when asked, in the language, the theme and the text size of that moment.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt

from ccmdesk.client.viewmodels import words
from ccmdesk.client.views.order_words import look
from ccmdesk.client.widgets.icons import icon
from ccmdesk.client.widgets.theme import colour, scaled, ui_font
from ccmdesk.core.clock import paris_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ccmdesk.client.sync.views import OrderView

KEY: Final = Qt.ItemDataRole.UserRole
"""Role of an order's key; a day has none."""
SOURCE, TARGET, CREATED, AMOUNT, STATE = range(5)
_COLUMNS: Final = 5
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_DAY_HEIGHT: Final = 40
_ORDER_HEIGHT: Final = 56

Index = QModelIndex | QPersistentModelIndex


class OrdersTable(QAbstractItemModel):
    """One page of orders. `narrow` puts the target below the source. An order's index carries its day's row + 1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._days: list[tuple[date, list[OrderView]]] = []
        self._headers: Sequence[str] = ("",) * _COLUMNS
        self._narrow = False

    def show_orders(self, orders: Sequence[OrderView], headers: Sequence[str], *, narrow: bool) -> None:
        """Show these orders, newest day first as they come, under these headers."""
        self.beginResetModel()
        self._days = [(day, list(group)) for day, group in groupby(orders, key=lambda order: order.execution_on)]
        self._headers, self._narrow = headers, narrow
        self.endResetModel()

    def find(self, key: str) -> QModelIndex:
        """Return the index of an order, or an invalid one."""
        for row, (_day, orders) in enumerate(self._days):
            for place, order in enumerate(orders):
                if order.key == key:
                    return self.createIndex(place, 0, row + 1)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 -- Qt's
        """Return the index of a day (no parent) or of an order."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, child: Index | None = None) -> QModelIndex:  # type: ignore[override] # Qt overloads the name
        """Return the day of an order."""
        day = child.internalId() if child is not None and child.isValid() else 0
        return self.createIndex(day - 1, 0, 0) if day else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's
        """Count the days, or the orders of a day."""
        if not parent.isValid():
            return len(self._days)
        return 0 if parent.internalId() or parent.column() else len(self._days[parent.row()][1])

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008 -- Qt's
        return _COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a header's text or alignment."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and section == AMOUNT else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the arrow keys go from order to order: a day can be neither chosen nor reached."""
        if not index.isValid() or not index.internalId():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a day or an order shows."""
        if not index.isValid():
            return None
        day = index.internalId()
        if day:
            return self._order_data(self._days[day - 1][1][index.row()], index.column(), role)
        return self._day_data(self._days[index.row()][0], role) if index.column() == 0 else None

    def _day_data(self, day: date, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return words.long_day(day)
        if role == Qt.ItemDataRole.FontRole:
            return ui_font("body", strong=True)
        if role == Qt.ItemDataRole.ForegroundRole:
            return colour("text")
        return QSize(0, scaled(_DAY_HEIGHT)) if role == Qt.ItemDataRole.SizeHintRole else None

    def _order_data(self, order: OrderView, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(order, column)
        if role == KEY:
            return order.key
        if role == Qt.ItemDataRole.DecorationRole and column == STATE:
            kind, name, _word = look(order)
            return icon(name, "muted" if kind == "neutral" else kind)
        if role == Qt.ItemDataRole.TextAlignmentRole and column == AMOUNT:
            return _RIGHT
        return QSize(0, scaled(_ORDER_HEIGHT)) if role == Qt.ItemDataRole.SizeHintRole and column == SOURCE else None

    def _text(self, order: OrderView, column: int) -> str:
        if column == SOURCE:
            second = f"→ {order.target_label}" if self._narrow else order.source
            return f"{order.source_label}\n{second}"
        if column == TARGET:
            return f"{order.target_label}\n{order.target}"
        if column == CREATED:
            return words.day(paris_date(order.created_at))
        return words.amount(order.amount) if column == AMOUNT else look(order)[2]
