"""Nobody at the keyboard: tells when the customer has been away for too long."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_SIGNS_OF_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Emits `idle` once after `limit_ms` without a key, a click or a movement in any window of the application.

    RTS (EU) 2018/389, article 4(3)(d): five minutes at most without activity once signed in. It looks at the windows
    only, where input arrives: a filter on the application would run Python for every event there is.
    """

    idle = Signal()

    def __init__(self, limit_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._active = False
        self._timer = QTimer(self, interval=limit_ms, singleShot=True)
        self._timer.timeout.connect(self.idle)
        self._timer.start()
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)

    def take_activity(self) -> bool:
        """Whether the customer did something since this was last asked."""
        active, self._active = self._active, False
        return active

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice the customer; let every event pass."""
        if event.type() in _SIGNS_OF_LIFE:
            self._active = True
            self._timer.start()
        return False  # not super(): PySide may crash on objects that are just being made

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
