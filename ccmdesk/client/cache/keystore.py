"""The OS keyring, if it is one that really keeps secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE: Final = "ccmdesk"

TRUSTED_BACKENDS: Final = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
)
"""Backends that encrypt for the user's OS session. Never null, fail, plain text, or what a plug-in brings."""

CHAINER: Final = "keyring.backends.chainer.ChainerBackend"


class KeyStoreError(Exception):
    """The keyring is locked, refused, or failed. The cache then lives in memory."""


class KeyStore(Protocol):
    """Where small secrets are kept outside our own folder. Methods raise KeyStoreError."""

    def get(self, name: str) -> str | None:
        """Return the secret, or None when there is none."""
        ...

    def set(self, name: str, secret: str) -> None:
        """Keep the secret."""
        ...

    def delete(self, name: str) -> None:
        """Forget the secret; nothing happens when there is none."""
        ...


class NoKeyStore:
    """No keyring: the kiosk's choice, and the only honest one where the OS has none."""

    def get(self, name: str) -> str | None:
        raise KeyStoreError(name)

    def set(self, name: str, secret: str) -> None:  # noqa: ARG002 -- the protocol's signature
        raise KeyStoreError(name)

    def delete(self, name: str) -> None:
        raise KeyStoreError(name)


class OsKeyStore:
    """The OS keyring behind one trusted backend of the `keyring` library."""

    def __init__(self, backend: KeyringBackend) -> None:
        self._backend = backend

    def get(self, name: str) -> str | None:
        try:
            return self._backend.get_password(SERVICE, name)
        except Exception as error:  # backends raise whatever their OS binding raises (D-Bus, COM, Security.framework)
            raise KeyStoreError(name) from error

    def set(self, name: str, secret: str) -> None:
        try:
            self._backend.set_password(SERVICE, name, secret)
        except Exception as error:  # idem
            raise KeyStoreError(name) from error

    def delete(self, name: str) -> None:
        if self.get(name) is None:
            return
        try:
            self._backend.delete_password(SERVICE, name)
        except Exception as error:  # idem
            raise KeyStoreError(name) from error


def os_key_store() -> KeyStore:
    """Find the OS keyring; `NoKeyStore` when it is none of the trusted backends. Takes 100 ms."""
    import keyring
    import keyring.errors

    try:
        backend = trusted(keyring.get_keyring())
    except keyring.errors.KeyringError:
        backend = None
    return NoKeyStore() if backend is None else OsKeyStore(backend)


def trusted(active: KeyringBackend) -> KeyringBackend | None:
    """Return the trusted backend that `active` is or chains to first, or None."""
    if _name(active) in TRUSTED_BACKENDS:
        return active
    if _name(active) == CHAINER:
        chained: list[KeyringBackend] = list(getattr(active, "backends", ()))
        return next((backend for backend in chained if _name(backend) in TRUSTED_BACKENDS), None)
    return None


def _name(backend: KeyringBackend) -> str:
    kind = type(backend)
    return f"{kind.__module__}.{kind.__qualname__}"
