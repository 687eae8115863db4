"""Ed25519 signatures (RFC 8032) over texts, each for one purpose: none can be passed off as another.

What is signed is the purpose, a NUL byte, and the text in UTF-8. Keys and signatures are written in hex.
"""

from __future__ import annotations

import hashlib
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_BYTES: Final = 32

DEVICE: Final = "ccmdesk device v1"
"""Proof that a device has its key: the text is the token of a sign-in attempt."""

CHALLENGE: Final = "ccmdesk challenge v1"
"""Yes of a device: the text is SHA-256 (hex) of the challenge's document."""

RECEIPT: Final = "ccmdesk receipt v1"
"""The bank's word: the text is the receipt's document."""

_WEAK: Final = frozenset(
    bytes.fromhex(y)
    for y in (
        "00" * 32,
        "01" + "00" * 31,
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    )
)
"""Points of small order, without the sign of x (RFC 7748, section 7; libsodium's list): under such a « key » one
signature fits many texts, and the library takes it."""


def new_private_key() -> bytes:
    """Make a private key (32 bytes)."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private_key: bytes) -> str:
    """Public key (hex) of a private one. Raises ValueError when it has not 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw().hex()


def key_id(public: str) -> str:
    """Short name of a public key: the first 32 hex digits of its SHA-256. Raises ValueError when it is not hex."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:32]


def digest(document: str) -> str:
    """SHA-256 (hex) of a document."""
    return hashlib.sha256(document.encode()).hexdigest()


def sign(private_key: bytes, purpose: str, text: str) -> str:
    """Sign a text for a purpose. Raises ValueError when the key has not 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(private_key).sign(_message(purpose, text)).hex()


def is_signed(public: str, purpose: str, text: str, signature: str) -> bool:
    """Whether the signature is this key's, over this text, for this purpose. No key, or a weak one, signs nothing."""
    try:
        point = bytes.fromhex(public)
        if _unsigned(point) in _WEAK:
            return False
        key = Ed25519PublicKey.from_public_bytes(point)
        key.verify(bytes.fromhex(signature), _message(purpose, text))
    except (ValueError, InvalidSignature):
        return False
    return True


def _message(purpose: str, text: str) -> bytes:
    return purpose.encode() + b"\x00" + text.encode()


def _unsigned(point: bytes) -> bytes:
    """Clear the bit that gives the sign of x in the encoding of a point."""
    return point[:-1] + bytes([point[-1] & 0x7F]) if point else point
