"""Where each customer's files are on this computer, and how they open."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import msgspec

from ccmdesk.client.cache import keys
from ccmdesk.client.cache.files import private_folder, read_small, set_aside, write_atomically
from ccmdesk.client.cache.keystore import KeyStore, KeyStoreError
from ccmdesk.client.cache.store import Cache
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import new_key

if TYPE_CHECKING:
    from pathlib import Path

KEYS_FILE: Final = "keys.json"
CACHE_FILE: Final = "cache.db"
OUTBOX_FILE: Final = "outbox.db"
DIRECTORY_FILE: Final = "directory.json"
INSTALLATION_FILE: Final = "installation.json"


class Installation(msgspec.Struct, frozen=True):
    """This installation's random name, and the salt that hides the subscriber codes in folder names."""

    id: str
    salt: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A customer's files, open. `outbox` and `outbox_key` are for the outbox, which is another room's."""

    cache: Cache
    outbox: Path
    outbox_key: bytes
    notices: tuple[ErrorCode, ...] = ()
    """What the customer must be told once: OUTBOX_UNREADABLE (old orders were set aside, see `set_aside`)."""


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """The private key (Ed25519, 32 bytes) with which this installation signs for one customer.

    `lasting` is false when it lives in memory only: gone when the client closes.
    """

    private: bytes = field(repr=False)
    lasting: bool


class Vault:
    """The customers' folders under `folder`, and their keys. Thread-safe.

    Nothing here tells which customers used this computer: a folder is named by a salted hash of the code.
    """

    def __init__(self, folder: Path, key_store: KeyStore, stretch: keys.Stretch | None = None) -> None:
        self._folder = folder
        self._key_store = key_store
        self._stretch = stretch or keys.Stretch()
        self._lock = threading.Lock()
        self._installation: Installation | None = None
        self._passing_keys: dict[str, bytes] = {}

    @property
    def directory_file(self) -> Path:
        """Where the public list of caisses is kept, in clear."""
        return private_folder(self._folder) / DIRECTORY_FILE

    def installation(self) -> str:
        """Name of this installation (32 hex digits), made once. Raises KnownError: DISK_UNAVAILABLE."""
        return self._installed().id

    def device_key(self, code: str) -> DeviceKey:
        """Return this installation's key for a customer, made at his first sign-in; in memory without a keyring.

        Raises KnownError: DISK_UNAVAILABLE.
        """
        folder = self._profile(code)
        kept = self._kept_secret(f"{self.installation()}/{folder.name}/device", make=True)
        if kept is not None:
            return DeviceKey(kept, lasting=True)
        with self._lock:
            private = self._passing_keys.setdefault(folder.name, keys.new_secret())
        return DeviceKey(private, lasting=False)

    def open_online(self, code: str, password: str, unlock_share: str) -> Opened:
        """Open (or make) a customer's files after the bank accepted the sign-in.

        Without a keyring the cache lives in memory and the outbox opens with the bank's share alone. Keys that
        do not open any more are made anew: the cache is rebuilt, an outbox set aside and told in `notices`.

        Raises KnownError: DISK_UNAVAILABLE.
        """
        private_folder(self._folder / "profiles")
        folder = private_folder(self._profile(code))
        share = unlock_share.encode()
        secret = self._secret(folder, make=True)
        found = self._key_file(folder)
        offline = None
        if found is not None and found.offline is not None and secret is not None:
            offline = keys.unwrap_offline(found.offline, password, secret)
        outbox_key, notices = self._outbox_key(folder, found, offline, share)
        cache_key = None
        if secret is not None:
            cache_key = offline[0] if offline else _cache_key(found, secret, share)
        self._keep(folder, found, _Held(secret, share, password, cache_key, outbox_key, offline))
        cache = Cache() if cache_key is None else Cache(folder / CACHE_FILE, cache_key)
        return Opened(cache, folder / OUTBOX_FILE, outbox_key, notices)

    def open_offline(self, code: str, password: str) -> Opened:
        """Open what was last synced, without the bank.

        Raises KnownError: OFFLINE_NOTHING_HERE (never synced on this computer, or not on its disk),
        OFFLINE_REFUSED (wrong password), DISK_UNAVAILABLE.
        """
        folder = self._profile(code)
        found = self._key_file(folder)
        secret = self._secret(folder, make=False)
        if found is None or found.offline is None or secret is None or not (folder / CACHE_FILE).exists():
            raise KnownError(ErrorCode.OFFLINE_NOTHING_HERE)
        opened = keys.unwrap_offline(found.offline, password, secret)
        if opened is None:
            raise KnownError(ErrorCode.OFFLINE_REFUSED)
        return Opened(Cache(folder / CACHE_FILE, opened[0]), folder / OUTBOX_FILE, opened[1])

    def _outbox_key(
        self, folder: Path, found: keys.KeyFile | None, offline: tuple[bytes, bytes] | None, share: bytes
    ) -> tuple[bytes, tuple[ErrorCode, ...]]:
        key = offline[1] if offline else None
        if key is None and found is not None:
            key = keys.unwrap_outbox_online(found.outbox_online, share)
        if key is not None:
            return key, ()
        lost = set_aside(folder / OUTBOX_FILE)
        set_aside(folder / f"{OUTBOX_FILE}-wal")
        return keys.new_secret(), (ErrorCode.OUTBOX_UNREADABLE,) if lost else ()

    def _keep(self, folder: Path, found: keys.KeyFile | None, held: _Held) -> None:
        """Write the key file so that this sign-in's password and share open it next time, if they do not yet."""
        outbox_online = None if found is None else found.outbox_online
        if outbox_online is None or keys.unwrap_outbox_online(outbox_online, held.share) != held.outbox_key:
            outbox_online = keys.wrap_outbox_online(held.share, held.outbox_key)
        cache_online = None if found is None else found.cache_online
        offline = None if found is None else found.offline
        if held.secret is not None and held.cache_key is not None:
            if cache_online is None or (
                keys.unwrap_cache_online(cache_online, held.secret, held.share) != held.cache_key
            ):
                cache_online = keys.wrap_cache_online(held.secret, held.share, held.cache_key)
            if held.offline != (held.cache_key, held.outbox_key):
                offline = keys.wrap_offline(held.password, held.secret, held.cache_key, held.outbox_key, self._stretch)
        kept = keys.KeyFile(keys.VERSION, outbox_online, cache_online, offline)
        if kept != found:
            write_atomically(folder / KEYS_FILE, keys.encode(kept))

    def _key_file(self, folder: Path) -> keys.KeyFile | None:
        content = read_small(folder / KEYS_FILE)
        return None if content is None else keys.decode(content)

    def _secret(self, folder: Path, *, make: bool) -> bytes | None:
        """Return the keyring's half, or None when there is no keyring that keeps it."""
        return self._kept_secret(f"{self.installation()}/{folder.name}", make=make)

    def _kept_secret(self, name: str, *, make: bool) -> bytes | None:
        try:
            kept = self._key_store.get(name)
            if kept is None and make:
                self._key_store.set(name, keys.new_secret().hex())
                kept = self._key_store.get(name)
        except KeyStoreError:
            return None
        return _bytes(kept)

    def _profile(self, code: str) -> Path:
        digest = hashlib.sha256(f"{self._installed().salt}{code}".encode()).hexdigest()
        return self._folder / "profiles" / digest[:32]

    def _installed(self) -> Installation:
        with self._lock:
            if self._installation is None:
                file = private_folder(self._folder) / INSTALLATION_FILE
                self._installation = _read_installation(file) or _new_installation(file)
            return self._installation


@dataclass(frozen=True, slots=True)
class _Held:
    """What a sign-in holds of a customer's keys."""

    secret: bytes | None
    share: bytes
    password: str
    cache_key: bytes | None
    outbox_key: bytes
    offline: tuple[bytes, bytes] | None


def _cache_key(found: keys.KeyFile | None, secret: bytes, share: bytes) -> bytes:
    key = None
    if found is not None and found.cache_online is not None:
        key = keys.unwrap_cache_online(found.cache_online, secret, share)
    return key or keys.new_secret()


def _bytes(kept: str | None) -> bytes | None:
    try:
        secret = bytes.fromhex(kept or "")
    except ValueError:
        return None
    return secret if len(secret) == keys.KEY_BYTES else None


def _read_installation(file: Path) -> Installation | None:
    content = read_small(file)
    if content is None:
        return None
    try:
        return msgspec.json.decode(content, type=Installation)
    except (msgspec.MsgspecError, ValueError):
        set_aside(file)
        return None


def _new_installation(file: Path) -> Installation:
    made = Installation(new_key(), new_key())
    write_atomically(file, msgspec.json.encode(made))
    return made
