"""Nobody at the keyboard: tells when the customer has been away for too long."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

_SIGNS_OF_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.MouseMove,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Emits `idle` once after `limit_ms` without a key, a click or a movement in any window of the application.

    RTS (EU) 2018/389, article 4(3)(d): five minutes at most without activity once signed in.
    """

    idle = Signal()

    def __init__(self, limit_ms: int) -> None:
        super().__init__()
        self._active = False
        self._timer = QTimer(self, interval=limit_ms, singleShot=True)
        self._timer.timeout.connect(self.idle)
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._timer.start()

    def take_activity(self) -> bool:
        """Whether the customer did something since this was last asked."""
        active, self._active = self._active, False
        return active

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the customer; let every event pass."""
        if event.type() in _SIGNS_OF_LIFE:
            self._active = True
            self._timer.start()
        return super().eventFilter(watched, event)
