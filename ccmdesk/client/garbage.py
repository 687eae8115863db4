"""Garbage is collected on the UI thread only.

Python collects cycles on whatever thread happens to allocate; a cycle that holds a widget would then be
destroyed on a working thread, which Qt answers with a crash, rarely and at random.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 1_000


def collect_due() -> None:
    """Collect the young, and each older generation when it is due, as Python itself would."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = (generation for generation in (2, 1) if counts[generation] > thresholds[generation] > 0)
    gc.collect(next(due, 0))


class Collector(QObject):
    """Takes collection over from Python for as long as it lives; `close` gives it back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(collect_due)
        self._timer.start()

    def close(self) -> None:
        """Let Python collect again where it likes: no working thread is left."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()
