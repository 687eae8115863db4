"""Where one is in a few steps: 1 – 2 – 3, the steps done with a check mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ccmdesk.client.widgets.icons import pixmap
from ccmdesk.client.widgets.theme import colour, scaled, ui_font

if TYPE_CHECKING:
    from collections.abc import Sequence

_DISC = 28
_GAP = 10


class Stepper(QWidget):
    """Steps with their names. Its accessible name says « Étape 2 sur 3 : Récapitulatif »."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_steps(self, names: Sequence[str], current: int = 0) -> None:
        """Name the steps."""
        self._names = list(names)
        self.updateGeometry()
        self.set_current(current)

    def set_current(self, index: int) -> None:
        """Move to a step, counted from 0; those before it are done."""
        self._current = index
        if self._names:
            text = self.tr("Étape {0} sur {1} : {2}")
            self.setAccessibleName(text.format(index + 1, len(self._names), self._names[index]))
        self.update()

    def current(self) -> int:
        """Return the step one is at, counted from 0."""
        return self._current

    def sizeHint(self) -> QSize:
        """Every name in full."""
        return QSize(self._width_of(self._names) + 24 * max(0, len(self._names) - 1), scaled(_DISC) + 4)

    def minimumSizeHint(self) -> QSize:
        """Only the name of the current step, when room lacks."""
        longest = max((self._width_of([name]) for name in self._names), default=0)
        return QSize(longest + max(0, len(self._names) - 1) * (scaled(_DISC) + 12), scaled(_DISC) + 4)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 -- Qt's signature
        """Paint discs, names and the lines between them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        narrow = self.width() < self.sizeHint().width()
        spare = self.width() - self._used(narrow=narrow)
        line = max(12, min(scaled(64), spare // max(1, len(self._names) - 1)))
        left = 1
        for index, name in enumerate(self._names):
            if index:
                self._paint_line(painter, left, line, done=index <= self._current)
                left += line
            left = self._paint_step(painter, left, index, "" if narrow and index != self._current else name)

    def _used(self, *, narrow: bool) -> int:
        names = [n if not narrow or i == self._current else "" for i, n in enumerate(self._names)]
        return self._width_of(names)

    def _width_of(self, names: Sequence[str]) -> int:
        metrics = QFontMetrics(ui_font("body", strong=True))
        gaps = sum(2 * _GAP + metrics.horizontalAdvance(name) if name else _GAP for name in names)
        return len(names) * (scaled(_DISC) + 2) + gaps

    def _paint_line(self, painter: QPainter, left: int, length: int, *, done: bool) -> None:
        middle = self.height() / 2
        painter.setPen(QPen(colour("primary" if done else "border"), 2 if done else 1))
        painter.drawLine(QPointF(left, middle), QPointF(left + length - _GAP, middle))

    def _paint_step(self, painter: QPainter, left: int, index: int, name: str) -> int:
        """Paint one step and return where the next thing begins."""
        side = scaled(_DISC)
        disc = QRectF(left, (self.height() - side) / 2, side, side)
        reached = index <= self._current
        painter.setPen(QPen(colour("primary" if reached else "border"), 1.5))
        painter.setBrush(colour("primary" if reached else "surface"))
        painter.drawEllipse(disc)
        ink = colour("on_primary" if reached else "muted")
        if index < self._current:
            mark = pixmap("check", "on_primary", 16)
            size = mark.deviceIndependentSize()
            painter.drawPixmap(disc.center() - QPointF(size.width() / 2, size.height() / 2), mark)
        else:
            painter.setFont(ui_font("caption", strong=True))
            painter.setPen(ink)
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(index + 1))
        left += side + _GAP
        if name:
            font = ui_font("body", strong=index == self._current)
            painter.setFont(font)
            painter.setPen(colour("text" if index == self._current else "muted"))
            width = QFontMetrics(ui_font("body", strong=True)).horizontalAdvance(name)
            alignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(left, 0, width + 2, self.height()), alignment, name)
            left += width + _GAP
        return left
