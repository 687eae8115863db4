"""The operations as Qt's item views want them: any row of a million, read when it is looked at."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ccmdesk.client.viewmodels import words
from ccmdesk.client.work import Failure
from ccmdesk.core.errors import KnownError

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from ccmdesk.client.cache.posting_window import PostingLine, PostingWindow

    Index = QModelIndex | QPersistentModelIndex

UNKNOWN_TEXT: Final = "…"
_NOWHERE: Final = QModelIndex()


class Column(IntEnum):
    """Columns, from left to right."""

    DAY = 0
    LABEL = 1
    ACCOUNT = 2
    AMOUNT = 3
    BALANCE = 4


def day_text(iso: str) -> str:
    """Write an ISO day as `words.day` does, without a `date` in between: it is asked for at every repaint."""
    return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]}"


class OperationsTableModel(QAbstractTableModel):
    """Shows a `PostingWindow`. `failed` carries the Failure when the cache could not be read (once a window)."""

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: PostingWindow | None = None
        self._rows = 0
        self._broken = False

    def show(self, window: PostingWindow | None) -> None:
        """Show another window. If it only adds newer rows on top, what was selected stays selected."""
        added = self._added(window)
        if added > 0:
            self.beginInsertRows(_NOWHERE, 0, added - 1)
            self._take(window)
            self.endInsertRows()
        elif added == 0:
            self._take(window)
        else:
            self.beginResetModel()
            self._take(window)
            self.endResetModel()

    def line(self, row: int) -> PostingLine | None:
        """Give the operation at `row`, or None where it cannot be read (yet)."""
        if self._window is None or self._broken:
            return None
        try:
            return self._window.row(row)
        except KnownError as error:
            self._broken = True  # painting asks for every row: one message is enough
            self.failed.emit(Failure(error.code, error.details))
            return None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section >= Column.AMOUNT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text of a cell. A screen reader gets the cell as its name and the whole operation as its description."""
        line = self.line(index.row())
        column = Column(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if line is None:
                return UNKNOWN_TEXT
            return self._cell(line, column) if role == Qt.ItemDataRole.DisplayRole else self._spoken(line, column)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and line is not None:
            return self.describe(line)
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= Column.AMOUNT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def describe(self, line: PostingLine) -> str:
        """Say a whole operation in one sentence, signs in words."""
        parts = [day_text(line.booked_on), line.label, line.counterparty, self._movement(line.amount)]
        parts.append(self.tr("solde après : {}").format(words.amount(line.balance)))
        return ", ".join(part for part in parts if part)

    def _added(self, window: PostingWindow | None) -> int:
        """How many rows `window` adds on top of what is shown; -1 if it is something else altogether."""
        old = self._window
        if old is None or window is None or (old.account, old.narrowed) != (window.account, window.narrowed):
            return -1
        added = window.count() - old.count()
        first = self.line(0)
        if added < 0 or first is None:
            return -1
        try:
            return added if window.row(added) == first else -1
        except KnownError:
            return -1

    def _take(self, window: PostingWindow | None) -> None:
        self._window = window
        self._rows = window.count() if window is not None else 0
        self._broken = False

    def _title(self, column: Column) -> str:
        return {
            Column.DAY: self.tr("Date"),
            Column.LABEL: self.tr("Libellé"),
            Column.ACCOUNT: self.tr("Compte"),
            Column.AMOUNT: self.tr("Montant"),
            Column.BALANCE: self.tr("Solde après"),
        }[column]

    def _cell(self, line: PostingLine, column: Column) -> str:
        match column:
            case Column.DAY:
                return day_text(line.booked_on)
            case Column.LABEL:
                return f"{line.label}\n{line.counterparty}" if line.counterparty else line.label
            case Column.ACCOUNT:
                return line.account
            case Column.AMOUNT:
                return words.amount(line.amount, signed=True)
            case Column.BALANCE:
                return words.amount(line.balance)

    def _spoken(self, line: PostingLine, column: Column) -> str:
        match column:
            case Column.LABEL:
                return ", ".join(part for part in (line.label, line.counterparty) if part)
            case Column.AMOUNT:
                return self._movement(line.amount)
            case _:
                return self._cell(line, column)

    def _movement(self, cents: int) -> str:
        text = self.tr("débit de {}") if cents < 0 else self.tr("crédit de {}")
        return text.format(words.amount(abs(cents)))
