"""The table of operations: a million rows as easily as ten, by keyboard as by mouse, wide or narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ccmdesk.client.viewmodels import words
from ccmdesk.client.widgets.operations_delegate import OperationsDelegate
from ccmdesk.client.widgets.operations_model import Column, OperationsTableModel

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QFocusEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.cache.posting_window import PostingLine, PostingWindow

WIDEST_CENTS: Final = -9_999_999_999
"""Amount for which the columns have room: −99 999 999,99 €."""
MIN_ROWS: Final = 4
"""Rows in sight at least, however small the window: the page around the table scrolls instead."""
LABEL_EMS: Final = 18
"""Characters « 0 » that the label must have in one line beside the other columns; else the table is compact."""


def prepare_view(view: QTableView) -> None:
    """Make any table view behave like ours: rows as one, whole pixels, nothing to edit."""
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setTabKeyNavigation(False)  # Tab leaves the table
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header = view.horizontalHeader()
    header.setSectionsClickable(False)
    header.setHighlightSections(False)
    header.setMinimumSectionSize(1)


class OperationsTable(QTableView):
    """Shows a `PostingWindow`.

    `sight` tells that other rows are in sight (first and last, counted from 1; 0, 0 when empty). `chosen` carries the
    current PostingLine, or None. `failed` carries the Failure when the cache could not be read.
    """

    sight = Signal(int, int)
    chosen = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        prepare_view(self)
        self._model = OperationsTableModel(self)
        self._delegate = OperationsDelegate(self._model, self)
        self._all_accounts = False
        self._sight = (0, 0)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self._model.failed.connect(self.failed, Qt.ConnectionType.QueuedConnection)  # it may come out of a paint
        self._model.rowsInserted.connect(self._keep_place)
        self.verticalScrollBar().valueChanged.connect(self._look)
        self._restyle()

    def show_window(self, window: PostingWindow | None) -> None:
        """Show other operations; the account's column is there when they are of several accounts."""
        self._all_accounts = window is not None and window.account is None
        self._model.show(window)
        self._arrange()
        self._follow_current()
        self._look()
        self.viewport().update()

    def update_rows(self) -> None:
        """Paint again: rows that were out of reach may be within it now."""
        self.viewport().update()

    def rows_in_sight(self) -> tuple[int, int]:
        """First and last row in sight, counted from 1; (0, 0) when there are none."""
        return self._sight

    def is_compact(self) -> bool:
        """Whether the day and the balance are on second lines, for want of room."""
        return self._delegate.compact

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self.selectionModel().currentRowChanged.connect(self._follow_current)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and the last operation: a row is one thing here, not five cells."""
        rows, column = self._model.rowCount(), max(self.currentIndex().column(), Column.LABEL)
        if action == QAbstractItemView.CursorAction.MoveHome:
            return self._model.index(0, column)
        if action == QAbstractItemView.CursorAction.MoveEnd:
            return self._model.index(rows - 1, column)
        return super().moveCursor(action, modifiers)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard a row to start from."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            first = max(self._sight[0] - 1, 0)
            self.setCurrentIndex(self._model.index(first, Column.LABEL))
        self._follow_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._follow_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._look()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.LanguageChange}:
            self._restyle()

    def current_line(self) -> PostingLine | None:
        """Give the chosen operation."""
        index = self.currentIndex()
        return self._model.line(index.row()) if index.isValid() else None

    def _restyle(self) -> None:
        self._delegate.refresh()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height)
        self.verticalScrollBar().setSingleStep(self._delegate.row_height)
        header = self.horizontalHeader().sizeHint().height()
        self.setMinimumHeight(header + MIN_ROWS * self._delegate.row_height)
        self._arrange()
        self._look()

    def _arrange(self) -> None:
        """Give the figures what they need and the label the rest; too little rest, and the table is compact."""
        width_of = self._delegate.width_of
        money = max(
            width_of(words.amount(WIDEST_CENTS, signed=True), strong=True),
            width_of(self.tr("Solde après"), strong=True),
        )
        day, account = width_of("00/00/0000", strong=True), width_of("0" * 11)
        room = self.viewport().width()
        wide = room - day - 2 * money - (account if self._all_accounts else 0)
        compact = wide < width_of("0" * LABEL_EMS)
        self._delegate.compact, self._delegate.all_accounts = compact, self._all_accounts
        self._delegate.edges = (Column.LABEL, Column.AMOUNT) if compact else (Column.DAY, Column.BALANCE)
        for column in (Column.DAY, Column.BALANCE):
            self.setColumnHidden(column, compact)
        self.setColumnHidden(Column.ACCOUNT, compact or not self._all_accounts)
        if compact:
            money = min(max(money, self._delegate.width_below(WIDEST_CENTS)), room // 2)
        for column, width in (
            (Column.DAY, day),
            (Column.LABEL, max(room - money, 1) if compact else wide),
            (Column.ACCOUNT, account),
            (Column.AMOUNT, money),
            (Column.BALANCE, money),
        ):
            self.setColumnWidth(column, width)

    def _follow_current(self) -> None:
        row = self.currentIndex().row()
        self._delegate.selected_row = row
        self._delegate.ring_row = row if self.hasFocus() else -1
        self.viewport().update()
        self.chosen.emit(self.current_line())

    def _keep_place(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Newer operations came on top: what was being read stays where it is."""
        bar = self.verticalScrollBar()
        if bar.value() > 0:
            bar.setValue(bar.value() + (last - first + 1) * self._delegate.row_height)

    def _look(self) -> None:
        rows, height = self._model.rowCount(), self._delegate.row_height
        top = self.verticalScrollBar().value()
        first = min(top // height + 1, rows)
        last = min((top + self.viewport().height() - 1) // height + 1, rows)
        if (first, last) != self._sight:
            self._sight = (first, last)
            self.sight.emit(first, last)
