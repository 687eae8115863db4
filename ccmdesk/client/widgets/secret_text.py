"""A secret to be typed or pasted elsewhere: shown in groups, copied for half a minute at most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QMimeData, QTimer
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ccmdesk.client.widgets.announce import announce
from ccmdesk.client.widgets.icons import set_icon
from ccmdesk.client.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

CLEAR_MS: Final = 30_000
GROUP: Final = 4
_KEEP_OUT: Final = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
}
"""What asks KDE's and Windows' clipboard histories to keep nothing of it."""


class SecretText(QWidget):
    """Shows a secret in groups of four, with « Copier ».

    The clipboard is emptied, if it still holds the secret, `clear_ms` after the copy, when the widget is hidden, and
    when the secret is taken away.
    """

    def __init__(self, parent: QWidget | None = None, *, clear_ms: int = CLEAR_MS) -> None:
        super().__init__(parent)
        self._secret = ""
        self._was_copied = False
        self.text = PlainLabel(self, role="strong")
        self.text.setObjectName("secretText")
        self.text.setWordWrap(True)
        self.copy_button = QPushButton(self)
        self.copy_button.setObjectName("copySecret")
        self.copy_button.clicked.connect(self._copy)
        self.note = PlainLabel(self, role="help")
        self.note.setObjectName("copyNote")
        self.note.setWordWrap(True)
        self._timer = QTimer(self, singleShot=True, interval=clear_ms)
        self._timer.timeout.connect(self._expire)
        self._lay_out()
        self._space_letters()
        self._speak()
        set_icon(self.copy_button, "copy")  # once it has its text: the room between them depends on it

    def set_secret(self, secret: str) -> None:
        """Show a secret, written without spaces; an empty one takes the last one off the screen and the clipboard."""
        self.clear_clipboard()
        self._secret = secret
        self.text.setText(" ".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP)))
        self._speak()

    def clear(self) -> None:
        """Forget the secret, here and in the clipboard."""
        self.set_secret("")

    def clear_clipboard(self) -> None:
        """Empty the clipboard if it still holds the secret."""
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._was_copied and clipboard.text() == self._secret:
            clipboard.clear()
        self._was_copied = False

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave nothing in the clipboard of a page that nobody sees any more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.clear_clipboard()
            self._speak()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._speak()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "text"):
            self._space_letters()

    def _lay_out(self) -> None:
        from PySide6.QtCore import Qt

        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.text)
        column.addLayout(row)

    def _space_letters(self) -> None:
        font = self.text.font()
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 108)
        font.setWordSpacing(4)
        self.text.setFont(font)

    def _copy(self) -> None:
        if not self._secret:
            return
        data = QMimeData()
        data.setText(self._secret)
        for kind, value in _KEEP_OUT.items():
            data.setData(kind, value)
        QGuiApplication.clipboard().setMimeData(data)
        self._was_copied = True
        self._timer.start()
        self._speak()
        announce(self, self.note.text())

    def _expire(self) -> None:
        self.clear_clipboard()
        self.note.setText(self.tr("Le presse-papiers a été vidé."))
        announce(self, self.note.text())

    def _speak(self) -> None:
        self.copy_button.setText(self.tr("Copier"))
        self.copy_button.setAccessibleName(self.tr("Copier le secret"))
        if self._was_copied:
            self.note.setText(self.tr("Copié. Le presse-papiers sera vidé dans 30 secondes."))
        else:
            self.note.setText(self.tr("Le presse-papiers sera vidé 30 secondes après la copie."))
