"""Banners, toasts and chips: states said with a colour, an icon and words, never with the colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Property, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ccmdesk.client.widgets.announce import announce
from ccmdesk.client.widgets.icons import set_icon
from ccmdesk.client.widgets.labels import IconLabel, PlainLabel
from ccmdesk.client.widgets.room import room, stack
from ccmdesk.client.widgets.theme import set_look

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

KINDS: Final = ("info", "success", "warning", "error")
ICON_OF_KIND: Final = {
    "info": "info",
    "success": "circle-check",
    "warning": "triangle-alert",
    "error": "circle-alert",
    "neutral": "circle-dashed",
}
TOAST_MS: Final = 6_000
NARROW: Final = 440
"""Below this width (px at 100 % of text size) a banner's action stands below its text."""


class StatusBanner(QFrame):
    """A message at the head of a page or card, with an optional action. Hidden until it has something to say.

    Designer: properties `kind` (info, success, warning, error) and `message`. Signal: `actionTriggered`.
    """

    actionTriggered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setProperty("kind", "info")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # as high as its text wraps
        self._icon = IconLabel(self)
        self._text = PlainLabel(self)
        self._text.setWordWrap(True)
        self._action = QPushButton(self)
        self._action.setObjectName("bannerAction")
        self._action.setProperty("kind", "quiet")
        self._action.clicked.connect(self.actionTriggered)
        self._action.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._icon)
        self._body = QHBoxLayout()
        self._body.setSpacing(12)
        self._body.addWidget(self._text, 1)
        self._body.addWidget(self._action)
        row.addLayout(self._body, 1)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the action below the text where they would squeeze each other."""
        super().resizeEvent(event)
        from PySide6.QtCore import Qt

        narrow = room(self) < NARROW
        stack(self._body, narrow=narrow)
        self._body.setAlignment(self._action, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignVCenter)

    def show_message(self, kind: str, text: str, action: str = "") -> None:
        """Say `text`; an empty one hides the banner. Errors interrupt a screen reader, the rest waits its turn."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        set_icon(self._icon, ICON_OF_KIND[kind], kind)
        set_look(self, kind=kind)
        self.setVisible(bool(text))
        announce(self, text, urgent=kind == "error")

    def clear(self) -> None:
        """Say nothing any more."""
        self._text.clear()
        self.hide()

    def message_text(self) -> str:
        """Return what the banner says."""
        return self._text.text()

    def _set_message(self, text: str) -> None:
        self.show_message(str(self.property("kind")), text)

    message = Property(str, message_text, _set_message)


class Toast(QFrame):
    """A short confirmation at the foot of a window that goes by itself. Never the only place of an error."""

    def __init__(self, window: QWidget, text: str, kind: str = "success") -> None:
        from PySide6.QtCore import Qt

        super().__init__(window)
        self.setProperty("role", "toast")
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = PlainLabel(self, text=text)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 20, 12)
        row.setSpacing(12)
        row.addWidget(IconLabel(self, name=ICON_OF_KIND[kind], ink="on_tip"))
        row.addWidget(self._text)
        self._timer = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._timer.timeout.connect(self.deleteLater)

    @classmethod
    def show_in(cls, window: QWidget, text: str, kind: str = "success") -> Toast:
        """Show `text` at the foot of `window`, in the place of an earlier toast."""
        for earlier in window.findChildren(Toast):
            earlier.hide()
            earlier.deleteLater()
        toast = cls(window, text, kind)
        window.installEventFilter(toast)
        toast._place()
        toast.show()
        toast.raise_()
        toast._timer.start()
        announce(toast, text)
        return toast

    def text(self) -> str:
        """Return what the toast says."""
        return self._text.text()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the window when its size changes."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.adjustSize()
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - 32)


class Chip(QFrame):
    """The state of a thing in one word or two (« Validé »), with its icon. Kinds: neutral and the banners'."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._icon = IconLabel(self)
        self._text = PlainLabel(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 2, 10, 2)
        self._row.setSpacing(6)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text)

    def set_state(self, kind: str, text: str, icon: str = "") -> None:
        """Show a state; `icon` replaces the kind's own."""
        self._text.setText(text)
        self.setAccessibleName(text)
        set_icon(self._icon, icon or ICON_OF_KIND[kind], "muted" if kind == "neutral" else kind, 14)
        set_look(self, kind=kind)
        self._row.invalidate()  # Qt keeps the size of the word before when the chip was hidden meanwhile
        self.updateGeometry()

    def text(self) -> str:
        """Return the state's words."""
        return self._text.text()
