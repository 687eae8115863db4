"""Where each customer's files are on this computer, and how they open."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import msgspec

from ccmdesk.client.cache import keys
from ccmdesk.client.cache.files import DIRECTORY_FILE, private_folder, read_small, set_aside, write_atomically
from ccmdesk.client.cache.profile import Opened, Profile, kept_secret
from ccmdesk.core.ids import new_key

if TYPE_CHECKING:
    from pathlib import Path

    from ccmdesk.client.cache.keystore import KeyStore

INSTALLATION_FILE: Final = "installation.json"


class Installation(msgspec.Struct, frozen=True):
    """This installation's random name, and the salt that hides the subscriber codes in folder names."""

    id: str
    salt: str


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """The private key (Ed25519, 32 bytes) with which this installation signs for one customer.

    `lasting` is false when it lives in memory only: gone when the client closes.
    """

    private: bytes = field(repr=False)
    lasting: bool


class Vault:
    """The customers' folders under `folder`, and their keys. Thread-safe.

    A folder is named by a salted hash of the code: it names no customer, but who has the disk, and so the salt, can
    confirm a guess.
    """

    def __init__(self, folder: Path, key_store: KeyStore, stretch: keys.Stretch | None = None) -> None:
        self._folder = folder
        self._key_store = key_store
        self._stretch = stretch or keys.Stretch()
        self._lock = threading.RLock()
        self._installation: Installation | None = None
        self._profiles: dict[str, Profile] = {}
        self._device_keys: dict[str, DeviceKey] = {}

    @property
    def directory_file(self) -> Path:
        """Where the public list of caisses is kept, in clear."""
        return private_folder(self._folder) / DIRECTORY_FILE

    def installation(self) -> str:
        """Name of this installation (32 hex digits), made once. Raises KnownError: DISK_UNAVAILABLE."""
        return self._installed().id

    def device_key(self, code: str) -> DeviceKey:
        """Return this installation's key for a customer, made at his first sign-in; in memory without a keyring.

        It stays the same while the client runs, even if the keyring fails meanwhile; one that was in memory is moved
        into the keyring once that works. Raises KnownError: DISK_UNAVAILABLE.
        """
        name = self._name(code)
        with self._lock:
            known = self._device_keys.get(name)
            if known is None or not known.lasting:
                private = known.private if known else keys.new_secret()
                kept = kept_secret(self._key_store, f"{name}/device", make=True, secret=private)
                lasting = kept.secret is not None
                known = DeviceKey(kept.secret if kept.secret is not None else private, lasting=lasting)
                self._device_keys[name] = known
            return known

    def open_online(self, code: str, password: str, unlock_share: str) -> Opened:
        """Open (or make) a customer's files after the bank accepted the sign-in; the offline door opens again.

        Without a keyring the cache lives in memory and the outbox opens with the bank's share alone. Keys that
        do not open any more are made anew: the cache is rebuilt, an outbox set aside, and `notices` say so.

        Raises KnownError: DISK_UNAVAILABLE, CACHE_TOO_NEW (a later client's files: nothing was touched).
        """
        private_folder(self._folder / "profiles")
        return self._profile(code).open_online(password, unlock_share.encode())

    def open_offline(self, code: str, password: str) -> Opened:
        """Open what was last synced, without the bank.

        Raises KnownError: OFFLINE_NOTHING_HERE (never synced on this computer, or not on its disk), OFFLINE_REFUSED
        (wrong password; `tries_left`), OFFLINE_CLOSED (five wrong ones in a row, or the password was changed: only a
        sign-in opens), KEYRING_LOCKED, KEYRING_MISSING, KEYRING_UNTRUSTED, CACHE_TOO_NEW, DISK_UNAVAILABLE.
        """
        return self._profile(code).open_offline(password)

    def close_offline(self, code: str) -> None:
        """Make sure that a customer's former password opens nothing here. Raises KnownError: DISK_UNAVAILABLE."""
        self._profile(code).close_offline()

    def forget(self, code: str) -> bool:
        """Delete all that this computer has of a customer, and nothing of others. Tells whether it is all gone.

        Raises KnownError: DISK_UNAVAILABLE.
        """
        with self._lock:
            self._device_keys.pop(self._name(code), None)
        return self._profile(code).forget()

    def _profile(self, code: str) -> Profile:
        name = self._name(code)
        folder = self._folder / "profiles" / name.rpartition("/")[2]
        with self._lock:
            return self._profiles.setdefault(name, Profile(folder, self._key_store, name, self._stretch))

    def _name(self, code: str) -> str:
        """Name a customer's secrets in the keyring; its last part names his folder."""
        installed = self._installed()
        return f"{installed.id}/{hashlib.sha256(f'{installed.salt}{code}'.encode()).hexdigest()[:32]}"

    def _installed(self) -> Installation:
        with self._lock:
            if self._installation is None:
                file = private_folder(self._folder) / INSTALLATION_FILE
                self._installation = _read_installation(file) or _new_installation(file)
            return self._installation


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
