"""A customer's computer: its folder, its keyring, what breaks on its line, and the desks open on it."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx2
import pyotp
from clientside.keyrings import DictKeyStore
from clientside.world import FaultyTransport
from server.access_fixtures import PASSWORD, code_of
from server.bank import ALICE

from ccmdesk.client.api.bank import BankApi
from ccmdesk.client.cache.keys import Stretch
from ccmdesk.client.cache.vault import Vault
from ccmdesk.client.sync.door import Door
from ccmdesk.server.delivery.folder import FolderCarrier
from ccmdesk.server.delivery.worker import DeliveryWorker
from ccmdesk.server.logs import make_logger
from ccmdesk.server.metrics import Metrics
from ccmdesk.server.repositories import caisses
from ccmdesk.server.services.credentials import give_temporary
from ccmdesk.server.services.notices import NoticeQueue
from ccmdesk.server.services.passwords import hash_password

if TYPE_CHECKING:
    from pathlib import Path

    from server.access_fixtures import Front

    from ccmdesk.client.cache.keystore import KeyStore
    from ccmdesk.client.sync.desk import Desk

QUICK = Stretch(memory_kib=8, passes=1)
OWN_PASSWORD = "Trois girafes lisent 7 romans"
"""A good password, with nothing of the customer in it."""


class Computer:
    """The client as it runs on one computer. `start` is another run of it: what was only in memory is gone."""

    def __init__(self, front: Front, folder: Path, store: KeyStore | None = None, customer: int = ALICE) -> None:
        self.front = front
        self.folder = folder
        self.store = DictKeyStore() if store is None else store
        self.customer = customer
        self.secret: str | None = None
        self.transport = FaultyTransport(front.client._transport)
        self.desks: list[Desk] = []
        self.start()

    @property
    def code(self) -> str:
        return code_of(self.customer)

    def start(self) -> None:
        api = BankApi(httpx2.Client(transport=self.transport, base_url="https://testserver"))
        self.vault = Vault(self.folder, self.store, QUICK)
        self.door = Door(api, self.vault, self.front.clock)

    def totp(self) -> str:
        """A code that was not used yet: those of the authenticator that was enrolled here, else of the one of old."""
        self.front.clock.advance(seconds=30)
        if self.secret is None:
            return self.front.totp(self.customer)
        return pyotp.TOTP(self.secret).at(self.front.clock.now())

    def sign_in(self, password: str = PASSWORD) -> Desk:
        self.desks.append(self.door.finish(self.door.begin(self.code, password), self.totp()))
        return self.desks[-1]

    def synced(self, password: str = PASSWORD) -> Desk:
        desk = self.sign_in(password)
        desk.refresh()
        return desk

    def offline(self, password: str = PASSWORD) -> Desk:
        self.desks.append(self.door.open_offline(self.code, password))
        return self.desks[-1]

    def close(self) -> None:
        for desk in self.desks:
            desk.close()
        self.desks.clear()

    def kept(self) -> set[str]:
        """Names of the files of the customers' folders."""
        return {path.name for path in (self.folder / "profiles").glob("*/*")}


def give_access(front: Front, customer: int, temporary: str, days: int = 7) -> None:
    """What the agency does for who has lost his phone, or never had an access: a temporary password."""
    now = front.clock.now()
    with front.bank.database.unit_of_work() as connection:
        until = now + timedelta(days=days)
        assert give_temporary(connection, customer, hash_password(temporary), until, now, replacing=True)


def sign_above(front: Front, cents: int | None) -> None:
    """Set the caisse's threshold."""
    with front.bank.database.unit_of_work() as connection:
        assert caisses.set_caisse(connection, "nimes", {"sign_above": cents})


def code_by_sms(front: Front) -> str:
    """The 8 digits that came by SMS since the last time."""
    for letter in front.mailbox.glob("*.json"):
        letter.unlink()
    queue = NoticeQueue(front.bank.database, front.clock, front.client.app.state.bank.keys)
    DeliveryWorker(queue, FolderCarrier(front.mailbox), make_logger(io.StringIO()), Metrics()).deliver_all()
    bodies = [letter["body"] for letter in front.letters() if letter["channel"] == "sms"]
    (code,) = [match[1] for body in bodies if (match := re.search("nouveau mot de passe est ([0-9]{8})", body))]
    return code
