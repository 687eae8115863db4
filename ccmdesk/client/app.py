"""Composition root of the customer's client: builds everything once, hands everything what it needs.

The order is a promise (start ≤ 1.30 × a bare window): the sign-in page is painted first; whatever is heavy
(SQLAlchemy, httpx2, pydantic, keyring) is imported on a working thread after it.
"""

from __future__ import annotations

import sys
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QLockFile, QObject
from PySide6.QtWidgets import QApplication

from ccmdesk.client.shells.main_window import MainWindow
from ccmdesk.client.viewmodels.preferences import PreferencesModel
from ccmdesk.client.viewmodels.sign_in import SignInModel
from ccmdesk.client.widgets.theme import apply_theme
from ccmdesk.client.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QTranslator

    from ccmdesk.client.bug_log import BugLog
    from ccmdesk.client.garbage import Collector
    from ccmdesk.client.options import Options
    from ccmdesk.client.shells.customer import CustomerShell
    from ccmdesk.client.shells.unattended import Unattended
    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.client.sync.door import Door
    from ccmdesk.client.viewmodels.preferences import Preferences
    from ccmdesk.client.work import Failure
    from ccmdesk.core.clock import Clock


class Client(QObject):
    """One running client. `start()` shows it; `close()` ends its work.

    `clock` and `open_door` replace the machine's time and the way to the bank (a test's server in process).
    """

    def __init__(
        self,
        app: QApplication,
        options: Options,
        clock: Clock | None = None,
        open_door: Callable[[Options, Clock], Door] | None = None,
    ) -> None:
        super().__init__()
        self._app, self._options, self._given_clock, self._given_door = app, options, clock, open_door
        self._door: Door | None = None
        self._opening = Lock()
        self._english: QTranslator | None = None
        self._in_english = False
        self.shell: CustomerShell | None = None
        self._collector: Collector | None = None
        self._bug_log: BugLog | None = None
        self.unattended: Unattended | None = None
        self.work = Work(self)
        self.preferences = PreferencesModel(options.data_folder)
        self._show_preferences(self.preferences.current)
        self.preferences.changed.connect(self._show_preferences)
        self.sign_in = SignInModel(self.work, self._open_door, offline=options.offline)
        self.sign_in.opened.connect(self._enter)
        self.window = MainWindow(self.sign_in, self.preferences)

    def start(self) -> None:
        """Show the sign-in page; load the rest once it is painted."""
        self.window.entrance.painted.connect(self.window.complete)
        self.window.entrance.painted.connect(self._load)
        self.window.show()

    def close(self) -> None:
        """End the session and wait for what is under way."""
        if self.shell is not None:
            self.shell.session.ended.disconnect(self._end)
            self.shell.session.sign_out()
        if self.unattended is not None:
            self.unattended.close()
        self.work.close()
        self.window.close()
        self._translate("fr")
        if self._collector is not None:
            self._collector.close()
        if self._bug_log is not None:
            self._bug_log.close()

    def _load(self) -> None:
        """Go on after the first paint. Until here there is no working thread, so no collector is needed."""
        from ccmdesk.client.bug_log import BugLog
        from ccmdesk.client.garbage import Collector
        from ccmdesk.client.shells.unattended import Unattended

        self._bug_log = BugLog(self._options.data_folder)
        self._collector = Collector(self)
        self.unattended = Unattended(self.sign_in, self._options.idle_ms, self)
        self.sign_in.start()

    def _open_door(self) -> Door:
        """Build the way to the bank, on a working thread, once (both lanes may ask at the same time)."""
        with self._opening:
            if self._door is None:
                self._door = self._build_door()
            return self._door

    def _build_door(self) -> Door:
        if self._given_door is not None:
            return self._given_door(self._options, self._clock())
        from ccmdesk.client.composition import open_door

        return open_door(self._options, self._clock())

    def _clock(self) -> Clock:
        from ccmdesk.core.clock import SystemClock

        return self._given_clock or SystemClock()

    def _enter(self, desk: Desk) -> None:
        from ccmdesk.client.shells.customer import CustomerShell

        self.shell = CustomerShell(self.work, desk, self._clock(), self._options)
        self.shell.preferences_wanted.connect(self.window.show_preferences)
        self.shell.session.ended.connect(self._end)
        self.window.enter(self.shell)
        self.shell.start()

    def _end(self, failure: Failure | None) -> None:
        self._leave()
        self.sign_in.start(failure)

    def _leave(self) -> None:
        self.window.leave()
        self.shell = None

    def _show_preferences(self, preferences: Preferences) -> None:
        """Language, theme and size of the text; everything on the screen follows."""
        language = QLocale.Language.English if preferences.language == "en" else QLocale.Language.French
        QLocale.setDefault(QLocale(language))
        self._translate(preferences.language)
        apply_theme(self._app, preferences.theme, preferences.text_scale)

    def _translate(self, language: str) -> None:
        """Put English over the French of the sources, or take it off."""
        if (language == "en") == self._in_english:
            return
        if self._english is None:
            from PySide6.QtCore import QTranslator

            # Made once and owned by nobody else: translators that were dropped while Qt kept them crashed the end.
            self._english = QTranslator()
            self._english.load(":/i18n/ccmdesk_en.qm")
        self._in_english = not self._in_english
        if self._in_english:
            self._app.installTranslator(self._english)
        else:
            self._app.removeTranslator(self._english)


def main(options: Options, painted: Callable[[], None] | None = None) -> int:
    """Run the customer's client until its window closes; returns the exit status. `painted` follows the first paint."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("CCM Desk")
    app.setDesktopFileName("ccmdesk")
    lock = QLockFile(str(options.data_folder / "running.lock"))
    problem = _take_folder(options.data_folder, lock)
    if problem:
        from ccmdesk.client.shells.refusal import refuse

        return refuse(app, problem)
    client = Client(app, options)
    if painted is not None:
        client.window.entrance.painted.connect(painted)
    client.start()
    status = app.exec()
    client.close()
    return status


def _take_folder(folder: Path, lock: QLockFile) -> str:
    """Make the data folder this client's own; returns what to say when it cannot be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        usable = False
    else:
        usable = lock.tryLock(0)
    if usable:
        return ""
    from ccmdesk.client.shells.refusal import already_open, no_folder

    return already_open() if lock.error() == QLockFile.LockError.LockFailedError else no_folder(str(folder))
