"""The demo's keyring: a file. Only the demo has one, as a fresh machine may have no keyring at all.

Nothing of it protects anything: whoever reads the demo's folder reads the demo. The client itself never falls back on
a file; without a keyring it keeps the accounts in memory.
"""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

from ccmdesk.client.cache.files import read_small, write_atomically
from ccmdesk.client.cache.keystore import KeyStoreError
from ccmdesk.core.errors import KnownError

if TYPE_CHECKING:
    from pathlib import Path


class FileKeyStore:
    """Keeps secrets in one JSON file (`ccmdesk.client.cache.keystore.KeyStore`). Thread-safe, as a keyring is."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._changing = threading.Lock()

    def get(self, name: str) -> str | None:
        return self._read().get(name)

    def set(self, name: str, secret: str) -> None:
        with self._changing:
            self._write(self._read() | {name: secret})

    def delete(self, name: str) -> None:
        with self._changing:
            secrets = self._read()
            if secrets.pop(name, None) is not None:
                self._write(secrets)

    def _read(self) -> dict[str, str]:
        try:
            content = read_small(self._path)
            kept = {} if content is None else json.loads(content)
        except (KnownError, ValueError) as error:
            raise KeyStoreError(self._path.name) from error
        if not isinstance(kept, dict):
            raise KeyStoreError(self._path.name)
        return {str(name): str(secret) for name, secret in kept.items()}

    def _write(self, secrets: dict[str, str]) -> None:
        try:
            write_atomically(self._path, json.dumps(secrets).encode())
        except KnownError as error:
            raise KeyStoreError(self._path.name) from error
