"""The button that starts something: it shows that work goes on and cannot be pressed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ccmdesk.client.widgets.announce import announce
from ccmdesk.client.widgets.icons import refresh_icons
from ccmdesk.client.widgets.theme import set_look

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent


class BusyButton(QPushButton):
    """Connect `activated`, not `clicked`: it is emitted once, and the button is busy until `set_busy(False)`.

    While busy it keeps the focus and its place, says `busyText`, and ignores the mouse and the keyboard. A key
    held down never presses it.
    """

    activated = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "primary")
        self._busy = False
        self._idle_text = ""
        self._idle_icon = ""
        self._busy_text = ""
        self.clicked.connect(self._fire)

    def is_busy(self) -> bool:
        """Whether work goes on."""
        return self._busy

    def set_busy(self, busy: bool, text: str = "") -> None:  # noqa: FBT001 -- reads as Qt's setters do
        """Show or end the work. `text` replaces « Un instant… »."""
        if busy == self._busy:
            return
        self._busy = busy
        if busy:
            self._idle_text, self._idle_icon = self.text(), str(self.property("iconName") or "")
            self._busy_text = text or self.tr("Un instant…")
            self.setText(self._busy_text)
            announce(self, self._busy_text)
        elif self.text() == self._busy_text:  # else another language came meanwhile, and with it the new text
            self.setText(self._idle_text)
        self.setProperty("iconName", "hourglass" if busy else self._idle_icon)
        if busy or self._idle_icon:
            refresh_icons((self,))
        else:
            self.setIcon(type(self.icon())())
        set_look(self, busy=busy)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ignore the mouse while busy."""
        if not self._busy:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ignore keys while busy, and the repetition of one held down."""
        if not self._busy and not event.isAutoRepeat():
            super().keyPressEvent(event)
        elif not self._busy:
            event.accept()
        else:
            event.ignore()

    def _fire(self) -> None:
        if not self._busy:
            self.set_busy(True)
            self.activated.emit()
