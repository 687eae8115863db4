"""`ccmdesk demo --tour DIR`: the whole story on the real forms, against the real server process, untouched by hands."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ccmdesk.core.clock import SystemClock
from ccmdesk.demo.computer import IDLE_MS, client_options
from ccmdesk.demo.data import ETIENNE, VALERIE
from ccmdesk.demo.folder import DemoError, DemoFolder
from ccmdesk.demo.mailbox import Mailbox
from ccmdesk.demo.seed import make_demo
from ccmdesk.demo.server_process import ServerProcess

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from ccmdesk.client.app import Client
    from ccmdesk.demo.authenticator import Authenticator
    from ccmdesk.demo.tour_driver import Driver

Steps = tuple[tuple[str, "Callable[[Tour], None]"], ...]
"""Names of pictures, and what is done and checked before each is taken."""

FAILURE_PICTURE: Final = "99-echec"


class Tour:
    """What the steps act on: the bank, its letters, the computer with its client, authenticators, where pictures go."""

    def __init__(self, app: QApplication, pictures: Path, folder: DemoFolder, server: ServerProcess) -> None:
        from ccmdesk.demo.authenticator import Authenticator

        self._app, self._folder = app, folder
        self.pictures, self.server = pictures, server
        self.mailbox = Mailbox(folder.mailbox)
        self.clock = SystemClock()
        self.authenticators: dict[str, Authenticator] = {
            person.code: Authenticator(person.secret, self.clock) for person in (VALERIE, ETIENNE)
        }
        self._client: Client | None = None
        self._driver: Driver | None = None

    @property
    def drive(self) -> Driver:
        """The hands on the client that runs."""
        if self._driver is None:
            raise DemoError("Aucun client n’est ouvert.")
        return self._driver

    def open_client(self, idle_ms: int = IDLE_MS) -> None:
        """Start the client of this computer, and wait for its first page."""
        from ccmdesk.client.app import Client
        from ccmdesk.demo.tour_driver import Driver

        options = client_options(self._folder, self.server.url, idle_ms)
        client = Client(self._app, options)
        client.start()
        self._client, self._driver = client, Driver(client, self.pictures)
        self._driver.wait("première page", expected=True, look=lambda: client.window.entrance.was_painted)
        self._app.processEvents()  # the client then loads what is heavy
        self._driver.wait_for("SignIn/code")

    def close_client(self) -> None:
        """Close it, as closing its window does."""
        if self._client is not None:
            self._client.close()
            self._client.window.deleteLater()
            self._client.deleteLater()
            self._client = self._driver = None
            self._app.processEvents()

    @property
    def computer(self) -> Path:
        """Where the client keeps what it keeps."""
        return self._folder.computer

    def totp(self, code: str) -> str:
        """Return a code of a customer's authenticator that was not used before."""
        from PySide6.QtTest import QTest

        authenticator = self.authenticators[code]
        while (digits := authenticator.fresh()) is None:
            QTest.qWait(authenticator.current().seconds_left * 1_000)
        return digits

    def is_code(self, code: str, digits: str) -> bool:
        """Whether the bank could take these digits for a code of a customer's authenticator."""
        return self.authenticators[code].knows(digits)


def run_tour(pictures: Path, say: Callable[[str], None]) -> int:
    """Drive the story in a fresh folder. Returns 0 when every figure on the screen was right, else 1.

    Raises DemoError when the demo cannot even be set up.
    """
    from ccmdesk.demo.tour_steps import STEPS

    started = time.monotonic()
    try:
        pictures.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DemoError(f"Impossible d’écrire dans {pictures} : {error.strerror}.") from error
    with tempfile.TemporaryDirectory(prefix="ccmdesk-tour-", ignore_cleanup_errors=True) as temporary:
        folder = DemoFolder(Path(temporary))
        make_demo(folder, SystemClock(), lambda text: say(f"  {text} …"))
        with ServerProcess(folder.bank) as server:
            server.start()
            say(f"  Banque prête sur {server.url} ({time.monotonic() - started:.1f} s)")
            failed = _drive(Tour(_application(), pictures, folder, server), STEPS, say)
    say(f"{'ÉCHEC' if failed else 'Tout est juste'}, {time.monotonic() - started:.1f} s, images dans {pictures}")
    return 1 if failed else 0


def _drive(tour: Tour, steps: Steps, say: Callable[[str], None]) -> bool:
    """Take the steps one after the other, a picture after each. Returns whether one failed."""
    from ccmdesk.demo.tour_driver import TourError

    tour.open_client()
    try:
        for number, (name, step) in enumerate(steps, 1):
            began = time.monotonic()
            try:
                step(tour)
                tour.drive.photograph(f"{number:02d}-{name}")
            except (TourError, DemoError) as error:
                say(f"  {number:02d} {name:<28} ÉCHEC\n{error}")
                tour.drive.photograph(FAILURE_PICTURE)
                return True
            say(f"  {number:02d} {name:<28} {time.monotonic() - began:5.2f} s")
    finally:
        tour.close_client()
    return False


def _application() -> QApplication:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)  # nobody could click on theirs
    app = QApplication(sys.argv[:1])
    app.setApplicationName("CCM Desk")
    return app
