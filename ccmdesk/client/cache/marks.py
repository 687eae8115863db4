"""How far a customer's cache has got, kept in the keyring: an older copy of the file put back is noticed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ccmdesk.client.cache.keystore import KeyStoreError
from ccmdesk.client.cache.writes import Cursor

if TYPE_CHECKING:
    from ccmdesk.client.cache.keystore import KeyStore


class HighWater:
    """The mark of one cache. A keyring that fails costs the notice, nothing else: what it held is then not known."""

    def __init__(self, key_store: KeyStore, name: str) -> None:
        self._key_store = key_store
        self._name = name
        self._kept: Cursor | None = None

    def read(self) -> Cursor | None:
        """Return the mark, None when there is none that can be read."""
        if self._kept is None:
            with suppress(KeyStoreError):
                self._kept = _parse(self._key_store.get(self._name))
        return self._kept

    def keep(self, cursor: Cursor) -> None:
        """Move the mark to where the cache is by now. The keyring is asked only when there is something new."""
        if cursor != self._kept:
            with suppress(KeyStoreError):
                self._key_store.set(self._name, f"{cursor.epoch} {cursor.seq}")
                self._kept = cursor


def _parse(text: str | None) -> Cursor | None:
    epoch, _, seq = (text or "").rpartition(" ")
    return Cursor(epoch, int(seq)) if epoch and seq.isascii() and seq.isdecimal() else None
