"""The OS keyring, if it is one that really keeps secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from ccmdesk.core.errors import ErrorCode

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

_EMPTY: Final = frozenset({"keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"})

CHAINER: Final = "keyring.backends.chainer.ChainerBackend"


class KeyStoreError(Exception):
    """The keyring keeps nothing now. The cache then lives in memory.

    `code` says why: KEYRING_LOCKED (locked, refused, failed), KEYRING_MISSING, KEYRING_UNTRUSTED; None where no
    keyring is wanted.
    """

    def __init__(self, name: str, code: ErrorCode | None = ErrorCode.KEYRING_LOCKED) -> None:
        super().__init__(name)
        self.code = code


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
    """No keyring: the kiosk's choice (no `reason`), and the only honest one where the OS has none (the `reason`)."""

    def __init__(self, reason: ErrorCode | None = None) -> None:
        self.reason = reason

    def get(self, name: str) -> str | None:
        raise KeyStoreError(name, self.reason)

    def set(self, name: str, secret: str) -> None:  # noqa: ARG002 -- the protocol's signature
        raise KeyStoreError(name, self.reason)

    def delete(self, name: str) -> None:
        raise KeyStoreError(name, self.reason)


class OsKeyStore:
    """The OS keyring behind one trusted backend of the `keyring` library."""

    def __init__(self, backend: KeyringBackend) -> None:
        self._backend = backend

    def get(self, name: str) -> str | None:
        try:
            found = self._backend.get_password(SERVICE, name)
        except Exception as error:  # backends raise whatever their OS binding raises (D-Bus, COM, Security.framework)
            raise KeyStoreError(name) from error
        return found if isinstance(found, str) else None  # some give what their OS gave

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
    """Find the OS keyring; `NoKeyStore`, with the reason, when it is none of the trusted backends. Takes 100 ms."""
    import keyring
    import keyring.errors

    try:
        active = keyring.get_keyring()
    except keyring.errors.KeyringError:
        return NoKeyStore(ErrorCode.KEYRING_MISSING)
    backend = trusted(active)
    if backend is not None:
        return OsKeyStore(backend)
    return NoKeyStore(ErrorCode.KEYRING_MISSING if _keeps_nothing(active) else ErrorCode.KEYRING_UNTRUSTED)


def _keeps_nothing(active: KeyringBackend) -> bool:
    """Whether `keyring` found nothing that works: it gives one that fails, or was told to forget."""
    chained: list[KeyringBackend] = list(getattr(active, "backends", ()))
    return _name(active) in _EMPTY or (_name(active) == CHAINER and not chained)


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
