"""Nobody there any more: the warning, the end of the session, and what the system says of its own lock and sleep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ccmdesk.client.widgets.idle_watch import IdleWatch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.viewmodels.session import SessionModel
    from ccmdesk.client.widgets.idle_warning import IdleWarning
    from ccmdesk.client.widgets.system_watch import SystemWatch


class Leaving(QObject):
    """Ends a shell's session after `limit_ms` without activity, when the screen is locked, and before a sleep."""

    def __init__(self, shell: QWidget, limit_ms: int) -> None:
        super().__init__(shell)
        self._shell = shell
        self._session: SessionModel | None = None
        self.watch = IdleWatch(limit_ms, self)
        self.warning: IdleWarning | None = None
        self.system: SystemWatch | None = None

    def guard(self, session: SessionModel) -> None:
        """End this session when the time has come."""
        self._session = session
        self.watch.warned.connect(self._warn)
        self.watch.idle.connect(session.leave_idle)
        session.ended.connect(self._close)
        QTimer.singleShot(0, self, self._listen)  # the customer's figures come first

    def _warn(self, left_ms: int) -> None:
        if self.warning is None:
            from ccmdesk.client.widgets.idle_warning import IdleWarning

            self.warning = IdleWarning(self._shell)
            self.warning.stay_asked.connect(self.watch.stay)
            self.watch.resumed.connect(self.warning.resume)
            if self._session is not None:
                self.warning.leave_asked.connect(self._session.sign_out)
        self.warning.warn(left_ms)

    def _listen(self) -> None:
        if self._session is None:
            return
        from ccmdesk.client.widgets.system_watch import SystemWatch
        from ccmdesk.core.clock import SystemClock

        self.system = SystemWatch(SystemClock(), self)  # it is the machine that sleeps, whatever the time of the bank
        session = self._session
        self.system.left.connect(lambda: session.leave_idle("screen_locked"))

    def _close(self) -> None:
        self._session = None
        if self.system is not None:
            self.system.close()
