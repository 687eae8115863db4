"""Table cells of short texts, wrapped: however long a name is and however large the text, nothing is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QIcon, QTextLayout, QTextOption
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate

from ccmdesk.client.widgets.theme import colour, scaled, ui_font

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QFont, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

Index = QModelIndex | QPersistentModelIndex
_GAP: Final = 8
_LEAST_HEIGHT: Final = 200
"""px at 100 % that a long table keeps of a small page."""


class WrappedCells(QStyledItemDelegate):
    """Draws a table whose rows are as high as their texts. Of several lines in a cell the first is the strong one.

    A table with few rows is no higher than they are.
    """

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        view.setItemDelegate(self)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._settling = QTimer(self, singleShot=True, interval=0)  # once for all columns that change together
        self._settling.timeout.connect(self.settle)
        view.horizontalHeader().sectionResized.connect(lambda *_sizes: self._settling.start())
        self.refresh()

    def refresh(self) -> None:
        """Take fonts, colours and distances from what is in force now."""
        self._body, self._strong = ui_font(), ui_font(strong=True)
        self._text, self._rule = colour("text"), colour("line")
        self._selected, self._hover = colour("selected"), colour("hover")
        self._pad = (12 + scaled(12)) // 2  # half-scaled, as the style sheet's distances
        self._icon = scaled(20)

    def settle(self) -> None:
        """Make each row as high as its texts, and the table no higher than its rows."""
        view = self._view
        view.resizeRowsToContents()
        frame = 2 * view.frameWidth()
        high = view.verticalHeader().length() + view.horizontalHeader().sizeHint().height() + frame
        view.setMinimumHeight(min(high, scaled(_LEAST_HEIGHT)))
        view.setMaximumHeight(high)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Width of the longest line, height of all lines in the width that the column has."""
        text, left = self._parts(index)
        widest = max(QFontMetrics(font).horizontalAdvance(line) for line, font in self._lines(text))
        room = self._view.columnWidth(index.column()) - left - self._pad
        high = sum(height for _, height in self._laid_out(text, room))
        return QSize(left + widest + 1 + self._pad, max(int(high), self._icon) + 2 * self._pad * 2 // 3 + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._selected)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._hover)
        if index.row() < index.model().rowCount() - 1:
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self._rule)
        text, left = self._parts(index)
        mark = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(mark, QIcon):
            top = rect.top() + (rect.height() - self._icon) // 2
            mark.paint(painter, QRect(rect.left() + self._pad, top, self._icon, self._icon))
        laid_out = list(self._laid_out(text, rect.width() - left - self._pad))
        y = rect.top() + (rect.height() - sum(height for _, height in laid_out)) / 2
        painter.setPen(self._text)
        for layout, height in laid_out:
            layout.draw(painter, QPointF(rect.left() + left, y))
            y += height

    def _parts(self, index: Index) -> tuple[str, int]:
        """Return a cell's text, and where in the cell it begins (px)."""
        mark = isinstance(index.data(Qt.ItemDataRole.DecorationRole), QIcon)
        return str(index.data() or ""), self._pad + (self._icon + _GAP if mark else 0)

    def _lines(self, text: str) -> Iterator[tuple[str, QFont]]:
        lines = text.split("\n")
        for number, line in enumerate(lines):
            yield line, self._strong if number == 0 and len(lines) > 1 else self._body

    def _laid_out(self, text: str, room: int) -> Iterator[tuple[QTextLayout, float]]:
        """Break each line to the room (px): between words, inside one that is longer."""
        wrapping = QTextOption()
        wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        for words, font in self._lines(text):
            layout = QTextLayout(words, font)
            layout.setTextOption(wrapping)
            layout.beginLayout()
            high = 0.0
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(room, 1))
                line.setPosition(QPointF(0, high))
                high += line.height()
            layout.endLayout()
            yield layout, high
