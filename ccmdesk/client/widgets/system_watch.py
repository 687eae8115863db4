"""The computer is being left: the screen is locked, or the machine goes to sleep. Imported after the sign-in.

Linux says so on D-Bus (logind, the desktop's screen saver), Windows in messages to a window. macOS tells no one without
its own frameworks: there, and wherever nothing is said, a wall clock far ahead of what was counted means that the
computer slept.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtDBus import QDBusConnection

    from ccmdesk.client.widgets.windows_session import WindowsSession
    from ccmdesk.core.clock import Clock

TICK_MS: Final = 5_000
SLEPT_SECONDS: Final = 30
"""A wall clock this far ahead of what was counted between two ticks: nobody sets a clock by so much unseen."""
_SAVERS: Final = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
"""Interfaces of KDE's and others', and of GNOME's screen saver: `ActiveChanged(bool)` on the session's bus."""

_TOLD: Final = cast("bytes", SLOT("told(bool)"))  # D-Bus takes the str that SLOT makes; PySide's stub asks for bytes
_LOCKED: Final = cast("bytes", SLOT("locked()"))


def session_path(name: str) -> str:
    """Return the object path of a logind session (`XDG_SESSION_ID`), escaped as systemd's bus labels are."""
    letters = "".join(
        c if c.isascii() and (c.isalpha() or (c.isdigit() and place)) else f"_{ord(c):02x}"
        for place, c in enumerate(name)
    )
    return f"/org/freedesktop/login1/session/{letters}"


class SystemWatch(QObject):
    """Emits `left` each time the system says that nobody is there any more.

    `clock` is the wall clock, `counted` seconds that do not stop for a clock that is set. `buses`: the system's and the
    session's (a test's); None means the machine's own.
    """

    left = Signal()

    def __init__(
        self,
        clock: Clock,
        parent: QObject | None = None,
        *,
        counted: Callable[[], float] = time.monotonic,
        buses: tuple[QDBusConnection, QDBusConnection] | None = None,
        tick_ms: int = TICK_MS,
    ) -> None:
        super().__init__(parent)
        self._clock, self._counted = clock, counted
        self._seen: tuple[datetime, float] = (clock.now(), counted())
        self._ticks = QTimer(self, interval=tick_ms)
        self._ticks.timeout.connect(self.tick)
        self._ticks.start()
        self._windows: WindowsSession | None = None
        if sys.platform == "win32":
            from ccmdesk.client.widgets.windows_session import WindowsSession

            self._windows = WindowsSession(self.left.emit)
        elif buses is not None or sys.platform.startswith("linux"):
            self._listen(buses)

    def close(self) -> None:
        """Listen no more."""
        self._ticks.stop()
        if self._windows is not None:
            self._windows.close()

    def tick(self) -> None:
        """Compare the clocks: asleep, a computer counts nothing while the time goes on."""
        wall, counted = self._clock.now(), self._counted()
        before, counted_before = self._seen
        self._seen = (wall, counted)
        if (wall - before).total_seconds() - (counted - counted_before) > SLEPT_SECONDS:
            self.left.emit()

    def _listen(self, buses: tuple[QDBusConnection, QDBusConnection] | None) -> None:
        """Listen on both buses; on a machine without them nothing is heard."""
        from PySide6.QtDBus import QDBusConnection

        system, session = buses or (QDBusConnection.systemBus(), QDBusConnection.sessionBus())
        login = "org.freedesktop.login1"
        if system.isConnected():
            name = os.environ.get("XDG_SESSION_ID", "")
            path = session_path(name) if name else ""  # unknown: whichever session of this machine is locked
            system.connect("", "", f"{login}.Manager", "PrepareForSleep", self, _TOLD)
            system.connect("", path, f"{login}.Session", "Lock", self, _LOCKED)
        if session.isConnected():
            for interface in _SAVERS:
                session.connect("", "", interface, "ActiveChanged", self, _TOLD)

    @Slot(bool)
    def told(self, begins: bool) -> None:  # noqa: FBT001 -- D-Bus's signature: sleep or lock begins, or ends
        """Hear that a sleep or a lock begins."""
        if begins:
            self.left.emit()

    @Slot()
    def locked(self) -> None:
        """Hear that this session is to be locked."""
        self.left.emit()
