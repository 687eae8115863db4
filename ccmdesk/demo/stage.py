"""The demo on the screen: the client and the small window, in one process."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ccmdesk.client.app import Client
from ccmdesk.client.widgets.icons import draw_icons
from ccmdesk.client.work import Work
from ccmdesk.core.clock import SystemClock
from ccmdesk.demo.computer import client_options
from ccmdesk.demo.keys import FileKeyStore
from ccmdesk.demo.mailbox import Mailbox
from ccmdesk.demo.window import DemoWindow, place_beside

if TYPE_CHECKING:
    from ccmdesk.demo.folder import DemoFolder
    from ccmdesk.demo.server_process import ServerProcess


class Stage:
    """Client and demo window, shown together."""

    def __init__(self, app: QApplication, folder: DemoFolder, server: ServerProcess) -> None:
        options = client_options(folder, server.url)
        self.client = Client(app, options)
        self.work = Work()
        secrets = FileKeyStore(folder.authenticator)
        self.window = DemoWindow(server, Mailbox(folder.mailbox), SystemClock(), self.work, secrets)

    def show(self) -> None:
        """Show both, side by side."""
        self.client.start()
        self.client.window.entrance.painted.connect(lambda: draw_icons(self.window))  # held until the client is seen
        place_beside(self.window, self.client.window)
        self.window.show()
        self.client.window.activateWindow()

    def close(self) -> None:
        """End the client's session and wait for what is under way."""
        self.window.close()
        self.client.close()
        self.work.close()


def run(folder: DemoFolder, server: ServerProcess) -> int:
    """Show the demo until the client's window is closed. Returns the exit status."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("CCM Desk")
    app.setDesktopFileName("ccmdesk")
    stage = Stage(app, folder, server)
    stage.show()
    status = app.exec()
    stage.close()
    return status
