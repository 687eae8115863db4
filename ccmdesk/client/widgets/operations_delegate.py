"""Paints the operations: one Python call a cell, no question to the model, two lines where there is something to say.

The default delegate asks a Python model about ten roles for every cell. This one is given the whole operation once
and draws; it keeps fonts, colours and distances between repaints (`refresh` renews them with the theme).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate

from ccmdesk.client.viewmodels.language import language
from ccmdesk.client.widgets.operations_model import UNKNOWN_TEXT, Column, day_text
from ccmdesk.client.widgets.theme import colour, scaled, ui_font
from ccmdesk.core.money import format_amount

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
    from PySide6.QtGui import QColor, QFont
    from PySide6.QtWidgets import QStyleOptionViewItem

    from ccmdesk.client.cache.posting_window import PostingLine
    from ccmdesk.client.widgets.operations_model import OperationsTableModel

    Index = QModelIndex | QPersistentModelIndex

RING: Final = 2
_PLAIN: Final = int(Qt.TextFlag.TextSingleLine)
_LEFT: Final = _PLAIN | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = _PLAIN | int(Qt.AlignmentFlag.AlignRight) | int(Qt.AlignmentFlag.AlignVCenter)
# Comparing to plain integers: an IntEnum member costs a look-up a cell.
_DAY, _LABEL, _ACCOUNT, _AMOUNT, _BALANCE = (int(column) for column in Column)


class OperationsDelegate(QStyledItemDelegate):
    """Draws the cells of one table.

    `compact` puts the day (and the account, if there are several: `all_accounts`) and the balance on second lines,
    below the label and the amount. `selected_row` and `ring_row` (the keyboard's) are told by the table.
    """

    def __init__(self, model: OperationsTableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line = model.line
        self.compact = False
        self.all_accounts = False
        self.selected_row = -1
        self.ring_row = -1
        self.edges = (_DAY, _BALANCE)
        """First and last column in sight: where the ring around the current row closes."""
        self.refresh()

    def refresh(self) -> None:
        """Take fonts, colours, distances and language from what is in force now."""
        self._body, self._strong, self._caption = ui_font(), ui_font(strong=True), ui_font("caption")
        self._text, self._muted, self._credit = colour("text"), colour("muted"), colour("success")
        self._selected, self._rule, self._focus = colour("selected"), colour("line"), colour("focus")
        body, caption = QFontMetrics(self._body), QFontMetrics(self._caption)
        self._metrics = {True: body, False: caption}
        self._widest = {True: body.horizontalAdvance("W"), False: caption.horizontalAdvance("W")}
        self._pad = (12 + scaled(12)) // 2  # half-scaled, as the style sheet's distances
        self._first, self._second = body.height(), caption.height()
        self.row_height = self._first + self._second + 2 * scaled(7)
        self._language = language()
        self._balance_text = self.tr("Solde {}")

    def width_of(self, text: str, *, strong: bool = False) -> int:
        """Width that a column needs for `text`, padding included."""
        metrics = QFontMetrics(self._strong if strong else self._body)
        return metrics.horizontalAdvance(text) + 2 * self._pad

    def width_below(self, cents: int) -> int:
        """Width that the compact amount column needs for a balance of `cents`, padding included."""
        text = self._balance_text.format(format_amount(cents, self._language))
        return self._metrics[False].horizontalAdvance(text) + 2 * self._pad

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column = index.row(), index.column()
        box: tuple[int, int, int, int] = option.rect.getRect()  # type: ignore[assignment] # the stubs say object
        x, y, width, height = box
        if row == self.selected_row:
            painter.fillRect(x, y, width, height, self._selected)
        painter.fillRect(x, y + height - 1, width, 1, self._rule)
        line = self._line(row)
        inner = (x + self._pad, y, width - 2 * self._pad, height)
        if line is None:
            self._one(painter, inner, UNKNOWN_TEXT, self._muted)
        elif column == _AMOUNT:
            self._paint_amount(painter, inner, line)
        elif column == _LABEL:
            self._paint_label(painter, inner, line)
        elif column == _BALANCE:
            self._one(painter, inner, format_amount(line.balance, self._language), self._text, _RIGHT)
        else:
            self._one(painter, inner, day_text(line.booked_on) if column == _DAY else line.account, self._muted)
        if row == self.ring_row:
            self._paint_ring(painter, box, column)

    def _paint_amount(self, painter: QPainter, box: tuple[int, int, int, int], line: PostingLine) -> None:
        ink = self._credit if line.amount > 0 else self._text
        text = format_amount(line.amount, self._language, signed=True)
        if not self.compact:
            self._one(painter, box, text, ink, _RIGHT, self._strong)
            return
        below = self._balance_text.format(format_amount(line.balance, self._language))
        self._two(painter, box, (text, below), ink, _RIGHT, self._strong)

    def _paint_label(self, painter: QPainter, box: tuple[int, int, int, int], line: PostingLine) -> None:
        width = box[2]
        below = line.counterparty
        if self.compact:
            parts = (day_text(line.booked_on), line.account if self.all_accounts else "", below)
            below = " · ".join(part for part in parts if part)
        label = self._fit(line.label, width, body=True)
        if below:
            self._two(painter, box, (label, self._fit(below, width, body=False)), self._text, _LEFT, self._body)
        else:
            self._one(painter, box, label, self._text)

    def _one(
        self,
        painter: QPainter,
        box: tuple[int, int, int, int],
        text: str,
        ink: QColor,
        flags: int = _LEFT,
        font: QFont | None = None,
    ) -> None:
        painter.setFont(font or self._body)
        painter.setPen(ink)
        painter.drawText(*box, flags, text)

    def _two(
        self,
        painter: QPainter,
        box: tuple[int, int, int, int],
        texts: tuple[str, str],
        ink: QColor,
        flags: int,
        font: QFont,
    ) -> None:
        x, y, width, height = box
        top = y + (height - self._first - self._second) // 2
        self._one(painter, (x, top, width, self._first), texts[0], ink, flags, font)
        self._one(painter, (x, top + self._first, width, self._second), texts[1], self._muted, flags, self._caption)

    def _fit(self, text: str, width: int, *, body: bool) -> str:
        if len(text) * self._widest[body] <= width:  # measuring costs as much as drawing
            return text
        return self._metrics[body].elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _paint_ring(self, painter: QPainter, box: tuple[int, int, int, int], column: int) -> None:
        x, y, width, height = box
        painter.fillRect(x, y, width, RING, self._focus)
        painter.fillRect(x, y + height - RING, width, RING, self._focus)
        if column == self.edges[0]:
            painter.fillRect(x, y, RING, height, self._focus)
        if column == self.edges[1]:
            painter.fillRect(x + width - RING, y, RING, height, self._focus)
