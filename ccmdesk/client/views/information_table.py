"""The lists of « Mes informations »: rows of short texts, an icon where there is one, a name for each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from ccmdesk.client.widgets.icons import icon
from ccmdesk.client.widgets.wrapped_cells import WrappedCells

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ICON: Final = 20


class Row(NamedTuple):
    """One line: `key` names it to the model behind the page; `mark` is an icon and its colour for the first cell."""

    key: str
    cells: tuple[str, ...]
    mark: tuple[str, str] = ("", "")


class InformationTable(QAbstractTableModel):
    """Read-only rows; the `stretched` columns share the room that the others leave.

    `show_rows` keeps the selection of the view that shows them, by key.
    """

    def __init__(self, view: QTableView, stretched: tuple[int, ...]) -> None:
        super().__init__(view)
        self._view = view
        self._headers: Sequence[str] = ()
        self._rows: list[Row] = []
        view.setModel(self)
        self._cells = WrappedCells(view)
        header = view.horizontalHeader()
        header.setDefaultAlignment(_LEFT)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._stretched = stretched

    def show_rows(self, headers: Sequence[str], rows: Sequence[Row]) -> None:
        """Show these rows, newest first as they come."""
        if list(rows) == self._rows and tuple(headers) == tuple(self._headers):
            return
        chosen = self.chosen()
        self.beginResetModel()
        self._headers, self._rows = tuple(headers), list(rows)
        self.endResetModel()
        for column in self._stretched:
            if column < len(self._headers):
                self._view.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._cells.settle()
        place = next((number for number, row in enumerate(self._rows) if row.key == chosen), None)
        if place is not None:
            self._view.selectRow(place)

    def chosen(self) -> str | None:
        """Return the key of the selected row."""
        rows = self._view.selectionModel().selectedRows()
        return self._rows[rows[0].row()].key if rows else None

    def dress(self) -> None:
        """Follow the text size and the theme."""
        self._cells.refresh()
        self._cells.settle()
        self._view.viewport().update()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's
        """Count the columns."""
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a header's text."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows; read out, its lines follow each other."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        text = row.cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return text.replace("\n", ", ")
        if role == Qt.ItemDataRole.ToolTipRole:
            return text
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0 and row.mark[0]:
            return icon(row.mark[0], row.mark[1], _ICON)
        return None
