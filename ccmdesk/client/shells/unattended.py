"""Nobody there before a session is open: étape 2 and the wizards do not stay on the screen with what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from ccmdesk.client.viewmodels.sign_in import SignInModel, Step

if TYPE_CHECKING:
    from ccmdesk.client.widgets.idle_watch import IdleWatch
    from ccmdesk.client.widgets.system_watch import SystemWatch

LEAST_MS: Final = 60_000
"""Reading a code in an authenticator takes its time, however short a session's own idle time is."""


class Unattended(QObject):
    """Leads back to étape 1 after `limit_ms` without activity (a minute at least), at a screen's lock, before a sleep.

    A wizard shows the secret of an authenticator. Nothing is lost: it can be begun again on the same computer.
    """

    def __init__(self, sign_in: SignInModel, limit_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._sign_in, self._limit_ms = sign_in, max(limit_ms, LEAST_MS)
        self.watch: IdleWatch | None = None
        self.system: SystemWatch | None = None
        sign_in.changed.connect(self._look)

    def close(self) -> None:
        """Listen no more."""
        if self.system is not None:
            self.system.close()

    def _look(self) -> None:
        """Count from the moment something is shown. What watches is made once: it costs nothing at étape 1."""
        if self._sign_in.state.step is Step.PASSWORD:
            return
        if self.watch is None:
            self._begin()
        else:
            self.watch.stay()

    def _begin(self) -> None:
        from ccmdesk.client.widgets.idle_watch import IdleWatch
        from ccmdesk.client.widgets.system_watch import SystemWatch
        from ccmdesk.core.clock import SystemClock

        self.watch = IdleWatch(self._limit_ms, self)
        self.watch.idle.connect(self._sign_in.leave_unattended)
        self.system = SystemWatch(SystemClock(), self)
        self.system.left.connect(self._sign_in.leave_unattended)
