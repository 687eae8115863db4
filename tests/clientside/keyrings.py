"""Keyrings for tests: one that keeps, and one that is locked when told to."""

from __future__ import annotations

from ccmdesk.client.cache.keystore import KeyStoreError


class DictKeyStore:
    """Keeps secrets in a dictionary; `locked` makes it fail as a locked keyring does."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}
        self.locked = False

    def get(self, name: str) -> str | None:
        self._check(name)
        return self.secrets.get(name)

    def set(self, name: str, secret: str) -> None:
        self._check(name)
        self.secrets[name] = secret

    def delete(self, name: str) -> None:
        self._check(name)
        self.secrets.pop(name, None)

    def _check(self, name: str) -> None:
        if self.locked:
            raise KeyStoreError(name)
