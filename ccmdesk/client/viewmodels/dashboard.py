"""« Tableau de bord »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ccmdesk.client.sync.views import Changes

if TYPE_CHECKING:
    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.client.sync.views import Dashboard
    from ccmdesk.client.work import Failure, Work


class DashboardModel(QObject):
    """State: `dashboard` (None until first read) and `failure` when it could not be read."""

    changed = Signal()

    def __init__(self, work: Work, desk: Desk) -> None:
        super().__init__()
        self._work, self._desk = work, desk
        self.dashboard: Dashboard | None = None
        self.failure: Failure | None = None
        work.changed.connect(self._on_changes)

    def reload(self) -> None:
        """Read the page from the cache."""
        self._work.query(self, self._desk.dashboard, self._show, self._fail)

    def _on_changes(self, changes: Changes) -> None:
        if changes & ~Changes.SESSION:
            self.reload()

    def _show(self, dashboard: Dashboard) -> None:
        self.dashboard, self.failure = dashboard, None
        self.changed.emit()

    def _fail(self, failure: Failure) -> None:
        self.failure = failure
        self.changed.emit()
