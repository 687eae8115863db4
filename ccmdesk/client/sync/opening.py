"""From a session to a desk: whichever way the customer came in."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ccmdesk.client.sync.desk import Desk
from ccmdesk.client.sync.device import device_card
from ccmdesk.client.sync.directory import BankDirectory
from ccmdesk.client.sync.holder import Holder
from ccmdesk.client.sync.outbox import Outbox
from ccmdesk.client.sync.session import Session
from ccmdesk.core.errors import KnownError

if TYPE_CHECKING:
    from ccmdesk.client.api.bank import BankApi
    from ccmdesk.client.cache.profile import Opened
    from ccmdesk.client.cache.vault import DeviceKey, Vault
    from ccmdesk.core.clock import Clock
    from ccmdesk.wire.access import DeviceCard, SessionOpened


class Opening:
    """What every way in shares. Thread-safe."""

    def __init__(self, api: BankApi, vault: Vault, clock: Clock) -> None:
        self.api = api
        self.vault = vault
        self.clock = clock
        self.directory = BankDirectory(api, vault)

    def device_key(self, code: str) -> DeviceKey:
        """Return this computer's key for a customer. Raises KnownError: DISK_UNAVAILABLE."""
        return self.vault.device_key(code)

    def card(self, key: DeviceKey, attempt: str) -> DeviceCard:
        """Introduce this computer for one attempt. Raises KnownError: DISK_UNAVAILABLE."""
        return device_card(key, self.vault.installation(), attempt)

    def online(self, code: str, password: str, key: DeviceKey, opened: SessionOpened) -> Desk:
        """Open the files of a customer whom the bank has let in. When they do not open, the session ends.

        Raises KnownError: DISK_UNAVAILABLE, CACHE_TOO_NEW.
        """
        try:
            files = self.vault.open_online(code, password, opened.unlock_share)
            return self._desk(code, files, opened, key)
        except KnownError:
            with suppress(KnownError):
                self.api.access.sign_out(opened.token)
            raise

    def offline(self, code: str, password: str) -> Desk:
        """Open the files of a customer without the bank. Raises KnownError as `Vault.open_offline`."""
        return self._desk(code, self.vault.open_offline(code, password), None, None)

    def _desk(self, code: str, files: Opened, opened: SessionOpened | None, key: DeviceKey | None) -> Desk:
        try:
            outbox = Outbox(files.outbox, files.outbox_key)
        except BaseException:
            files.cache.close()
            raise
        number = "" if opened is None else opened.customer_number
        holder = Holder(code, self.vault, files.profile, files.held, number, key)
        session = Session(None if opened is None else opened.token)
        return Desk(self.api, session, files.cache, outbox, self.clock, files.notices, holder)
