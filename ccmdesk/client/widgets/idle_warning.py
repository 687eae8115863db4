"""« Vous allez être déconnecté »: says how long is left, over the window, and stops nothing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ccmdesk.client.widgets.announce import announce
from ccmdesk.client.widgets.room import NARROW, stack
from ccmdesk.client.widgets.screen import compose
from ccmdesk.client.widgets.theme import scaled, text_scale

STAY_MS: Final = 4_000
"""How long « Vous restez connecté » stands there: long enough to press the other button instead."""
SAID_AT: Final = (30, 10)
"""Seconds left at which a screen reader says so again."""
_MARGIN: Final = 16


class IdleWarning(QFrame):
    """Lies over the foot of `over` and takes no focus: whoever is writing goes on writing.

    Signals: `stay_asked`, `leave_asked`. `warn(ms)` begins the countdown, `resume()` says that it has stopped.
    """

    stay_asked = Signal()
    leave_asked = Signal()

    def __init__(self, over: QWidget, *, stay_ms: int = STAY_MS) -> None:
        from ccmdesk.client.forms.idle_warning import Ui_IdleWarning

        super().__init__(over)
        self.setObjectName("idleWarning")
        self._left = 0
        self.ui = Ui_IdleWarning()
        compose(self, self.ui)
        self._seconds = QTimer(self, interval=1000)
        self._seconds.timeout.connect(self._count)
        self._going = QTimer(self, interval=stay_ms, singleShot=True)
        self._going.timeout.connect(self.hide)
        self.ui.stayButton.clicked.connect(self.stay_asked)
        self.ui.leaveButton.clicked.connect(self.leave_asked)
        over.installEventFilter(self)
        self.hide()

    def warn(self, left_ms: int) -> None:
        """Show the warning, with `left_ms` to go."""
        self._going.stop()
        self._left = max(1, left_ms // 1000)
        self._seconds.start()
        self.ui.stayButton.show()
        self._say()
        self._place()
        self.show()
        self.raise_()
        announce(self, f"{self.ui.titleLabel.text()} {self.ui.textLabel.text()}")

    def resume(self) -> None:
        """Say that the customer stays, and go."""
        if self._seconds.isActive():
            self._seconds.stop()
            self._left = 0
            self.ui.stayButton.hide()
            self._say()
            self._place()
            announce(self, self.ui.titleLabel.text())
            self._going.start()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.ui.retranslateUi(self)
            self._say()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_going"):
            self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the window when its size changes."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _count(self) -> None:
        self._left = max(0, self._left - 1)
        if self._left:
            self._say()
        else:
            self._seconds.stop()
        if self._left in SAID_AT:
            announce(self, self.ui.textLabel.text())

    def _say(self) -> None:
        if not self._seconds.isActive():
            self.ui.titleLabel.setText(self.tr("Vous restez connecté."))
            self.ui.textLabel.setText("")
        else:
            self.ui.titleLabel.setText(self.tr("Êtes-vous toujours là ?"))
            text = self.tr(
                "Sans activité, vous serez déconnecté dans {} secondes. Une touche ou un clic suffit pour rester."
            ).format(self._left)
            if self._left == 1:
                text = self.tr(
                    "Sans activité, vous serez déconnecté dans une seconde. Une touche ou un clic suffit pour rester."
                )
            self.ui.textLabel.setText(text)
        self.ui.textLabel.setVisible(bool(self.ui.textLabel.text()))
        self.setAccessibleName(self.ui.titleLabel.text())
        self.setAccessibleDescription(self.ui.textLabel.text())

    def _place(self) -> None:
        over = self.parentWidget()
        if over is None:
            return
        width = min(over.width() - 2 * _MARGIN, scaled(760))
        narrow = width * 100 // text_scale() < NARROW
        stack(self.ui.warningLayout, narrow=narrow)  # the buttons below the text when the text is large
        self.ui.icon.setVisible(not narrow)
        layout = self.layout()
        if layout is not None:
            layout.activate()
        height = max(self.minimumSizeHint().height(), self.heightForWidth(width))
        self.resize(width, height)
        self.move((over.width() - width) // 2, over.height() - height - _MARGIN)
