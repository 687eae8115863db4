"""What the keyring remembers of a customer's files: an older copy of one that is put back is noticed."""

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


class DoorMark:
    """Which offline wrapping counts, by its salt: one of before a password change opens no more, wherever it was kept.

    A keyring that fails closes the offline door at worst, until a sign-in; one that has no mark yet (a client of before
    there were marks) lets the wrapping that is there count.
    """

    def __init__(self, key_store: KeyStore, name: str) -> None:
        self._key_store = key_store
        self._name = name

    def is_of(self, salt: bytes) -> bool | None:
        """Whether this wrapping counts; None when it is not known."""
        with suppress(KeyStoreError):
            kept = self._key_store.get(self._name)
            return None if kept is None else kept == salt.hex()
        return None

    def keep(self, salt: bytes) -> None:
        """Let this wrapping count and no other; an empty salt is none's."""
        with suppress(KeyStoreError):
            self._key_store.set(self._name, salt.hex())


def _parse(text: str | None) -> Cursor | None:
    epoch, _, seq = (text or "").rpartition(" ")
    return Cursor(epoch, int(seq)) if epoch and seq.isascii() and seq.isdecimal() else None
