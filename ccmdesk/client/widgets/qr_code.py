"""A QR code, painted by ourselves: every module is a whole number of device pixels, black on white in every theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ccmdesk.client.widgets.theme import scaled

if TYPE_CHECKING:
    from collections.abc import Sequence

QUIET: Final = 4
"""Empty modules around the code (ISO/IEC 18004, 5.3.8)."""
SIDE: Final = 264
"""Wished side in px at 100 % of text size: a phone reads it at arm's length."""
_WHITE: Final = QColor(255, 255, 255)
_BLACK: Final = QColor(0, 0, 0)


class QrCode(QWidget):
    """Shows the matrix of a QR code (`set_matrix`); nothing but white without one.

    The text it holds is nowhere in the widget: whoever cannot see it is told by the accessible description where the
    same thing is written.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[bool, ...], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_matrix(self, matrix: Sequence[Sequence[bool]]) -> None:
        """Show a code: rows of modules, true for black, without their quiet zone."""
        self._rows = tuple(tuple(row) for row in matrix)
        self.updateGeometry()
        self.update()

    def clear(self) -> None:
        """Forget the code."""
        self.set_matrix(())

    def is_empty(self) -> bool:
        """Whether there is nothing to scan."""
        return not self._rows

    def sizeHint(self) -> QSize:
        """Return the side nearest to the wished one of which every module has its whole pixels, three at least."""
        modules = len(self._rows) + 2 * QUIET
        side = modules * max(3, round(scaled(SIDE) / modules)) if self._rows else scaled(SIDE)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a smaller code is read badly."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 -- Qt's signature
        """Paint the modules in device pixels: no edge is ever between two of them."""
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        painter.fillRect(QRect(0, 0, width, height), _WHITE)
        count = len(self._rows)
        if count:
            module = min(width, height) // (count + 2 * QUIET)
            left, top = (width - module * count) // 2, (height - module * count) // 2
            for y, row in enumerate(self._rows):
                for x, is_black in enumerate(row):
                    if is_black:
                        painter.fillRect(QRect(left + x * module, top + y * module, module, module), _BLACK)
        painter.end()
