"""How strong a password is: a bar of four parts, and always the word for it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ccmdesk.client.widgets.labels import PlainLabel
from ccmdesk.client.widgets.theme import colour, scaled

PARTS: Final = 4
_INKS: Final = ("error_line", "error_line", "warning_line", "success_line", "success_line")
_NONE: Final = -1


class _Parts(QWidget):
    """The bar itself; the word beside it says the same."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.score = _NONE
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(160), scaled(8))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 -- Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = 4
        width = (self.width() - gap * (PARTS - 1)) / PARTS
        for index in range(PARTS):
            is_full = self.score >= max(1, index + 1) or (self.score == 0 and index == 0)
            painter.setPen(QPen(colour("border"), 1))
            painter.setBrush(colour(_INKS[max(0, self.score)] if is_full else "sunken"))
            painter.drawRoundedRect(QRectF(index * (width + gap) + 0.5, 0.5, width - 1, self.height() - 1), 3, 3)
        painter.end()


class StrengthBar(QWidget):
    """Shows a score from 0 (guessed at once) to 4 (not guessed); `set_score(None)` while there is nothing to judge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score: int | None = None
        self._parts = _Parts(self)
        self._word = PlainLabel(self, role="help")
        self._word.setObjectName("strengthWord")
        self._word.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._parts)
        column.addWidget(self._word)
        self.set_score(None)

    def set_score(self, score: int | None) -> None:
        """Show a score, 0 to 4, or that there is none."""
        self._score = score
        self._parts.score = _NONE if score is None else score
        self._parts.update()
        self._word.setText(self._words())
        self.setAccessibleName(self._word.text())

    def word(self) -> str:
        """Return what is said of the password."""
        return self._word.text()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.set_score(self._score)
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_parts"):
            self._parts.updateGeometry()

    def _words(self) -> str:
        if self._score is None:
            return self.tr("8 caractères au moins. Une suite de mots que vous seul connaissez est facile à retenir.")
        return (
            self.tr("Solidité : très faible"),
            self.tr("Solidité : faible"),
            self.tr("Solidité : moyenne"),
            self.tr("Solidité : bonne"),
            self.tr("Solidité : très bonne"),
        )[self._score]
