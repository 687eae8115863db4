"""Nobody at the keyboard: warns, then tells when the customer has been away for too long."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

WARN_MS: Final = 60_000
"""How long before the end the customer is warned (WCAG 2.2, 2.2.1: twenty seconds at least to ask for more)."""
WARN_PART: Final = 0.8
"""Where a short limit warns: its last fifth."""
_SIGNS_OF_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


def warn_after(limit_ms: int) -> int:
    """After how many ms without activity to warn of an end that comes after `limit_ms`."""
    return round(max(limit_ms - WARN_MS, limit_ms * WARN_PART))


class IdleWatch(QObject):
    """Emits `idle` once after `limit_ms` without a key, a click or a movement in any window of the application.

    Before it, `warned` with the ms that are left; then `resumed` if the customer is back in time. RTS (EU) 2018/389,
    article 4(3)(d): five minutes at most without activity once signed in. It looks at the windows only, where input
    arrives: a filter on the application would run Python for every event there is.
    """

    warned = Signal(int)
    resumed = Signal()
    idle = Signal()

    def __init__(self, limit_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._active = self._has_warned = False
        self._left_ms = limit_ms - warn_after(limit_ms)
        self._warning = QTimer(self, interval=warn_after(limit_ms), singleShot=True)
        self._warning.timeout.connect(self._warn)
        self._timer = QTimer(self, interval=limit_ms, singleShot=True)
        self._timer.timeout.connect(self.idle)
        self._timer.start()
        self._warning.start()
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)

    def take_activity(self) -> bool:
        """Whether the customer did something since this was last asked."""
        active, self._active = self._active, False
        return active

    def stay(self) -> None:
        """Count from now on: the customer is here."""
        self._active = True
        self._timer.start()
        self._warning.start()
        if self._has_warned:
            self._has_warned = False
            self.resumed.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice the customer; let every event pass."""
        if event.type() in _SIGNS_OF_LIFE:
            self.stay()
        return False  # not super(): PySide may crash on objects that are just being made

    def _warn(self) -> None:
        self._has_warned = True
        self.warned.emit(self._left_ms)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
