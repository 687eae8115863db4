"""What Windows says of its session: locked, disconnected, or the computer goes to sleep.

Written by Microsoft's documentation of WM_WTSSESSION_CHANGE and WM_POWERBROADCAST.
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtGui import QWindow

if TYPE_CHECKING:
    from collections.abc import Callable

EVENT_TYPE: Final = b"windows_generic_MSG"
WM_POWERBROADCAST: Final = 0x0218
PBT_APMSUSPEND: Final = 0x0004
WM_WTSSESSION_CHANGE: Final = 0x02B1
WTS_CONSOLE_DISCONNECT: Final = 0x2
WTS_REMOTE_DISCONNECT: Final = 0x4
WTS_SESSION_LOGOFF: Final = 0x6
WTS_SESSION_LOCK: Final = 0x7
NOTIFY_FOR_THIS_SESSION: Final = 0

LEAVING: Final = frozenset(
    {
        (WM_POWERBROADCAST, PBT_APMSUSPEND),
        (WM_WTSSESSION_CHANGE, WTS_CONSOLE_DISCONNECT),
        (WM_WTSSESSION_CHANGE, WTS_REMOTE_DISCONNECT),
        (WM_WTSSESSION_CHANGE, WTS_SESSION_LOGOFF),
        (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK),
    }
)
"""Messages, with their wParam, after which nobody is at the screen."""


class LeavingFilter(QAbstractNativeEventFilter):
    """Calls `left` for each message that says that the computer is being left; lets every message pass."""

    def __init__(self, left: Callable[[], None]) -> None:
        super().__init__()
        self._left = left

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        """Read a message of Windows (an address of a MSG)."""
        if bytes(kind) == EVENT_TYPE:  # type: ignore[arg-type]  # a QByteArray is a buffer, its stub does not say so
            told = wintypes.MSG.from_address(int(message))
            if (told.message, told.wParam) in LEAVING:
                self._left()
        return False, 0


class WindowsSession:
    """Asks Windows to tell a window of ours about its session, and listens. Sleep is told to every window unasked."""

    def __init__(self, left: Callable[[], None]) -> None:
        self._filter = LeavingFilter(left)
        self._window = QWindow()  # never shown: it only receives
        self._handle = int(self._window.winId())
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self._filter)
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(wintypes.HWND(self._handle), NOTIFY_FOR_THIS_SESSION)

    def close(self) -> None:
        """Listen no more."""
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSUnRegisterSessionNotification(wintypes.HWND(self._handle))
        app = QCoreApplication.instance()
        if app is not None:
            app.removeNativeEventFilter(self._filter)
        self._window.destroy()
