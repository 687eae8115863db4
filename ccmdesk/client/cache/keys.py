"""The keys of a customer's files on this computer, and how they are wrapped.

Two random keys: the cache's and the outbox's. Wrappings (AES-256-GCM, RFC 5116):
- offline: both keys, under Argon2id(password) and the keyring's secret. Neither the disk alone, nor the disk and
  the keyring without the password, opens it;
- cache_online: the cache's key, under the keyring's secret and the bank's share, which only a sign-in gives. It
  opens the cache after a password change;
- outbox_online: the outbox's key, under the bank's share alone: unsent orders survive a lost keyring.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from typing import Annotated, Final

import argon2.low_level
import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Meta

from ccmdesk.core.errors import ErrorCode, KnownError

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
VERSION: Final = 1


class Stretch(msgspec.Struct, frozen=True):
    """Argon2id's cost. Default: 64 MiB, 3 passes (RFC 9106, second recommended option, one lane).

    The bounds keep a damaged or hostile file from asking for the machine's whole memory.
    """

    memory_kib: Annotated[int, Meta(ge=8, le=1024 * 1024)] = 64 * 1024
    passes: Annotated[int, Meta(ge=1, le=16)] = 3


class OfflineWrap(msgspec.Struct, frozen=True):
    """Both keys, for an opening without the bank."""

    salt: bytes
    stretch: Stretch
    box: bytes


class KeyFile(msgspec.Struct, frozen=True):
    """What keys.json holds. Nothing in it opens anything by itself.

    `offline_tries`: offline passwords tried since the last right one. `offline_closed`: the offline wrapping was
    removed after too many of them, or because the password counts no more; a sign-in makes another.
    """

    version: int
    outbox_online: bytes
    cache_online: bytes | None = None
    offline: OfflineWrap | None = None
    offline_tries: int = 0
    offline_closed: bool = False


def new_secret() -> bytes:
    """Make a random key or secret of 256 bits."""
    return secrets.token_bytes(KEY_BYTES)


def encode(file: KeyFile) -> bytes:
    """Write a key file as JSON."""
    return msgspec.json.encode(file)


class _Versioned(msgspec.Struct):
    version: int


def decode(content: bytes) -> KeyFile | None:
    """Read a key file; None when it is damaged. Raises KnownError: CACHE_TOO_NEW (a later client's)."""
    try:
        if msgspec.json.decode(content, type=_Versioned).version > VERSION:
            raise KnownError(ErrorCode.CACHE_TOO_NEW)
        file = msgspec.json.decode(content, type=KeyFile)
    except (msgspec.MsgspecError, ValueError):
        return None
    return file if file.version == VERSION else None


def wrap_offline(password: str, secret: bytes, cache: bytes, outbox: bytes, stretch: Stretch) -> OfflineWrap:
    """Wrap both keys under the password and the keyring's secret."""
    salt = secrets.token_bytes(SALT_BYTES)
    return OfflineWrap(salt, stretch, _seal(_offline_key(password, secret, salt, stretch), cache + outbox))


def unwrap_offline(wrap: OfflineWrap, password: str, secret: bytes) -> tuple[bytes, bytes] | None:
    """Return (cache key, outbox key), or None when the password or the secret is wrong."""
    if len(wrap.salt) != SALT_BYTES:
        return None
    opened = _open(_offline_key(password, secret, wrap.salt, wrap.stretch), wrap.box, 2 * KEY_BYTES)
    return None if opened is None else (opened[:KEY_BYTES], opened[KEY_BYTES:])


def wrap_cache_online(secret: bytes, share: bytes, key: bytes) -> bytes:
    """Wrap the cache's key under the keyring's secret and the bank's share."""
    return _seal(_derive(secret + share, b"ccmdesk cache online"), key)


def unwrap_cache_online(box: bytes, secret: bytes, share: bytes) -> bytes | None:
    """Return the cache's key, or None when the secret or the share is wrong."""
    return _open(_derive(secret + share, b"ccmdesk cache online"), box, KEY_BYTES)


def wrap_outbox_online(share: bytes, key: bytes) -> bytes:
    """Wrap the outbox's key under the bank's share."""
    return _seal(_derive(share, b"ccmdesk outbox online"), key)


def unwrap_outbox_online(box: bytes, share: bytes) -> bytes | None:
    """Return the outbox's key, or None when the share is wrong."""
    return _open(_derive(share, b"ccmdesk outbox online"), box, KEY_BYTES)


def _offline_key(password: str, secret: bytes, salt: bytes, stretch: Stretch) -> bytes:
    stretched = argon2.low_level.hash_secret_raw(
        unicodedata.normalize("NFC", password).encode(),
        salt,
        time_cost=stretch.passes,
        memory_cost=stretch.memory_kib,
        parallelism=1,
        hash_len=KEY_BYTES,
        type=argon2.low_level.Type.ID,
    )
    return _derive(stretched + secret, b"ccmdesk offline")


def _derive(material: bytes, purpose: bytes) -> bytes:
    """HKDF-SHA256 (RFC 5869) without salt, one block: the material is already uniform or stretched."""
    extracted = hmac.digest(bytes(KEY_BYTES), material, hashlib.sha256)
    return hmac.digest(extracted, purpose + b"\x01", hashlib.sha256)


def _seal(key: bytes, plain: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, None)


def _open(key: bytes, box: bytes, size: int) -> bytes | None:
    try:
        plain = AESGCM(key).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], None)
    except (InvalidTag, ValueError):
        return None
    return plain if len(plain) == size else None
