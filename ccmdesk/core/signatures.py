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
    """Whether the signature is this key's, over this text, for this purpose. Malformed hex signs nothing."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), _message(purpose, text))
    except (ValueError, InvalidSignature):
        return False
    return True


def _message(purpose: str, text: str) -> bytes:
    return purpose.encode() + b"\x00" + text.encode()
