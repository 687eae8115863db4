"""What the bank tells everyone, with a copy for when it cannot be asked: its caisses, and the keys of its receipts."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ccmdesk.client.cache.files import read_small, write_atomically
from ccmdesk.core import signatures
from ccmdesk.core.errors import KnownError
from ccmdesk.wire.messages import Directory

if TYPE_CHECKING:
    from pathlib import Path

    from ccmdesk.client.api.bank import BankApi
    from ccmdesk.client.cache.vault import Vault
    from ccmdesk.wire.messages import Caisse


class BankDirectory:
    """The bank's directory. Asked over a connection that is checked; its copy is public, and in clear."""

    def __init__(self, api: BankApi, vault: Vault) -> None:
        self._api = api
        self._vault = vault

    def caisses(self) -> list[Caisse]:
        """List the caisses, from the copy when the bank cannot be asked.

        Raises KnownError: the failure of the asking, when there is no copy; DISK_UNAVAILABLE.
        """
        try:
            return self._ask().caisses
        except KnownError:
            kept = kept_directory(self._vault.directory_file)
            if kept is None:
                raise
            return kept.caisses

    def key(self, key_id: str) -> str | None:
        """Public key (hex) of the bank by its name; an unknown one is asked for. None when it is not the bank's.

        Raises KnownError: DISK_UNAVAILABLE.
        """
        kept = kept_directory(self._vault.directory_file)
        found = None if kept is None else key_of(kept, key_id)
        if found is None:
            with suppress(KnownError):
                found = key_of(self._ask(), key_id)
        return found

    def _ask(self) -> Directory:
        directory = self._api.directory()
        write_atomically(self._vault.directory_file, directory.model_dump_json().encode())
        return directory


def kept_directory(file: Path) -> Directory | None:
    """Read the copy; None when there is none that can be read. Raises KnownError: DISK_UNAVAILABLE."""
    content = read_small(file)
    try:
        return None if content is None else Directory.model_validate_json(content)
    except ValidationError:
        return None


def key_of(directory: Directory, key_id: str) -> str | None:
    """Find the key that really has this name."""
    keys = (key.public_key for key in directory.signing_keys)
    return next((key for key in keys if signatures.key_id(key) == key_id), None)
