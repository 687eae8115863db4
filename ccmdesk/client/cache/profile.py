"""One customer's folder on this computer: its keys, what opens them, and how they are forgotten."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from ccmdesk.client.cache import keys
from ccmdesk.client.cache.files import erase_folder, private_folder, read_small, set_aside, sweep, write_atomically
from ccmdesk.client.cache.keystore import KeyStore, KeyStoreError
from ccmdesk.client.cache.marks import DoorMark, HighWater
from ccmdesk.client.cache.store import Cache
from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from pathlib import Path

KEYS_FILE: Final = "keys.json"
CACHE_FILE: Final = "cache.db"
OUTBOX_FILE: Final = "outbox.db"
MAX_TRIES: Final = 5
"""Wrong offline passwords until the offline door closes, as many as the bank allows."""


@dataclass(frozen=True, slots=True)
class Held:
    """The open keys of a customer's files. `secret` (the keyring's) and `cache_key` are None without a keyring."""

    secret: bytes | None = field(repr=False)
    cache_key: bytes | None = field(repr=False)
    outbox_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """A customer's files, open. `outbox` and `outbox_key` are for the outbox, which is another room's."""

    cache: Cache
    outbox: Path
    held: Held
    profile: Profile
    notices: tuple[ErrorCode, ...] = ()
    """What the customer must be told once: OUTBOX_UNREADABLE (old orders were set aside, see `set_aside`), KEYRING_…"""

    @property
    def outbox_key(self) -> bytes:
        return self.held.outbox_key


class Kept(NamedTuple):
    """What the keyring has under a name; `trouble` when it has nothing because it keeps nothing now."""

    secret: bytes | None
    trouble: ErrorCode | None = None
    is_new: bool = False


class Profile:
    """A customer's folder. `name` is its prefix in the keyring. Thread-safe: what touches keys.json takes turns."""

    def __init__(self, folder: Path, key_store: KeyStore, name: str, stretch: keys.Stretch) -> None:
        self._folder = folder
        self._key_store = key_store
        self._name = name
        self._stretch = stretch
        self._lock = threading.Lock()
        self.mark = HighWater(key_store, f"{name}/mark")
        self._door = DoorMark(key_store, f"{name}/door")

    def open_online(self, password: str, share: bytes) -> Opened:
        """See `Vault.open_online`."""
        with self._lock:
            private_folder(self._folder)
            found = self._read()
            kept = kept_secret(self._key_store, self._name, make=True)
            offline = None
            if found is not None and found.offline is not None and kept.secret is not None:
                offline = keys.unwrap_offline(found.offline, password, kept.secret)
            known_cache = offline[0] if offline else _cache_key(found, kept.secret, share)
            notices = _keyring_notices(found, kept, share, is_open=known_cache is not None)
            outbox_key, lost = self._outbox_key(found, offline, share)
            cache_key = None if kept.secret is None else known_cache or keys.new_secret()
            held = Held(kept.secret, cache_key, outbox_key)
            cache = self._cache(held)  # first: a later client's stops everything before anything is written
            try:
                self._keep(found, held, share, password, offline)
            except BaseException:
                cache.close()
                raise
            return Opened(cache, self._folder / OUTBOX_FILE, held, self, (*lost, *notices))

    def open_offline(self, password: str) -> Opened:
        """See `Vault.open_offline`. A try counts on the disk before it is evaluated."""
        with self._lock:
            found = self._read()
            if found is not None and found.offline is None and found.offline_closed:
                raise KnownError(ErrorCode.OFFLINE_CLOSED)
            if found is None or found.offline is None or not (self._folder / CACHE_FILE).exists():
                raise KnownError(ErrorCode.OFFLINE_NOTHING_HERE)
            kept = kept_secret(self._key_store, self._name, make=False)
            if kept.secret is None:
                raise KnownError(kept.trouble or ErrorCode.OFFLINE_NOTHING_HERE)
            if self._door.is_of(found.offline.salt) is False:  # an older key file was put back
                self._close(found)
                raise KnownError(ErrorCode.OFFLINE_CLOSED)
            opened = self._try_offline(found, found.offline, password, kept.secret)
            held = Held(kept.secret, *opened)
            return Opened(self._cache(held), self._folder / OUTBOX_FILE, held, self)

    def change_password(self, held: Held, password: str, share: bytes) -> None:
        """Wrap the open keys anew: from here on only the new password opens them offline, and drafts stay.

        Raises KnownError: DISK_UNAVAILABLE (neither opens them offline until a sign-in puts it right; the old one
        does if the keyring fails too).
        """
        with self._lock:
            found = self._read()
            if held.secret is None and found is not None and found.offline is not None:
                found = self._close(found)
            self._keep(found, held, share, password, None)

    def close_offline(self) -> None:
        """Remove the offline wrapping: the password that opened it counts no more. A sign-in makes another.

        Raises KnownError: DISK_UNAVAILABLE.
        """
        with self._lock:
            found = self._read()
            if found is not None and found.offline is not None:
                self._close(found)

    def forget(self) -> bool:
        """Delete the folder and the keyring's entries, keys first: killed in between, what is left opens no more.

        Tells whether the folder is gone: Windows keeps files that are still open, call again once they are closed.
        Raises KnownError: DISK_UNAVAILABLE (the keys' file stays; without the keyring's entries it opens nothing
        offline).
        """
        with self._lock:
            try:
                return erase_folder(self._folder, first=KEYS_FILE)
            finally:
                self.mark = HighWater(self._key_store, f"{self._name}/mark")  # nothing of it is remembered either
                for name in (self._name, *(f"{self._name}/{part}" for part in ("device", "mark", "door"))):
                    with suppress(KeyStoreError):  # what it keeps opened keys.json, which is gone
                        self._key_store.delete(name)

    def _try_offline(
        self, found: keys.KeyFile, wrap: keys.OfflineWrap, password: str, secret: bytes
    ) -> tuple[bytes, bytes]:
        tries = found.offline_tries + 1
        if tries > MAX_TRIES:  # killed while it evaluated the last one
            self._close(found)
            raise KnownError(ErrorCode.OFFLINE_CLOSED)
        self._write(msgspec.structs.replace(found, offline_tries=tries))
        opened = keys.unwrap_offline(wrap, password, secret)
        if opened is not None:
            self._write(msgspec.structs.replace(found, offline_tries=0))
            return opened
        if tries == MAX_TRIES:
            self._close(found)
            raise KnownError(ErrorCode.OFFLINE_CLOSED)
        raise KnownError(ErrorCode.OFFLINE_REFUSED, tries_left=MAX_TRIES - tries)

    def _close(self, found: keys.KeyFile) -> keys.KeyFile:
        self._door.keep(b"")  # first: killed in between, the wrapping that is left counts no more
        closed = msgspec.structs.replace(found, offline=None, offline_tries=0, offline_closed=True)
        self._write(closed)
        return closed

    def _cache(self, held: Held) -> Cache:
        return Cache() if held.cache_key is None else Cache(self._folder / CACHE_FILE, held.cache_key)

    def _outbox_key(
        self, found: keys.KeyFile | None, offline: tuple[bytes, bytes] | None, share: bytes
    ) -> tuple[bytes, tuple[ErrorCode, ...]]:
        key = offline[1] if offline else None
        if key is None and found is not None:
            key = keys.unwrap_outbox_online(found.outbox_online, share)
        if key is not None:
            return key, ()
        lost = set_aside(self._folder / OUTBOX_FILE)
        set_aside(self._folder / f"{OUTBOX_FILE}-wal")
        return keys.new_secret(), (ErrorCode.OUTBOX_UNREADABLE,) if lost else ()

    def _keep(
        self, found: keys.KeyFile | None, held: Held, share: bytes, password: str, offline: tuple[bytes, bytes] | None
    ) -> None:
        """Write the key file so that this password and share open it next time, if they do not yet.

        `offline`: what the password has just opened in it.
        """
        file = found or keys.KeyFile(keys.VERSION, b"")
        if keys.unwrap_outbox_online(file.outbox_online, share) != held.outbox_key:
            file = msgspec.structs.replace(file, outbox_online=keys.wrap_outbox_online(share, held.outbox_key))
        if held.secret is not None and held.cache_key is not None:
            if _cache_key(file, held.secret, share) != held.cache_key:
                box = keys.wrap_cache_online(held.secret, share, held.cache_key)
                file = msgspec.structs.replace(file, cache_online=box)
            if (
                file.offline is None
                or offline != (held.cache_key, held.outbox_key)
                or not self._door.is_of(file.offline.salt)
            ):  # the mark goes first: killed in between, no wrapping counts until the next sign-in
                wrap = keys.wrap_offline(password, held.secret, held.cache_key, held.outbox_key, self._stretch)
                self._door.keep(wrap.salt)
                file = msgspec.structs.replace(file, offline=wrap)
            file = msgspec.structs.replace(file, offline_tries=0, offline_closed=False)
        if file != found:
            self._write(file)

    def _read(self) -> keys.KeyFile | None:
        content = read_small(self._folder / KEYS_FILE)
        return None if content is None else keys.decode(content)

    def _write(self, file: keys.KeyFile) -> None:
        sweep(self._folder, KEYS_FILE)  # what a killed process left holds keys too
        write_atomically(self._folder / KEYS_FILE, keys.encode(file))


def kept_secret(key_store: KeyStore, name: str, *, make: bool, secret: bytes | None = None) -> Kept:
    """Ask the keyring for a secret of 32 bytes; `make` it (`secret`, or random) when there is none of that form."""
    try:
        found = _bytes(key_store.get(name))
        if found is not None or not make:
            return Kept(found)
        key_store.set(name, (secret or keys.new_secret()).hex())
        found = _bytes(key_store.get(name))
    except KeyStoreError as error:
        return Kept(None, error.code)
    if found is None:
        return Kept(None, ErrorCode.KEYRING_UNTRUSTED)  # it says yes, and keeps nothing
    return Kept(found, is_new=True)


def _keyring_notices(found: keys.KeyFile | None, kept: Kept, share: bytes, *, is_open: bool) -> tuple[ErrorCode, ...]:
    if kept.trouble is not None:
        return (kept.trouble,)
    had_secret = found is not None and found.cache_online is not None
    if kept.secret is None or found is None or not had_secret or is_open:
        return ()
    share_is_right = keys.unwrap_outbox_online(found.outbox_online, share) is not None
    return (ErrorCode.KEYRING_CHANGED,) if kept.is_new or share_is_right else ()


def _cache_key(found: keys.KeyFile | None, secret: bytes | None, share: bytes) -> bytes | None:
    if found is None or found.cache_online is None or secret is None:
        return None
    return keys.unwrap_cache_online(found.cache_online, secret, share)


def _bytes(kept: str | None) -> bytes | None:
    try:
        secret = bytes.fromhex(kept or "")
    except ValueError:
        return None
    return secret if len(secret) == keys.KEY_BYTES else None
