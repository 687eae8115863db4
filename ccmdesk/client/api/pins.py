"""Pins: which server keys are the bank's, whatever an authority says.

A pin is the SHA-256 of a key's SubjectPublicKeyInfo, in base 64 (as RFC 7469, 2.4). With pins, an authority that was
deceived or forced still gives nobody the bank's place.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Final

from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from collections.abc import Iterable

MINIMUM: Final = 2
"""The key in use and a backup's: with one pin alone, a lost key would lock every client out (RFC 7469, 2.5)."""

_DIGEST_BYTES: Final = 32


def read_pins(texts: Iterable[str]) -> frozenset[bytes]:
    """Read pins as they are typed; blanks around them are forgiven. None given: no pins, an empty set.

    Raises KnownError SERVER_UNTRUSTED (reason `authority_unreadable`): one is malformed, or they are fewer than
    MINIMUM different ones.
    """
    given = [text.strip() for text in texts if text.strip()]
    pins = frozenset(_digest(text) for text in given)
    if given and len(pins) < MINIMUM:
        raise KnownError(ErrorCode.SERVER_UNTRUSTED, reason="authority_unreadable")
    return pins


def pin_of(certificate: bytes) -> bytes:
    """Give the pin of a certificate (DER): the digest of its key. Raises ValueError for what is no certificate."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from cryptography.x509 import load_der_x509_certificate

    key = load_der_x509_certificate(certificate).public_key()
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()


def _digest(text: str) -> bytes:
    try:
        digest = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise KnownError(ErrorCode.SERVER_UNTRUSTED, reason="authority_unreadable") from error
    if len(digest) != _DIGEST_BYTES:
        raise KnownError(ErrorCode.SERVER_UNTRUSTED, reason="authority_unreadable")
    return digest
