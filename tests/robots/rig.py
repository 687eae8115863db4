"""The real client on the real bank, in one process: only the wire between them is ours to cut."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from threading import Event
from typing import TYPE_CHECKING

import httpx2
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from server.access_fixtures import PASSWORD, code_of, light_hash, open_front
from server.bank import ALICE

from ccmdesk.client.api.bank import BankApi
from ccmdesk.client.app import Client
from ccmdesk.client.cache.keys import Stretch
from ccmdesk.client.cache.vault import Vault
from ccmdesk.client.options import Options
from ccmdesk.client.sync.door import Door

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot
    from server.access_fixtures import Front
    from server.bank import RealBank

    from ccmdesk.client.cache.keystore import KeyStore
    from ccmdesk.core.clock import Clock


class Wire(Enum):
    """State of the line to the bank."""

    UP = auto()
    DOWN = auto()
    ANSWERS_LOST = auto()  # the bank gets the request and does it; its answer never comes back
    GARBAGE = auto()  # a captive portal answers instead


class Line(httpx2.BaseTransport):
    """The line to the bank, cut at will."""

    def __init__(self, real: httpx2.BaseTransport) -> None:
        self._real = real
        self.state = Wire.UP
        self.silence = Event()  # cleared: requests wait
        self.silence.set()
        self.orders_sent = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.silence.wait(30)
        if self.state is Wire.DOWN:
            raise httpx2.ConnectError("no route", request=request)
        if self.state is Wire.GARBAGE:
            return httpx2.Response(200, html="<html>Bienvenue sur le Wi-Fi</html>", request=request)
        self.orders_sent += request.url.path == "/v1/transfers"
        response = self._real.handle_request(request)
        if self.state is Wire.ANSWERS_LOST:
            response.close()
            raise httpx2.ReadTimeout("lost", request=request)
        return response


class DrawerKeyStore:
    """A keyring of the test: what an operating system's would keep."""

    def __init__(self) -> None:
        self._drawer: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self._drawer.get(name)

    def set(self, name: str, secret: str) -> None:
        self._drawer[name] = secret

    def delete(self, name: str) -> None:
        self._drawer.pop(name, None)


@dataclass
class Rig:
    """A bank, a line, and the clients of one computer, one after the other."""

    front: Front
    line: Line
    folder: Path
    key_store: KeyStore
    qtbot: QtBot
    client: Client | None = None
    totp_shift: int = 0

    def start(self, *, offline: bool = False) -> Client:
        """Start the client of this computer."""
        options = Options(
            "http://localhost", None, self.folder, offline=offline, key_store=self.key_store, poll_ms=10**8
        )
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.client = Client(app, options, self.front.clock, self._door)
        self.client.start()
        self.wait()
        return self.client

    def stop(self) -> None:
        """Close the client as its customer would."""
        client, self.client = self.client, None
        if client is not None:
            client.close()
            client.deleteLater()
            client.window.deleteLater()
            QApplication.processEvents()
            # As the client's event loop does, before garbage is collected: a widget that waits for its deletion while
            # what refers to it is collected is a crash.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def wait(self) -> None:
        """Wait until nothing is under way."""
        client = self.client
        assert client is not None
        self.qtbot.waitUntil(lambda: client.work.pending == 0 and client.window.entrance.was_painted, timeout=20_000)

    def totp(self, customer: int = ALICE) -> str:
        """The next code of the authenticator; each is good once."""
        self.front.clock.advance(seconds=30)
        return self.front.totp(customer)

    def code(self, customer: int = ALICE) -> str:
        return code_of(customer)

    @property
    def password(self) -> str:
        return PASSWORD

    def _door(self, options: Options, _clock: Clock) -> Door:
        http = httpx2.Client(transport=self.line, base_url="http://localhost")
        return Door(BankApi(http), Vault(options.data_folder, self.key_store, Stretch(8, 1)), self.front.clock)


@contextmanager
def open_rig(bank: RealBank, folder: Path, qtbot: QtBot) -> Iterator[Rig]:
    """Open a bank and a computer; whatever client runs at the end is closed."""
    (folder / "bank").mkdir()
    (folder / "computer").mkdir()
    with open_front(bank, folder / "bank", light_hash()) as front:
        rig = Rig(front, Line(front.client._transport), folder / "computer", DrawerKeyStore(), qtbot)
        try:
            yield rig
        finally:
            rig.stop()
